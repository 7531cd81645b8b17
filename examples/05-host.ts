// Host mode: no network of its own, but the host's, with its interfaces and its name.
//
//   docker run -it --name network_host --net host alpine
import { Docker } from 'mooring'

await using docker = new Docker({ helper: 'alpine' })

await using container = await docker.container
  .run('alpine', 'sleep', 'infinity')
  .name('network_host')
  .net('host') // .publish('80:80') would not compile now: there is nothing to publish
  .start()

const hostname = (await container.exec('hostname').output({ check: true })).stdout.trim()
const host = await docker.info()
console.log(`the container calls itself ${hostname}; the engine's host is called ${host.Name}`)
console.log(`the same name? ${hostname === host.Name}`)

const inside = (await container.exec('ls', '/sys/class/net').output({ check: true })).stdout
const missing = (await docker.host.links()).filter(({ name }) => !inside.split('\n').includes(name))
console.log(`interfaces of the host that it does not see: ${missing.length}`)
