// A network that is as the program says, however often that runs, and a container whose network was made anew.
//
//   docker network inspect shop || docker network create --subnet 10.219.0.0/24 shop
import { Docker, MooringError } from 'mooring'

await using docker = new Docker()
const shop = docker.network.bridge('shop')
const small = shop.subnet('10.219.0.0/24')
const large = shop.subnet('10.219.0.0/16')

const net = await small.ensure()
try {
  console.log(`once more, the same network? ${(await small.ensure()).id === net.id}`)
  const sleeper = docker.container.run('alpine', 'sleep', 'infinity').init()
  await using web = await sleeper.net(net, { alias: 'www', ip: '10.219.0.10' }).start()

  // What differs is told, and under containers nothing is replaced.
  for (const replace of [false, true]) {
    try {
      await large.ensure({ replace })
    } catch (error) {
      if (!MooringError.is(error)) throw error
      console.log(`${error.code}: ${error.sentence}`)
    }
  }

  await web.kill()
  await net.remove()
  await large.ensure() // as another program may have made it
  await web.start().catch((error: unknown) => {
    console.log(MooringError.is(error, 'NOT_FOUND') ? `does not start: ${error.hint}` : error)
  })
  for (const { network, was, now } of await docker.network.repair(web)) {
    console.log(`put on ${network} again: ${was === net.id} ${now !== net.id}`)
  }
  await web.start()
  console.log(`${await web.ip()}, as before:`, await web.cloneEndpoint('shop'))
} finally {
  await docker.network.remove('shop')
}
