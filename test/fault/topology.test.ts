import { expect, test } from 'vitest'
import { topology } from '../../src/topology/index.js'
import { fakeEngine, type FakeEngine } from './fake-engine.js'
import { json } from './http.js'
import { rejection } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'
import { container, networks } from './replies.js'

keepProcessQuiet()

const id = '1'.repeat(64)
const listed = (State: string) => ({ Id: id, Names: ['/c1'], Image: 'i', State, Ports: [], NetworkSettings: {} })
const inspected = { ...container, Id: id, HostConfig: { NetworkMode: 'front' } }

/** An engine whose list of containers is another at each look; the last one again and again. */
function engineThatLists(looks: readonly (readonly object[])[], inspect = json(inspected)): Promise<FakeEngine> {
  let look = 0
  return fakeEngine({
    'GET /info': (peer) => peer.send(json({ ID: 'engine-1', Name: 'one', ServerVersion: '28.5.2' })),
    'GET /version': (peer) => peer.send(json({ ApiVersion: '1.51', Version: '28.5.2' })),
    'GET /networks': (peer) => peer.send(json(networks)),
    'GET /containers/json': (peer) => peer.send(json(looks[Math.min(look++, looks.length - 1)])),
    [`GET /containers/${id}/json`]: (peer) => peer.send(inspect),
  })
}

const looksAt = ({ requests }: FakeEngine) => requests.filter((one) => one === 'GET /containers/json').length

test('an engine that holds still is read once', async () => {
  await using engine = await engineThatLists([[listed('running')]])
  const t = await topology(engine.docker)
  expect(t.hosts).toEqual([
    {
      id: 'engine-1',
      name: 'one',
      version: '28.5.2',
      apiVersion: '1.51',
      addresses: undefined,
      listeners: undefined,
      changing: false,
    },
  ])
  expect(t.containers.map(({ name }) => name)).toEqual(['c1'])
  expect(looksAt(engine)).toBe(2)
})

test('an engine that changes while it is read is read again', async () => {
  await using engine = await engineThatLists([[listed('created')], [listed('running')], [listed('running')]])
  const t = await topology(engine.docker)
  expect(t.hosts[0]?.changing).toBe(false)
  expect(looksAt(engine)).toBe(3)
})

test('an engine that never holds still is told so, after five readings', async () => {
  const looks = Array.from({ length: 9 }, (_, at) => [listed(at % 2 === 0 ? 'running' : 'paused')])
  await using engine = await engineThatLists(looks)
  const t = await topology(engine.docker)
  expect(t.hosts[0]?.changing).toBe(true)
  expect(t.toText()).toContain('which changed while it was read')
  expect(looksAt(engine)).toBe(6)
})

test('a container that is gone before it was looked at is left out', async () => {
  const gone = json({ message: `No such container: ${id}` }, 404)
  await using engine = await engineThatLists([[listed('running')], []], gone)
  const t = await topology(engine.docker)
  expect(t.containers).toEqual([])
  expect(t.hosts[0]?.changing).toBe(false)
})

test('an abort ends the reading with its own reason, and a deadline is for all of it', async () => {
  await using engine = await fakeEngine({
    'GET /info': (peer) => peer.send(json({ ID: 'engine-1', Name: 'one', ServerVersion: '28.5.2' })),
    'GET /version': (peer) => peer.send(json({ ApiVersion: '1.51', Version: '28.5.2' })),
    'GET /networks': () => undefined,
    'GET /containers/json': () => undefined,
  })
  const stop = new AbortController()
  const reason = new Error('enough')
  const reading = topology(engine.docker, { signal: stop.signal })
  await engine.arrival('GET /networks')
  stop.abort(reason)
  expect(await rejection(reading)).toBe(reason)
  expect(await rejection(topology(engine.docker, { timeout: 50 }))).toMatchObject({ code: 'TIMED_OUT' })
})

test('what cannot be asked is refused before anything is sent', async () => {
  await using engine = await engineThatLists([[]])
  const { docker } = engine
  const refused = async (...given: readonly unknown[]) =>
    (await rejection((topology as (...all: readonly unknown[]) => Promise<unknown>)(...given))) as {
      code: string
      message: string
    }
  expect(await refused(docker, { netwrok: 'front' })).toMatchObject({
    code: 'UNKNOWN_OPTION',
    details: { nearest: 'network' },
  })
  expect(await refused(docker, { hosts: ['a', 'b'] })).toMatchObject({ code: 'INVALID_ARGUMENT' })
  expect(await refused(docker, { hosts: [''] })).toMatchObject({ code: 'INVALID_ARGUMENT' })
  expect(await refused(docker, { network: [] })).toMatchObject({ code: 'INVALID_ARGUMENT' })
  expect(await refused(docker, { label: 7 })).toMatchObject({ code: 'INVALID_ARGUMENT' })
  expect(await refused(docker, { listeners: 'yes' })).toMatchObject({ code: 'INVALID_ARGUMENT' })
  expect(await refused(docker, { stopped: 'no' })).toMatchObject({ code: 'INVALID_ARGUMENT' })
  expect(await refused({}, docker)).toMatchObject({ code: 'INVALID_ARGUMENT' })
  expect(await refused()).toMatchObject({ code: 'INVALID_ARGUMENT' })
  expect(await refused(docker, docker)).toMatchObject({ code: 'SAME_ENGINE', sent: 'no' })
  expect(await refused(docker, null)).toMatchObject({ code: 'INVALID_ARGUMENT' })
  expect(engine.requests).toEqual([])
})
