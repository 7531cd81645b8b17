import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { fakeEngine, type FakeEngine, type Script } from './fake-engine.js'
import { chunk, chunkedHead, frame, json, upgraded } from './http.js'
import { readAll, rejection, typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'
import { container, eventLines, networks } from './replies.js'

keepProcessQuiet()

/** An engine whose streams all say one thing and stay open. */
const scripts: Readonly<Record<string, Script>> = {
  'GET /networks': (peer) => peer.send(json(networks)),
  'GET /networks/*': (peer) => peer.send(json({ message: 'network gone not found' }, 404)),
  'GET /containers/c1/json': (peer) => peer.send(json(container)),
  'GET /containers/c1/logs': (peer) => peer.send(Buffer.concat([chunkedHead, chunk(frame('stdout', 'hello\n'))])),
  'GET /events': (peer) => peer.send(Buffer.concat([chunkedHead, chunk(eventLines[0] ?? '')])),
  'POST /containers/c1/wait': (peer) => peer.send(chunkedHead),
  'POST /containers/c1/attach': (peer) => peer.send(Buffer.concat([upgraded, frame('stdout', 'hello\n')])),
  'POST /containers/c1/exec': (peer) => peer.send(json({ Id: 'e1' }, 201)),
  'POST /exec/e1/start': (peer) => peer.send(Buffer.concat([upgraded, frame('stdout', 'hello\n')])),
  'POST /images/create': (peer) => peer.send(Buffer.concat([chunkedHead, chunk('{"status":"Pulling"}\n')])),
}

type Stream = (engine: FakeEngine, signal: AbortSignal) => Promise<AsyncIterable<unknown>>
const streams: Readonly<Record<string, readonly [request: string, open: Stream]>> = {
  logs: [
    'GET /containers/c1/logs',
    ({ docker }, signal) => Promise.resolve(docker.container.ref('c1').logs({ follow: true, signal })),
  ],
  'lines of logs': [
    'GET /containers/c1/logs',
    ({ docker }, signal) => Promise.resolve(docker.container.ref('c1').logs({ follow: true, signal }).lines()),
  ],
  events: ['GET /events', ({ docker }, signal) => Promise.resolve(docker.events({}, { signal }))],
  attach: [
    'POST /containers/c1/attach',
    async ({ docker }, signal) => (await docker.container.ref('c1').attach({ signal })).output,
  ],
  exec: [
    'POST /exec/e1/start',
    async ({ docker }, signal) => (await docker.container.ref('c1').exec('sh').attach({ signal })).output,
  ],
  'one side of an exec': [
    'POST /exec/e1/start',
    async ({ docker }, signal) => (await docker.container.ref('c1').exec('sh').attach({ signal })).stdout,
  ],
  'the steps of a pull': [
    'POST /images/create',
    ({ docker }, signal) => docker.call('ImageCreate', { query: { fromImage: 'alpine' } }, { signal }),
  ],
}

const listeners = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length

for (const [name, [request, open]] of Object.entries(streams)) {
  test(`break out of ${name} closes the connection at the engine, and leaves no listener`, async () => {
    await using engine = await fakeEngine(scripts)
    const { signal } = new AbortController()
    for await (const item of await open(engine, signal)) {
      expect(item).toBeDefined()
      break
    }
    const { peer } = await engine.arrival(request)
    await peer.closed
    expect(listeners(signal)).toBe(0)
  })

  test(`an abort in the middle of ${name} closes the connection, rejects with its reason, and leaves no listener`, async () => {
    await using engine = await fakeEngine(scripts)
    const controller = new AbortController()
    const reason = { because: 'enough' }
    const read = async (): Promise<void> => {
      for await (const item of await open(engine, controller.signal)) {
        expect(item).toBeDefined()
        controller.abort(reason)
      }
    }
    expect(await rejection(read())).toBe(reason)
    const { peer } = await engine.arrival(request)
    await peer.closed
    expect(listeners(controller.signal)).toBe(0)
  })

  test(`the end of ${name} by the engine leaves no listener`, async () => {
    await using engine = await fakeEngine(scripts)
    const { signal } = new AbortController()
    const reading = readAll(await open(engine, signal))
    const { peer } = await engine.arrival(request)
    const others = engine.peers.filter((other) => other !== peer)
    peer.end()
    for (const other of others) other.end()
    expect((await reading).error).toBeDefined()
    expect(listeners(signal)).toBe(0)
  })
}

test('what is thrown inside a loop closes the connection, too', async () => {
  await using engine = await fakeEngine(scripts)
  const read = async (): Promise<void> => {
    for await (const { data } of engine.docker.container.ref('c1').logs({ follow: true }))
      throw new Error(`${data.length}`)
  }
  expect(await rejection(read())).toEqual(new Error('6'))
  const { peer } = await engine.arrival('GET /containers/c1/logs')
  await peer.closed
})

test('detaching closes every connection of an attachment, also after its stream broke', async () => {
  await using engine = await fakeEngine(scripts)
  const attached = await engine.docker.container.ref('c1').attach()
  const { peer } = await engine.arrival('POST /containers/c1/attach')
  await peer.send(Buffer.from([1, 0, 0]))
  peer.end()
  expect((await readAll(attached.output)).items).toHaveLength(1)
  await attached.detach()
  const wait = await engine.arrival('POST /containers/c1/wait')
  await wait.peer.closed
})

test('short calls leave no listener, whether they succeed, fail or are aborted', async () => {
  await using engine = await fakeEngine({ ...scripts, 'GET /version': () => undefined })
  const controller = new AbortController()
  const { signal } = controller
  expect(await engine.docker.network.list({}, { signal })).toHaveLength(1)
  expect(listeners(signal)).toBe(0)
  await typed(engine.docker.network.inspect('gone', { signal }), 'NOT_FOUND')
  expect(listeners(signal)).toBe(0)
  const frozen = rejection(engine.docker.version({ signal }))
  await engine.arrival('GET /version')
  controller.abort('enough')
  expect(await frozen).toBe('enough')
  expect(listeners(signal)).toBe(0)
})

test('a thousand calls with one signal leave no listener and no warning', async () => {
  await using engine = await fakeEngine(scripts)
  const { signal } = new AbortController()
  await Promise.all(Array.from({ length: 1000 }, () => engine.docker.network.list({}, { signal })))
  expect(listeners(signal)).toBe(0)
})
