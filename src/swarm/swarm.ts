import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import { options, own } from '../engine/call/options.js'
import { openCall } from '../engine/context.js'
import type { Engine } from '../engine/engine.js'
import { isPlainObject } from '../errors/brand.js'
import { checkFlag, invalidArgument } from '../errors/invalid-argument.js'
import { swarmInit, swarmInspect, swarmJoin, swarmLeave } from './operations.js'
import type { SwarmSpec } from './wire/spec.js'
import type { JoinTokens, SwarmInspect } from './wire/swarm.js'

/** Where a node of a swarm is reached. */
export interface SwarmAddresses {
  /** Where managers listen: an address or interface, with a port. `0.0.0.0:2377` by default. CLI `--listen-addr` */
  readonly listenAddr?: string | undefined
  /**
   * Where other nodes reach this one: an address or interface, with a port. Needed on hosts with several addresses.
   * CLI `--advertise-addr`
   */
  readonly advertiseAddr?: string | undefined
  /** By which address or interface overlay networks go, if not by the one above. CLI `--data-path-addr` */
  readonly dataPathAddr?: string | undefined
}

/** How a swarm begins. */
export interface SwarmInitOptions extends SwarmAddresses, CallOptions {
  /** The UDP port of overlay networks, 1024 to 49151; 4789 by default. CLI `--data-path-port` */
  readonly dataPathPort?: number | undefined
  /** Where overlay networks without a subnet get theirs; `10.0.0.0/8` by default. CLI `--default-addr-pool` */
  readonly defaultAddrPool?: string | readonly string[] | undefined
  /** The prefix length of those subnets; 24 by default. CLI `--default-addr-pool-mask-length` */
  readonly defaultAddrPoolMaskLength?: number | undefined
  /** Makes a swarm of one manager out of one that has lost the others. CLI `--force-new-cluster` */
  readonly forceNewCluster?: boolean | undefined
  /** Other settings, as the engine spells them: `{ Orchestration: { TaskHistoryRetentionLimit: 5 } }`. */
  readonly spec?: SwarmSpec | undefined
}

/** How an engine joins a swarm. */
export interface SwarmJoinOptions extends SwarmAddresses, CallOptions {
  /** What it joins with: `tokens()` of a manager. A secret, which no error and no debug line shows. CLI `--token` */
  readonly token: string
}

/** How an engine leaves its swarm. */
export interface SwarmLeaveOptions extends CallOptions {
  /** Also a manager; with the last one the swarm ends, and all that it knew. CLI `--force` */
  readonly force?: boolean | undefined
}

const addresses = { listenAddr: own(checkText), advertiseAddr: own(checkText), dataPathAddr: own(checkText) }
const initOptions = options<SwarmInitOptions>('swarm.init', {
  ...addresses,
  dataPathPort: own(checkWhole),
  defaultAddrPool: own(checkTexts),
  defaultAddrPoolMaskLength: own(checkWhole),
  forceNewCluster: own(checkFlag),
  spec: own(checkSpec),
})
const joinOptions = options<SwarmJoinOptions>('swarm.join', { ...addresses, token: own(checkToken) })
const leaveOptions = options<SwarmLeaveOptions>('swarm.leave', { force: own(checkFlag) })

const anyAddress = '0.0.0.0:2377'

/** The swarm that an engine is a node of: `docker.swarm`. CLI `docker swarm` */
export class Swarm {
  readonly #engine: Engine

  /** @internal */
  constructor(engine: Engine) {
    this.#engine = engine
  }

