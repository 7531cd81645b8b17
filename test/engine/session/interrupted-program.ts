// interrupted-program.ts WHAT HOST MARK   a program of a user's, for the test to interrupt. Everything that it makes has
// the label test=MARK. It prints "ready" when the signal may come.
import { Docker } from '../../../src/docker.js'
import { MooringError } from '../../../src/errors/base.js'

const [, , what = '', host = '', mark = ''] = process.argv
const docker = new Docker({ host })
const network = (client: Docker, name: string) => client.network.bridge(`${mark}-${name}`).label({ test: mark })
const sleeper = () => docker.container.run('lab/busybox:1', 'sleep', '600').label({ test: mark })

const programs: Readonly<Record<string, () => Promise<unknown>>> = {
  // A running call, and everything that a block would remove.
  waiting: async () => {
    docker.cleanupOn('SIGINT', 'SIGTERM')
    await using net = await network(docker, 'net').create()
    await using web = await sleeper().net(net).start()
    console.log('ready')
    await web.wait()
  },
  // A program that exits by itself as soon as one of its calls ends, as most do.
  exiting: async () => {
    docker.cleanupOn('SIGINT')
    const net = await network(docker, 'net').create()
    const web = await sleeper().net(net).start()
    console.log('ready')
    const calls = [web.wait(), web.exec('sleep', '600').output(), web.logs({ follow: true }).text()]
    await Promise.race(calls.map((call) => call.finally(() => process.exit(3))))
  },
  output: async () => {
    docker.cleanupOn('SIGINT')
    console.log('ready')
    const { exitCode } = await sleeper().output()
    process.exit(exitCode)
  },
  creating: async () => {
    docker.cleanupOn('SIGINT')
    for (let count = 1; ; count++) {
      await sleeper().create()
      if (count === 2) console.log('ready')
    }
  },
  ownHandler: async () => {
    process.on('SIGINT', () => console.log('the own handler'))
    docker.cleanupOn('SIGINT')
    await network(docker, 'net').create()
    const web = await sleeper().start()
    console.log('ready')
    try {
      await web.wait()
    } catch (error) {
      console.log(MooringError.is(error) && error.code)
      process.exitCode = 7
    }
  },
  severalClients: async () => {
    const other = new Docker({ host })
    docker.cleanupOn('SIGINT')
    other.cleanupOn('SIGINT')
    await network(docker, 'one').create()
    await network(other, 'other').create()
    console.log('ready')
    await docker.events({ type: 'daemon' }).next()
  },
  watching: async () => {
    docker.cleanupOn('SIGINT')
    await network(docker, 'net').create()
    console.log('ready')
    await docker.events({ type: 'daemon' }).next()
  },
  pulling: async () => {
    docker.cleanupOn('SIGINT')
    console.log('ready')
    await docker.image.pull('alpine')
  },
  takenBack: async () => {
    const stop = docker.cleanupOn('SIGINT')
    await network(docker, 'net').create()
    stop()
    console.log('ready')
    await docker.events({ type: 'daemon' }).next()
  },
  released: async () => {
    docker.cleanupOn('SIGINT')
    const net = await network(docker, 'net').create()
    net.release()
    await sleeper().create()
    console.log('ready')
    await docker.events({ type: 'daemon' }).next()
  },
}

await programs[what]?.()
