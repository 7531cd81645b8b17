import { afterAll, beforeAll, expect } from 'vitest'
import { Cidr } from '../../../../src/cidr/cidr.js'
import type { Ip } from '../../../../src/cidr/ip.js'
import type { OwnedContainer } from '../../../../src/container/container.js'
import type { Docker } from '../../../../src/docker.js'
import { MooringError } from '../../../../src/errors/base.js'
import type { Network, OwnedNetwork } from '../../../../src/network/network.js'
import type { LabEngineName } from '../../../lab/lab.js'
import { openDocker, sleeper } from '../../open-docker.js'
import { unique } from '../../open-engine.js'
import type { Random } from './random.js'

/** A container of a sequence, and what was done with it. */
interface Actor {
  container: OwnedContainer
  runs: boolean
  isOn: boolean
  fixed: boolean
}

/** What sequences have to do with. */
export interface Ground {
  readonly docker: Docker
  /** Where containers are besides the network of the sequence. */
  readonly home: Network
  readonly actors: readonly Actor[]
  /** A block that nobody else cuts networks from. */
  readonly block: Cidr
}

/** What was held against the engine. */
export interface Tally {
  steps: number
  addresses: number
  refusals: number
}

/** What all sequences of one engine share: made before the tests that stand where this is called, and removed after them. */
export function groundOn(engineName: LabEngineName): () => Ground {
  let ground: Ground
  beforeAll(async () => {
    ground = await openGround(await openDocker(engineName))
  })
  afterAll(async () => {
    await ground.docker.cleanup()
    await ground.docker.close()
  })
  return () => ground
}

/** Containers, and their home. */
async function openGround(docker: Docker): Promise<Ground> {
  const home = await docker.network.bridge(unique('home')).subnet('10.205.1.0/28').create()
  const actors = await Promise.all(
    Array.from({ length: 3 }, async () => ({
      container: await sleeper(docker).net(home).start(),
      runs: true,
      isOn: false,
      fixed: false,
    })),
  )
  return { docker, home, actors, block: Cidr.parse('10.205.0.0/24') }
}

/**
 * Makes a random network and does random things with its containers. Before each step that gives an address the network
 * is asked for its capacity, and what it says comes next has to be what is given.
 */
export async function runSequence(ground: Ground, random: Random, steps: number, tally: Tally): Promise<void> {
  await using network = await randomNetwork(ground, random)
  for (let step = 0; step < steps; step++) {
    tally.steps++
    await randomStep(ground, network, random, tally)
  }
  for (const actor of ground.actors) {
    if (actor.isOn) await network.disconnect(actor.container)
    if (!actor.runs) await actor.container.start()
    Object.assign(actor, { runs: true, isOn: false, fixed: false })
  }
}

async function randomNetwork({ docker, block }: Ground, random: Random): Promise<OwnedNetwork> {
  const subnet = Cidr.around(block.first, random.one([28, 29, 29, 30]))
  const name = unique('ipam')
  const { network } = docker
  // by their names, since what follows is the same for both
  const bare = random.chance(0.5)
    ? network.driver('bridge', name)
    : network.driver('macvlan', name).option('parent', 'eth0')
  const range = random.chance(0.4) ? random.one([...subnet.subnets(subnet.prefixLength + 1)]) : undefined
  const highest = subnet.last.previous()
  // a gateway that nobody named would be the first address of the range
  const canReserve = `${range?.first}` !== `${highest}`
  let builder = bare.internal(random.chance(0.3)).subnet(subnet)
  if (range !== undefined) builder = builder.ipRange(range)
  if (random.chance(0.3) && canReserve) builder = builder.auxAddress('other', highest)
  else if (random.chance(0.5)) builder = builder.gateway(random.one([...subnet.hosts()]))
  if (random.chance(0.3)) builder = builder.subnet('fd00:10:205::/112')
  return await builder.create()
}

async function randomStep(ground: Ground, network: Network, random: Random, tally: Tally): Promise<void> {
  const actor = random.one(ground.actors)
  const { container, runs, isOn } = actor
  if (!runs) {
    const started = await foretold(network, actor, tally, () => container.start())
    if (!started) await network.disconnect(container).then(() => container.start())
    Object.assign(actor, started ? { runs: true } : { runs: true, isOn: false, fixed: false })
  } else if (!isOn) {
    actor.fixed = random.chance(0.25)
    const ip = actor.fixed ? random.one(await hostsOf(network)) : undefined
    actor.isOn = await foretold(network, actor, tally, () => network.connect(container, { ip }))
    if (!actor.isOn) expect(Object.keys((await container.inspect()).NetworkSettings.Networks ?? {})).toHaveLength(1)
  } else if (random.chance(0.15)) {
    await container.remove({ force: true })
    const made = await sleeper(ground.docker).net(ground.home).create()
    Object.assign(actor, { container: made, runs: false, isOn: false, fixed: false })
    await network.connect(made) // which gives it no address before it starts
    actor.isOn = true
  } else if (random.chance(0.5)) {
    await network.disconnect(container)
    actor.isOn = false
  } else {
    await container.stop()
    actor.runs = false
  }
}

async function hostsOf(network: Network): Promise<readonly Ip[]> {
  const [subnet] = await network.subnets()
  return [...(subnet?.hosts() ?? [])]
}

/** Gives a container an address, and holds it against the one that was foretold. Whether it got one. */
async function foretold(
  network: Network,
  { container, isOn, fixed }: Actor,
  tally: Tally,
  give: () => Promise<unknown>,
): Promise<boolean> {
  const pools = await network.capacity()
  const next = pools.map((pool) => pool.next?.toString())
  const error = await give().then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error === undefined && !fixed) {
    const member = (await network.members()).find((one) => one.container.id === container.id)
    const given = [member?.ip, member?.ip6].flatMap((ip) => (ip === undefined ? [] : [`${ip}`]))
    expect(given, `${isOn ? 'start' : 'connect'} in ${pools.map(({ subnet }) => `${subnet}`).join()}`).toEqual(next)
    tally.addresses++
  } else if (error !== undefined) {
    // a fixed address may be taken, and a full pool has none to give: nothing else may be refused
    expect(MooringError.is(error) && error.code).toMatch(/^ADDRESS(?:ES_EXHAUSTED|_IN_USE)$/)
    if (!fixed) expect(next).toContain(undefined)
    tally.refusals++
  }
  return error === undefined
}
