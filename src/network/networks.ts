import { Cidr } from '../cidr/cidr.js'
import type { CidrText } from '../cidr/text.js'
import { checkFlag, invalidArgument } from '../errors/invalid-argument.js'
import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import { options as optionTable, own } from '../engine/call/options.js'
import { openCall, openChange } from '../engine/context.js'
import { Collection, listed } from '../engine/collection.js'
import type { Listed } from '../engine/handle.js'
import type { InputOf } from '../engine/call/operation.js'
import { checkRef, nameOf, type RefLike } from '../engine/ref.js'
import {
  makeBuilder,
  type BridgeNetworkBuilder,
  type ConfigOnlyNetworkBuilder,
  type DriverNetworkBuilder,
  type IpvlanNetworkBuilder,
  type MacvlanNetworkBuilder,
  type OverlayNetworkBuilder,
} from './builder/network-builder.js'
import { emptySpec } from './builder/spec.js'
import type { Connectable, EndpointOn, EndpointOptions } from '../docker-words/endpoint.js'
import { conflictsOf, type SubnetConflicts } from './ipam/conflicts.js'
import { engineCapacity, type EngineCapacity } from './ipam/capacity.js'
import { checkWanted, freeSubnet, type FreeSubnetQuery } from './ipam/free-subnet.js'
import {
  Network,
  type NetworkDisconnectOptions,
  type NetworkInspectOptions,
  type NetworkRemoveOptions,
} from './network.js'
import { networkConnect, networkDelete, networkList } from './operations.js'
import { pruneNetworks, type NetworkPruneFilters } from './prune.js'
import { repairContainer, type RepairedEndpoint } from './repair/repair.js'
import { checkDriverName } from './rules/driver-name.js'
import type { NetworkNameText } from './rules/network-name.js'
import type { NetworkInspect } from './wire/network.js'

/** Which networks to list; the engine compares `name` and `id` by part. */
export type NetworkFilters = NonNullable<NonNullable<InputOf<typeof networkList>['query']>['filters']>
/** A handle that came from a list. */
export type ListedNetwork = Listed<Network>

/** How the capacity of an engine is asked for. */
export interface NetworkCapacityOptions extends CallOptions {
  /**
   * The subnet that the engine gave last to a network without one of its own. Up to Engine 26 the next one depends on it,
   * and only who saw it knows it.
   */
  readonly after?: string | Cidr | undefined
}

const capacityOptions = optionTable<NetworkCapacityOptions>('network.capacity', {
  after: own((_, after) => Cidr.from(after)),
})

/** How conflicts are looked for. */
export interface NetworkConflictsOptions extends CallOptions {
  /** Whether to look at the engine's host, which takes a short-lived container; true by default. */
  readonly host?: boolean | undefined
  /** Blocks that you keep for something else: those that overlap are told. */
  readonly reserved?: readonly (string | Cidr)[] | undefined
}

const conflictsOptions = optionTable<NetworkConflictsOptions>('network.conflicts', {
  host: own(checkFlag),
  reserved: own(checkBlocks),
})

function checkBlocks(argument: string, blocks: unknown): void {
  if (!Array.isArray(blocks)) throw invalidArgument(argument, blocks, "give a list of blocks, such as ['10.8.0.0/16']")
  for (const block of blocks as readonly string[]) Cidr.from(block)
}

/** The types of the noun network. */
interface NetworkTypes {
  readonly handle: Network
  readonly inspected: NetworkInspect
  readonly inspectOptions: NetworkInspectOptions
  readonly removal: Promise<void>
  readonly removeOptions: NetworkRemoveOptions
}

/** The networks of one engine: `docker.network`. */
export class Networks extends Collection<NetworkTypes> {
  /**
   * A bridge network to be made. Without a name it is called `mooring-<session>-<n>`.
   * CLI `docker network create --driver bridge`
   *
   * @example
   * await using net = await docker.network.bridge('mybridge').subnet('172.72.0.0/16').gateway('172.72.0.1').create()
   */
  bridge<const Name extends string>(name?: NetworkNameText<Name>): BridgeNetworkBuilder {
    return makeBuilder(this.engine, emptySpec(this.engine, 'bridge', name))
  }

