import type { Cidr } from '../../cidr/cidr.js'
import { Ip } from '../../cidr/ip.js'
import { Mac } from '../../cidr/mac.js'
import { containerName } from '../../container/name.js'
import { compareApi } from '../../engine/call/api-version.js'
import type { LanConflict } from '../../errors/codes.js'
import { statedPools } from '../addresses.js'
import type { Ipam } from '../wire/ipam.js'
import type { NetworkSummary } from '../wire/network.js'
import type { SeenHost } from './seen-host.js'

/** A host, and the networks that are on the wire of its parent. */
interface Wired extends SeenHost {
  readonly pools: readonly WantedPool[]
  readonly onLan: readonly NetworkSummary[]
}

/** A pool as it is wanted, or was made, on one host. */
interface WantedPool {
  readonly subnet: Cidr
  readonly range: Cidr
  readonly gateway: Ip | undefined
  readonly reserved: readonly Ip[]
}

/** A container's place on the LAN. */
interface Placed {
  readonly host: Wired
  readonly network: NetworkSummary
  readonly container: string
  readonly addresses: readonly Ip[]
  readonly mac: Mac | undefined
}

/**
 * What keeps a network from being on these hosts, or makes two machines of the LAN look like one. Engines do not know of
 * each other, and of a parent's LAN they know their own networks alone.
 *
 * Networks are compared that have the same parent, for another interface, or another VLAN of it, is another LAN.
 *
 * @param own the ids of the network itself, where it is there already
 */
export function conflictsBetween(hosts: readonly SeenHost[], own: ReadonlySet<string> = new Set()): LanConflict[] {
  const wired = hosts.map(wiredOf)
  const placed = wired.flatMap((host) => host.onLan.flatMap((network) => placedOn(host, network)))
  return [
    ...wired.flatMap((host) => (own.size === 0 ? ofHost(host) : [])),
    ...wired.flatMap((host) =>
      host.onLan.filter(({ Id }) => !own.has(Id)).flatMap((network) => ofNetwork(host, network, wired)),
    ),
    ...placed.flatMap((one) => ofAddresses(one, wired)),
    ...ofMacs(placed),
  ]
}

function wiredOf(host: SeenHost): Wired {
  const { Options } = host.request
  const pools = poolsOf(host.request)
  const onLan = host.networks.filter(
    (network) =>
      isOnParent(network) &&
      network.Options?.['parent'] === Options?.['parent'] &&
      poolsOf(network).some(({ subnet }) => pools.some((pool) => pool.subnet.overlaps(subnet))),
  )
  return { ...host, pools, onLan }
}

function isOnParent({ Driver, ConfigOnly }: NetworkSummary): boolean {
  return !ConfigOnly && (Driver === 'macvlan' || Driver === 'ipvlan')
}

/** The pools of a request, or of a network that is there. */
function poolsOf({ IPAM }: { readonly IPAM?: Ipam | undefined }): WantedPool[] {
  return statedPools(IPAM).map(({ subnet, ipRange, gateway, auxAddresses }) => {
    const reserved = gateway === undefined ? auxAddresses : [gateway, ...auxAddresses]
    return { subnet, range: ipRange ?? subnet, gateway, reserved }
  })
}

/** What the engine itself would refuse, by the time that others have made the network already. */
function ofHost({ name: host, networks, request, apiVersion }: Wired): LanConflict[] {
  const { Name, Driver = '', Options } = request
  const parent = Options?.['parent'] ?? ''
  const conflicts: LanConflict[] = []
  const namesake = networks.find((network) => network.Name === Name)
  if (namesake !== undefined)
    conflicts.push({ kind: 'name', ...at(host, namesake), found: Name, says: `${host} has a network of this name` })
  // Of macvlan several networks share a parent from Engine 27 on; of ipvlan never.
  const sharesParents = Driver === 'macvlan' && compareApi(apiVersion, '1.46') >= 0
  const holder = sharesParents
    ? undefined
    : networks.find((one) => one.Driver === Driver && one.Options?.['parent'] === parent)
  if (holder !== undefined && holder !== namesake)
    conflicts.push({
      kind: 'parent',
      ...at(host, holder),
      found: parent,
      says: `on ${host}, ${parent} serves network ${holder.Name} already, and this engine lets it serve one only`,
    })
  return conflicts
}

