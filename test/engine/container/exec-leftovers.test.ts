import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OwnedContainer } from '../../../src/container/container.js'
import type { Docker } from '../../../src/docker.js'
import { MooringError } from '../../../src/errors/base.js'
import { collect } from '../../../src/stream/text.js'
import { onEachEngine } from '../each-engine.js'
import { busybox, openDocker, sleeper } from '../open-docker.js'

onEachEngine('what an exec leaves on engine %s', (engineName) => {
  let docker: Docker
  let box: OwnedContainer
  beforeAll(async () => {
    docker = await openDocker(engineName)
    box = await sleeper(docker).start()
  })
  afterAll(async () => {
    await docker.cleanup()
    await docker.close()
  })

  /** Resolves when no process of the container has these words in its command. */
  const gone = (words: string): Promise<unknown> =>
    box.exec('sh', '-c', `while ps -o args | grep -q "^${words}$"; do sleep 0.1; done`).output({ timeout: 20_000 })

  test.each([false, true])('a deadline that passes names the exec that runs on; terminal: %s', async (tty) => {
    const error: unknown = await box
      .exec('sleep', '600')
      .tty(tty)
      .output({ timeout: 1500 })
      .catch((reason: unknown) => reason)
    if (!MooringError.is(error, 'TIMED_OUT')) throw error
    expect(error.message).toContain('"sleep" did not end within 1500 ms, and runs on in container')
    const { exec, timeout } = error.details
    expect(timeout).toBe(1500)
    if (exec === undefined) throw new Error('the exec is not named', { cause: error })
    const { Running, Pid } = await docker.call('ExecInspect', { id: exec.id })
    expect(Running).toBe(true)
    expect(exec.pid).toBe(Pid)
  })

  test('a deadline that passes while an exec is attached names it, too', async () => {
    await using streams = await box.exec('sleep', '601').attach({ timeout: 1500 })
    const told = { code: 'TIMED_OUT', details: { timeout: 1500, exec: { pid: expect.any(Number) as number } } }
    await expect(collect(streams.output)).rejects.toMatchObject(told)
    await expect(streams.exit()).rejects.toMatchObject(told)
  })

  test('an abort ends a program that reads its stdin to the end', async () => {
    const abort = new AbortController()
    const streams = await box.exec('cat', '-', '/dev/null').attach({ signal: abort.signal })
    const reading = collect(streams.output)
    await streams.stdin.write('x')
    abort.abort('enough')
    await expect(reading).rejects.toBe('enough')
    await gone('cat - /dev/null')
  })

  test.each<[string, () => AsyncIterable<string> | Iterable<string>]>([
    ['a Node stream', () => Readable.from(['a', 'b'])],
    ['a stream of the web', () => ReadableStream.from(['a', 'b']) as AsyncIterable<string>],
    [
      'a generator',
      function* () {
        yield* ['a', 'b']
      },
    ],
  ])('%s is read once, and refused the second time', async (_, make) => {
    const cat = box.exec('cat').stdin(make())
    expect((await cat.output()).stdout).toBe('ab')
    const refused = { code: 'INVALID_ARGUMENT', details: { argument: 'stdin' }, sent: 'no' }
    await expect(cat.output()).rejects.toMatchObject(refused)
    await expect(cat.attach()).rejects.toMatchObject(refused)
  })

  test('a stream that two execs were given is read by one of them', async () => {
    const stream = Readable.from(['a'])
    const [first, second] = [box.exec('cat').stdin(stream), box.exec('cat').stdin(stream)]
    const outputs = await Promise.allSettled([first.output(), second.output()])
    expect(outputs).toMatchObject([{ value: { stdout: 'a' } }, { reason: { code: 'INVALID_ARGUMENT' } }])
  })

  test('what can be read again is read again', async () => {
    for (const input of ['ab', new TextEncoder().encode('ab'), ['a', 'b'], new Set(['a', 'b'])]) {
      const cat = box.exec('cat').stdin(input)
      for (let i = 0; i < 2; i++) expect((await cat.output()).stdout).toBe('ab')
    }
  })

  describe('the first size of a terminal', () => {
    const size = { rows: 33, columns: 99 }
    // The oldest engine is told in the first moment after the start.
    const wait =
      engineName === 'e20' ? 'until [ "$(stty size)" = "33 99" ]; do sleep 0.1; done; stty size' : 'stty size'

    test('in an exec is the one that was given', async () => {
      await using streams = await box.exec('sh', '-c', wait).tty().attach({ size })
      expect((await collect(streams.output)).stdout).toMatch(/33 99\r\n$/)
    })

    test('in a container is the one that was given', async () => {
      const { container, streams } = await docker.container.run(busybox, 'sh', '-c', wait).tty().attach({ size })
      expect((await collect(streams.output)).stdout).toMatch(/33 99\r\n$/)
      await container.remove()
    })

    test('of a container that runs is changed when it is attached', async () => {
      const made = docker.container.run(busybox, 'sh', '-c', 'read x; stty size').tty().interactive()
      await using container = await made.start()
      await using streams = await container.attach({ size })
      await streams.stdin.write('\n')
      expect((await collect(streams.output)).stdout).toContain('33 99')
    })

    test('is refused where there is no terminal, or none yet', async () => {
      const refused = { code: 'NO_TERMINAL' }
      await expect(box.exec('sh').attach({ size })).rejects.toMatchObject(refused)
      await expect(docker.container.run(busybox, 'sh').attach({ size })).rejects.toMatchObject(refused)
      await expect(box.attach({ size })).rejects.toMatchObject(refused)
      await using made = await docker.container.run(busybox, 'sh').tty().create()
      await expect(made.attach({ size })).rejects.toMatchObject({ code: 'NOT_RUNNING' })
      const wrong = { size: { rows: -1, columns: 80 } }
      await expect(box.exec('sh').tty().attach(wrong)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
      await expect(docker.container.run(busybox, 'sh').tty().attach(wrong)).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
      })
    })
  })
})
