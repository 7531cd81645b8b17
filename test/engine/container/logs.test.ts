import { afterAll, beforeAll, expect, test } from 'vitest'
import { onEachEngine } from '../each-engine.js'
import { gather } from '../../unit/stream/source.js'
import { containerInspect, containerLogs } from '../../../src/container/operations.js'
import type { Engine } from '../../../src/engine/engine.js'
import { lab } from '../../lab/lab.js'
import { openEngine } from '../open-engine.js'
import { makeContainer, shell, startContainer } from './made.js'

const TIME = /^\d{4}-\d\d-\d\dT[\d:]{8}\.\d+Z$/

onEachEngine('logs of engine %s', (engineName) => {
  let engine: Engine
  beforeAll(async () => {
    engine = openEngine((await lab.engine(engineName)).socket)
  })
  afterAll(() => engine.close())

  test('are lines of both streams, told apart', async () => {
    await using container = await shell(engine, 'echo out; sleep 0.1; echo err >&2; sleep 0.1; printf last')
    await container.start()
    await container.wait()
    expect(await gather(container.logs().lines())).toEqual([
      { stream: 'stdout', line: 'out' },
      { stream: 'stderr', line: 'err' },
      { stream: 'stdout', line: 'last' },
    ])
    expect(await container.logs().text()).toBe('out\nerr\nlast')
    expect(await container.logs({ stderr: false }).text()).toBe('out\nlast')
    expect(await container.logs({ tail: 1 }).text()).toBe('last')
    await expect(container.logs().text({ maxBytes: 5 })).rejects.toMatchObject({ code: 'TEXT_TOO_LONG' })
  })

  test('of a terminal are one stream, whatever bytes they hold', async () => {
    await using container = await shell(engine, String.raw`printf '\001\000\000\000\000\000\000\002hi é\n'`, {
      Tty: true,
    })
    await container.start()
    await container.wait()
    expect(await container.logs().text()).toBe('\u0001\0\0\0\0\0\0\u0002hi é\r\n')
  })

  test.each([false, true])('have the time of each line, if asked for; terminal: %s', async (Tty) => {
    await using container = await shell(engine, 'echo one; echo two', { Tty })
    await container.start()
    await container.wait()
    const lines = await gather(container.logs({ timestamps: true }).lines())
    expect(lines.map(({ line }) => line)).toEqual(['one', 'two'])
    for (const { time } of lines) expect(time).toMatch(TIME)
  })

  // The driver local of 20.10 drops the newline of such a line, whoever reads the log.
  const drivers = engineName === 'e20' ? ['json-file'] : ['json-file', 'local']
  test.each(drivers.flatMap((driver) => [[driver, false] as const, [driver, true] as const]))(
    'keep lines of more than 16 KiB in one piece, with their time; driver %s, terminal: %s',
    async (Type, Tty) => {
      const lengths = [40_000, 16_384, 16_383, 16_382, 32_768]
      const program = lengths.map((length) => `head -c ${length} /dev/zero | tr '\\0' x; echo; echo next;`).join('')
      await using container = await shell(engine, program, { Tty, HostConfig: { LogConfig: { Type } } })
      await container.start()
      await container.wait()
      const lines = await gather(container.logs({ timestamps: true }).lines())
      for (const { time } of lines) expect(time).toMatch(TIME)
      const text = await container.logs({ timestamps: true }).text()
      expect(text).toBe(lines.map(({ time, line }) => `${time} ${line}${Tty ? '\r' : ''}\n`).join(''))
      expect(lines.map(({ line }) => line)).toEqual(lengths.flatMap((length) => ['x'.repeat(length), 'next']))
    },
  )

  test('as text have the time before each line, if asked for', async () => {
    await using container = await shell(engine, 'echo one; sleep 0.1; echo two >&2; sleep 0.1; printf last')
    await container.start()
    await container.wait()
    const [one, two, last] = (await gather(container.logs({ timestamps: true }).lines())).map(({ time }) => time)
    const text = await container.logs({ timestamps: true }).text()
    expect(text).toBe(`${one} one\n${two} two\n${last} last`)
    expect(await container.logs().text()).toBe('one\ntwo\nlast')
  })

  test('go on while the container writes, and end with it', async () => {
    await using container = await shell(engine, 'echo first; read line; echo "then $line"', {
      OpenStdin: true,
      StdinOnce: true,
    })
    await container.start()
    const lines = container.logs({ follow: true }).lines()[Symbol.asyncIterator]()
    expect((await lines.next()).value).toMatchObject({ line: 'first' })
    await using streams = await container.attach()
    await streams.stdin.write('more\n')
    expect((await lines.next()).value).toMatchObject({ line: 'then more' })
    expect((await lines.next()).done).toBe(true)
  })

  test.each([
    ['by hand', undefined],
    ['by its policy', { RestartPolicy: { Name: 'on-failure' as const, MaximumRetryCount: 3 } }],
  ])('that are followed say that the container was restarted %s', async (_, HostConfig) => {
    const line = HostConfig === undefined ? 'echo begun; exec sleep 600' : 'echo begun; sleep 0.5; exit 1'
    await using container = await shell(engine, line, HostConfig === undefined ? {} : { HostConfig })
    await container.start()
    const lines = container.logs({ follow: true }).lines()[Symbol.asyncIterator]()
    expect((await lines.next()).value).toMatchObject({ line: 'begun' })
    const end = lines.next().catch((error: unknown) => error)
    if (HostConfig === undefined) await container.restart({ stopTimeout: 0 })
    expect(await end).toMatchObject({ code: 'RESTARTED', operation: 'ContainerLogs', target: container.name })
  })

  test('that are followed end when the container is stopped', async () => {
    await using container = await shell(engine, 'echo begun; exec sleep 600')
    await container.start()
    const lines = container.logs({ follow: true }).lines()[Symbol.asyncIterator]()
    expect((await lines.next()).value).toMatchObject({ line: 'begun' })
    await container.stop({ stopTimeout: 0 })
    expect((await lines.next()).done).toBe(true)
  })

  test('that are quiet can be left, and their connection closes', async () => {
    await using container = await shell(engine, 'echo one; sleep 600')
    await container.start()
    for await (const { line } of container.logs({ follow: true }).lines()) {
      expect(line).toBe('one')
      break
    }
    const abort = new AbortController()
    const logs = container.logs({ follow: true, tail: 0, signal: abort.signal })
    const next = logs[Symbol.asyncIterator]().next()
    abort.abort(new Error('left'))
    await expect(next).rejects.toThrow('left')
  })

  test('ask nothing of the engine before they are read, and are read anew by each loop', async () => {
    await using container = await makeContainer(engine, { Cmd: ['echo', 'x'] })
    const logs = container.logs()
    expect(await logs.text()).toBe('')
    await container.start()
    await container.wait()
    expect(await logs.text()).toBe('x\n')
  })

  test('of a container that does not exist reject with NOT_FOUND', async () => {
    const gone = await makeContainer(engine)
    await gone.remove()
    await expect(gone.logs().text()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('since a moment leave out what was before', async () => {
    await using container = await shell(engine, 'echo old; read line; echo new', { OpenStdin: true })
    await container.start()
    const [old] = await (async () => {
      for await (const line of container.logs({ follow: true, timestamps: true }).lines()) return [line]
      return []
    })()
    await using streams = await container.attach()
    await streams.stdin.write('\n')
    await container.wait()
    const [seconds, nanos] = [
      Math.floor(Date.parse(old?.time ?? '') / 1000),
      /\.(\d{9})/.exec(old?.time ?? '')?.[1] ?? '',
    ]
    const after = `${seconds}.${String(Number(nanos) + 1).padStart(9, '0')}` as `${number}`
    expect(await container.logs({ since: after }).text()).toBe('new\n')
    expect(await container.logs({ since: '1h' }).text()).toBe('old\nnew\n')
    expect(await container.logs({ until: '1h' }).text()).toBe('')
  })

  test('are written by a container that is read by its id, too', async () => {
    await using container = await startContainer(engine, { Cmd: ['echo', 'x'] })
    await container.wait()
    const { Config } = await engine.call(containerInspect, { id: container.name })
    expect(Config.Tty).toBe(false)
    let bytes = 0
    for await (const chunk of await engine.call(containerLogs, { id: container.name, query: { stdout: true } }))
      bytes += chunk.length
    expect(bytes).toBe(10)
  })
})
