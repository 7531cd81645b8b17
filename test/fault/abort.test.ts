import { expect, test } from 'vitest'
import { Docker } from '../../src/docker.js'
import { fakeEngine, type FakeEngine, type Script } from './fake-engine.js'
import { chunk, chunkedHead, frame, head, json, upgraded } from './http.js'
import { readAll, rejection } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'
import { container, networks } from './replies.js'

keepProcessQuiet()

const freeze: Script = () => undefined
const reasons = [new Error('an error'), 'a text', undefined, null, 0, { an: 'object' }, Symbol('a symbol')]
/** What a signal makes of a reason: only undefined becomes something else. */
const expectReason = (got: unknown, reason: unknown): void => {
  if (reason === undefined) expect(got).toMatchObject({ name: 'AbortError' })
  else expect(got).toBe(reason)
}

/** A call that is aborted when the request has arrived. */
async function abortAfter(
  engine: FakeEngine,
  request: string,
  reason: unknown,
  call: (signal: AbortSignal) => Promise<unknown>,
): Promise<void> {
  const controller = new AbortController()
  const failed = rejection(call(controller.signal))
  const { peer } = await engine.arrival(request)
  controller.abort(reason)
  expectReason(await failed, reason)
  await peer.closed
}

test.each(reasons)(
  'a signal that is aborted before the call: nothing is sent, and it rejects with %s',
  async (reason) => {
    await using engine = await fakeEngine({})
    const signal = AbortSignal.abort(reason)
    expectReason(await rejection(engine.docker.network.list({}, { signal })), reason)
    expectReason((await readAll(engine.docker.container.ref('c1').logs({ signal }))).error, reason)
    expectReason((await readAll(engine.docker.events({}, { signal }))).error, reason)
    expectReason(await rejection(engine.docker.container.ref('c1').attach({ signal })), reason)
    expectReason(await rejection(engine.docker.container.ref('c1').exec('sh').output({ signal })), reason)
    expectReason(await rejection(engine.docker.network.bridge('front').create({ signal })), reason)
    expect(engine.requests).toEqual([])
  },
)

test('a signal that is aborted before the first call, when there is no engine: nothing is left unhandled', async () => {
  await using docker = new Docker({ host: 'unix:///nowhere/docker.sock' })
  const controller = new AbortController()
  const failed = rejection(docker.network.list({}, { signal: controller.signal }))
  controller.abort('no')
  expect(await failed).toBe('no')
  expect(await rejection(docker.ping({ signal: controller.signal }))).toBe('no')
  await using other = new Docker({ host: 'unix:///nowhere/docker.sock' })
  expect(await rejection(other.describeConnection({ signal: controller.signal }))).toBe('no')
})

test.each(reasons)('an abort before the headers closes the connection and rejects with %s', async (reason) => {
  await using engine = await fakeEngine({ 'GET /networks': freeze, 'POST /containers/c1/kill': freeze })
  await abortAfter(engine, 'GET /networks', reason, (signal) => engine.docker.network.list({}, { signal }))
  await abortAfter(engine, 'POST /containers/c1/kill', reason, (signal) =>
    engine.docker.container.ref('c1').kill('SIGKILL', { signal }),
  )
})

test.each(reasons)('an abort in the middle of a body closes the connection and rejects with %s', async (reason) => {
  await using engine = await fakeEngine({
    'GET /networks': (peer) => peer.send(Buffer.concat([chunkedHead, chunk('[')])),
  })
  await abortAfter(engine, 'GET /networks', reason, (signal) => engine.docker.network.list({}, { signal }))
})

test.each(reasons)('an abort during the negotiation ends the wait of this caller with %s', async (reason) => {
  await using engine = await fakeEngine({ 'GET /_ping': freeze })
  const controller = new AbortController()
  const failed = rejection(engine.docker.network.list({}, { signal: controller.signal }))
  await engine.arrival('GET /_ping')
  controller.abort(reason)
  expectReason(await failed, reason)
})

test.each(reasons)('an abort of an upgrade, before its answer and after, rejects with %s', async (reason) => {
  await using engine = await fakeEngine({
    'POST /containers/c1/exec': (peer) => peer.send(json({ Id: 'e1' }, 201)),
    'POST /containers/c2/exec': (peer) => peer.send(json({ Id: 'e2' }, 201)),
    'POST /exec/e1/start': freeze,
    'POST /exec/e2/start': (peer) => peer.send(Buffer.concat([upgraded, frame('stdout', 'hello')])),
  })
  const output = (id: string) => (signal: AbortSignal) => engine.docker.container.ref(id).exec('sh').output({ signal })
  await abortAfter(engine, 'POST /exec/e1/start', reason, output('c1'))
  await abortAfter(engine, 'POST /exec/e2/start', reason, output('c2'))
})

test('an abort while the call is queued: it is never sent, and the calls around it are answered', async () => {
  await using engine = await fakeEngine({
    'GET /networks': freeze,
    'POST /containers/c1/kill': (peer) => peer.send(head(204)),
  })
  await engine.docker.ping()
  const busy = Array.from({ length: 32 }, () => engine.docker.network.list())
  await engine.arrival('GET /networks', 32)
  const controller = new AbortController()
  const queued = rejection(engine.docker.container.ref('c1').pause({ signal: controller.signal }))
  const other = engine.docker.container.ref('c1').kill()
  await engine.docker.engine.apiVersion()
  controller.abort('enough')
  expect(await queued).toBe('enough')
  for (const { peer, path } of engine.asked) if (path === '/networks') await peer.send(json(networks))
  await Promise.all(busy)
  await other
  expect(engine.requests).not.toContain('POST /containers/c1/pause')
})

test('an abort while connecting rejects at once', async () => {
  await using engine = await fakeEngine({ 'GET /networks': (peer) => peer.send(json(networks)) })
  await engine.docker.engine.apiVersion()
  const controller = new AbortController()
  const source = engine.docker.container.ref('c1').logs({ signal: controller.signal })
  const reading = readAll(source)
  controller.abort('enough')
  expect((await reading).error).toBe('enough')
  expect(await engine.docker.network.list()).toHaveLength(1)
})

test('an abort after the end changes nothing', async () => {
  await using engine = await fakeEngine({
    'GET /networks': (peer) => peer.send(json(networks)),
    'GET /containers/c1/json': (peer) => peer.send(json(container)),
    'GET /containers/c1/logs': (peer) =>
      peer.send(Buffer.concat([chunkedHead, chunk(frame('stdout', 'a')), Buffer.from('0\r\n\r\n')])),
  })
  const controller = new AbortController()
  const { signal } = controller
  expect(await engine.docker.network.list({}, { signal })).toHaveLength(1)
  expect(await engine.docker.container.ref('c1').logs({ signal }).text()).toBe('a')
  controller.abort('late')
  expect(await engine.docker.network.list()).toHaveLength(1)
})
