import type { Cidr } from '../../cidr/cidr.js'
import type { Ip } from '../../cidr/ip.js'
import type { CidrText, IpText } from '../../cidr/text.js'
import { checkLabels, pairsGiven, pairsOf } from '../../docker-words/labels.js'
import { checkPatch, merged } from '../../docker-words/patch.js'
import { printedRequest, type Inspect } from '../../docker-words/printed-request.js'
import type { Refused } from '../../docker-words/refused.js'
import type { CallOptions } from '../../engine/call/call-options.js'
import { engineOf, type Engine, type HasEngine } from '../../engine/engine.js'
import { quoted } from '../../errors/describe-value.js'
import { checkFlag, invalidArgument } from '../../errors/invalid-argument.js'
import { AcrossHostsBuilder } from '../across-hosts/across-hosts.js'
import type { AcrossHostsOptions, HostOnLan, HostsOnLan } from '../across-hosts/hosts.js'
import { createInFreeSubnets, createNetwork } from '../create.js'
import { ensureNetwork, type NetworkEnsureOptions } from '../ensure/ensure.js'
import type { FreeSubnetQuery } from '../ipam/free-subnet.js'
import type { Network, OwnedNetwork } from '../network.js'
import { checkNetworkName, type NetworkNameText } from '../rules/network-name.js'
import type { subnetFirst } from '../rules/subnet.js'
import type { NetworkCreateRequest } from '../wire/requests.js'
import { drivers, type DriverKind, type DriverOption, type MacvlanSetters } from './drivers.js'
import { withAuxAddress, withGateway, withRange, type PoolOptions } from './pools.js'
import { draftOf, lastPools, toCreateRequest, withSubnet, type NetworkSpec } from './spec.js'

declare const state: unique symbol

/** Whether a builder has a subnet yet: what belongs to one can be given only after it. */
export type PoolState = 'empty' | 'pooled'

/** What a setter takes: in a builder that may have no subnet, nothing. */
type AfterSubnet<State extends PoolState, Given> = [State] extends ['pooled'] ? Given : Refused<typeof subnetFirst>

/** The builder of each kind of network. */
interface NetworkBuilders<State extends PoolState> {
  readonly bridge: BridgeNetworkBuilder<State>
  readonly macvlan: MacvlanNetworkBuilder<State>
  readonly other: DriverNetworkBuilder<State>
}

/**
 * A network to be made. Immutable: each setter returns a new builder and checks its argument at once.
 * Nothing is sent before `create()`: a builder whose result is dropped does nothing.
 */
export class NetworkBuilder<out Kind extends DriverKind = DriverKind, out State extends PoolState = PoolState> {
  /** Only for the compiler: which setters may follow. */
  declare protected readonly [state]?: State
  readonly #engine: Engine
  /** @internal */
  protected readonly spec: NetworkSpec

  /** @internal */
  constructor(engine: Engine, spec: NetworkSpec) {
    this.#engine = engine
    this.spec = spec
  }

  /**
   * A free block of addresses, which `create()` chooses, also while other programs do the same. A gateway, a range and
   * auxiliary addresses cannot be given with it.
   *
   * @example docker.network.bridge('front').subnet({ size: 24, from: '10.0.0.0/8', avoid: ['10.8.0.0/16'] })
   *
   * @throws UsageError INVALID_CIDR, INVALID_ARGUMENT, SUBNET_UNUSABLE, CONFLICTING_OPTIONS
   */
  subnet(wanted: FreeSubnetQuery): NetworkBuilders<'empty'>[Kind]
  /**
   * The block of addresses. Again: a second pool. A bridge has one IPv4 and one IPv6 subnet at most. With several hosts
   * on one LAN, each macvlan takes a range of its own by `.ipRange()`.
   *
   * CLI `--subnet` · wire `IPAM.Config[].Subnet`
   *
   * @example docker.network.bridge('front').subnet('10.10.0.0/24').gateway('10.10.0.1')
   *
   * @throws UsageError PREFIX_MISSING, HOST_BITS_SET, INVALID_CIDR, SUBNET_UNUSABLE, POOLS_OVERLAP, CONFLICTING_OPTIONS
   */
  subnet<const Text extends string, const Range extends string = string, const Gateway extends string = string>(
    subnet: CidrText<Text> | Cidr,
    pool?: PoolOptions<Range, Gateway>,
  ): NetworkBuilders<'pooled'>[Kind]
  subnet(subnet: string | Cidr | FreeSubnetQuery, pool: PoolOptions = {}): NetworkBuilders<PoolState>[Kind] {
    return this.with(withSubnet(this.spec, subnet, pool)) as never // the same kind, which has a pool now
  }

