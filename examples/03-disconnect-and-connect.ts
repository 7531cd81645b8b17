// A running container leaves a network and comes back; it is never stopped.
//
//   docker network disconnect mybridge mynetwork_container
//   docker network connect mybridge mynetwork_container
import { Docker } from 'mooring'

await using docker = new Docker()
await using mybridge = await docker.network.bridge('mybridge').create()
await using container = await docker.container
  .run('alpine', 'sleep', 'infinity')
  .name('mynetwork_container')
  .net(mybridge)
  .start()

async function interfaces(): Promise<string> {
  const { stdout } = await container.exec('ls', '/sys/class/net').output({ check: true })
  return stdout.split('\n').join(' ').trim()
}

const { State: before } = await container.inspect()
console.log(`connected:    ${await interfaces()}, address ${await container.ip(mybridge)}`)

await mybridge.disconnect(container)
console.log(`disconnected: ${await interfaces()}, ${(await container.ips()).length} networks`)

await mybridge.connect(container)
console.log(`connected:    ${await interfaces()}, address ${await container.ip(mybridge)}`)

const { State: after } = await container.inspect()
console.log(`the same process all the while? ${before.Pid === after.Pid}`)
