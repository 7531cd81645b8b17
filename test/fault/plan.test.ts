import { describe, expect, test } from 'vitest'
import { plan } from '../../src/plan/index.js'
import { fakeEngine, type Asked, type FakeEngine, type Script } from './fake-engine.js'
import { answer, json } from './http.js'

const networkId = 'f'.repeat(64)
const containerId = 'c'.repeat(64)
const spec = { networks: { front: { subnet: '10.20.0.0/24' } }, members: { web: { front: { alias: 'www' } } } }
const made: Script = (peer) => peer.send(json({}))

/** An engine that has one container, and makes what it is told; `connect` is what it does with the nth connect. */
function engineWith(connect: (nth: number) => Script, endpoint = { alias: 'www' }): Promise<FakeEngine> {
  let network: object | undefined
  let isConnected = false
  let connects = 0
  const container = () => ({
    Id: containerId,
    Name: '/web',
    Config: { Hostname: 'web' },
    State: { Status: 'running', Running: true, Restarting: false },
    HostConfig: { NetworkMode: 'bridge' },
    NetworkSettings: {
      Networks: isConnected ? { front: { NetworkID: networkId, EndpointID: 'e1', Aliases: [endpoint.alias] } } : {},
    },
  })
  const create: Script = (peer, asked: Asked) => {
    const { Name, Driver, IPAM, Labels } = JSON.parse(asked.body.toString()) as Readonly<Record<string, unknown>>
    network = {
      Name,
      Driver,
      IPAM,
      Labels,
      Id: networkId,
      Scope: 'local',
      Internal: false,
      Options: {},
      ConfigFrom: { Network: '' },
      ConfigOnly: false,
      EnableIPv6: false,
    }
    return peer.send(json({ Id: networkId, Warning: '' }, 201))
  }
  return fakeEngine({
    'GET /networks': (peer) => peer.send(json(network === undefined ? [] : [network])),
    'GET /networks/front': (peer) => peer.send(json({ ...network, Containers: {} })),
    [`GET /networks/${networkId}`]: (peer) => peer.send(json({ ...network, Containers: {} })),
    'GET /containers/json': (peer) => peer.send(json([])),
    'GET /containers/web/json': (peer) => peer.send(json(container())),
    [`GET /containers/${containerId}/json`]: (peer) => peer.send(json(container())),
    'POST /networks/create': create,
    'POST /networks/front/connect': (peer, asked) => {
      const script = connect(connects++)
      isConnected = script === made
      const { EndpointConfig } = JSON.parse(asked.body.toString()) as { EndpointConfig: { Aliases: [string] } }
      if (isConnected) [endpoint.alias] = EndpointConfig.Aliases
      return script(peer, asked)
    },
    'POST /networks/front/disconnect': (peer) => {
      isConnected = false
      return peer.send(answer(200, {}, ''))
    },
  })
}

const changing = ({ requests }: FakeEngine): readonly string[] => requests.filter((one) => !one.startsWith('GET'))

describe('a plan that stops half-way', () => {
  test.each<[string, string, Script]>([
    ['at a refusal', 'SERVER_ERROR', (peer) => peer.send(json({ message: 'no' }, 500))],
    ['because the connection is gone', 'CONNECTION_LOST', (peer) => peer.cut()],
  ])('%s says what was done, and does the rest when it is asked again', async (_, code, failure) => {
    await using engine = await engineWith((nth) => (nth === 0 ? failure : made))
    const p = await plan(engine.docker, spec)
    await expect(p.apply()).rejects.toMatchObject({
      code: 'PLAN_NOT_APPLIED',
      details: {
        done: ['+ network front: bridge 10.20.0.0/24'],
        failed: '+ web on front: alias www',
        left: [],
      },
      cause: { code },
    })
    expect((await p.apply()).map(({ kind }) => kind)).toEqual(['member'])
    expect(changing(engine)).toEqual([
      'POST /networks/create',
      'POST /networks/front/connect',
      'POST /networks/front/connect',
    ])
    expect(await p.apply()).toEqual([])
    expect(`${await plan(engine.docker, spec)}`).toBe('nothing to change')
  })
})

