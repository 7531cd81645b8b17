import type { Cidr } from '../../cidr/cidr.js'
import type { Ip } from '../../cidr/ip.js'
import type { CidrText, IpText } from '../../cidr/text.js'
import type { CallOptions } from '../../engine/call/call-options.js'
import { engineOf, type Engine, type HasEngine } from '../../engine/engine.js'
import { checkLabels, pairsGiven } from '../../docker-words/labels.js'
import { checkPatch, merged } from '../../docker-words/patch.js'
import { refuseUnknown } from '../../engine/call/nearest.js'
import type { Refused } from '../../docker-words/refused.js'
import { checkFlag, invalidArgument } from '../../errors/invalid-argument.js'
import { quoted } from '../../errors/describe-value.js'
import { UsageError } from '../../errors/usage.js'
import { createNetwork } from '../create.js'
import type { OwnedNetwork } from '../network.js'
import { checkNetworkName, type NetworkNameText } from '../rules/network-name.js'
import type { subnetFirst } from '../rules/subnet.js'
import type { NetworkCreateRequest } from '../wire/requests.js'
import { addPool, toIpamConfigs, withAuxAddress, withGateway, withRange, type Pool } from './pools.js'

declare const state: unique symbol

/** Whether a builder has a subnet yet: what belongs to one can be given only after it. */
export type PoolState = 'empty' | 'pooled'

/** What `.subnet(cidr, ...)` takes besides the block: the same as the three setters, for data-driven code. */
export interface PoolOptions<Range extends string = string, Gateway extends string = string> {
  readonly ipRange?: CidrText<Range> | Cidr | undefined
  readonly gateway?: IpText<Gateway> | Ip | undefined
  readonly auxAddress?: Readonly<Record<string, string | Ip>> | undefined
}

type AfterSubnet<State extends PoolState, Given> = [State] extends ['pooled'] ? Given : Refused<typeof subnetFirst>

/** Everything a builder has been told. */
export interface NetworkSpec {
  readonly driver: string
  readonly name: string
  readonly pools: readonly Pool[]
  readonly internal: boolean
  readonly attachable: boolean
  readonly ipv6: boolean | undefined
  readonly labels: Readonly<Record<string, string>>
  readonly options: Readonly<Record<string, string>>
  readonly patch: Partial<NetworkCreateRequest> | undefined
}

/**
 * A network to be made. Immutable: each setter returns a new builder and checks its argument at once.
 * Nothing is sent before `create()`.
 */
export abstract class NetworkBuilder<out State extends PoolState = PoolState> {
  /** Only for the compiler: which setters may follow. */
  declare protected readonly [state]?: State
  protected readonly engine: Engine
  protected readonly spec: NetworkSpec

  /** @internal */
  constructor(engine: Engine, spec: NetworkSpec) {
    this.engine = engine
    this.spec = spec
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
    return this.with({ pools: withRange(this.spec.pools, ipRange as string | Cidr) }) // a refusal has no values
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
    return this.with({ pools: withGateway(this.spec.pools, gateway as string | Ip) }) // a refusal has no values
  }