  /**
   * A macvlan network to be made: containers on the LAN of the host's interface, with MAC addresses of their own.
   * CLI `docker network create -d macvlan -o parent=eth0`
   *
   * @example
   * const lan = docker.network.macvlan('my_macvlan').parent('eth0').subnet('192.168.0.0/24').gateway('192.168.0.1')
   */
  macvlan<const Name extends string>(name?: NetworkNameText<Name>): MacvlanNetworkBuilder {
    return makeBuilder(this.engine, emptySpec(this.engine, 'macvlan', name))
  }

  /**
   * An ipvlan network to be made: containers on the LAN of the host's interface, with its MAC address.
   * CLI `docker network create -d ipvlan -o parent=eth0`
   *
   * @example docker.network.ipvlan('lan').parent('eth0').mode('l2').subnet('192.168.0.0/24').gateway('192.168.0.1')
   */
  ipvlan<const Name extends string>(name?: NetworkNameText<Name>): IpvlanNetworkBuilder {
    return makeBuilder(this.engine, emptySpec(this.engine, 'ipvlan', name))
  }

  /**
   * An overlay network to be made: one network over all hosts of a swarm. The engine is a manager of one.
   * CLI `docker network create -d overlay`
   *
   * @example await using net = await docker.network.overlay('app').attachable().encrypted().create()
   * @throws `create()`: UnavailableError NOT_SWARM_MANAGER
   */
  overlay<const Name extends string>(name?: NetworkNameText<Name>): OverlayNetworkBuilder {
    return makeBuilder(this.engine, emptySpec(this.engine, 'overlay', name))
  }

  /**
   * Settings for other networks, which take them with `.configFrom()`; no container can join it.
   * CLI `docker network create --config-only`
   *
   * @example
   * await using here = await docker.network.configOnly('lan-here').parent('eth0').subnet('192.168.0.0/24').create()
   * await using lan = await docker.network.macvlan('lan').configFrom(here).create()
   */
  configOnly<const Name extends string>(name?: NetworkNameText<Name>): ConfigOnlyNetworkBuilder {
    return makeBuilder(this.engine, emptySpec(this.engine, 'configOnly', name))
  }

  /** A network of any driver, plugins included. CLI `docker network create -d <driver>` */
  driver<const Name extends string>(driver: string, name?: NetworkNameText<Name>): DriverNetworkBuilder {
    return makeBuilder(this.engine, emptySpec(this.engine, 'other', name, checkDriverName(driver)))
  }

  /**
   * The networks that there are.
   * CLI `docker network ls --filter`
   *
   * @example for (const net of await docker.network.list({ driver: 'bridge' })) console.log(net.name, net.summary.IPAM)
   */
  async list(filters?: NetworkFilters, options: CallOptions = {}): Promise<ListedNetwork[]> {
    const found = await this.engine.call(networkList, { query: { filters } }, options)
    return found.map((summary) => listed(Network, this.engine, { id: summary.Id, name: summary.Name }, summary))
  }

  /**
   * Attaches a container to a network, also while it runs. CLI `docker network connect`
   *
   * @example await docker.network.connect('mybridge', 'web', { alias: 'www', ip: '172.72.1.10' })
   * @throws ConflictError ALREADY_ATTACHED, ADDRESS_IN_USE; BadRequestError NOT_CONNECTABLE; NotFoundError NOT_FOUND
   */
  connect<
    const Net extends RefLike<'network'>,
    const Address extends string = string,
    const MacAddress extends string = string,
    const Alias extends string = string,
  >(
    network: Net & Connectable<Net>,
    container: RefLike<'container'>,
    endpoint?: EndpointOn<Net, Address, MacAddress, Alias>,
    options?: CallOptions,
  ): Promise<void>
  async connect(
    network: RefLike<'network'>,
    container: RefLike<'container'>,
    endpoint: EndpointOptions = {},
    options: CallOptions = {},
  ): Promise<void> {
    await this.at(network).connect(container, endpoint, options)
  }

  /**
   * Detaches a container from a network, also while it runs. CLI `docker network disconnect`
   *
   * @example await docker.network.disconnect('mybridge', 'web')
   * @throws ConflictError NOT_ATTACHED; NotFoundError NOT_FOUND
   */
  async disconnect(
    network: RefLike<'network'>,
    container: RefLike<'container'>,
    options: NetworkDisconnectOptions = {},
  ): Promise<void> {
    await this.at(network).disconnect(container, options)
  }

