import type { Cidr } from '../../cidr/cidr.js'
import type { Ip } from '../../cidr/ip.js'
import type { CidrText, IpText } from '../../cidr/text.js'
import { checkLabels, pairsGiven } from '../../docker-words/labels.js'
import type { Engine } from '../../engine/engine.js'
import { checkRef, nameOf, type RefLike } from '../../engine/ref.js'
import { checkFlag, checkWord } from '../../errors/invalid-argument.js'
import { AcrossHostsBuilder } from '../across-hosts/across-hosts.js'
import type { AcrossHostsOptions, HostOnLan } from '../across-hosts/hosts.js'
import type { FreeSubnetQuery } from '../ipam/free-subnet.js'
import { AnyNetworkBuilder } from './any-network.js'
import type { BridgeSetters } from './drivers/bridge.js'
import type { ConfigOnlySetters } from './drivers/config-only.js'
import { checkOptionTexts } from './drivers/check-options.js'
import { drivers, type DriverKind, type DriverRow } from './drivers/drivers.js'
import type { IpvlanSetters } from './drivers/ipvlan.js'
import type { MacvlanSetters } from './drivers/macvlan.js'
import type { OptionChange } from './drivers/option.js'
import type { OverlaySetters } from './drivers/overlay.js'
import { checkLegal, type OfNetworks, type PartialSetter } from './legal.js'
import type { OnSeveralHosts } from './on-several-hosts.js'
import type { AfterSubnet, BeforeSubnet, Own, PoolState } from './pool-state.js'
import { withAuxAddress, withGateway, withRange, type PoolOptions } from './pools.js'
import { lastPools, withOptions, withSubnet, type NetworkScope, type NetworkSpec } from './spec.js'

declare const kind: unique symbol
declare const state: unique symbol

/** The builder of each kind of network. */
interface NetworkBuilders<State extends PoolState> {
  readonly bridge: BridgeNetworkBuilder<State>
  readonly macvlan: MacvlanNetworkBuilder<State>
  readonly ipvlan: IpvlanNetworkBuilder<State>
  readonly overlay: OverlayNetworkBuilder<State>
  readonly configOnly: ConfigOnlyNetworkBuilder<State>
  readonly other: DriverNetworkBuilder<State>
}

/** What the compiler knows a builder by. */
interface OfKind {
  readonly [kind]?: DriverKind
}

/** The builder of the same kind with another state. Of a union of builders it is a union, too. */
type Then<Self extends OfKind, State extends PoolState> = NetworkBuilders<State>[NonNullable<Self[typeof kind]>]

/**
 * A network to be made. Immutable: each setter returns a new builder and checks its argument at once.
 * Nothing is sent before `create()`: a builder whose result is dropped does nothing.
 */
export class NetworkBuilder<
  out Kind extends DriverKind = DriverKind,
  out State extends PoolState = PoolState,