  /**
   * An address that the engine must never give out, for example that of a machine on the LAN.
   *
   * CLI `--aux-address name=ip` · wire `IPAM.Config[].AuxiliaryAddresses`
   * @throws UsageError AUX_ADDRESS_UNUSABLE
   */
  auxAddress<const Text extends string>(name: string, address: AfterSubnet<State, IpText<Text> | Ip>): this {
    return this.with({ pools: withAuxAddress(this.spec.pools, name, address as string | Ip) }) // a refusal has no values
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
   * Engines before 27 need an IPv6 subnet. CLI `--ipv6` · wire `EnableIPv6`
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

  /** A driver option, as the engine spells it. CLI `--opt` · wire `Options` */
  option(key: string, value: string): this {
    if (typeof key !== 'string' || key === '' || typeof value !== 'string') {
      const says = `the driver option ${quoted(key)} cannot be ${quoted(value)}`
      throw invalidArgument('option', value, 'both its name and its value are texts', says)
    }
    return this.with({ options: { ...this.spec.options, [key]: value } })
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
    return this.rebuild(engineOf(docker), this.spec)
  }

  /** The body that `create()` sends, but for two labels that tell which client and which call made the network. */
  toRequest(): NetworkCreateRequest {
    const { driver, name, pools, internal, attachable, labels, options, patch = {} } = this.spec
    const request: NetworkCreateRequest = {
      Name: name,
      CheckDuplicate: true,
      Driver: driver,
      ...(internal && { Internal: true }),
      ...(attachable && { Attachable: true }),
      ...(wantsIpv6(this.spec) && { EnableIPv6: true }),
      ...(pools.length > 0 && { IPAM: { Driver: 'default', Config: toIpamConfigs(pools, this.takesGateway) } }),
      ...(Object.keys(options).length > 0 && { Options: { ...options } }),
      ...(Object.keys(labels).length > 0 && { Labels: { ...labels } }),
    }
    return merged(request, patch)
  }

  /**
   * Makes the network. What it returns removes the network when it leaves its `await using` block.
   * CLI `docker network create`
   *
   * @example await using net = await docker.network.bridge('mybridge').subnet('172.72.0.0/16').create()
   * @throws ConflictError SUBNET_OVERLAP with the network in the way, NAME_TAKEN; UnavailableError POOLS_EXHAUSTED;
   *   NotFoundError DRIVER_NOT_FOUND; BadRequestError PARENT_UNUSABLE
   */
  async create(options: CallOptions = {}): Promise<OwnedNetwork> {
    return createNetwork(this.engine, this.toRequest(), { ...options, rawBody: this.spec.patch !== undefined })
  }

  /** Whether the driver takes a gateway address that nobody asked for. */
  protected get takesGateway(): boolean {
    return false
  }

  protected with(change: Partial<NetworkSpec>): this {
    return this.rebuild(this.engine, { ...this.spec, ...change })
  }

  /** Opens a pool; the sub-class says in its type that there is one now. */
  protected withSubnet(subnet: string | Cidr, pool: PoolOptions): NetworkSpec {
    refuseUnknown(pool, ['ipRange', 'gateway', 'auxAddress'], 'a subnet')
    let pools = addPool(this.spec.pools, subnet)
    if (pool.ipRange !== undefined) pools = withRange(pools, pool.ipRange)
    if (pool.gateway !== undefined) pools = withGateway(pools, pool.gateway)
    for (const [name, address] of Object.entries(pool.auxAddress ?? {})) pools = withAuxAddress(pools, name, address)
    return { ...this.spec, pools }
  }

  protected abstract rebuild(engine: Engine, spec: NetworkSpec): this
}

/** Engines ignore an IPv6 subnet of a network that has no IPv6. */
function wantsIpv6({ name, pools, ipv6 }: NetworkSpec): boolean {
  const subnet = pools.find((pool) => pool.subnet.family === 6)?.subnet
  if (ipv6 !== false || subnet === undefined) return ipv6 ?? subnet !== undefined
  throw new UsageError('CONFLICTING_OPTIONS', {
    message: `the network has no IPv6, and the IPv6 subnet ${subnet}`,
    details: { option: 'ipv6(false)', with: `subnet('${subnet}')` },
    hint: 'leave one of them out',
    target: name,
  })
}

/** What a builder knows before it has been told anything. */
export function emptySpec(engine: Engine, driver: string, name: string | undefined): NetworkSpec {
  if (name !== undefined) checkNetworkName(name)
  const chosen = name ?? engine.session.nextName()
  return {
    driver,
    name: chosen,
    pools: [],
    internal: false,
    attachable: false,
    ipv6: undefined,
    labels: {},
    options: {},
    patch: undefined,
  }
}
