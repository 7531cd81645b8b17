import { Pool } from 'undici'
import timers from 'undici/lib/util/timers.js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { HttpRequest } from '../../src/transport/transport.js'
import { unixTransport } from '../../src/transport/unix.js'
import { fakeEngine, type Script } from './fake-engine.js'
import { answer, chunk, chunkedHead, frame, json, lastChunk, upgraded } from './http.js'
import { readAll, typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'
import { container, eventLines, events } from './replies.js'

// undici ends what is silent for 300 s, by a clock of its own that its tests can put forward. Put forward here, it must
// end a connection of undici's defaults, which proves that the clock is the one that counts, and none of ours. Our own
// timers are put forward with it: mooring takes those of Node's modules when it is loaded, so these modules are replaced
// here by what leads to the fakes. `npm run test:long` waits the real time.

vi.mock('node:timers', () => ({
  default: {
    setTimeout: (callback: (value: unknown) => void, milliseconds: number, value: unknown) =>
      globalThis.setTimeout(callback, milliseconds, value),
    clearTimeout: (timer: NodeJS.Timeout | undefined) => globalThis.clearTimeout(timer),
    setImmediate,
  },
}))
vi.mock('node:perf_hooks', () => ({ performance: { now: () => globalThis.performance.now() } }))

keepProcessQuiet()

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

async function passHours(hours: number): Promise<void> {
  // What was sent shall be in before the clock is put forward.
  for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve))
  for (let i = 0; i < hours * 10; i++) {
    timers.tick(360_000)
    await vi.advanceTimersByTimeAsync(360_000)
  }
}

const silent: Script = (peer) => peer.send(chunkedHead)
/** An answer that takes a moment of that clock: a deadline that has passed already comes before it. */
const soon =
  (bytes: Uint8Array): Script =>
  async (peer) => {
    await vi.advanceTimersByTimeAsync(10)
    await peer.send(bytes)
  }
const end = Buffer.concat([chunk('{"StatusCode":4}'), lastChunk])
const pulled = Buffer.concat([chunk('{"status":"Status: Image is up to date for busybox"}\n'), lastChunk])

const scripts: Readonly<Record<string, Script>> = {
  'GET /images/*': soon(json({ Id: 'sha256:1', RepoTags: ['busybox:latest'] })),
  'GET /containers/c1/json': (peer) => peer.send(json(container)),
  'GET /containers/c2/json': (peer) => peer.send(json({ ...container, Id: 'c2' })),
  'GET /containers/c1/logs': silent,
  'GET /events': silent,
  'POST /containers/c1/wait': silent,
  'POST /containers/c2/wait': () => undefined,
  'POST /containers/c1/exec': (peer) => peer.send(json({ Id: 'e1' }, 201)),
  'GET /exec/e1/json': soon(json({ ID: 'e1', Running: false, ExitCode: 5, Pid: 1 })),
  'POST /exec/e1/start': (peer) => peer.send(upgraded),
  'POST /containers/c1/attach': (peer) => peer.send(upgraded),
}

test.each([
  ['headers', 'POST /containers/c2/wait', 'UND_ERR_HEADERS_TIMEOUT'],
  ['a body', 'POST /containers/c1/wait', 'UND_ERR_BODY_TIMEOUT'],
])('the measure: with the defaults of undici, a wait for %s does not outlive that time', async (_, request, code) => {
  await using engine = await fakeEngine(scripts)
  const pool = new Pool('http://docker', { connect: { socketPath: engine.path } })
  const [method = '', path = ''] = request.split(' ')
  const call = pool
    .request({ method, path })
    .then(({ body }) => body.text())
    .catch((error: unknown) => error)
  await engine.arrival(request)
  await passHours(10)
  expect(await call).toMatchObject({ code })
  await pool.destroy()
})

test('logs, events, attach, exec and wait outlive ten hours of silence, then deliver', async () => {
  await using engine = await fakeEngine(scripts, { timeout: 60_000 })
  const { docker } = engine
  const c1 = docker.container.ref('c1')
  const logs = c1.logs({ follow: true })[Symbol.asyncIterator]()
  const log = logs.next()
  const happened = docker.events()
  const event = happened.next()
  const attached = (await c1.attach()).output[Symbol.asyncIterator]()
  const output = attached.next()
  const exec = c1.exec('sleep', '36000').output()
  const ends = [c1.wait(), docker.container.ref('c2').wait()]
  const asked = await Promise.all([
    engine.arrival('GET /containers/c1/logs'),
    engine.arrival('GET /events'),
    engine.arrival('POST /containers/c1/attach'),
    engine.arrival('POST /exec/e1/start'),
    engine.arrival('POST /containers/c1/wait', 2),
    engine.arrival('POST /containers/c2/wait'),
  ])
  await passHours(10)

  const late = [
    chunk(frame('stdout', 'late')),
    chunk(eventLines[0] ?? ''),
    frame('stderr', 'late'),
    frame('stdout', 'late'),
    end,
    Buffer.concat([chunkedHead, end]),
  ]
  for (const [i, { peer }] of asked.entries()) await peer.send(late[i] ?? '')
  asked[3].peer.end()
  expect((await log).value).toEqual({ stream: 'stdout', data: Buffer.from('late') })
  expect((await event).value).toEqual(events[0])
  expect((await output).value).toEqual({ stream: 'stderr', data: Buffer.from('late') })
  expect(await exec).toEqual({ stdout: 'late', stderr: '', exitCode: 5 })
  expect(await Promise.all(ends)).toEqual([{ exitCode: 4 }, { exitCode: 4 }])
  await Promise.all([logs.return(), happened.return(), attached.return?.()])
})