function at(host: string, { Id, Name }: NetworkSummary): Pick<LanConflict, 'host' | 'network'> {
  return { host, network: { id: Id, name: Name } }
}

/** Another network on the LAN of a host: what it gives away that other hosts would, too, and which router it names. */
function ofNetwork(host: Wired, network: NetworkSummary, hosts: readonly Wired[]): LanConflict[] {
  const where = `network ${network.Name} on ${host.name}`
  return poolsOf(network).flatMap(({ subnet, range, gateway }) => {
    // On one engine two networks of one subnet share its addresses: only those of other engines can meet.
    const ranges = hosts
      .filter((other) => other !== host)
      .flatMap((other) => other.pools.filter((pool) => pool.range.overlaps(range)).map((pool) => ({ other, pool })))
      .map(({ other, pool }): LanConflict => ({
        kind: 'range',
        ...at(host.name, network),
        found: `${range}`,
        says: `${where} gives addresses of ${range}, and ${other.name} would give those of ${pool.range}`,
      }))
    const wanted = host.pools.find((pool) => pool.subnet.equals(subnet))?.gateway
    if (wanted === undefined || gateway === undefined || wanted.equals(gateway)) return ranges
    const says = `${where} has ${gateway} for the router of ${subnet}, and not ${wanted}`
    return [...ranges, { kind: 'gateway', ...at(host.name, network), found: `${gateway}`, says }]
  })
}

function placedOn(host: Wired, network: NetworkSummary): Placed[] {
  return host.containers.flatMap(({ Id, Names, NetworkSettings }) => {
    const endpoint = Object.values(NetworkSettings?.Networks ?? {}).find(({ NetworkID }) => NetworkID === network.Id)
    if (endpoint === undefined) return []
    const { IPAddress, GlobalIPv6Address, IPAMConfig, MacAddress = '' } = endpoint
    // What a stopped container asked for, it will have again.
    const texts = [IPAddress || IPAMConfig?.IPv4Address, GlobalIPv6Address || IPAMConfig?.IPv6Address]
    const addresses = texts.flatMap((text) => Ip.tryParse(text ?? '') ?? [])
    return [{ host, network, container: containerName(Names, Id), addresses, mac: Mac.tryParse(MacAddress) }]
  })
}

/** An address that another engine may give away, or that is the router's or somebody else's. */
function ofAddresses({ host, network, container, addresses }: Placed, hosts: readonly Wired[]): LanConflict[] {
  return addresses.flatMap((address): LanConflict[] => {
    const who = `container ${container} on ${host.name} has ${address}`
    const given = hosts.find((other) => other !== host && other.pools.some(({ range }) => range.contains(address)))
    const isReserved = hosts.some(({ pools }) => pools.some((pool) => pool.reserved.some((one) => one.equals(address))))
    if (given === undefined && !isReserved) return []
    const why = isReserved ? 'which is reserved' : `which ${given?.name ?? ''} may give to another`
    return [{ kind: 'address', ...at(host.name, network), found: `${address}`, says: `${who}, ${why}` }]
  })
}

/** Engines compare the MAC addresses of nobody. Up to Engine 27 they follow from the IP addresses. */
function ofMacs(placed: readonly Placed[]): LanConflict[] {
  return placed.flatMap(({ host, network, container, mac }, index): LanConflict[] => {
    const first = placed.slice(0, index).find((other) => mac !== undefined && other.mac?.equals(mac))
    if (first === undefined) return []
    const others = `container ${first.container} on ${first.host.name}`
    const says = `container ${container} on ${host.name} has the MAC address ${String(mac)} of ${others}`
    return [{ kind: 'mac', ...at(host.name, network), found: String(mac), says }]
  })
}
