// One alias for three containers. The engine does not take turns (round robin): each answer holds all the
// addresses, shuffled anew. DNS lives inside the network: the host itself does not know the alias.
//
//   docker run -itd --name network_alias_container1 --net mybridge --net-alias alicek106 alpine
//   ping -c 1 alicek106
import { Docker } from 'mooring'

await using docker = new Docker()
await using mybridge = await docker.network.bridge('mybridge').create()

// A builder never changes, so one makes as many containers as you like.
const app = docker.container.run('alpine', 'sleep', 'infinity')
const aliased = app.net(mybridge, { alias: 'alicek106' })
await using c1 = await aliased.name('network_alias_container1').start()
await using c2 = await aliased.name('network_alias_container2').start()
await using c3 = await aliased.name('network_alias_container3').start()

// What the engine has recorded ...
for (const { container, ip, via } of await mybridge.lookup('alicek106')) {
  console.log(`${container.name} is ${ip}, found by its ${via}`)
}

// ... and what DNS answers inside the network.
await using asker = await app.net(mybridge).start()
for (let i = 0; i < 6; i++) {
  console.log('lookup:', (await asker.lookup('alicek106', { family: 4 })).join(' '))
}

const { stdout } = await asker.exec('ping', '-c', '1', 'alicek106').output({ check: true })
console.log(stdout.split('\n').find((line) => line.includes('packet loss')))
