import { expect, test } from 'vitest'
import type { DockerOptions } from '../../src/options.js'
import type { NetworkChange } from '../../src/network/watch/change.js'
import type { NetworkWatch } from '../../src/network/watch/watch.js'
import { fakeEngine, type Peer } from './fake-engine.js'
import { chunk, chunkedHead, json, lastChunk } from './http.js'
import { rejection, typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'

keepProcessQuiet()

const idOf = (name: string): string => Buffer.from(name).toString('hex').padEnd(64, '0')
const front = { Name: 'front', Id: idOf('front'), Driver: 'bridge' }

/** What the engine has, and may be changed by a test: containers on `front`, by name, with their address; '' is stopped. */
interface World {
  networks: object[]
  readonly containers: Map<string, string>
  /** Counted up with each start. */
  start: number
  /** While it is ill, it answers questions with 503. */
  isIll: boolean
}

const inspected = (name: string, address: string, start: number): object => ({
  Id: idOf(name),
  Name: `/${name}`,
  Config: { Hostname: idOf(name).slice(0, 12) },
  State: { Status: address === '' ? 'exited' : 'running', Running: address !== '', Restarting: false },
  NetworkSettings: {
    Networks: {
      front: {
        NetworkID: front.Id,
        EndpointID: address === '' ? '' : `${name}-${start}`,
        IPAddress: address,
        Aliases: ['db'],
      },
    },
  },
})

let clock = 1_795_495_303_000_000_000n
const event = (Type: string, Action: string, ID: string, Attributes: object = {}): Buffer => {
  const text = JSON.stringify({ Type, Action, Actor: { ID, Attributes }, scope: 'local', time: 1_795_495_303 })
  return chunk(`${text.slice(0, -1)},"timeNano":${(clock += 1n)}}\n`)
}
const started = (name: string): Buffer => event('container', 'start', idOf(name), { name })
const died = (name: string): Buffer => event('container', 'die', idOf(name), { name })
const connected = (name: string): Buffer => event('network', 'connect', front.Id, { container: idOf(name) })

async function watched(containers: Readonly<Record<string, string>>, options: DockerOptions = {}) {
  const world: World = { networks: [front], containers: new Map(Object.entries(containers)), start: 1, isIll: false }
  const orIll =
    (reply: (path: string) => Buffer) =>
    (peer: Peer, { path }: { readonly path: string }): unknown =>
      peer.send(world.isIll ? json({ message: 'not now' }, 503) : reply(path))
  const engine = await fakeEngine(
    {
      'GET /events': (peer) => peer.send(chunkedHead),
      'GET /networks': orIll(() => json(world.networks)),
      [`GET /networks/${front.Id}`]: orIll(() =>
        world.networks.length === 0 ? json({ message: 'network front not found' }, 404) : json(front),
      ),
      'GET /networks/nowhere': orIll(() => json({ message: 'network nowhere not found' }, 404)),
      'GET /networks/front': orIll(() => json(front)),
      'GET /containers/json': orIll(() =>
        json([...world.containers].flatMap(([name, address]) => (address === '' ? [] : [{ Id: idOf(name) }]))),
      ),
      'GET /containers/*': orIll((path) => {
        const [name, address] = [...world.containers].find(([one]) => path.includes(idOf(one))) ?? []
        if (name === undefined || address === undefined) return json({ message: 'No such container: x' }, 404)
        return json(inspected(name, address, world.start))
      }),
    },
    options,
  )
  return {
    engine,
    world,
    /** Says something on the nth stream of events. */
    say: async (bytes: Buffer, nth = 1) => (await engine.arrival('GET /events', nth)).peer.send(bytes),
    [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
  }
}

const told = (change: NetworkChange | undefined): string => {
  if (change === undefined) return 'the end'
  const who = 'member' in change ? ` ${change.member.container.name} ${change.member.ip?.toString() ?? ''}` : ''
  return `${change.type}${who}`
}
const read = async (watch: NetworkWatch, count: number): Promise<string[]> => {
  const all: string[] = []
  for (let nth = 0; nth < count; nth++) all.push(told((await watch.next()).value))
  return all
}

test('what happened between the list and the events is told, and nothing twice', async () => {
  await using lying = await watched({ a: '10.0.0.2' })
  const watch = lying.engine.docker.watch()
  const [first] = await read(watch, 1)
  expect(first).toBe('snapshot')
  // the engine subscribes before it lists: what it tells of may have been seen in the list
  await lying.say(Buffer.concat([connected('a'), started('a'), started('a')]))
  lying.world.containers.set('b', '10.0.0.3')
  await lying.say(Buffer.concat([connected('b'), started('b'), connected('b')]))
  expect(await read(watch, 1)).toEqual(['joined b 10.0.0.3'])
  lying.world.containers.delete('a')
  await lying.say(died('a'))
  expect(await read(watch, 1)).toEqual(['left a 10.0.0.2'])
  const order = lying.engine.requests.filter((one) => one === 'GET /events' || one === 'GET /containers/json')
  expect(order).toEqual(['GET /events', 'GET /containers/json'])
  await watch.return()
})

test('events in any order lead to the same end', async () => {
  await using lying = await watched({ a: '10.0.0.2' })
  const watch = lying.engine.docker.watch()
  await read(watch, 1)
  lying.world.start = 2
  lying.world.containers.set('a', '10.0.0.7')
  await lying.say(Buffer.concat([started('a'), died('a'), connected('a'), died('a')]))
  expect(await read(watch, 2)).toEqual(['left a 10.0.0.2', 'readdressed a 10.0.0.7'])
  lying.world.networks.push({ Name: 'back', Id: idOf('back'), Driver: 'bridge' })
  // removed before it was told to be made: it is not there
  const gone = event('network', 'create', idOf('gone'))
  await lying.say(Buffer.concat([event('network', 'destroy', idOf('gone')), gone]))
  lying.world.containers.set('a', '')
  await lying.say(died('a'))
  expect(await read(watch, 1)).toEqual(['left a 10.0.0.7'])
  await watch.return()
})

test.each([
  ['is cut', (peer: Peer): void => peer.cut()],
  ['ends as if all was said', (peer: Peer): void => void peer.send(lastChunk)],
  [
    'ends in the middle of an event',
    (peer: Peer): void => void peer.send(chunk('{"Type":"cont')).then(() => peer.cut()),
  ],
] as const)('a stream of events that %s is a gap; then comes what is different, and resumed', async (_, end) => {
  await using lying = await watched({ a: '10.0.0.2', b: '10.0.0.3', c: '10.0.0.4' })
  const watch = lying.engine.docker.watch()
  await read(watch, 1)
  const { peer } = await lying.engine.arrival('GET /events')
  lying.world.containers.delete('a')
  lying.world.containers.set('d', '10.0.0.2')
  end(peer)
  expect(await read(watch, 4)).toEqual(['gap', 'left a 10.0.0.2', 'joined d 10.0.0.2', 'resumed'])
  lying.world.containers.delete('b')
  await lying.say(died('b'), 2)
  expect(await read(watch, 1)).toEqual(['left b 10.0.0.3'])
  await watch.return()
})

test('an engine that cannot answer yet is asked again, and the gap is told once', async () => {
  await using lying = await watched({ a: '10.0.0.2' })
  const watch = lying.engine.docker.watch()
  await read(watch, 1)
  lying.world.isIll = true
  ;(await lying.engine.arrival('GET /events')).peer.cut()
  const gap = (await watch.next()).value
  expect(gap).toMatchObject({ type: 'gap', names: [], cause: { code: 'CONNECTION_LOST' } })
  const next = read(watch, 2)
  await lying.engine.arrival('GET /events', 4)
  lying.world.isIll = false
  lying.world.containers.delete('a')
  expect(await next).toEqual(['left a 10.0.0.2', 'resumed'])
  await watch.return()
})

test('events that were not read in time are a gap, and nothing is missing after it', async () => {
  await using lying = await watched({ a: '10.0.0.2' })
  const watch = lying.engine.docker.watch({ buffer: 2 })
  await read(watch, 1)
  for (const name of ['b', 'c', 'd', 'e']) lying.world.containers.set(name, `10.0.1.${name.charCodeAt(0)}`)
  const { peer } = await lying.engine.arrival('GET /events')
  await peer.send(Buffer.concat(['b', 'c', 'd', 'e'].map(connected)))
  // what is asked after it is answered after it
  await lying.engine.docker.ping()
  const all = await read(watch, 6)
  expect(all[0]).toBe('gap')
  expect(all.slice(1).sort()).toEqual([
    'joined b 10.0.1.98',
    'joined c 10.0.1.99',
    'joined d 10.0.1.100',
    'joined e 10.0.1.101',
    'resumed',
  ])
  await watch.return()
})

test('a watch of one network asks only for what is on it, and ends when that is removed', async () => {
  await using lying = await watched({ a: '10.0.0.2' })
  const watch = lying.engine.docker.network.ref('front').watch()
  expect(await read(watch, 1)).toEqual(['snapshot'])
  const elsewhere = event('network', 'connect', idOf('back'), { container: idOf('z') })
  await lying.say(Buffer.concat([started('z'), elsewhere]))
  lying.world.containers.set('b', '10.0.0.3')
  await lying.say(Buffer.concat([connected('b'), started('b')]))
  expect(await read(watch, 1)).toEqual(['joined b 10.0.0.3'])
  lying.world.containers.clear()
  lying.world.networks = []
  await lying.say(event('network', 'destroy', front.Id))
  expect(await read(watch, 4)).toEqual(['left a 10.0.0.2', 'left b 10.0.0.3', 'removed', 'the end'])
  expect(lying.engine.requests.filter((one) => one.includes(idOf('z')))).toEqual([])
  expect(lying.engine.requests).not.toContain('GET /networks')
})

test('break closes the connection, and a return while a change is awaited ends the wait', async () => {
  await using lying = await watched({ a: '10.0.0.2' })
  for await (const { type } of lying.engine.docker.watch()) {
    expect(type).toBe('snapshot')
    break
  }
  const { peer } = await lying.engine.arrival('GET /events')
  await peer.closed
  const watch = lying.engine.docker.watch()
  await read(watch, 1)
  const waiting = watch.next()
  expect(await watch.return()).toEqual({ done: true, value: undefined })
  expect(await waiting).toEqual({ done: true, value: undefined })
  await (
    await lying.engine.arrival('GET /events', 2)
  ).peer.closed
})

test('an abort rejects with its reason, while an event is awaited and while the engine is away', async () => {
  await using lying = await watched({ a: '10.0.0.2' })
  for (const isAway of [false, true]) {
    const abort = new AbortController()
    const watch = lying.engine.docker.watch({ signal: abort.signal })
    await read(watch, 1)
    if (isAway) {
      lying.world.isIll = true
      ;(await lying.engine.arrival('GET /events', 2)).peer.cut()
      expect(await read(watch, 1)).toEqual(['gap'])
    }
    const waiting = rejection(watch.next())
    abort.abort('enough')
    expect(await waiting).toBe('enough')
    expect(await watch.next()).toEqual({ done: true, value: undefined })
  }
  const aborted = lying.engine.docker.watch({ signal: AbortSignal.abort('before') })
  expect(await rejection(aborted.next())).toBe('before')
})

test('a closed client, an engine that is not there, and a network that is not there are errors, no gaps', async () => {
  const lying = await watched({})
  const watch = lying.engine.docker.watch()
  await read(watch, 1)
  const waiting = typed(watch.next(), 'CLIENT_CLOSED')
  await lying.engine.docker.close()
  await waiting
  await lying[Symbol.asyncDispose]()

  await using other = await watched({})
  other.world.isIll = true
  await typed(other.engine.docker.watch().next(), 'UNAVAILABLE')
  other.world.isIll = false
  await typed(other.engine.docker.network.ref('nowhere').watch().next(), 'NOT_FOUND')
})

test('options that cannot be are refused at the call', async () => {
  await using lying = await watched({})
  const { docker } = lying.engine
  const refused = (code: string): unknown => expect.objectContaining({ code, sent: 'no' })
  expect(() => docker.watch({ buffer: 0 })).toThrow(refused('INVALID_ARGUMENT'))
  // deliberately wrong: what a JavaScript caller could write
  expect(() => docker.watch({ bufer: 1 } as never)).toThrow(refused('UNKNOWN_OPTION'))
  expect(() => docker.network.ref('front').watch({ timeout: 1 } as never)).toThrow(refused('UNKNOWN_OPTION'))
})
