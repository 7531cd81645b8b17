import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { fakeEngine, type Script } from './fake-engine.js'
import { chunk, chunkedHead, json } from './http.js'
import { typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'

keepProcessQuiet()

const running = {
  Id: 'c1',
  Name: '/web',
  RestartCount: 0,
  Config: { Healthcheck: { Test: ['CMD', 'true'] } },
  HostConfig: {},
  NetworkSettings: {},
  State: {
    Status: 'running',
    Running: true,
    Error: '',
    StartedAt: '2026-01-01T00:00:00Z',
    FinishedAt: '0001-01-01T00:00:00Z',
  },
}
const health = (Status: string, ...Log: object[]): object => ({
  ...running,
  State: { ...running.State, Health: { Status, FailingStreak: 0, Log } },
})

/** Says one after the other, and the last again and again. */
const inTurn = (...said: readonly object[]): Script => {
  let at = 0
  return (peer) => peer.send(json(said[Math.min(at++, said.length - 1)]))
}

test('where the events may not be read, the state is looked at again and again', async () => {
  await using engine = await fakeEngine({
    'GET /containers/c1/json': inTurn(health('starting'), health('starting'), health('starting'), health('healthy')),
    'GET /events': (peer) => peer.send(json({ message: 'forbidden' }, 403)),
  })
  await engine.docker.container.ref('c1').waitFor({ healthy: true })
  expect(engine.requests.filter((request) => request === 'GET /containers/c1/json')).toHaveLength(4)
})

test('what the first look tells is told at once, and no engine is asked for its clock and its events', async () => {
  const without = { ...running, Config: {} }
  for (const [found, code] of [
    [health('healthy'), undefined],
    [health('unhealthy', { Start: '', End: '', ExitCode: 3, Output: 'no database' }), 'UNHEALTHY'],
    [without, 'NO_HEALTHCHECK'],
  ] as const) {
    await using engine = await fakeEngine({ 'GET /containers/c1/json': (peer) => peer.send(json(found)) })
    const waiting = engine.docker.container.ref('c1').waitFor({ healthy: true })
    if (code === undefined) await waiting
    else await typed(waiting, code)
    expect(engine.requests.filter((request) => !request.includes('_ping'))).toEqual(['GET /containers/c1/json'])
  }
})

test('where they may, it is looked at when they tell of a change, and the connection is closed at the end', async () => {
  await using engine = await fakeEngine({
    'GET /containers/c1/json': inTurn(health('starting'), health('starting'), health('healthy')),
    'GET /events': (peer) => {
      const event = { Type: 'container', Action: 'health_status: healthy', Actor: { ID: 'c1', Attributes: {} } }
      return peer.send(
        Buffer.concat([chunkedHead, chunk(`${JSON.stringify({ ...event, scope: 'local', time: 1, timeNano: 1 })}\n`)]),
      )
    },
  })
  await engine.docker.container.ref('c1').waitFor({ healthy: true })
  expect(engine.requests.filter((request) => request === 'GET /containers/c1/json')).toHaveLength(3)
  const asked = await engine.arrival('GET /events')
  expect(JSON.parse(asked.query.get('filters') ?? '')).toMatchObject({ type: ['container'], container: ['c1'] })
  expect(asked.query.get('since')).toBe('1795495303.000000001') // by the engine's own clock
  await asked.peer.closed
})

test('the time that is up tells what was seen last, and ends what still looks', async () => {
  await using engine = await fakeEngine({
    'GET /containers/c1/json': inTurn(health('starting', { Start: '', End: '', ExitCode: 1, Output: 'no database\n' })),
    'GET /events': (peer) => peer.send(chunkedHead),
  })
  const error = await typed(engine.docker.container.ref('c1').waitFor({ healthy: true }, { timeout: 300 }), 'TIMED_OUT')
  expect(error.details).toEqual({
    timeout: 300,
    last: 'its health is starting, its last check ended with exit code 1: no database',
  })
  expect(error.message).toContain('container "web" is not ready after 300 ms: it is not healthy; seen last: its health')
  await (
    await engine.arrival('GET /events')
  ).peer.closed
})

test('the caller’s own signal ends it with its own reason', async () => {
  await using engine = await fakeEngine({
    'GET /containers/c1/json': inTurn(health('starting')),
    'GET /events': (peer) => peer.send(chunkedHead),
  })
  const leave = new AbortController()
  const waiting = engine.docker.container.ref('c1').waitFor({ healthy: true }, { signal: leave.signal })
  await engine.arrival('GET /containers/c1/json', 2)
  const reason = new Error('enough')
  leave.abort(reason)
  await expect(waiting).rejects.toBe(reason)
})

test('a port that is published where this program is, is asked there', async () => {
  const asked: (string | undefined)[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`)
    response.writeHead(asked.length < 3 ? 503 : 302).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const HostPort = String((server.address() as AddressInfo).port)
  const published = { ...running, NetworkSettings: { Ports: { '80/tcp': [{ HostIp: '0.0.0.0', HostPort }] } } }
  try {
    await using engine = await fakeEngine({
      'GET /containers/c1/json': inTurn(published),
      'GET /events': (peer) => peer.send(chunkedHead),
    })
    expect(await engine.docker.container.ref('c1').waitFor({ http: 'http://:80/health' })).toEqual({ status: 302 })
    expect(asked).toEqual(['GET /health', 'GET /health', 'GET /health'])
    expect(engine.requests.filter((request) => request.startsWith('POST'))).toEqual([]) // nobody looked inside
  } finally {
    await new Promise((resolve) => server.close(resolve))
  }
})

test('what cannot be waited for is refused before anything is sent', async () => {
  await using engine = await fakeEngine({})
  const web = engine.docker.container.ref('c1')
  await expect(web.waitFor({ port: 80 }, { retries: 3 } as never)).rejects.toMatchObject({ code: 'UNKNOWN_OPTION' })
  await expect(web.waitFor({ port: 80, healthy: true })).rejects.toMatchObject({ code: 'CONFLICTING_OPTIONS' })
  expect(engine.requests).toEqual([])
})
