import { describe, expect, test } from 'vitest'
import { fakeEngine, type FakeEngine, type Script } from './fake-engine.js'
import { json } from './http.js'

const id = 'f'.repeat(64)
const says =
  (body: unknown, status = 200): Script =>
  (peer) =>
    peer.send(json(body, status))
const removed: Script = (peer) => peer.send('HTTP/1.1 204 No Content\r\n\r\n')
const overlap = says({ message: 'Pool overlaps with other one on this address space' }, 403)

/** An engine of a host of the LAN: it has nothing yet, and makes what it is told. */
function host(name: string, scripts: Readonly<Record<string, Script>> = {}): Promise<FakeEngine> {
  return fakeEngine({
    'GET /info': says({ ID: name, Name: `server-${name}` }),
    'GET /networks': says([]),
    'GET /containers/json': says([]),
    'POST /networks/create': says({ Id: id, Warning: '' }, 201),
    [`GET /networks/${id}`]: says({ Id: id, Name: 'lan', Containers: {} }),
    [`DELETE /networks/${id}`]: removed,
    ...scripts,
  })
}

/** The network of both. */
function across(a: FakeEngine, b: FakeEngine) {
  const lan = a.docker.network.macvlan('lan').parent('eth0').subnet('192.168.0.0/24').gateway('192.168.0.1')
  return lan.acrossHosts([{ docker: a.docker }, { docker: b.docker }])
}

const changes = ({ requests }: FakeEngine): readonly string[] => requests.filter((one) => !one.startsWith('GET'))
const whole = ['POST /networks/create', `DELETE /networks/${id}`]