  /**
   * Begins a swarm, with this engine as its manager, and gives the id of the node. It belongs to nobody: it goes on until
   * `leave({ force: true })`.
   * CLI `docker swarm init`
   *
   * @example
   * await a.swarm.init({ advertiseAddr: '192.168.0.2' })
   * await b.swarm.join('192.168.0.2:2377', { token: (await a.swarm.tokens()).Worker })
   *
   * @throws ConflictError ALREADY_IN_SWARM; BadRequestError BAD_REQUEST for an address that the host does not have
   */
  async init(given: SwarmInitOptions = {}): Promise<{ readonly nodeId: string }> {
    initOptions.check(given)
    const { listenAddr = anyAddress, advertiseAddr, dataPathAddr, dataPathPort, forceNewCluster, spec } = given
    const { defaultAddrPool, defaultAddrPoolMaskLength } = given
    const body = {
      ListenAddr: listenAddr,
      AdvertiseAddr: advertiseAddr,
      DataPathAddr: dataPathAddr,
      DataPathPort: dataPathPort,
      DefaultAddrPool: typeof defaultAddrPool === 'string' ? [defaultAddrPool] : defaultAddrPool,
      // engines take no size for 0 where they are given a pool
      SubnetSize: defaultAddrPoolMaskLength ?? (defaultAddrPool === undefined ? undefined : 24),
      ForceNewCluster: forceNewCluster,
      Spec: spec,
    }
    await this.#engine.checkBody(swarmInit, body)
    const nodeId = await openCall(this.#engine, initOptions.call(given)).send(swarmInit, { body })
    return { nodeId }
  }

  /**
   * Joins a swarm, by the address of one or more of its managers; without a port it is 2377. The token decides whether as
   * a worker or as another manager. An engine tries for ten to twenty seconds.
   * CLI `docker swarm join`
   *
   * @throws ConflictError ALREADY_IN_SWARM; BadRequestError JOIN_TOKEN_INVALID; UnavailableError SWARM_UNREACHABLE
   */
  async join(manager: string | readonly string[], given: SwarmJoinOptions): Promise<void> {
    const managers = checkTexts('manager', manager)
    const asGiven: unknown = given // callers without types may leave it out
    if (!isPlainObject(asGiven)) throw noToken()
    joinOptions.check(given)
    const { listenAddr = anyAddress, advertiseAddr, dataPathAddr } = given
    const body = {
      ListenAddr: listenAddr,
      AdvertiseAddr: advertiseAddr,
      DataPathAddr: dataPathAddr,
      RemoteAddrs: managers,
      JoinToken: checkToken('token', given.token),
    }
    await openCall(this.#engine, joinOptions.call(given)).send(swarmJoin, { body })
  }

  /**
   * Leaves the swarm. A manager needs `force`: with the last one the swarm ends.
   * CLI `docker swarm leave`
   *
   * @throws ConflictError NOT_IN_SWARM, IS_SWARM_MANAGER
   */
  async leave(given: SwarmLeaveOptions = {}): Promise<void> {
    leaveOptions.check(given)
    await openCall(this.#engine, leaveOptions.call(given)).send(swarmLeave, { query: { force: given.force } })
  }

  /** The swarm, as its managers know it. @throws UnavailableError NOT_SWARM_MANAGER */
  async inspect(call: CallOptions = {}): Promise<SwarmInspect> {
    checkCallOptions(call, [], 'swarm.inspect')
    return await openCall(this.#engine, call).send(swarmInspect, {})
  }

  /**
   * What other engines join with: `Worker` and `Manager`. They are secrets, and hidden where they are printed.
   * CLI `docker swarm join-token`
   *
   * @throws UnavailableError NOT_SWARM_MANAGER
   */
  async tokens(call: CallOptions = {}): Promise<JoinTokens> {
    checkCallOptions(call, [], 'swarm.tokens')
    return (await openCall(this.#engine, call).send(swarmInspect, {})).JoinTokens
  }
}

function checkText(name: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value
  throw invalidArgument(name, value, "give a text such as 'eth0:2377' or '192.168.0.2:2377'")
}

function checkTexts(name: string, value: unknown): readonly string[] {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (texts.length > 0) return texts.map((text) => checkText(name, text))
  throw invalidArgument(name, value, 'give at least one')
}

function checkWhole(name: string, value: unknown): void {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return
  throw invalidArgument(name, value, 'give a whole number above zero')
}

function checkSpec(name: string, value: unknown): void {
  if (!isPlainObject(value)) throw invalidArgument(name, value, 'give an object such as { Labels: { a: "b" } }')
}

function checkToken(_: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value
  throw noToken()
}

function noToken(): Error {
  const hint = 'give a token of a manager: { token: (await manager.swarm.tokens()).Worker }'
  return invalidArgument('token', '(hidden)', hint, 'what was given is no token to join a swarm with')
}