  /** The network's name. Without one it is called `mooring-<session>-<n>`. */
  name<const Name extends string>(name: NetworkNameText<Name>): this {
    checkNetworkName(name)
    return this.with({ name })
  }

  /**
   * The part of the subnet that dynamic addresses are taken from. Fixed addresses outside it survive stop and start.
   *
   * CLI `--ip-range` · wire `IPAM.Config[].IPRange`
   * @throws UsageError RANGE_OUTSIDE_SUBNET
   */
  ipRange<const Text extends string>(ipRange: AfterSubnet<State, CidrText<Text> | Cidr>): this {
    return this.with({ pools: withRange(lastPools(this.spec, 'ipRange'), ipRange as string | Cidr) }) // a refusal has no values
  }

  /**
   * The address of the subnet's router.
   * CLI `--gateway` · wire `IPAM.Config[].Gateway`
   *
   * @example docker.network.bridge('mybridge').subnet('172.72.0.0/16').gateway('172.72.0.1')
   *
   * @throws UsageError GATEWAY_OUTSIDE_SUBNET, or GATEWAY_UNUSABLE for the network or broadcast address
   */
  gateway<const Text extends string>(gateway: AfterSubnet<State, IpText<Text> | Ip>): this {
    return this.with({ pools: withGateway(lastPools(this.spec, 'gateway'), gateway as string | Ip) }) // a refusal has no values
  }

  /**
   * An address that the engine must never give out, for example that of a machine on the LAN.
   *
   * CLI `--aux-address name=ip` · wire `IPAM.Config[].AuxiliaryAddresses`
   * @throws UsageError AUX_ADDRESS_UNUSABLE
   */
  auxAddress<const Text extends string>(name: string, address: AfterSubnet<State, IpText<Text> | Ip>): this {
    return this.with({ pools: withAuxAddress(lastPools(this.spec, 'auxAddress'), name, address as string | Ip) }) // a refusal has no values
  }

  /** Cuts the network off from the outside. CLI `--internal` · wire `Internal` */
  internal(internal = true): this {
    return this.with({ internal: checkFlag('internal', internal) })
  }

  /** Lets containers join a swarm network. CLI `--attachable` · wire `Attachable` */
  attachable(attachable = true): this {
    return this.with({ attachable: checkFlag('attachable', attachable) })
  }

  /**
   * Gives containers IPv6 addresses. An IPv6 subnet turns it on by itself, since engines ignore one without it.
   *
   * Where no IPv6 subnet is named one is chosen, on every engine. CLI `--ipv6` · wire `EnableIPv6`
   */
  ipv6(ipv6 = true): this {
    return this.with({ ipv6: checkFlag('ipv6', ipv6) })
  }

  /** Labels, one or several. CLI `--label` · wire `Labels` */
  label(key: string, value: string): this
  label(labels: Readonly<Record<string, string>>): this
  label(first: string | Readonly<Record<string, string>>, value?: string): this {
    const labels = checkLabels(pairsGiven(first, value))
    return this.with({ labels: { ...this.spec.labels, ...labels } })
  }

  /** Driver options, one or several, as the engine spells them. CLI `--opt` · wire `Options` */
  option(key: string, value: string): this
  option(options: Readonly<Record<string, string>>): this
  option(first: string | Readonly<Record<string, string>>, value?: string): this {
    const options = Object.fromEntries(pairsOf('option', pairsGiven(first, value)).map(checkOption))
    return this.with({ options: { ...this.spec.options, ...options } })
  }

