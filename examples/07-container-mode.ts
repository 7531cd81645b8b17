// Container mode: two containers share one network, so they have one address, one MAC and one localhost.
//
//   docker run -itd --name network_container_1 alpine
//   docker run -itd --name network_container_2 --net container:network_container_1 alpine
import { Docker } from 'mooring'

await using docker = new Docker()
const app = docker.container.run('alpine').interactive().tty()

await using first = await app.name('network_container_1').start()
await using second = await app.name('network_container_2').net(first).start()

for (const container of [first, second]) {
  const { stdout } = await container.exec('cat', '/sys/class/net/eth0/address').output({ check: true })
  console.log(`${container.name}: ${await container.ip()}, eth0 is ${stdout.trim()}`)
}
console.log(`one address? ${(await first.ip()).equals(await second.ip())}`)
console.log(`one MAC? ${(await first.mac()).equals(await second.mac())}`)
