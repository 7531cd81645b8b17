import { Cidr } from '../../cidr/cidr.js'
import type { Ip } from '../../cidr/ip.js'
import { containerName } from '../../container/name.js'
import { containerList } from '../../container/operations.js'
import type { ContainerSummary } from '../../container/wire/summary.js'
import { endpointOf } from '../../docker-words/endpoint.js'
import { compareApi } from '../../engine/call/api-version.js'
import { orAbsent } from '../../engine/absent.js'
import type { CallContext } from '../../engine/context.js'
import type { Ref, RefLike } from '../../engine/ref.js'
import { systemInfo } from '../../system/operations.js'
import { fixedAddresses, subnetsIn } from '../addresses.js'
import { networkInspect, networkList } from '../operations.js'
import type { NetworkInspect, NetworkSummary } from '../wire/network.js'
import { countSubnets, defaultPools, lowestSubnet, roundSubnet, type DefaultPool } from './default-pools.js'
import { engineApi } from './engine-facts.js'
import { endpointAddresses, poolsOf, type NetworkPool } from './network-pools.js'
import { isForetold, useOf, type PoolUse } from './pool-use.js'

/** A fixed address of a container that does not run: until it starts again, another container may be given it. */
export interface AddressNotHeld {
  readonly container: Ref<'container'>
  readonly ip: Ip
}

/** One pool of a network: what is in it, and how full it is. */
export interface PoolCapacity extends PoolUse {
  readonly subnet: Cidr
  /** The part that dynamic addresses are taken from; undefined for the whole subnet. */
  readonly ipRange: Cidr | undefined
  /** The gateway, also one that the engine took unasked and does not show. */
  readonly gateway: Ip | undefined
  /** Fixed addresses of stopped containers. They do not count as used. */
  readonly notHeld: readonly AddressNotHeld[]
  /**
   * What the engine counts itself, since API 1.52: addresses of the whole subnet that are taken, its first and its last one
   * included, and addresses of the range that are left.
   */
  readonly counted: { readonly inUse: bigint; readonly available: bigint } | undefined
}

/** A network, and how full its pools are. */
export interface NetworkCapacity {
  readonly network: Ref<'network'>
  readonly pools: readonly PoolCapacity[]
}

/** A block that networks without a subnet get theirs from. */
export interface DefaultPoolCapacity extends DefaultPool {
  /** How many subnets it has. */
  readonly subnets: bigint
  readonly used: bigint
  readonly free: bigint
}

/** How full an engine is. */
export interface EngineCapacity {
  /** How many more networks without a subnet of their own can be made. */
  readonly free: bigint
  /**
   * The subnet that the next such network gets. Up to Engine 26 it depends on the one before, which the engine does not
   * tell: undefined there, unless `after` says it. Undefined also when no subnet is left.
   */
  readonly next: Cidr | undefined
  readonly defaultPools: readonly DefaultPoolCapacity[]
  readonly networks: readonly NetworkCapacity[]
}

/** How full the pools of one network are. */
export async function networkCapacity(call: CallContext, network: RefLike<'network'>): Promise<PoolCapacity[]> {
  const [found, api, networks, containers] = await Promise.all([
    call.send(networkInspect, { id: network }),
    engineApi(call),
    call.send(networkList, {}),
    call.send(containerList, { query: { all: true } }),
  ])
  const sharing = networks.filter((other) => other.Id !== found.Id && sharesSubnet(other, found))
  return capacityOf(found, { api, containers, others: await inspected(call, sharing) })
}

/** How full an engine is. */
export async function engineCapacity(call: CallContext, after: Cidr | undefined): Promise<EngineCapacity> {
  const [info, api, listed, containers] = await Promise.all([
    call.send(systemInfo, {}),
    engineApi(call),
    call.send(networkList, {}),
    call.send(containerList, { query: { all: true } }),
  ])
  const networks = await inspected(call, listed)
  const pools = defaultPools(info).filter(({ base }) => base.family === 4)
  const taken = networks.filter(({ Scope }) => Scope !== 'swarm').flatMap(({ IPAM }) => subnetsIn(IPAM))
  const counted = pools.map((pool) => {
    const { all, free } = countSubnets(pool, taken)
    return { ...pool, subnets: all, used: all - free, free }
  })
  return {
    free: counted.reduce((sum, { free }) => sum + free, 0n),
    next: nextSubnet(pools, taken, { api, after }),
    defaultPools: counted,
    networks: networks.map((network) => ({
      network: { noun: 'network', id: network.Id, name: network.Name },
      pools: capacityOf(network, { api, containers, others: networks.filter(({ Id }) => Id !== network.Id) }),
    })),
  }
}

