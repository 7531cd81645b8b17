import { describe, expect, test } from 'vitest'
import { topology } from '../../src/topology/index.js'
import { fakeEngine, type FakeEngine, type Script } from './fake-engine.js'
import { frame, head, json, upgraded } from './http.js'
import { rejection } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'
import { container, networks } from './replies.js'

keepProcessQuiet()

const id = '1'.repeat(64)
const listed = (State: string) => ({ Id: id, Names: ['/c1'], Image: 'i', State, Ports: [], NetworkSettings: {} })
const inspected = { ...container, Id: id, HostConfig: { NetworkMode: 'front' } }

/** An engine whose list of containers is another at each look; the last one again and again. */
function engineThatLists(
  looks: readonly (readonly object[])[],
  inspect = json(inspected),
  more: Readonly<Record<string, Script>> = {},
): Promise<FakeEngine> {
  let look = 0
  return fakeEngine({
    'GET /info': (peer) => peer.send(json({ ID: 'engine-1', Name: 'one', ServerVersion: '28.5.2' })),
    'GET /version': (peer) => peer.send(json({ ApiVersion: '1.51', Version: '28.5.2' })),
    'GET /networks': (peer) => peer.send(json(networks)),
    'GET /containers/json': (peer) => peer.send(json(looks[Math.min(look++, looks.length - 1)])),
    [`GET /containers/${id}/json`]: (peer) => peer.send(inspect),
    ...more,
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

const headings = {
  tcp: '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode   \n',
  udp: '   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n',
}
const socket = (state: string) =>
  `   0: 00000000:0050 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000 0 0 1\n`
const whole = `${headings.tcp}${socket('0A')}${headings.udp}${socket('07')}`
const prints =
  (text: string): Script =>
  async (peer) => {
    await peer.send(Buffer.concat([upgraded, frame('stdout', text)]))
    peer.end()
  }

describe('who listens is not known where it was not told whole', () => {
  const both = [80, 80]
  test.each<[says: string, inside: Script, beside: Script, told: { in?: number[]; on?: number[] }]>([
    ['it is told whole', prints(whole), prints(whole), { in: both, on: both }],
    ['the helper tells it', prints('cat: not what it was'), prints(whole), { in: both, on: both }],
    ['nobody tells anything', prints(''), prints(''), {}],
    ['it is cut', prints(`${headings.tcp}${socket('0A')}`), prints(headings.tcp), {}],
    [
      'it is cut behind a table of IPv6',
      prints(headings.tcp.repeat(2)),
      prints(`${headings.tcp.repeat(2)}${headings.udp}`),
      {},
    ],
    ['the exec fails', (peer) => peer.send(json({ message: 'enough' }, 500)), prints(whole), { on: both }],
    ['the helper fails', prints(whole), (peer) => peer.send(json({ message: 'enough' }, 500)), { in: both }],
  ])('%s', async (_, inside, beside, told) => {
    await using engine = await engineThatLists(
      [[listed('running')]],
      json({ ...inspected, State: { Status: 'running', Running: true } }),
      {
        [`POST /containers/${id}/exec`]: (peer) => peer.send(json({ Id: 'e1' }, 201)),
        'POST /exec/e1/start': inside,
        'GET /exec/e1/json': (peer) => peer.send(json({ ID: 'e1', Running: false, ExitCode: 0, Pid: 7 })),
        'POST /containers/create': (peer) => peer.send(json({ Id: 'h1', Warnings: [] }, 201)),
        'GET /containers/h1/json': (peer) =>
          peer.send(
            json({ Id: 'h1', Name: '/h1', Config: { Tty: false, OpenStdin: false }, State: { Running: false } }),
          ),
        'POST /containers/h1/attach': beside,
        'POST /containers/h1/start': (peer) => peer.send(head(204)),
        'POST /containers/h1/wait': (peer) => peer.send(json({ StatusCode: 0 })),
        'DELETE /containers/h1': (peer) => peer.send(head(204)),
      },
    )
    const { containers, hosts } = await topology(engine.docker, { listeners: true })
    expect(containers[0]?.listeners?.map(({ port }) => port)).toEqual(told.in)
    expect(hosts[0]?.listeners?.map(({ port }) => port)).toEqual(told.on)
  })
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
  for (const host of ['', null, 'a\nb'])
    expect(await refused(docker, { hosts: [host] })).toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: { argument: 'hosts[0]', value: host },
    })
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
