import { afterEach, describe, expect, test, vi } from 'vitest'
import { labEngineNames } from '../lab/lab.js'
import { busybox, openDocker, sleeper } from './open-docker.js'

afterEach(() => {
  vi.useRealTimers()
})

describe.each(labEngineNames)('on %s, while a test runner has frozen the time', (name) => {
  test('programs, execs, networks, logs and events go on, and close() resolves', async () => {
    const docker = await openDocker(name)
    await using running = await sleeper(docker).net('none').start()
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'performance', 'Date'] })
    for (let i = 0; i < 2; i++) {
      const { stdout } = await docker.container.run(busybox, 'echo', 'hello').net('none').output()
      expect(stdout).toBe('hello\n')
    }
    expect((await running.exec('sh', '-c', 'exit 3').output()).exitCode).toBe(3)
    const events = docker.events({ type: 'network' })
    const next = events.next()
    const network = await docker.network.bridge().create()
    await network.remove()
    expect((await next).value).toMatchObject({ Type: 'network' })
    await events.return()
    expect(await running.logs().text()).toBeDefined()
    await running.remove({ force: true })
    await docker.close()
  })
})