function nextSubnet(
  pools: readonly DefaultPool[],
  taken: readonly Cidr[],
  { api, after }: { readonly api: string; readonly after: Cidr | undefined },
): Cidr | undefined {
  if (compareApi(api, '1.46') >= 0) return lowestSubnet(pools, taken)
  return after === undefined ? undefined : roundSubnet(pools, taken, after)
}

/** What is known of an engine besides the network itself. */
interface Surroundings {
  /** The newest API of the engine. */
  readonly api: string
  readonly containers: readonly ContainerSummary[]
  readonly others: readonly NetworkInspect[]
}

function capacityOf(network: NetworkInspect, { api, containers, others }: Surroundings): PoolCapacity[] {
  // networks with one subnet and a range each have one pool of addresses together
  const sharing = others.filter((other) => sharesSubnet(other, network))
  const members = [network, ...sharing].flatMap(endpointAddresses)
  const notHeld = [network, ...sharing].flatMap((one) => fixedOfStopped(one, containers))
  return poolsOf(network, api).map((pool) => ({
    ...pooled(pool),
    ...foretold(network, useOf(pool, [...members, ...reservedOf(sharing, api)])),
    notHeld: notHeld.filter(({ ip }) => pool.subnet.contains(ip)),
    counted: countedOf(network, pool.subnet),
  }))
}

function pooled({ subnet, ipRange, gateway }: NetworkPool): Pick<PoolCapacity, 'subnet' | 'ipRange' | 'gateway'> {
  return { subnet, ipRange, gateway }
}

function foretold(network: NetworkSummary, use: PoolUse): PoolUse {
  return isForetold(network) ? use : { ...use, next: undefined }
}

/** What other networks with the same subnet keep back in it. */
function reservedOf(networks: readonly NetworkInspect[], api: string): Ip[] {
  return networks
    .flatMap((network) => poolsOf(network, api))
    .flatMap(({ gateway, auxAddresses }) => (gateway === undefined ? auxAddresses : [gateway, ...auxAddresses]))
}

function sharesSubnet(a: NetworkSummary, b: NetworkSummary): boolean {
  const subnets = subnetsIn(b.IPAM)
  return subnetsIn(a.IPAM).some((one) => subnets.some((other) => other.equals(one)))
}

function fixedOfStopped(network: NetworkInspect, containers: readonly ContainerSummary[]): AddressNotHeld[] {
  return containers.flatMap(({ Id, Names, NetworkSettings }) => {
    // not by its state in the list, which engines bring up to date a moment after a stop
    if (Object.hasOwn(network.Containers ?? {}, Id)) return []
    const container = { noun: 'container', id: Id, name: containerName(Names, Id) } as const
    const fixed = fixedAddresses(endpointOf(NetworkSettings?.Networks, network))
    return fixed.map((ip) => ({ container, ip }))
  })
}

function countedOf({ Status }: NetworkInspect, subnet: Cidr): PoolCapacity['counted'] {
  const { IPsInUse, DynamicIPsAvailable } = Status?.IPAM?.Subnets?.[`${subnet}`] ?? {}
  if (IPsInUse === undefined || DynamicIPsAvailable === undefined) return undefined
  return { inUse: IPsInUse, available: DynamicIPsAvailable }
}

/** The networks with their endpoints; one that goes meanwhile is left out. */
async function inspected(call: CallContext, networks: readonly NetworkSummary[]): Promise<NetworkInspect[]> {
  const found = await Promise.all(networks.map(({ Id }) => orAbsent('network', call.send(networkInspect, { id: Id }))))
  return found.flatMap((one) => one ?? [])
}