test('each step of a run has the deadline of the client for itself: ten hours of pulling and ten of running are no part of it', async () => {
  await using engine = await fakeEngine(
    {
      ...scripts,
      'POST /images/create': silent,
      'POST /containers/create': soon(json({ Id: 'c1', Warnings: [] }, 201)),
      'POST /containers/c1/start': soon(answer(204, {}, '')),
      'DELETE /containers/c1': soon(answer(204, {}, '')),
    },
    { timeout: 60_000 },
  )
  const output = engine.docker.container.run('busybox', 'sleep', '36000').pull('always').output()
  const pull = await engine.arrival('POST /images/create')
  await passHours(10)
  await pull.peer.send(pulled)
  await engine.arrival('POST /containers/c1/start')
  const attach = await engine.arrival('POST /containers/c1/attach')
  const wait = await engine.arrival('POST /containers/c1/wait')
  await passHours(10)
  await attach.peer.send(frame('stdout', 'late'))
  attach.peer.end()
  await wait.peer.send(end)
  expect(await output).toEqual({ stdout: 'late', stderr: '', exitCode: 4 })
  expect(engine.requests.at(-1)).toBe('DELETE /containers/c1')
})

test('a timeout that is given is for all steps of a run together', async () => {
  await using engine = await fakeEngine({
    ...scripts,
    'POST /images/create': silent,
    'POST /containers/create': soon(json({ Id: 'c1', Warnings: [] }, 201)),
    'POST /containers/c1/start': () => undefined,
    'DELETE /containers/c1': (peer) => peer.send(answer(204, {}, '')),
  })
  const run = engine.docker.container.run('busybox').pull('always').start({ timeout: 3_600_000 })
  const error = typed(run, 'TIMED_OUT')
  const pull = await engine.arrival('POST /images/create')
  await passHours(0.7)
  await pull.peer.send(pulled)
  await engine.arrival('POST /containers/c1/start')
  await passHours(0.3)
  expect(await error).toMatchObject({ operation: 'ContainerStart', details: { timeout: 3_600_000 } })
  await engine.arrival('DELETE /containers/c1')
})

const rest = { headers: {}, operation: 'Test', target: 'it', idleTimeout: 3_600_000 } as const
const get = (path: string): HttpRequest => ({ method: 'GET', path, ...rest })

test('an idle timeout ends what is silent: before the head, in a body, in a pipe', async () => {
  await using engine = await fakeEngine({
    'GET /frozen': () => undefined,
    'GET /silent': (peer) => peer.send(Buffer.concat([chunkedHead, chunk('a')])),
    'POST /pipe': (peer) => peer.send(upgraded),
  })
  const transport = unixTransport(engine.path)
  const frozen = typed(transport.request(get('/frozen')), 'TIMED_OUT')
  const silent = readAll((await transport.stream(get('/silent'))).body)
  const pipe = await transport.upgrade({ ...get('/pipe'), method: 'POST' })
  if (!pipe.upgraded) expect.unreachable('no pipe')
  const piped = readAll(pipe.duplex.readable)
  await engine.arrival('GET /frozen')
  await passHours(1.2)
  const late = { code: 'TIMED_OUT', details: { timeout: 3_600_000 }, operation: 'Test', target: 'it' }
  expect(await frozen).toMatchObject({ ...late, sent: 'unknown' })
  expect(await silent).toMatchObject({ items: [Buffer.from('a')], error: { ...late, sent: 'yes' } })
  expect(await piped).toMatchObject({ items: [], error: late })
  await engine.allClosed()
})

test('while bytes come, go, or wait for a slow reader, nothing is idle', async () => {
  const piece = 'x'.repeat(64 * 1024)
  const whole = Buffer.concat([...Array.from({ length: 40 }, () => chunk(piece)), lastChunk])
  await using engine = await fakeEngine({
    'GET /fast': (peer) => peer.send(Buffer.concat([chunkedHead, whole])),
    'GET /slow': (peer) => peer.send(chunkedHead),
    'POST /load': (peer) => peer.send(chunkedHead),
  })
  const transport = unixTransport(engine.path)
  const unread = await transport.stream(get('/fast'))
  const slow = readAll((await transport.stream(get('/slow'))).body)
  const source = (async function* () {
    for (let i = 0; i < 4; i++) {
      await passHours(0.7)
      const { peer } = await engine.arrival('GET /slow')
      await peer.send(chunk('b'))
      yield new Uint8Array(1)
    }
  })()
  const load = transport.stream({ ...get('/load'), method: 'POST', body: source })
  const { peer } = await engine.arrival('GET /slow')
  const loaded = readAll((await load).body)
  const { peer: loading } = await engine.arrival('POST /load')
  await loading.send(lastChunk)
  expect((await loaded).error).toBeUndefined()
  await peer.send(lastChunk)
  expect(await slow).toMatchObject({ error: undefined, items: Array.from({ length: 4 }, () => Buffer.from('b')) })
  const { items, error } = await readAll(unread.body)
  expect(error).toBeUndefined()
  expect(Buffer.concat(items)).toHaveLength(40 * piece.length)
})
