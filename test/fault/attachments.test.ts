import { describe, expect, test } from 'vitest'
import { fakeEngine, type Script } from './fake-engine.js'
import { chunk, chunkedHead, frame, json, lastChunk, upgraded } from './http.js'
import { readAll, rejection, typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'
import { container } from './replies.js'

keepProcessQuiet()

/** An engine whose wait never answers. */
const attachable = (attach: Script, made: object = container): Readonly<Record<string, Script>> => ({
  'GET /containers/c1/json': (peer) => peer.send(json(made)),
  'POST /containers/c1/wait': (peer) => peer.send(chunkedHead),
  'POST /containers/c1/attach': attach,
})

const atTerminal = { ...container, Config: { Tty: true, OpenStdin: true } }

const exits = (exitCode: number): Script => {
  return (peer) => peer.send(Buffer.concat([chunkedHead, chunk(`{"StatusCode":${exitCode}}`), lastChunk]))
}

const executable = (start: Script): Readonly<Record<string, Script>> => ({
  'POST /containers/c1/exec': (peer) => peer.send(json({ Id: 'e1' }, 201)),
  'GET /exec/e1/json': (peer) => peer.send(json({ ID: 'e1', Running: false, ExitCode: 3, Pid: 1 })),
  'POST /exec/e1/start': start,
})

describe('waiting for the exit code', () => {
  test('takes nothing away from who reads the output', async () => {
    await using engine = await fakeEngine(
      executable(async (peer) => {
        await peer.send(upgraded)
        for (let n = 1; n <= 8; n++) await peer.send(frame('stdout', `${n}\n`))
        peer.end()
      }),
    )
    const attached = await engine.docker.container.ref('c1').exec('seq', '8').attach()
    const exit = attached.exit()
    const { items } = await readAll(attached.output)
    expect(Buffer.concat(items.map(({ data }) => data)).toString()).toBe('1\n2\n3\n4\n5\n6\n7\n8\n')
    expect(await exit).toEqual({ exitCode: 3 })
  })

  test('is not held up by a side that nobody reads', { timeout: 10_000 }, async () => {
    await using engine = await fakeEngine(
      executable(async (peer) => {
        await peer.send(upgraded)
        for (let i = 0; i < 10; i++) await peer.send(frame('stderr', Buffer.alloc(64 * 1024)))
        await peer.send(frame('stdout', 'x'))
        peer.end()
      }),
    )
    const attached = await engine.docker.container.ref('c1').exec('noisy').attach()
    const [{ items }, exit] = await Promise.all([readAll(attached.stdout), attached.exit()])
    expect(Buffer.concat(items).toString()).toBe('x')
    expect(exit).toEqual({ exitCode: 3 })
  })

  test('is given up by detach(), and can be asked for anew', { timeout: 10_000 }, async () => {
    let waits = 0
    await using engine = await fakeEngine({
      ...attachable((peer) => peer.send(upgraded)),
      'POST /containers/c1/wait': (peer, asked) => (waits++ === 0 ? peer.send(chunkedHead) : exits(7)(peer, asked)),
    })
    const attached = await engine.docker.container.ref('c1').attach()
    const exit = rejection(attached.exit())
    await attached.detach()
    expect(await exit).toMatchObject({ code: 'EXIT_UNKNOWN', operation: 'ContainerAttach', target: 'c1' })
    await (
      await engine.arrival('POST /containers/c1/wait')
    ).peer.closed
    expect(await attached.exit()).toEqual({ exitCode: 7 })
  })

  test('of an exec that goes on is given up by detach(), also when nobody listens', { timeout: 10_000 }, async () => {
    await using engine = await fakeEngine({
      ...executable((peer) => peer.send(upgraded)),
      'GET /exec/e1/json': (peer) => peer.send(json({ ID: 'e1', Running: true, ExitCode: null, Pid: 1 })),
    })
    const attached = await engine.docker.container.ref('c1').exec('sh').attach()
    const exit = attached.exit()
    await attached.detach()
    await new Promise((resolve) => setImmediate(resolve))
    await typed(exit, 'EXIT_UNKNOWN')
  })
})

describe('an end of the streams that nobody waited for gives the wait up:', () => {
  test.each<[string, Script]>([
    ['a frame that is none', (peer) => peer.send(Buffer.concat([upgraded, Buffer.from('no frame at all')]))],
    ['a frame that is cut', (peer) => peer.send(Buffer.concat([upgraded, Buffer.of(1, 0, 0)])).then(() => peer.end())],
  ])('%s', { timeout: 10_000 }, async (_, attach) => {
    await using engine = await fakeEngine(attachable(attach))
    const attached = await engine.docker.container.ref('c1').attach()
    expect((await readAll(attached.output)).error).toBeDefined()
    await (
      await engine.arrival('POST /containers/c1/wait')
    ).peer.closed
  })

  test('the detach keys, typed while the container goes on', { timeout: 10_000 }, async () => {
    const attach: Script = (peer) => {
      peer.onRaw = () => peer.end()
      return peer.send(upgraded)
    }
    await using engine = await fakeEngine(attachable(attach, atTerminal))
    const attached = await engine.docker.container.ref('c1').attach()
    await attached.stdin.write('\u0010\u0011')
    expect(await readAll(attached.output)).toEqual({ items: [], error: undefined })
    await (
      await engine.arrival('POST /containers/c1/wait')
    ).peer.closed
  })
})

test('the exit code of a container that removes itself is kept, though it seems to run for a moment', async () => {
  const fleeting = { ...atTerminal, HostConfig: { AutoRemove: true } }
  await using engine = await fakeEngine(
    attachable((peer) => {
      void peer.send(upgraded)
      peer.end()
    }, fleeting),
  )
  const attached = await engine.docker.container.ref('c1').attach()
  expect((await readAll(attached.output)).error).toBeUndefined()
  const { peer } = await engine.arrival('POST /containers/c1/wait')
  const exit = attached.exit()
  await peer.send(Buffer.concat([chunk('{"StatusCode":8}'), lastChunk]))
  expect(await exit).toEqual({ exitCode: 8 })
  await attached.detach()
})

describe('stdin', () => {
  test('that was ended refuses more, and the output still comes', async () => {
    await using engine = await fakeEngine(
      executable(async (peer) => {
        peer.onEnd = () => void peer.send(frame('stdout', 'the output')).then(() => peer.end())
        await peer.send(upgraded)
      }),
    )
    const attached = await engine.docker.container.ref('c1').exec('cat').attach()
    await attached.stdin.end()
    expect(await typed(attached.stdin.write('late'), 'INVALID_ARGUMENT')).toMatchObject({ sentence: 'stdin was ended' })
    const { items } = await readAll(attached.output)
    expect(Buffer.concat(items.map(({ data }) => data)).toString()).toBe('the output')
  })

  test('of streams that were detached says so', async () => {
    await using engine = await fakeEngine(executable((peer) => peer.send(upgraded)))
    const attached = await engine.docker.container.ref('c1').exec('cat').attach()
    await attached.detach()
    const error = await typed(attached.stdin.write('late'), 'INVALID_ARGUMENT')
    expect(error.sentence).toBe('the streams were detached')
    await attached.stdin.end()
  })
})

test.each(['stdin', 'stdout', 'stderr', 'logs'] as const)(
  'attach() refuses a %s that is no flag, unsent',
  async (flag) => {
    await using engine = await fakeEngine({})
    const options = { [flag]: 'x' } as object // deliberately wrong: what a JavaScript caller could write
    expect(await rejection(engine.docker.container.ref('c1').attach(options))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: { argument: flag, value: 'x' },
    })
    expect(engine.requests).toEqual([])
  },
)

