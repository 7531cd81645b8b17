// Subnet, range and gateway of our choosing. The range must lie inside the subnet; it need not be the same.
//
//   docker network create --driver=bridge --subnet=172.72.0.0/16 --ip-range=172.72.0.0/24 --gateway=172.72.0.1 \
//     my_custom_network
//
// 172.72.0.0/16 belongs to the public internet (private is 172.16 to 172.31): fine in a lab, not in production.
import { Docker, MooringError } from 'mooring'

await using docker = new Docker()
const custom = docker.network.bridge('my_custom_network').subnet('172.72.0.0/16').gateway('172.72.0.1')

await using network = await custom.ipRange('172.72.0.0/24').create()
const app = docker.container.run('alpine', 'sleep', 'infinity')
await using dynamic = await app.net(network).start()
await using fixed = await app.net(network, { ip: '172.72.1.10' }).start()
console.log(`from the range: ${await dynamic.ip()}`)
console.log(`chosen, in the subnet and outside the range: ${await fixed.ip()}`)

const { stdout } = await dynamic.exec('ip', 'route').output({ check: true })
console.log(stdout.split('\n').find((route) => route.startsWith('default')))

// What cannot work is refused before anything is sent.
try {
  custom.ipRange('172.73.0.0/24')
} catch (error) {
  if (!MooringError.is(error, 'RANGE_OUTSIDE_SUBNET')) throw error
  console.log(`${error.code}: ${error.message}`)
}
