// Macvlan: containers of two hosts on one LAN, each with a MAC address of its own. One subnet, a range for each host.
//
//   docker network create -d macvlan --subnet=192.168.0.0/24 --ip-range=192.168.0.64/28 --gateway=192.168.0.1 \
//     -o macvlan_mode=bridge -o parent=eth0 my_macvlan                (the other host: --ip-range=192.168.0.128/28)
//   docker run -it --name c1 --hostname c1 --network my_macvlan alpine                      (the other host: c2)
//   ping 192.168.0.128 -c 1
import { Docker, type Container } from 'mooring'

const { MOORING_HOST_A, MOORING_HOST_B } = process.env
const [hostA = MOORING_HOST_A, hostB = MOORING_HOST_B] = process.argv.slice(2)
if (hostA === undefined || hostB === undefined) {
  throw new Error('name two engines on one LAN: MOORING_HOST_A and MOORING_HOST_B, or two arguments')
}
await using a = new Docker({ host: hostA })
await using b = new Docker({ host: hostB })

const lan = a.network
  .macvlan('my_macvlan')
  .mode('bridge')
  .parent('eth0')
  .subnet('192.168.0.0/24')
  .gateway('192.168.0.1')
await using both = await lan
  .acrossHosts([
    { docker: a, ipRange: '192.168.0.64/28' },
    { docker: b, ipRange: '192.168.0.128/28' },
  ])
  .create()

const app = a.container.run('alpine', 'sleep', 'infinity').net(both.name)
await using c1 = await app.name('c1').hostname('c1').start()
await using c2 = await app.name('c2').hostname('c2').on(b).start()

async function ping(from: Container, to: Container): Promise<void> {
  const { stdout } = await from.exec('ping', '-c', '1', `${await to.ip()}`).output({ check: true })
  const result = stdout.split('\n').find((line) => line.includes('packet loss'))
  console.log(`${from.name} ${await from.ip()} -> ${to.name} ${await to.ip()}: ${result}`)
}
await ping(c1, c2)
await ping(c2, c1)
