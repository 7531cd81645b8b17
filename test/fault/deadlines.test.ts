import { expect, test } from 'vitest'
import { Docker } from '../../src/docker.js'
import type { HttpRequest, Transport } from '../../src/transport/transport.js'
import { unixTransport } from '../../src/transport/unix.js'
import { fakeEngine, type Script } from './fake-engine.js'
import { chunk, chunkedHead, frame, head, json } from './http.js'
import { readAll, typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'
import { container } from './replies.js'

keepProcessQuiet()

const freeze: Script = () => undefined

test('a frozen engine: the deadline of the client ends a short call, and closes its connection', async () => {
  await using engine = await fakeEngine(
    { 'GET /networks': freeze, 'POST /containers/c1/kill': freeze },
    { timeout: 200 },
  )
  await engine.docker.ping()
  const read = await typed(engine.docker.network.list(), 'TIMED_OUT')
  expect(read).toMatchObject({ operation: 'NetworkList', sent: 'unknown', retryable: false })
  const change = await typed(engine.docker.container.ref('c1').kill(), 'TIMED_OUT')
  expect(change).toMatchObject({ operation: 'ContainerKill', target: 'c1', sent: 'unknown', details: { timeout: 200 } })
  await (
    await engine.arrival('GET /networks')
  ).peer.closed
  await (
    await engine.arrival('POST /containers/c1/kill')
  ).peer.closed
  expect(engine.requests.filter((request) => request !== 'GET /_ping')).toHaveLength(2)
})

test('the deadline of a call goes before that of the client', async () => {
  await using engine = await fakeEngine({ 'GET /networks': freeze })
  await engine.docker.ping()
  expect((await typed(engine.docker.network.list({}, { timeout: 30 }), 'TIMED_OUT')).details).toEqual({ timeout: 30 })
})

test('a body that stops in the middle meets the deadline', async () => {
  await using engine = await fakeEngine({
    'GET /networks': (peer) => peer.send(Buffer.concat([chunkedHead, chunk('[')])),
  })
  await engine.docker.ping()
  expect((await typed(engine.docker.network.list({}, { timeout: 50 }), 'TIMED_OUT')).sent).toBe('yes')
})

test('an engine that does not say its version: the deadlines of call and client both end the wait', async () => {
  await using engine = await fakeEngine({ 'GET /_ping': freeze }, { timeout: 100 })
  expect((await typed(engine.docker.network.list({}, { timeout: 30 }), 'TIMED_OUT')).sent).toBe('no')
  expect((await typed(engine.docker.network.list(), 'TIMED_OUT')).operation).toBe('SystemPing')
  expect((await readAll(engine.docker.container.ref('c1').logs())).error).toMatchObject({ code: 'TIMED_OUT' })
})

test('the steps of one call share its deadline: the negotiation is part of it', async () => {
  const requests: HttpRequest[] = []
  const transport: Transport = {
    host: 'unix:///fake',
    request: (request) => {
      requests.push(request)
      const body = Buffer.from(request.operation === 'SystemPing' ? 'OK' : '[]')
      return Promise.resolve({ status: 200, headers: {}, body })
    },
    stream: () => Promise.reject(new Error('not asked for')),
    upgrade: () => Promise.reject(new Error('not asked for')),
    close: () => Promise.resolve(),
  }
  const begun = performance.now()
  await new Docker({ transport }).network.list({}, { timeout: 1234 })
  expect(requests.map(({ operation }) => operation)).toEqual(['SystemPing', 'NetworkList'])
  expect(requests[1]?.timeout).toBe(1234)
  expect(requests[1]?.began).toBeGreaterThanOrEqual(begun)
})

test('a read that is sent again over a new connection keeps its deadline', async () => {
  let asked = 0
  await using engine = await fakeEngine({
    'GET /networks': (peer) => {
      asked += 1
      if (asked === 1) return peer.send(json([]))
      if (asked === 2) peer.cut()
      return undefined
    },
  })
  const transport = unixTransport(engine.path)
  const request = { method: 'GET', path: '/networks', headers: {}, operation: 'NetworkList' } as const
  await transport.request(request)
  const late = transport.request({ ...request, timeout: 3_600_000, began: performance.now() - 3_599_500 })
  expect((await typed(late, 'TIMED_OUT')).details).toEqual({ timeout: 3_600_000 })
  expect(asked).toBe(3)
  await transport.close()
})

test('a deadline counts from the beginning of its call', async () => {
  await using engine = await fakeEngine({ 'GET /networks': freeze })
  const transport = unixTransport(engine.path)
  const request = { method: 'GET', path: '/networks', headers: {}, operation: 'NetworkList' } as const
  const late = transport.request({ ...request, timeout: 3_600_000, began: performance.now() - 3_600_000 })
  expect((await typed(late, 'TIMED_OUT')).details).toEqual({ timeout: 3_600_000 })
  await transport.close()
})

test('a call that waits for a free connection meets its deadline, and was not sent', async () => {
  await using engine = await fakeEngine({ 'GET /networks': freeze }, { timeout: 30_000 })
  await engine.docker.ping()
  const busy = Array.from({ length: 32 }, () => typed(engine.docker.network.list(), 'CLIENT_CLOSED'))
  await engine.arrival('GET /networks', 32)
  const queued = await typed(engine.docker.container.ref('c1').kill('SIGKILL', { timeout: 30 }), 'TIMED_OUT')
  expect(queued).toMatchObject({ sent: 'no', retryable: true })
  expect(engine.requests).not.toContain('POST /containers/c1/kill')
  await engine.docker.close()
  await Promise.all(busy)
})

test('streams have no deadline of the client; one that is given ends them', async () => {
  await using engine = await fakeEngine(
    {
      'GET /containers/c1/json': (peer) => peer.send(json(container)),
      'GET /containers/c1/logs': (peer) => peer.send(Buffer.concat([chunkedHead, chunk(frame('stdout', 'a'))])),
      'GET /version': freeze,
    },
    { timeout: 100 },
  )
  const quiet = engine.docker.container.ref('c1').logs({ follow: true })[Symbol.asyncIterator]()
  expect((await quiet.next()).value).toMatchObject({ stream: 'stdout' })
  const more = quiet.next()
  // Two deadlines of the client pass meanwhile.
  await typed(engine.docker.version(), 'TIMED_OUT')
  await typed(engine.docker.version(), 'TIMED_OUT')
  const { peer } = await engine.arrival('GET /containers/c1/logs')
  await peer.send(chunk(frame('stderr', 'b')))
  expect((await more).value).toMatchObject({ stream: 'stderr' })
  await quiet.return()

  const { items, error } = await readAll(engine.docker.container.ref('c1').logs({ follow: true, timeout: 150 }))
  expect(items).toHaveLength(1)
  expect(error).toMatchObject({ code: 'TIMED_OUT', operation: 'ContainerLogs', details: { timeout: 150 } })
  await (
    await engine.arrival('GET /containers/c1/logs', 2)
  ).peer.closed
})

test('a refusal of a stream is no stream: when its words stop in the middle, what came is told', async () => {
  await using engine = await fakeEngine(
    {
      'GET /containers/c1/json': (peer) => peer.send(json(container)),
      'GET /containers/c1/logs': (peer) =>
        peer.send(Buffer.concat([head(500, { 'Content-Length': 100 }), Buffer.from('half a sen')])),
    },
    { timeout: 100 },
  )
  const { error } = await readAll(engine.docker.container.ref('c1').logs())
  expect(error).toMatchObject({ code: 'SERVER_ERROR', status: 500, engineMessage: 'half a sen' })
  await (
    await engine.arrival('GET /containers/c1/logs')
  ).peer.closed
})

test('a client without a deadline makes calls, waits for slow ones, and reads refusals of streams', async () => {
  await using engine = await fakeEngine(
    {
      'GET /networks': (peer) => peer.send(json([])),
      'GET /events': (peer) => peer.send(json({ message: 'invalid filter' }, 400)),
      'POST /networks/create': (peer) => peer.send(json({ Id: 'n1', Warning: '' }, 201)),
      'POST /containers/c1/stop': (peer) => peer.send(head(204)),
      'GET /containers/c1/json': (peer) => peer.send(json(container)),
    },
    { timeout: Infinity },
  )
  expect(await engine.docker.network.list()).toEqual([])
  expect((await engine.docker.network.bridge('front').create()).id).toBe('n1')
  expect(await engine.docker.container.ref('c1').stop()).toBe(true)
  expect((await readAll(engine.docker.events())).error).toMatchObject({ code: 'BAD_REQUEST' })
})