  /** Hands the builder to a function of yours: a place for settings that many networks share. */
  use<Result>(fn: (builder: this) => Result): Result {
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
    const { spec } = this
    const given = { ...options, rawBody: spec.patch !== undefined }
    if (spec.wanted.length === 0) return await createNetwork(this.#engine, this.toRequest(), given)
    return await createInFreeSubnets(this.#engine, draftOf(spec), given)
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
    return await ensureNetwork(this.#engine, this.toRequest(), options, this.spec.patch !== undefined)
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth: number, options: object, inspect: Inspect): string {
    return printedRequest('NetworkBuilder', depth, { toRequest: () => this.toRequest(), inspect, options })
  }

  /** @internal */
  protected with(change: Partial<NetworkSpec>): this {
    return this.#again(this.#engine, { ...this.spec, ...change })
  }

  #again(engine: Engine, spec: NetworkSpec): this {
    return makeBuilder(engine, spec) as unknown as this // of the same kind, which is all that a sub-type tells
  }
}

/** A bridge network to be made: the usual kind, on one host. */
export interface BridgeNetworkBuilder<out State extends PoolState = PoolState> extends NetworkBuilder<
  'bridge',
  State
> {}

/**
 * A macvlan network to be made: its containers appear on the LAN of the parent interface with MAC addresses of their own.
 */
export interface MacvlanNetworkBuilder<out State extends PoolState = PoolState>
  extends NetworkBuilder<'macvlan', State>, MacvlanSetters, OnSeveralHosts<State> {}

interface OnSeveralHosts<out State extends PoolState> {
  /**
   * The same network for several hosts of one LAN, all or none: one subnet and router, and for each engine a range of its
   * own. A host without `ipRange` gets the first part that no host before it has. With `.ipRange()`, they share that part.
   * CLI `--ip-range` on each host
   *
   * @example
   * await using both = await lan.acrossHosts([{ docker: a, ipRange: '192.168.0.64/28' }, { docker: b }]).create()
   *
   * @throws UsageError RANGES_OVERLAP, RANGE_OUTSIDE_SUBNET, SAME_ENGINE, INVALID_ARGUMENT; StateError SUBNETS_TAKEN
   */
  acrossHosts<const Hosts extends readonly HostOnLan[]>(
    hosts: AfterSubnet<State, HostsOnLan<Hosts>>,
    options?: AcrossHostsOptions,
  ): AcrossHostsBuilder<Hosts>
}

/** A network of any driver, plugins included. */
export interface DriverNetworkBuilder<out State extends PoolState = PoolState> extends NetworkBuilder<'other', State> {}

/** The builder of a kind of network, with the setters that its driver has besides. */
export function makeBuilder<Spec extends NetworkSpec>(
  engine: Engine,
  spec: Spec,
): NetworkBuilders<PoolState>[Spec['kind']] {
  return new classes[spec.kind](engine, spec) as never // classOf() has made the setters out of the table of its interface
}

type BuilderClass = new (engine: Engine, spec: NetworkSpec) => NetworkBuilder

class LanBuilder extends NetworkBuilder {
  acrossHosts(hosts: readonly HostOnLan[], options: AcrossHostsOptions = {}): AcrossHostsBuilder {
    return new AcrossHostsBuilder(this.spec, hosts, options)
  }
}

/** The class of a kind: a setter for each row of its table. */
function classOf(kind: DriverKind, Base: BuilderClass = NetworkBuilder): BuilderClass {
  class Builder extends Base {}
  for (const [name, { wire, write }] of Object.entries<DriverOption<never>>(drivers[kind].options)) {
    const setter = function (this: NetworkBuilder, value: never): NetworkBuilder {
      return this.option(wire, write(value))
    }
    Object.defineProperty(Builder.prototype, name, { value: setter, writable: true, configurable: true })
  }
  return Builder
}

const classes: Readonly<Record<DriverKind, BuilderClass>> = {
  bridge: classOf('bridge'),
  macvlan: classOf('macvlan', LanBuilder),
  other: classOf('other'),
}

function checkOption([name, value]: readonly [string, unknown]): readonly [string, string] {
  if (name !== '' && typeof value === 'string') return [name, value]
  const says = `the driver option ${quoted(name)} cannot be ${quoted(value)}`
  throw invalidArgument('option', value, 'both its name and its value are texts', says)
}
