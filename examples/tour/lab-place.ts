import { Docker } from 'mooring'
import { lab, type LabEngineName } from '../../test/lab/lab.js'
import type { Place } from './place.js'

/** The names of the notes, which a tour that was killed may have left in the lab. */
const ours =
  /^(mybridge|my_custom_network|my_macvlan|mynetwork_container|network_(host|none|container_[12]|alias_container[123])|c[12])$/

/** One of the lab's engines, with the notes' own words; the hosts a and b beside it. */
export async function labPlace(name: LabEngineName): Promise<Place> {
  const engine = await lab.engine(name)
  const [a, b] = await lab.hosts()
  const docker = new Docker({ host: engine.host, helper: 'busybox' })
  const hosts = [new Docker({ host: a.host }), new Docker({ host: b.host })] as const
  const clients = [docker, ...hosts]
  for (const client of clients) await clearLeftovers(client)
  const { Config } = await docker.image.inspect('ubuntu:14.04')
  return {
    scene: { docker, hosts, $: (word) => word },
    about: [
      `Docker ${engine.version} of the lab, API ${engine.apiVersion}; two more engines, a and b, on one LAN.`,
      ...(Config?.Labels?.['mooring.stand-in'] === 'true'
        ? ['Its ubuntu:14.04 is a stand-in made of busybox, ip, ping and dig; nothing can be pulled here.']
        : []),
    ],
    leave: async () => {
      for (const client of clients) {
        await client.cleanup()
        await client.close()
      }
    },
  }
}

async function clearLeftovers(docker: Docker): Promise<void> {
  for (const container of await docker.container.list({ all: true, label: 'mooring.session' })) {
    if (ours.test(container.name)) await container.remove({ force: true, volumes: true })
  }
  for (const network of await docker.network.list({ label: 'mooring.session' })) {
    if (ours.test(network.name)) await network.remove({ detach: true })
  }
}
