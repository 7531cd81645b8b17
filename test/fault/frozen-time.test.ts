import { afterEach, expect, test, vi } from 'vitest'
import { fakeEngine, type Script } from './fake-engine.js'
import { answer, chunk, chunkedHead, frame, json, lastChunk, upgraded } from './http.js'
import { readAll, typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'
import { container, eventLines, events, networks } from './replies.js'

// A test runner's fake timers stand still until a test puts them forward. undici asks the globals for a `setImmediate`
// between two requests of one connection, and for a `queueMicrotask` before it sends a stream: neither may freeze a call.

keepProcessQuiet()

afterEach(() => {
  vi.useRealTimers()
})

/** Every fake that vitest has but that of `process.nextTick`, on which Node's own sockets depend. */
function freezeTime(): void {
  vi.useFakeTimers({
    now: 0,
    toFake: [
      'setTimeout',
      'clearTimeout',
      'setInterval',
      'clearInterval',
      'setImmediate',
      'clearImmediate',
      'queueMicrotask',
      'performance',
      'hrtime',
      'Date',
    ],
  })
}

const list: Script = (peer) => peer.send(json(networks))
const ended = Buffer.concat([chunkedHead, chunk('{"StatusCode":0}'), lastChunk])
const scripts: Readonly<Record<string, Script>> = {
  'GET /networks': list,
  'POST /networks/create': (peer) => peer.send(json({ Id: 'n1', Warning: '' }, 201)),
  'DELETE /networks/n1': (peer) => peer.send(answer(204, {}, '')),
  'GET /images/*': (peer) => peer.send(json({ Id: 'sha256:1', RepoTags: ['busybox:latest'] })),
  'POST /images/load': (peer) =>
    peer.send(Buffer.concat([chunkedHead, chunk('{"stream":"Loaded image: busybox:latest\\n"}\n'), lastChunk])),
  'POST /containers/create': (peer) => peer.send(json({ Id: 'c1', Warnings: [] }, 201)),
  'POST /containers/c1/start': (peer) => peer.send(answer(204, {}, '')),
  'POST /containers/c1/attach': async (peer) => {
    await peer.send(upgraded)
    await peer.send(frame('stdout', 'hello'))
    peer.end()
  },
  'POST /containers/c1/wait': (peer) => peer.send(ended),
  'DELETE /containers/c1': (peer) => peer.send(answer(204, {}, '')),
  'GET /containers/c1/json': (peer) => peer.send(json(container)),
  'GET /containers/c1/logs': (peer) =>
    peer.send(Buffer.concat([chunkedHead, chunk(frame('stdout', 'a\n')), lastChunk])),
  'GET /events': (peer) => peer.send(Buffer.concat([chunkedHead, chunk(eventLines[0] ?? '')])),
  'POST /containers/c1/exec': (peer) => peer.send(json({ Id: 'e1' }, 201)),
  'POST /exec/e1/start': async (peer) => {
    await peer.send(upgraded)
    await peer.send(frame('stderr', 'done'))
    peer.end()
  },
}

/** The exit code of an exec is there at the third question only: between them the client waits. */
function execs(): Readonly<Record<string, Script>> {
  let asked = 0
  return {
    'GET /exec/e1/json': (peer) =>
      peer.send(json({ ID: 'e1', Running: false, ExitCode: ++asked < 3 ? null : 5, Pid: 1 })),
  }
}

test('a program is run, its output and its exit code come', async () => {
  await using engine = await fakeEngine(scripts)
  freezeTime()
  for (let i = 0; i < 3; i++) {
    expect(await engine.docker.container.run('busybox', 'echo', 'hello').output()).toEqual({
      stdout: 'hello',
      stderr: '',
      exitCode: 0,
    })
  }
})

test('an exec whose exit code comes late', async () => {
  await using engine = await fakeEngine({ ...scripts, ...execs() })
  freezeTime()
  expect(await engine.docker.container.ref('c1').exec('sh').output()).toEqual({
    stdout: '',
    stderr: 'done',
    exitCode: 5,
  })
})

test('a network is made, listed and removed', async () => {
  await using engine = await fakeEngine(scripts)
  freezeTime()
  const network = await engine.docker.network.bridge('front').create()
  expect(await engine.docker.network.list()).toHaveLength(1)
  await network.remove()
  expect(engine.requests).toContain('DELETE /networks/n1')
})

test('logs, events and a body that is sent as it comes', async () => {
  await using engine = await fakeEngine(scripts)
  freezeTime()
  const { items } = await readAll(engine.docker.container.ref('c1').logs())
  expect(items).toHaveLength(1)
  const happened = engine.docker.events()
  expect((await happened.next()).value).toEqual(events[0])
  await happened.return()
  const source = (async function* () {
    yield await Promise.resolve(new Uint8Array(1024))
  })()
  await engine.docker.image.load(source)
  expect(engine.requests).toContain('POST /images/load')
})

test('deadlines pass all the same', async () => {
  await using engine = await fakeEngine({ ...scripts, 'GET /version': () => undefined }, { timeout: 50 })
  freezeTime()
  await typed(engine.docker.version(), 'TIMED_OUT')
})

test('close() resolves when every connection is closed', async () => {
  await using engine = await fakeEngine(scripts)
  await engine.docker.network.list()
  freezeTime()
  const happened = engine.docker.events()
  await happened.next()
  await engine.docker.close()
  await engine.allClosed()
})

test('two hundred calls of which time is frozen half-way, and real again at the end', async () => {
  let answered = 0
  await using engine = await fakeEngine({
    'GET /networks': (peer) => {
      if (++answered === 100) freezeTime()
      return peer.send(json(networks))
    },
  })
  const calls = Array.from({ length: 200 }, () => engine.docker.network.list())
  expect(await Promise.all(calls)).toHaveLength(200)
  expect(engine.peak).toBeLessThanOrEqual(32)
  vi.useRealTimers()
  await Promise.all(Array.from({ length: 100 }, () => engine.docker.network.list()))
  const opened = engine.peers.length
  for (let i = 0; i < 10; i++) await engine.docker.network.list()
  expect(engine.peers).toHaveLength(opened)
})
