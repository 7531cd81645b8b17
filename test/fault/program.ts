// A program that uses mooring and then has nothing more to do. Run by closing.test.ts.
import { Docker, MooringError } from '../../src/index.js'

const programs: Readonly<Record<string, () => Promise<void>>> = {
  idle: async () => {
    const docker = new Docker()
    await Promise.all(Array.from({ length: 10 }, () => docker.network.list()))
  },
  disposed: async () => {
    await using docker = new Docker()
    await docker.network.list()
  },
  left: async () => {
    const docker = new Docker()
    for await (const { data } of docker.container.ref('c1').logs({ follow: true })) if (data.length > 0) break
    const attached = await docker.container.ref('c1').exec('sh').attach()
    await attached.detach()
  },
  failed: async () => {
    const docker = new Docker()
    const calls = [
      docker.version({ timeout: 50 }),
      docker.version({ signal: AbortSignal.timeout(50) }),
      docker.network.inspect('gone'),
      docker.container.ref('c1').attach({ timeout: 50 }),
    ]
    const outcomes = await Promise.allSettled(calls)
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') throw new Error('a call should have failed')
      const reason: unknown = outcome.reason
      if (!MooringError.is(reason) && !(reason instanceof DOMException)) throw reason
    }
  },
}

await programs[process.argv[2] ?? '']?.()
console.log('done')
