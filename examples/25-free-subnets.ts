// Networks whose subnets nobody has to choose, and what is in the way of a block: networks with their containers, routes
// and addresses of the host, VPNs among them, and what you keep for others.
//
//   docker network inspect $(docker network ls -q) | grep Subnet; ip route
import { Docker } from 'mooring'

await using docker = new Docker()
const from = '10.220.0.0/16'
console.log(`the first free block: ${await docker.network.freeSubnet({ size: 24, from })}`)

await using first = await docker.network.bridge('free_first').subnet({ size: 24, from }).create()
await using web = await docker.container.run('alpine', 'sleep', 'infinity').name('free_web').init().net(first).start()
console.log(`${web.name} is ${await web.ip()}`)

// Made side by side, no two get the same one.
const [left, right] = await Promise.all(
  ['free_left', 'free_right'].map((name) => docker.network.bridge(name).subnet({ size: 26, from }).create()),
)
try {
  const subnets = (await Promise.all([left, right].map(async (net) => (await net?.subnets()) ?? []))).flat()
  console.log('at once:', subnets.map(String).sort().join(' '))

  const { networks, host, hostUnseen, reserved } = await docker.network.conflicts('10.220.0.0/20', {
    reserved: ['10.220.8.0/24', '192.168.0.0/16'],
  })
  for (const { network, subnet, containers } of networks) {
    console.log(
      `${network.name} has ${subnet}:`,
      containers.map(({ container }) => container.name).join(' ') || 'empty',
    )
  }
  console.log('kept for others:', reserved.join(' '))
  console.log('the host:', hostUnseen ?? `${host.length} routes and addresses in the way`)
} finally {
  await Promise.all([left?.remove(), right?.remove()])
}