  /**
   * Puts a container on the networks again that were made anew since it was on them: it kept the id of the old one, and
   * does not start. Its settings there are kept: aliases, fixed addresses, links. Tells what it did; nothing to do gives an
   * empty list.
   *
   * @example
   * for (const { network, was, now } of await docker.network.repair('web')) console.log(network, was, now)
   *
   * @throws NotFoundError NOT_FOUND when no network has the name; BadRequestError ADDRESS_OUTSIDE_SUBNET; StateError
   *   NOT_REPAIRABLE for what would be lost, before anything is changed; NOT_PUT_BACK
   */
  async repair(container: RefLike<'container'>, options: CallOptions = {}): Promise<RepairedEndpoint[]> {
    checkCallOptions(options, [], 'network.repair')
    const about = { operation: networkConnect.id, target: nameOf(container) }
    return await repairContainer(openChange(this.engine, about, options), container)
  }

  /**
   * Removes the networks that no container is on, and gives their names. Networks of stopped containers stay, unless
   * `stopped` is asked for: without its network a container cannot start again.
   *
   * CLI `docker network prune`, which removes the networks of stopped containers, too
   *
   * @example await docker.network.prune({ until: '24h', 'label!': ['keep', 'hold'] }) // all but those with one of the two
   * @throws UsageError UNKNOWN_OPTION, INVALID_ARGUMENT
   */
  async prune(filters: NetworkPruneFilters = {}, options: CallOptions = {}): Promise<string[]> {
    checkCallOptions(options, [], 'network.prune')
    return await pruneNetworks(openChange(this.engine, { operation: networkDelete.id }, options), filters)
  }

  /**
   * The first block of the wanted size that no network of this engine has.
   *
   * @example const subnet = await docker.network.freeSubnet({ size: 24, from: '10.0.0.0/8' })
   * @throws StateError SUBNETS_TAKEN
   */
  async freeSubnet(query: FreeSubnetQuery, options: CallOptions = {}): Promise<Cidr> {
    checkCallOptions(options, [], 'network.freeSubnet')
    const wanted = checkWanted(query, 'network.freeSubnet')
    return await freeSubnet(openCall(this.engine, options), wanted)
  }

  /**
   * What is in the way of a block: networks with their containers, stopped ones included, and routes, addresses and name
   * servers of the engine's host, VPNs among them, which engines do not look at. The host is read by a short-lived
   * container from the image of the client option `helper`; where that cannot be, `hostUnseen` says why.
   *
   * @example
   * const { networks, host } = await docker.network.conflicts('10.8.0.0/16')
   * for (const { network, subnet } of networks) console.log(network.name, `${subnet}`)
   * for (const { block, kind, interface: device } of host) console.log(kind, `${block}`, device)
   */
  async conflicts<const Text extends string>(
    block: CidrText<Text> | Cidr,
    given: NetworkConflictsOptions = {},
  ): Promise<SubnetConflicts> {
    conflictsOptions.check(given)
    const { host = true, reserved = [] } = given
    const blocks = reserved.map(Cidr.from)
    return await conflictsOf(openCall(this.engine, conflictsOptions.call(given)), Cidr.from(block), {
      host,
      reserved: blocks,
    })
  }

  /**
   * How full the engine is: how many more networks without a subnet it can make, which subnet the next one gets, and how
   * full each network is. Engines also leave out blocks that their host has a route or a name server in, which their API
   * does not tell. Counts are bigint.
   *
   * @example
   * const { free, next } = await docker.network.capacity()
   * console.log(`${free} networks more, the next one in ${next}`)
   */
  async capacity(given: NetworkCapacityOptions = {}): Promise<EngineCapacity> {
    capacityOptions.check(given)
    const after = given.after === undefined ? undefined : Cidr.from(given.after)
    return await engineCapacity(openCall(this.engine, capacityOptions.call(given)), after)
  }

  protected override at(network: RefLike<'network'>): Network {
    return new Network(this.engine, { id: checkRef('network', 'slashes', network), name: nameOf(network) })
  }

  protected override handleOn({ Id, Name }: NetworkInspect): Network {
    return new Network(this.engine, { id: Id, name: Name })
  }
}
