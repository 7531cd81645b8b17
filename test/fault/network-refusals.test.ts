import { expect, test } from 'vitest'
import { fakeEngine, type Script } from './fake-engine.js'
import { answer, head, json } from './http.js'
import { rejection, typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'
import { container, networks } from './replies.js'

keepProcessQuiet()

const freeze: Script = () => undefined
/** Answers, and from the nth time on no longer. */
function frozenFrom(nth: number, reply: unknown): Script {
  let asked = 0
  return (peer) => (++asked < nth ? peer.send(json(reply)) : undefined)
}
const id = 'a1'.repeat(32)
const front = { ...networks[0], Id: id }
const refusal =
  (message: string, status: number): Script =>
  (peer) =>
    peer.send(json({ message }, status))
const old: Script = (peer) => peer.send(answer(200, { 'Api-Version': '1.41', Ostype: 'linux' }, 'OK'))

/** What each verb is refused with, and the question that its explanation asks. */
const refused: Readonly<
  Record<string, { scripts: Readonly<Record<string, Script>>; asks: string; nth: number; code: string; call: Call }>
> = {
  remove: {
    scripts: {
      [`DELETE /networks/${id}`]: refusal('error while removing network: network front has active endpoints', 403),
    },
    asks: `GET /networks/${id}`,
    nth: 1,
    code: 'ACTIVE_ENDPOINTS',
    call: (docker, options) => docker.network.remove(id, options),
  },
  connect: {
    scripts: {
      'GET /containers/c1/json': (peer) => peer.send(json(container)),
      [`POST /networks/${id}/connect`]: refusal('Address already in use', 403),
    },
    asks: `GET /networks/${id}`,
    nth: 2, // it is looked at before
    code: 'ADDRESS_IN_USE',
    call: (docker, options) => docker.network.connect(id, 'c1', { ip: '172.72.0.9' }, options),
  },
}
type Call = (
  docker: Awaited<ReturnType<typeof fakeEngine>>['docker'],
  options: { readonly signal?: AbortSignal; readonly timeout?: number },
) => Promise<unknown>

for (const [verb, { scripts, asks, nth, code, call }] of Object.entries(refused)) {
  test(`the explanation of a refused ${verb} ends with the caller's deadline: the engine's own refusal stands`, async () => {
    await using engine = await fakeEngine({ ...scripts, [asks]: frozenFrom(nth, front) })
    await engine.docker.ping()
    const began = performance.now()
    await typed(call(engine.docker, { timeout: 800 }), code as 'ACTIVE_ENDPOINTS')
    expect(performance.now() - began).toBeLessThan(2000)
    expect(engine.requests.filter((request) => request === asks)).toHaveLength(nth)
  })

  test(`an abort while a refused ${verb} is explained rejects with its reason`, async () => {
    await using engine = await fakeEngine({ ...scripts, [asks]: frozenFrom(nth, front) })
    const controller = new AbortController()
    const failed = rejection(call(engine.docker, { signal: controller.signal }))
    await engine.arrival(asks, nth)
    controller.abort('enough')
    expect(await failed).toBe('enough')
  })
}

test('at the caller’s deadline a refused create is told in the engine’s own words, without the explanation', async () => {
  await using engine = await fakeEngine({
    'POST /networks/create': refusal('Pool overlaps with other one on this address space', 403),
    'GET /networks': freeze,
  })
  await engine.docker.ping()
  const making = engine.docker.network.bridge('back').subnet('172.72.0.0/16').create({ timeout: 300 })
  expect((await typed(making, 'SUBNET_OVERLAP')).details.network).toBeUndefined()
  await engine.arrival('GET /networks')
})

// Before 25 a bridge with a range is compared with the others here.
const ranged = { ipRange: '172.72.0.0/24' }

test('a network that goes while a create is checked does not fail that create', async () => {
  let looks = 0
  await using engine = await fakeEngine({
    'GET /_ping': old,
    'GET /networks': (peer) => peer.send(json(looks++ === 0 ? [front] : [])),
    [`GET /networks/${id}`]: refusal(`network ${id} not found`, 404),
    'POST /networks/create': (peer) => peer.send(json({ Id: 'made', Warning: '' }, 201)),
  })
  const net = await engine.docker.network.bridge('back').subnet('172.72.0.0/16', ranged).create()
  expect(net.id).toBe('made')
})

test('a network that goes while its part in a refusal is explained leaves the engine’s own refusal', async () => {
  let looks = 0
  await using engine = await fakeEngine({
    'GET /networks': (peer) => peer.send(json(looks++ === 0 ? [front] : [])),
    [`GET /networks/${id}`]: refusal(`network ${id} not found`, 404),
    'POST /networks/create': refusal('Pool overlaps with other one on this address space', 403),
  })
  const error = await typed(engine.docker.network.bridge('back').subnet('172.72.0.0/16').create(), 'SUBNET_OVERLAP')
  expect(error.sent).toBe('yes')
})

test('of two that are made at once with one name and one subnet, the name is what is told', async () => {
  await using engine = await fakeEngine({
    'GET /networks': (peer) => peer.send(json([front])),
    'POST /networks/create': refusal('Pool overlaps with other one on this address space', 403),
  })
  const error = await typed(engine.docker.network.bridge('front').subnet('172.72.0.0/16').create(), 'NAME_TAKEN')
  expect(error.details).toMatchObject({ holder: { id } })
})

const dead = {
  ...container,
  State: { Running: false, Restarting: false, Dead: true, Status: 'dead' },
  NetworkSettings: { Networks: { front: { NetworkID: id } } },
}

test('a dead container that is on the network is refused before anything is changed', async () => {
  await using engine = await fakeEngine({
    'GET /containers/c1/json': (peer) => peer.send(json(dead)),
    'GET /networks/front': (peer) => peer.send(json(front)),
  })
  const error = await typed(engine.docker.network.connect('front', 'c1'), 'ALREADY_ATTACHED')
  expect(error.details).toEqual({ container: 'c1', network: 'front' })
  expect(engine.requests.filter((request) => request.startsWith('POST'))).toEqual([])
})

const restarting = {
  ...container,
  State: { Running: true, Restarting: true, Status: 'restarting' },
  NetworkSettings: { Networks: {} },
}
const noSandbox = refusal('network sandbox for container c1 not found', 404)

test('a container between two starts is attached when the engine keeps the endpoint for the next one', async () => {
  let looks = 0
  const attached = { ...restarting, NetworkSettings: dead.NetworkSettings }
  await using engine = await fakeEngine({
    'GET /containers/c1/json': (peer) => peer.send(json(looks++ === 0 ? restarting : attached)),
    'GET /networks/*': (peer) => peer.send(json(front)),
    'POST /networks/front/connect': noSandbox,
  })
  await engine.docker.network.connect('front', 'c1')
  expect(engine.docker.engine.session.hasAttached(id, 'c1')).toBe(true)
})

test('and is not attached when the engine does not', async () => {
  await using engine = await fakeEngine({
    'GET /containers/c1/json': (peer) => peer.send(json(restarting)),
    'GET /networks/*': (peer) => peer.send(json(front)),
    'POST /networks/front/connect': noSandbox,
  })
  await typed(engine.docker.network.connect('front', 'c1'), 'NOT_FOUND')
})

test('a container that ends and starts again meanwhile is attached, too, and looked at as one that ran', async () => {
  let looks = 0
  const ran = { ...container, HostConfig: { ...container.HostConfig, RestartPolicy: { Name: 'always' } } }
  await using engine = await fakeEngine({
    'GET /containers/c1/json': (peer) =>
      peer.send(json(looks++ === 0 ? ran : { ...ran, NetworkSettings: dead.NetworkSettings })),
    'GET /networks/*': (peer) => peer.send(json(front)),
    'POST /networks/front/connect': noSandbox,
  })
  await engine.docker.network.connect('front', 'c1')
  expect(engine.docker.engine.session.hasAttached(id, 'c1')).toBe(true)
})

test('a container in container mode is refused before anything is changed, whether it runs or not', async () => {
  for (const Running of [true, false]) {
    const shared = { ...container, State: { Running }, HostConfig: { NetworkMode: 'container:web' } }
    await using engine = await fakeEngine({ 'GET /containers/c1/json': (peer) => peer.send(json(shared)) })
    await typed(engine.docker.network.connect('front', 'c1'), 'NOT_CONNECTABLE')
    expect(engine.requests.filter((request) => request.startsWith('POST'))).toEqual([])
  }
})

const leftOver = { ...container, NetworkSettings: { Networks: { front: { NetworkID: '', EndpointID: '' } } } }

test('a network that is filled while a running container is connected: the refusal tells how its settings come off', async () => {
  let looks = 0
  await using engine = await fakeEngine({
    'GET /containers/c1/json': (peer) => peer.send(json(looks++ === 0 ? container : leftOver)),
    'GET /networks/front': (peer) => peer.send(json(front)),
    'POST /networks/front/connect': refusal(
      `no available IPv4 addresses on this network's address pools: front (${id})`,
      500,
    ),
  })
  const { hint } = await typed(engine.docker.network.connect('front', 'c1'), 'ADDRESSES_EXHAUSTED')
  expect(hint).toContain('; the container keeps the settings of a refused connect')
  expect(hint).toContain('stop it, disconnect it from the network, and start it')
})

test('a running container costs one question more, about the network, when it has addresses enough', async () => {
  await using engine = await fakeEngine({
    'GET /containers/c1/json': (peer) => peer.send(json(container)),
    'GET /networks/front': (peer) => peer.send(json(front)),
    'POST /networks/front/connect': (peer) => peer.send(head(200, { 'Content-Length': 0 })),
  })
  await engine.docker.network.connect('front', 'c1')
  expect(engine.requests.filter((request) => request !== 'GET /_ping')).toEqual([
    'GET /containers/c1/json',
    'GET /networks/front',
    'POST /networks/front/connect',
  ])
})

test('a disposal takes off endpoints of containers that are gone, and not those of others that are about to start', async () => {
  const endpoint = (Name: string) => ({ Name, EndpointID: 'e', MacAddress: '', IPv4Address: '', IPv6Address: '' })
  const gone: Script = refusal('No such container: gone', 404)
  const off: string[] = []
  await using engine = await fakeEngine({
    'POST /networks/create': (peer) => peer.send(json({ Id: id, Warning: '' }, 201)),
    [`GET /networks/${id}`]: (peer) =>
      peer.send(json({ ...front, Containers: { 'ep-1': endpoint('gone'), 'ep-2': endpoint('c1') } })),
    'GET /containers/gone/json': gone,
    'GET /containers/c1/json': (peer) => peer.send(json(container)),
    [`POST /networks/${id}/disconnect`]: (peer, { body }) => {
      off.push((JSON.parse(body.toString()) as { Container: string }).Container)
      return peer.send(head(200, { 'Content-Length': 0 }))
    },
    [`DELETE /networks/${id}`]: (peer) => peer.send(head(204)),
  })
  const net = await engine.docker.network.bridge('front').create()
  await net[Symbol.asyncDispose]()
  expect(off).toEqual(['gone'])
})