test('a helper that cannot be started leaves no connection open', { timeout: 10_000 }, async () => {
  const made = { ...container, Id: 'h1', State: { Running: false, Status: 'created' } }
  const noShell = 'failed to create task: exec: "sh": executable file not found in $PATH'
  await using engine = await fakeEngine({
    'POST /containers/create': (peer) => peer.send(json({ Id: 'h1', Warnings: [] }, 201)),
    'GET /containers/h1/json': (peer) => peer.send(json(made)),
    'POST /containers/h1/wait': (peer) => peer.send(chunkedHead),
    'POST /containers/h1/attach': (peer) => peer.send(upgraded),
    'POST /containers/h1/start': (peer) => peer.send(json({ message: noShell }, 400)),
    'DELETE /containers/h1': (peer) => peer.send(json({}, 200)),
  })
  expect(await rejection(engine.docker.host.links())).toMatchObject({ code: 'NO_TOOL' })
  for (const request of ['wait', 'attach']) await (await engine.arrival(`POST /containers/h1/${request}`)).peer.closed
})

test.each([false, true])(
  'a line of a stream that is not what it must be closes its connection (validateReplies: %s)',
  { timeout: 10_000 },
  async (validateReplies) => {
    const line = validateReplies ? '{"Type":5,"timeNano":1}\n' : '5\n'
    await using engine = await fakeEngine(
      { 'GET /events': (peer) => peer.send(Buffer.concat([chunkedHead, chunk(line)])) },
      { validateReplies },
    )
    const lines = await engine.docker.call('SystemEvents', {})
    expect(await rejection(lines.next())).toMatchObject({ code: 'REPLY_MISMATCH' })
    expect((await lines.next()).done).toBe(true)
    await (
      await engine.arrival('GET /events')
    ).peer.closed
  },
)
