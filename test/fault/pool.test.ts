import { expect, test } from 'vitest'
import { fakeEngine, type Script } from './fake-engine.js'
import { chunkedHead, head, json } from './http.js'
import { expectTyped, rejection, typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'
import { container, networks } from './replies.js'

keepProcessQuiet()

const list: Script = (peer) => peer.send(json(networks))

test('two hundred short calls at once share at most 32 connections, and all are answered', async () => {
  await using engine = await fakeEngine({ 'GET /networks': list })
  const calls = Array.from({ length: 200 }, () => engine.docker.network.list())
  expect((await Promise.all(calls)).every(({ length }) => length === 1)).toBe(true)
  expect(engine.peak).toBeLessThanOrEqual(32)
  expect(engine.requests.filter((request) => request === 'GET /networks')).toHaveLength(200)
})

test('a hundred open streams leave room for short calls', async () => {
  await using engine = await fakeEngine({
    'GET /containers/c1/json': (peer) => peer.send(json(container)),
    'GET /containers/c1/logs': (peer) => peer.send(chunkedHead),
    'GET /networks': list,
  })
  const streams = Array.from({ length: 100 }, () =>
    engine.docker.container.ref('c1').logs({ follow: true })[Symbol.asyncIterator](),
  )
  const reads = streams.map((stream) => stream.next())
  await engine.arrival('GET /containers/c1/logs', 100)
  expect((await engine.docker.ping()).apiVersion).toBe('1.51')
  expect(await engine.docker.network.list()).toHaveLength(1)
  await Promise.all(streams.map(async (stream) => stream.return()))
  expect(await Promise.all(reads)).toEqual(reads.map(() => ({ done: true, value: undefined })))
})

test('a read on a connection that had died is asked once more, on a fresh one', async () => {
  let asked = 0
  await using engine = await fakeEngine({
    'GET /networks': (peer) => (++asked === 2 ? peer.cut() : peer.send(json(networks))),
  })
  await engine.docker.network.list()
  expect(await engine.docker.network.list()).toHaveLength(1)
  expect(asked).toBe(3)
})

test('a read that is cut twice is not asked a third time', async () => {
  await using engine = await fakeEngine({ 'GET /networks': (peer) => peer.cut() })
  expect(await typed(engine.docker.network.list(), 'CONNECTION_LOST')).toMatchObject({
    sent: 'unknown',
    operation: 'NetworkList',
  })
  expect(engine.requests.filter((request) => request === 'GET /networks')).toHaveLength(2)
})

test('a change on a connection that died is never sent twice', async () => {
  await using engine = await fakeEngine({
    'POST /containers/c1/kill': (peer) => peer.cut(),
    'DELETE /networks/n1': (peer) => peer.cut(),
  })
  await engine.docker.ping()
  expect((await typed(engine.docker.container.ref('c1').kill(), 'CONNECTION_LOST')).sent).toBe('unknown')
  expect((await typed(engine.docker.call('NetworkDelete', { id: 'n1' }), 'CONNECTION_LOST')).sent).toBe('unknown')
  expect(engine.requests.filter((request) => !request.startsWith('GET'))).toHaveLength(2)
})

test('an engine that closes every idle connection at once is worked with all the same', async () => {
  await using engine = await fakeEngine({
    'GET /networks': async (peer) => {
      await peer.send(json(networks))
      peer.end()
    },
  })
  for (let i = 0; i < 50; i++) expect(await engine.docker.network.list()).toHaveLength(1)
})

test('connections that died while the program was busy do not fail the reads after it', async () => {
  await using engine = await fakeEngine({ 'GET /networks': list })
  await Promise.all(Array.from({ length: 32 }, () => engine.docker.network.list()))
  const idle = [...engine.open]
  for (const peer of idle) peer.cut()
  const found = await Promise.all(Array.from({ length: 100 }, () => engine.docker.network.list()))
  expect(found.every(({ length }) => length === 1)).toBe(true)
})

test('an answer that nobody asked for is never taken for the answer to the next call', async () => {
  const ghost = json([{ ...networks[0], Name: 'ghost' }])
  await using engine = await fakeEngine({
    'GET /networks': (peer) => peer.send(Buffer.concat([json(networks), ghost])),
    'POST /containers/c1/kill': (peer) => peer.send(head(204)),
  })
  for (let i = 0; i < 20; i++) {
    const call = i % 2 === 0 ? engine.docker.network.list() : engine.docker.container.ref('c1').kill()
    const outcome = await call.catch((error: unknown) => expectTyped(error).code)
    if (Array.isArray(outcome)) expect(outcome.map(({ name }) => name)).toEqual(['front'])
    else expect([undefined, 'CONNECTION_LOST']).toContain(outcome)
  }
})

test('first calls that come at once share one question for the version', async () => {
  await using engine = await fakeEngine({ 'GET /networks': list })
  await Promise.all(Array.from({ length: 20 }, () => engine.docker.network.list()))
  expect(engine.requests.filter((request) => request === 'GET /_ping')).toHaveLength(1)
})

test('a version that could not be asked for is asked for again by the next call', async () => {
  let pings = 0
  await using engine = await fakeEngine({
    'GET /_ping': (peer) =>
      ++pings <= 2 ? peer.cut() : peer.send(head(200, { 'Api-Version': '1.44', 'Content-Length': 0 })),
    'GET /networks': list,
  })
  await typed(engine.docker.network.list(), 'CONNECTION_LOST')
  await typed(engine.docker.network.list(), 'CONNECTION_LOST')
  expect(await engine.docker.network.list()).toHaveLength(1)
  expect(engine.asked.at(-1)?.target).toBe('/v1.44/networks')
})

test('one caller who leaves during the negotiation does not fail the others', async () => {
  await using engine = await fakeEngine({ 'GET /_ping': () => undefined, 'GET /networks': list })
  const controller = new AbortController()
  const left = rejection(engine.docker.network.list({}, { signal: controller.signal }))
  const late = rejection(engine.docker.network.list({}, { timeout: 20 }))
  const stays = engine.docker.network.list()
  const { peer } = await engine.arrival('GET /_ping')
  controller.abort('bye')
  expect(await left).toBe('bye')
  expect(await late).toMatchObject({ code: 'TIMED_OUT' })
  await peer.send(head(200, { 'Api-Version': '1.51', 'Content-Length': 0 }))
  expect(await stays).toHaveLength(1)
  expect(engine.requests.filter((request) => request === 'GET /_ping')).toHaveLength(1)
})
