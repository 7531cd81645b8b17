// The host's side: a veth for each endpoint of a running container, all plugged into the bridge docker0.
//
//   ifconfig        (on the host)
import { Docker } from 'mooring'

// Host links are read by a short-lived container in host mode. Its image, which is not pulled for you, needs sh, cat,
// grep, readlink and basename.
await using docker = new Docker({ helper: 'alpine' })

const app = docker.container.run('alpine', 'sleep', 'infinity')
await using first = await app.name('veth_1').start()
await using second = await app.name('veth_2').start()
await using shared = await app.name('veth_3').net(first).start()

for (const container of [first, second]) {
  for (const { interface: eth, host } of await container.veth()) {
    console.log(`${container.name}: ${eth} <-> ${host.name} on ${host.bridge ?? 'no bridge'}`)
  }
}
const own = (await shared.veth()).map(({ host }) => host.name)
console.log(`${shared.name} shares ${first.name}'s: ${own.join()}`)

// The bridge, and our two cables in it.
const links = await docker.host.links()
const docker0 = links.find(({ name }) => name === 'docker0')
const plugged = links.filter(({ kind, master }) => kind === 'veth' && master === 'docker0')
console.log(`docker0 is a ${docker0?.kind ?? 'missing link'}; ${plugged.length} veth in it`)
