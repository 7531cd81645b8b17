// Addresses are given in order, and given anew at each start: the lowest that is free then. So they may change.
// An address that must stay is chosen inside the subnet but outside the range that others are served from.
//
//   docker stop second && docker run ... && docker start second
import { Docker } from 'mooring'

await using docker = new Docker()
await using network = await docker.network.bridge('addresses').subnet('10.210.0.0/16').ipRange('10.210.0.0/24').create()

const app = docker.container.run('alpine', 'sleep', 'infinity').init().net(network)
await using first = await app.name('first').start()
await using second = await app.name('second').start()
await using fixed = await app.name('fixed').net(network, { ip: '10.210.1.10' }).start()

async function show(when: string): Promise<void> {
  const members = await network.members()
  console.log(`${when.padEnd(24)} ${members.map(({ container, ip }) => `${container.name} ${ip}`).join(', ')}`)
}
await show('in order')

await first.restart()
await show('restarted alone')

await Promise.all([second.stop(), fixed.stop()])
await using third = await app.name('third').start()
await show('a third one came')

await second.start()
await fixed.start()
await show('all started again')