describe('a network over two hosts', () => {
  test('is made on both, and removed from both', async () => {
    await using a = await host('a')
    await using b = await host('b')
    const both = await across(a, b).create()
    expect(both.networks.map(({ name }) => name)).toEqual(['lan', 'lan'])
    expect(await both.conflicts()).toEqual([])
    await both[Symbol.asyncDispose]()
    await both[Symbol.asyncDispose]()
    expect([changes(a), changes(b)]).toEqual([whole, whole])
  })

  test('stays on both when it is given up', async () => {
    await using a = await host('a')
    await using b = await host('b')
    const both = await across(a, b).create()
    expect(both.release().map(({ name }) => name)).toEqual(['lan', 'lan'])
    await both[Symbol.asyncDispose]()
    await a.docker.cleanup()
    expect(changes(a)).toEqual(['POST /networks/create'])
  })

  test('that one engine refuses is removed from the other: the error says where, why, and what was undone', async () => {
    await using a = await host('a')
    await using b = await host('b', { 'POST /networks/create': overlap })
    await expect(across(a, b).create()).rejects.toMatchObject({
      code: 'NOT_ON_ALL_HOSTS',
      details: { network: 'lan', failed: ['host 2 (server-b)'], undone: ['host 1 (server-a)'], left: [] },
      sentence: expect.stringMatching(
        /on host 2 \(server-b\): .*; it was removed again from host 1 \(server-a\)$/,
      ) as string,
      cause: { code: 'SUBNET_OVERLAP' },
    })
    expect([changes(a), changes(b)]).toEqual([whole, ['POST /networks/create']])
    await a.docker.cleanup()
    expect(changes(a)).toEqual(whole)
  })

  test('that no engine takes is told for each', async () => {
    await using a = await host('a', { 'POST /networks/create': overlap })
    await using b = await host('b', { 'POST /networks/create': overlap })
    const error: unknown = await across(a, b)
      .create()
      .catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      details: { failed: ['host 1 (server-a)', 'host 2 (server-b)'], undone: [], left: [] },
    })
    expect((error as { cause: AggregateError }).cause.errors).toHaveLength(2)
  })

  test('that cannot be removed again is named as left, and cleanup() tries once more', async () => {
    let locked = true
    await using a = await host('a', {
      [`DELETE /networks/${id}`]: (peer) =>
        peer.send(locked ? json({ message: 'locked' }, 500) : 'HTTP/1.1 204 No Content\r\n\r\n'),
    })
    await using b = await host('b', { 'POST /networks/create': overlap })
    await expect(across(a, b).create()).rejects.toMatchObject({
      code: 'NOT_ON_ALL_HOSTS',
      details: { failed: ['host 2 (server-b)'], undone: [], left: ['host 1 (server-a)'] },
    })
    locked = false
    await a.docker.cleanup()
    expect(changes(a)).toEqual([...whole, `DELETE /networks/${id}`])
  })

  test('that an engine cannot be asked about is made nowhere', async () => {
    await using a = await host('a')
    await using b = await host('b', { 'GET /info': says({ message: 'broken' }, 500) })
    await expect(across(a, b).create()).rejects.toMatchObject({
      code: 'NOT_ON_ALL_HOSTS',
      details: { failed: ['host 2'], undone: [], left: [] },
      cause: { code: 'SERVER_ERROR', operation: 'SystemInfo' },
    })
    expect([changes(a), changes(b)]).toEqual([[], []])
  })

  test('of one engine by two ways is refused, and a clone with its id is another engine', async () => {
    await using a = await host('a')
    await using same = await host('a')
    await expect(across(a, same).create()).rejects.toMatchObject({ code: 'SAME_ENGINE', sent: 'yes' })
    await using clone = await host('b', { 'GET /info': says({ ID: 'a', Name: 'server-b' }) })
    await using both = await across(a, clone).create()
    expect(both.networks).toHaveLength(2)
  })

  test('that meets another one on the LAN is made nowhere, and the error lists all that is in the way', async () => {
    const old = { Id: '1', Driver: 'macvlan', Options: { parent: 'eth0' } }
    const pool = { Subnet: '192.168.0.0/24', IPRange: '192.168.0.16/28', Gateway: '192.168.0.254' }
    await using a = await host('a', { 'GET /networks': says([{ Id: '2', Name: 'lan', Driver: 'bridge', IPAM: {} }]) })
    await using b = await host('b', { 'GET /networks': says([{ ...old, Name: 'old', IPAM: { Config: [pool] } }]) })
    await expect(across(a, b).create()).rejects.toMatchObject({
      code: 'LAN_CONFLICT',
      details: {
        conflicts: [
          { kind: 'name', host: 'host 1 (server-a)', network: { id: '2' } },
          { kind: 'range', host: 'host 2 (server-b)', found: '192.168.0.16/28' },
          { kind: 'gateway', host: 'host 2 (server-b)', found: '192.168.0.254' },
        ],
      },
    })
    expect([changes(a), changes(b)]).toEqual([[], []])
  })

  test('by a client that only reads is refused before any engine is asked', async () => {
    await using a = await host('a')
    await using b = await fakeEngine({}, { readOnly: true })
    await expect(across(a, b).create()).rejects.toMatchObject({ code: 'READ_ONLY', target: 'lan' })
    expect([a.requests, b.requests]).toEqual([[], []])
  })

  test('is given up at once by an abort, and what was made is removed in the background', async () => {
    await using a = await host('a')
    await using b = await host('b', { 'POST /networks/create': () => undefined })
    const left = new AbortController()
    const creating = across(a, b).create({ signal: left.signal })
    const late = await b.arrival('POST /networks/create')
    await a.arrival('POST /networks/create')
    left.abort(new Error('enough'))
    await expect(creating).rejects.toThrow('enough')
    await a.arrival(`DELETE /networks/${id}`)
    await late.peer.send(json({ Id: id, Warning: '' }, 201))
    await b.arrival(`DELETE /networks/${id}`)
    await Promise.all([a.docker.close(), b.docker.close()])
  })

  test('has one deadline for all its steps, and the error says on which host it passed', async () => {
    await using a = await host('a')
    await using b = await host('b', { 'POST /networks/create': () => undefined })
    await expect(across(a, b).create({ timeout: 300 })).rejects.toMatchObject({
      code: 'TIMED_OUT',
      sent: 'unknown',
      sentence: expect.stringContaining('on host 2 (server-b)') as string,
    })
    await a.arrival(`DELETE /networks/${id}`)
    await (await b.arrival('POST /networks/create')).peer.send(json({ Id: id, Warning: '' }, 201))
    await b.arrival(`DELETE /networks/${id}`)
  })

  test('refuses an option that it does not know', async () => {
    await using a = await host('a')
    await using b = await host('b')
    await expect(across(a, b).create({ timout: 5 } as never)).rejects.toMatchObject({ code: 'UNKNOWN_OPTION' })
    expect(a.requests).toEqual([])
  })

  test('says which host has it still, when one cannot be freed of it', async () => {
    const held = says({ message: 'error while removing network: network lan id x has active endpoints' }, 403)
    await using a = await host('a', { [`DELETE /networks/${id}`]: held })
    await using b = await host('b')
    const both = await across(a, b).create()
    await expect(both[Symbol.asyncDispose]()).rejects.toMatchObject({
      code: 'STILL_THERE',
      details: { left: ['network lan on host 1'] },
    })
    expect(changes(b)).toEqual(whole)
  })
})