> extends AnyNetworkBuilder {
  /** Only for the compiler: which builder follows this one. @hidden */
  declare readonly [kind]?: Kind
  /** Only for the compiler: which setters may follow. */
  declare protected readonly [state]?: State

  /**
   * A free block of addresses, which `create()` chooses, also while other programs do the same. A gateway, a range and
   * auxiliary addresses cannot be given with it.
   *
   * @example docker.network.bridge('front').subnet({ size: 24, from: '10.0.0.0/8', avoid: ['10.8.0.0/16'] })
   *
   * @throws UsageError INVALID_CIDR, INVALID_ARGUMENT, SUBNET_UNUSABLE, CONFLICTING_OPTIONS
   */
  subnet<Self extends OfKind>(this: Own<State, Self>, wanted: FreeSubnetQuery): Then<Self, 'empty'>
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
  subnet<
    Self extends OfKind,
    const Text extends string,
    const Range extends string = string,
    const Gateway extends string = string,
  >(this: Own<State, Self>, subnet: CidrText<Text> | Cidr, pool?: PoolOptions<Range, Gateway>): Then<Self, 'pooled'>
  subnet(subnet: string | Cidr | FreeSubnetQuery, pool: PoolOptions = {}): NetworkBuilders<PoolState>[Kind] {
    return this.with(withSubnet(this.spec, subnet, pool)) as never // the same kind, which has a pool now
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
  internal(this: OfNetworks<Kind, unknown>, internal?: boolean): this
  internal(internal = true): this {
    return this.#only('internal', { internal: checkFlag('internal', internal) })
  }

  /**
   * Lets containers join a swarm network that are no part of a service. On other networks it does nothing.
   * CLI `--attachable` · wire `Attachable`
   */
  attachable(this: OfNetworks<Kind, unknown>, attachable?: boolean): this
  attachable(attachable = true): this {
    return this.#only('attachable', { attachable: checkFlag('attachable', attachable) })
  }

  /**
   * How far the network reaches. A `swarm` network of another driver than overlay is made on each host that a container
   * of it starts on, and takes its addresses from a configuration there: see `.configFrom()`.
   *
   * CLI `--scope` · wire `Scope`
   *
   * @example docker.network.macvlan('lan').scope('swarm').configFrom('lan-here').attachable()
   */
  scope(scope: OfNetworks<Kind, NetworkScope>): this {
    const words = ['local', 'swarm', 'global'] as const
    return this.#only('scope', { scope: checkWord('scope', scope, words) })
  }

  /**
   * Takes addresses, options and labels from a network of settings alone, which `configOnly()` makes. In a swarm each
   * host has one of that name, with settings of its own.
   *
   * CLI `--config-from` · wire `ConfigFrom.Network`
   *
   * @example docker.network.macvlan('lan').configFrom('lan-here')
   * @throws UsageError CONFLICTING_OPTIONS after a subnet, an option or a label
   */
  configFrom(
    configuration: OfNetworks<Kind, BeforeSubnet<State, RefLike<'network'>>>,
  ): NetworkBuilders<'configured'>[Kind] {
    checkRef('network', 'slashes', configuration)
    // engines look it up by its name alone; a refusal has no values
    const configFrom = nameOf(configuration as RefLike)
    return this.#only('configFrom', { configFrom }) as never // the same kind
  }

  /**
   * Gives containers IPv4 addresses, which engines do unless told otherwise; `ipv4(false)` from Engine 28 on, and on a
   * bridge with IPv6 instead.
   *
   * CLI `--ipv4=false` · wire `EnableIPv4`
   */
  ipv4(this: Own<State, unknown>, ipv4?: boolean): this
  ipv4(ipv4 = true): this {
    return this.#only('ipv4', { ipv4: checkFlag('ipv4', ipv4) })
  }

  /**
   * Gives containers IPv6 addresses. An IPv6 subnet turns it on by itself, since engines ignore one without it.
   *
   * Where no IPv6 subnet is named one is chosen, on every engine. CLI `--ipv6` · wire `EnableIPv6`
   */
  ipv6(this: Own<State, unknown>, ipv6?: boolean): this
  ipv6(ipv6 = true): this {
    return this.with({ ipv6: checkFlag('ipv6', ipv6) })
  }

  /** Labels, one or several. CLI `--label` · wire `Labels` */
  label(key: Own<State, string>, value: string): this
  label(labels: Own<State, Readonly<Record<string, string>>>): this
  label(first: unknown, value?: string): this {
    const labels = checkLabels(pairsGiven(first, value))
    return this.with({ labels: { ...this.spec.labels, ...labels } })
  }

  /**
   * Driver options, one or several, as the engine spells them. Of the drivers that are built into engines, only options
   * and values that they have: engines would ignore others.
   *
   * CLI `--opt` · wire `Options`
   *
   * @throws UsageError UNKNOWN_OPTION with the nearest one, INVALID_ARGUMENT
   */
  option(key: Own<State, string>, value: string): this
  option(options: Own<State, Readonly<Record<string, string>>>): this
  option(first: unknown, value?: string): this {
    return this.withOptions(checkOptionTexts(pairsGiven(first, value)))
  }

  /** @internal Options of the driver as the engine spells them, on behalf of a setter. */
  withOptions(change: OptionChange): this {
    return this.with({ options: withOptions(this.spec, change) })
  }

  #only(setter: PartialSetter, change: Partial<NetworkSpec>): this {
    checkLegal(setter, this.spec.kind)
    return this.with(change)
  }
}

/** A bridge network to be made: the usual kind, on one host. */
export interface BridgeNetworkBuilder<out State extends PoolState = PoolState>
  extends NetworkBuilder<'bridge', State>, BridgeSetters {}

/**
 * A macvlan network to be made: its containers appear on the LAN of the parent interface with MAC addresses of their own.
 */
export interface MacvlanNetworkBuilder<out State extends PoolState = PoolState>
  extends NetworkBuilder<'macvlan', State>, MacvlanSetters, OnSeveralHosts<State> {}

/** An ipvlan network to be made: its containers appear on the LAN of the parent interface with its MAC address. */
export interface IpvlanNetworkBuilder<out State extends PoolState = PoolState>
  extends NetworkBuilder<'ipvlan', State>, IpvlanSetters {}

/** An overlay network to be made: one network over all hosts of a swarm. */
export interface OverlayNetworkBuilder<out State extends PoolState = PoolState>
  extends NetworkBuilder<'overlay', State>, OverlaySetters {
  /** Makes it the network of the swarm's published ports: a swarm has one. CLI `--ingress` · wire `Ingress` */
  ingress(ingress?: boolean): this
}

/** Settings for other networks, which take them with `.configFrom()`; no container can join it. */
export interface ConfigOnlyNetworkBuilder<out State extends PoolState = PoolState>
  extends NetworkBuilder<'configOnly', State>, ConfigOnlySetters {}

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
  const options: DriverRow['options'] = drivers[kind].options
  for (const [name, { write }] of Object.entries(options)) {
    const setter = function (this: NetworkBuilder, ...given: never): NetworkBuilder {
      return this.withOptions(write(name, ...given))
    }
    Object.defineProperty(Builder.prototype, name, { value: setter, writable: true, configurable: true })
  }
  return Builder
}

class WithIngress extends NetworkBuilder {
  ingress(ingress = true): this {
    return this.with({ ingress: checkFlag('ingress', ingress) })
  }
}

const classes: Readonly<Record<DriverKind, BuilderClass>> = {
  bridge: classOf('bridge'),
  macvlan: classOf('macvlan', LanBuilder),
  ipvlan: classOf('ipvlan'),
  overlay: classOf('overlay', WithIngress),
  configOnly: classOf('configOnly'),
  other: classOf('other'),
}