describe('a container that was taken off, and cannot be put on as it was wanted,', () => {
  const refused: Script = (peer) => peer.send(json({ message: 'no' }, 500))
  const moved = { ...spec, members: { web: { front: { alias: 'other' } } } }

  test('is put on as it was', async () => {
    const endpoint = { alias: 'www' }
    await using engine = await engineWith((nth) => (nth === 1 ? refused : made), endpoint)
    await (await plan(engine.docker, spec)).apply()
    const p = await plan(engine.docker, moved)
    await expect(p.apply()).rejects.toMatchObject({ code: 'PLAN_NOT_APPLIED', cause: { code: 'SERVER_ERROR' } })
    expect(endpoint.alias).toBe('www')
    expect(`${await plan(engine.docker, spec)}`).toBe('nothing to change')
    expect(await p.apply()).toHaveLength(1)
    expect(endpoint.alias).toBe('other')
  })

  test('since somebody else has put it on meanwhile, is left as it is there', async () => {
    const theirs: Script = (peer) =>
      peer.send(json({ message: 'endpoint with name web already exists in network front' }, 403))
    await using engine = await engineWith((nth) => (nth === 1 || nth === 2 ? theirs : made))
    await (await plan(engine.docker, spec)).apply()
    const p = await plan(engine.docker, moved)
    await expect(p.apply()).rejects.toMatchObject({ code: 'PLAN_NOT_APPLIED', cause: { code: 'ALREADY_ATTACHED' } })
  })

  test('and not as it was, either, is named with its settings and both reasons; the next apply() puts it on', async () => {
    await using engine = await engineWith((nth) => (nth === 1 || nth === 2 ? refused : made))
    await (await plan(engine.docker, spec)).apply()
    const p = await plan(engine.docker, moved)
    const failure: unknown = await p.apply().catch((error: unknown) => error)
    expect(failure).toMatchObject({
      code: 'PLAN_NOT_APPLIED',
      details: { done: [], failed: '~ web on front: Aliases is "www", not "other"', left: [] },
      cause: {
        code: 'NOT_PUT_BACK',
        details: { noun: 'container', name: 'web' },
        hint: expect.stringContaining('{"Aliases":["www"]}') as string,
        cause: { errors: [{ code: 'SERVER_ERROR' }, { code: 'SERVER_ERROR' }] },
      },
    })
    const again = await p.apply()
    expect(again.map(({ action }) => action)).toEqual(['add'])
    expect(`${await plan(engine.docker, moved)}`).toBe('nothing to change')
  })
})

describe('nothing is asked of the engine', () => {
  test('for a spec that cannot be', async () => {
    await using engine = await engineWith(() => made)
    await expect(plan(engine.docker, { ...spec, networks: {} })).rejects.toMatchObject({
      code: 'PLAN_INVALID',
      details: { violations: [{ path: 'members.web.front', code: 'UNKNOWN_OPTION' }] },
      sent: 'no',
    })
    expect(engine.requests).toEqual([])
  })

  test('for an option that is misspelt, or engines that are none', async () => {
    await using engine = await engineWith(() => made)
    await expect(plan(engine.docker, spec, { adpot: true } as object)).rejects.toMatchObject({
      code: 'UNKNOWN_OPTION',
      details: { nearest: 'adopt' },
    })
    await expect(plan({}, spec)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
    expect(engine.requests).toEqual([])
  })
})

test('a client that only reads makes a plan, and does not carry it out', async () => {
  await using reader = await fakeEngine({ 'GET /networks': (peer) => peer.send(json([])) }, { readOnly: true })
  const p = await plan(reader.docker, { networks: { front: {} } })
  await expect(p.apply()).rejects.toMatchObject({ code: 'READ_ONLY' })
  expect(reader.requests).toEqual(['GET /_ping', 'GET /networks'])
})

test('a plan that somebody else has overtaken is told so, and changes nothing', async () => {
  const endpoint = { alias: 'www' }
  await using engine = await engineWith(() => made, endpoint)
  await (await plan(engine.docker, spec)).apply()
  const other = await plan(engine.docker, { ...spec, members: { web: { front: { alias: 'other' } } } })
  expect(other.changes).toMatchObject([
    { action: 'change', differences: [{ field: 'Aliases', wanted: 'other', found: 'www' }] },
  ])
  endpoint.alias = 'theirs'
  const before = changing(engine)
  await expect(other.apply()).rejects.toMatchObject({
    code: 'PLAN_OUTDATED',
    details: { changed: ['it has not ~ web on front: Aliases is "theirs", not "other"'] },
  })
  expect(changing(engine)).toEqual(before)
})
