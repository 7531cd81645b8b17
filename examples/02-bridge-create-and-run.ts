// A bridge network of our own, and a container on it: ifconfig shows an address of the new network.
//
//   docker network create --driver bridge mybridge
//   docker run -itd --name mynetwork_container --net mybridge alpine
import { Cidr, Docker } from 'mooring'

await using docker = new Docker()
await using mybridge = await docker.network.bridge('mybridge').create()
await using container = await docker.container
  .run('alpine')
  .interactive()
  .tty()
  .name('mynetwork_container')
  .net(mybridge)
  .start()

// Nobody chose a subnet, so the engine did.
const { IPAM } = await mybridge.inspect()
const subnet = Cidr.parse(IPAM.Config?.[0]?.Subnet ?? '')
const ip = await container.ip()
console.log(`mybridge got ${subnet}`)
console.log(`${container.name} is ${ip}: inside it? ${subnet.contains(ip)}`)

const { stdout } = await container.exec('ifconfig', 'eth0').output({ check: true })
console.log(stdout.trim())
