import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ContainerBuilder } from '../../../src/container/builder/builder.js'
import type { Docker } from '../../../src/docker.js'
import { lab } from '../../lab/lab.js'
import { onEachEngine } from '../each-engine.js'
import { busybox, openAt, sleeper } from '../open-docker.js'
import { WatchedTransport } from '../watched-transport.js'

onEachEngine('waiting for a container of engine %s', (engineName) => {
  let docker: Docker
  let transport: WatchedTransport
  let told: () => void = () => undefined
  beforeAll(async () => {
    const { socket, host } = await lab.engine(engineName)
    transport = new WatchedTransport(socket, () => told())
    docker = openAt(host, { transport })
  })
  beforeEach(() => {
    transport.requests.length = 0
  })
  afterAll(async () => {
    await docker.cleanup()
    await docker.close()
  })

  const program = (line: string): ContainerBuilder => docker.container.run(busybox, 'sh', '-c', line)

  /** Resolves when so many calls of an operation were sent since the test began. */
  async function sent(operation: string, times: number): Promise<void> {
    while (transport.requests.filter((request) => request.operation === operation).length < times)
      await new Promise<void>((resolve) => (told = resolve))
  }

  test.each([0, 42])('made and not started yet: it tells exit code %i, when it has run', async (code) => {
    await using job = await program(`exit ${code}`).create()
    const waiting = [job.wait(), job.wait({ condition: 'not-running' }), job.wait({ condition: 'next-exit' })]
    await sent('ContainerWait', 3)
    await job.start()
    expect(await Promise.all(waiting)).toEqual(waiting.map(() => ({ exitCode: code })))
    expect(await job.wait()).toEqual({ exitCode: code })
  })

  test('a start in the same moment is not missed', async () => {
    await using job = await program('exit 7').create()
    const [exit] = await Promise.all([job.wait(), job.start()])
    expect(exit).toEqual({ exitCode: 7 })
  })

  test.each(['not-running', 'next-exit', 'removed'] as const)(
    'removed before it ran: it has no exit code to tell (%s)',
    async (condition) => {
      const job = await program('exit 0').create()
      const waiting = job.wait({ condition }).catch((error: unknown) => error)
      await sent('ContainerWait', 1)
      // The engine has the wait before this, on a connection of its own, is answered.
      if (condition === 'not-running') await sent('ContainerInspect', 2)
      else await job.inspect()
      await job.remove()
      expect(await waiting).toMatchObject({ code: 'NOT_RUNNING', details: { id: job.id }, target: job.name })
    },
  )

  test('removed by the engine at its end: it tells its exit code', async () => {
    await using job = await program('exit 0').rm().create()
    const waiting = [job.wait(), job.wait({ condition: 'removed' })]
    await sent('ContainerWait', 2)
    await sent('ContainerInspect', 3)
    await job.start()
    expect(await Promise.all(waiting)).toEqual([{ exitCode: 0 }, { exitCode: 0 }])
  })

  test('that could not be started says why', async () => {
    const job = await docker.container.run(busybox, '/nosuch').create()
    await expect(job.start()).rejects.toMatchObject({ code: 'COMMAND_NOT_FOUND' })
    await expect(job.wait()).rejects.toMatchObject({
      code: 'NOT_RUNNING',
      message: expect.stringMatching(/could not be started: .*nosuch/) as unknown,
    })
    await job.remove()
  })

  test('paused, and then killed', async () => {
    await using job = await sleeper(docker).start()
    await job.pause()
    const waiting = job.wait()
    await sent('ContainerWait', 1)
    await job.remove({ force: true })
    expect(await waiting).toEqual({ exitCode: 137 })
  })

  test('started by the engine again and again: the end of one run', async () => {
    await using job = await program('exit 3').restart('always').start()
    expect(await job.wait()).toEqual({ exitCode: 3 })
    expect(await job.wait({ condition: 'next-exit' })).toEqual({ exitCode: 3 })
  })

  test('an abort and a deadline end the wait for the first start', async () => {
    await using job = await program('exit 0').create()
    const abort = new AbortController()
    const waiting = job.wait({ signal: abort.signal })
    await sent('ContainerWait', 1)
    abort.abort('enough')
    await expect(waiting).rejects.toBe('enough')
    await expect(job.wait({ timeout: 500 })).rejects.toMatchObject({ code: 'TIMED_OUT' })
  })
})
