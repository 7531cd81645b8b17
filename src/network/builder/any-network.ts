import { checkPatch, merged } from '../../docker-words/patch.js'
import { printedRequest, type Inspect } from '../../docker-words/printed-request.js'
import type { CallOptions } from '../../engine/call/call-options.js'
import { engineOf, type Engine, type HasEngine } from '../../engine/engine.js'
import { checkFunction } from '../../errors/invalid-argument.js'
import { createNetwork } from '../create.js'
import { ensureNetwork, type NetworkEnsureOptions } from '../ensure/ensure.js'
import type { Network, OwnedNetwork } from '../network.js'
import { checkNetworkName, type NetworkNameText } from '../rules/network-name.js'
import type { NetworkCreateRequest } from '../wire/requests.js'
import { draftOf, refuseOwnSettings, toCreateRequest, type NetworkSpec } from './spec.js'

/** What every network to be made has, of whatever kind: a name, and the verbs that send it. */
export abstract class AnyNetworkBuilder {
  readonly #engine: Engine
  /** @internal */
  protected readonly spec: NetworkSpec

  /** @internal */
  constructor(engine: Engine, spec: NetworkSpec) {
    this.#engine = engine
    this.spec = spec
  }

  /** The network's name. Without one it is called `mooring-<session>-<n>`. */
  name<const Name extends string>(name: NetworkNameText<Name>): this {
    checkNetworkName(name)
    return this.with({ name })
  }

  /** Hands the builder to a function of yours: a place for settings that many networks share. */
  use<Result>(fn: (builder: this) => Result): Result {
    checkFunction('fn', fn, 'give a function of the builder: (builder) => ...')
    return fn(this)
  }

  /**
   * Fields of the engine's own request, merged in last: for what this builder has no setter for.
   * Objects are merged field by field; a list takes the place of the builder's.
   *
   * @example docker.network.bridge('front').raw({ IPAM: { Options: { foo: 'bar' } } })
   */
  raw(patch: Partial<NetworkCreateRequest>): this {
    return this.with({ patch: merged(this.spec.patch ?? {}, checkPatch(patch)) })
  }

  /** The same network for another engine. */
  on(docker: HasEngine): this {
    return this.#again(engineOf(docker), this.spec)
  }

  /**
   * The body that `create()` sends, but for two labels that tell which client and which call made the network.
   *
   * @throws UsageError SUBNET_NOT_CHOSEN after `.subnet({ size })`: which block that is, create() finds out
   */
  toRequest(): NetworkCreateRequest {
    return toCreateRequest(this.spec)
  }

  /**
   * Makes the network. What it returns removes the network when it leaves its `await using` block.
   * CLI `docker network create`
   *
   * @example await using net = await docker.network.bridge('mybridge').subnet('172.72.0.0/16').create()
   * @throws ConflictError SUBNET_OVERLAP with the network in the way, NAME_TAKEN; UnavailableError POOLS_EXHAUSTED;
   *   NotFoundError DRIVER_NOT_FOUND; BadRequestError PARENT_UNUSABLE; StateError SUBNETS_TAKEN
   */
  async create(options: CallOptions = {}): Promise<OwnedNetwork> {
    return await createNetwork(this.#engine, draftOf(this.spec), { ...options, rawBody: this.spec.patch !== undefined })
  }

  /**
   * Makes the network if there is none of its name, and gives a handle on it: on one that was there already only if it has
   * all that this builder was told. What the builder was not told may be anything. It belongs to nobody, and stays.
   *
   * With `replace`, one that differs is removed and made anew, unless containers are on it, stopped ones included.
   * CLI `docker network inspect || docker network create`
   *
   * @example const net = await docker.network.bridge('mybridge').subnet('172.72.0.0/16').ensure()
   * @throws StateError DIFFERS with `details.differences`; InUseError ACTIVE_ENDPOINTS with the containers that hold it;
   *   and what `create()` throws
   */
  async ensure(options: NetworkEnsureOptions = {}): Promise<Network> {
    return await ensureNetwork(this.#engine, draftOf(this.spec), options, this.spec.patch !== undefined)
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth: number, options: object, inspect: Inspect): string {
    return printedRequest('NetworkBuilder', depth, { toRequest: () => this.toRequest(), inspect, options })
  }

  /** @internal */
  protected with(change: Partial<NetworkSpec>): this {
    const spec = { ...this.spec, ...change }
    refuseOwnSettings(spec)
    return this.#again(this.#engine, spec)
  }

  #again(engine: Engine, spec: NetworkSpec): this {
    const Builder = this.constructor as new (engine: Engine, spec: NetworkSpec) => this // each kind is made of these two
    return new Builder(engine, spec)
  }
}
