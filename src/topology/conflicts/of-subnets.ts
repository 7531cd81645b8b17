import { Cidr } from '../../cidr/cidr.js'
import type { Ip } from '../../cidr/ip.js'
import { shellQuoted } from '../../container/command-line/shell/quoted.js'
import type { TopologyContainer, TopologyHost, TopologyNetwork } from '../graph/graph.js'
import type { Relations } from '../graph/relations.js'
import { inCode, type ReachChange } from '../reach/reason.js'
import { conflict, quoted, type TopologyConflict } from './conflict.js'

/** A pool, and whose it is. */
interface Placed {
  readonly network: TopologyNetwork
  readonly subnet: Cidr
}

/** Two networks whose subnets overlap, and the containers that are on both. */
interface Overlap {
  readonly host: TopologyHost
  readonly one: Placed
  readonly other: Placed
  readonly containers: TopologyContainer[]
}

/**
 * Two bridges of one host, or two networks of one container: what is sent to an address of both goes to one of them.
 * Engines keep most of these apart, and do not compare drivers, nor the ranges of old networks.
 */
export function overlappingSubnets(relations: Relations): TopologyConflict[] {
  return relations.hosts.flatMap(({ host, networks, containers }) => {
    const overlaps = new Map<string, Overlap>()
    const note = ([one, other]: readonly [Placed, Placed], both: readonly TopologyContainer[]): void => {
      const key = [one.network.id, other.network.id, one.subnet, other.subnet].join()
      const known = overlaps.get(key)
      if (known === undefined) overlaps.set(key, { host, one, other, containers: [...both] })
      else known.containers.push(...both)
    }
    for (const pair of overlapping(networks.filter(isBridge))) note(pair, [])
    for (const container of containers) {
      const joined = relations.of(container).flatMap((endpoint) => relations.network(endpoint.network) ?? [])
      for (const pair of overlapping(joined)) note(pair, [container])
    }
    return [...overlaps.values()].map((overlap) => toldOverlap(overlap, relations))
  })
}

function isBridge({ driver, configOnly }: TopologyNetwork): boolean {
  return driver === 'bridge' && !configOnly
}

function toldOverlap({ one, other, host, containers }: Overlap, relations: Relations): TopologyConflict {
  const movable = [other, one]
    .map(({ network }) => network)
    .find((network) => isBridge(network) && network.name !== 'bridge')
  const both = one.subnet.prefixLength > other.subnet.prefixLength ? one.subnet : other.subnet
  const names = `${quoted(one.network)} (${one.subnet}) and ${quoted(other.network)} (${other.subnet})`
  const says = `networks ${names} of ${quoted(host)} overlap: what is sent to ${both} goes to one of them only`
  return conflict('subnets-overlap', both, says, {
    hosts: [host],
    networks: [one.network, other.network],
    containers: [...containers],
    change: anotherSubnet(movable ?? other.network, relations),
  })
}

/** The pairs that overlap, each once: the subnets in the order of their first addresses. */
function* overlapping(networks: readonly TopologyNetwork[]): Generator<[Placed, Placed]> {
  const all = networks
    .flatMap((network) => network.pools.map(({ subnet }): Placed => ({ network, subnet })))
    .sort((a, b) => Cidr.compare(a.subnet, b.subnet))
  for (const [at, one] of all.entries())
    for (const other of all.slice(at + 1)) {
      if (!one.subnet.overlaps(other.subnet)) break
      if (one.network !== other.network) yield [one, other]
    }
}

/** An address of the host that its engine took for a bridge: the machines around it are no longer reached. */
export function coveredHostAddresses(relations: Relations): TopologyConflict[] {
  return relations.hosts.flatMap(({ host, networks }) => {
    const gateways = new Set(networks.flatMap(({ pools }) => pools.map(({ gateway }) => `${gateway}`)))
    const addresses = (host.addresses ?? []).filter((ip) => !gateways.has(`${ip}`))
    return networks
      .filter(isBridge)
      .flatMap((network) =>
        addresses.filter((ip) => covers(network, ip)).map((ip) => toldCovered(host, network, ip, relations)),
      )
  })
}

function covers({ pools }: TopologyNetwork, ip: Ip): boolean {
  return pools.some(({ subnet }) => subnet.contains(ip))
}

function toldCovered(host: TopologyHost, network: TopologyNetwork, ip: Ip, relations: Relations): TopologyConflict {
  const says = `network ${quoted(network)} covers ${ip}, an address of its host ${quoted(host)}: containers do not reach the machines around that address`
  return conflict('host-address', ip, says, {
    hosts: [host],
    networks: [network],
    change: anotherSubnet(network, relations),
  })
}

/** Networks of two hosts on one LAN that may give the same address to two containers, or that name two routers. */
export function conflictsOnLan(lan: readonly TopologyNetwork[], { hosts }: Relations): TopologyConflict[] {
  return lan.flatMap((one, at) =>
    lan.slice(at + 1).flatMap((other) => {
      const ids = new Set([...one.hosts, ...other.hosts])
      const about = {
        networks: [one, other],
        hosts: hosts.map(({ host }) => host).filter(({ id }) => ids.has(id)),
      }
      const isOfTwo = !one.hosts.some((host) => other.hosts.includes(host))
      return [...(isOfTwo ? overlappingRanges(one, other, about) : []), ...differentRouters(one, other, about)]
    }),
  )
}

type About = Required<Pick<TopologyConflict, 'hosts' | 'networks'>>

function overlappingRanges(one: TopologyNetwork, other: TopologyNetwork, about: About): TopologyConflict[] {
  const ranges = ({ pools }: TopologyNetwork): Cidr[] => pools.map(({ subnet, ipRange }) => ipRange ?? subnet)
  return ranges(one).flatMap((range) =>
    ranges(other)
      .filter((another) => another.overlaps(range))
      .map((another) => {
        const both = range.prefixLength > another.prefixLength ? range : another
        const places = about.hosts.map(quoted).join(' and ')
        const names = one.name === other.name ? quoted(one) : `${quoted(one)} and ${quoted(other)}`
        const says = `on one LAN, network ${names} of ${places} gives addresses of ${both} on both hosts: two containers may get the same`
        return conflict('ranges-overlap', both, says, { ...about, change: anotherRange })
      }),
  )
}

function differentRouters(one: TopologyNetwork, other: TopologyNetwork, about: About): TopologyConflict[] {
  return one.pools.flatMap(({ subnet, gateway }) =>
    other.pools.flatMap((pool) => {
      if (gateway === undefined || pool.gateway === undefined) return []
      if (!pool.subnet.equals(subnet) || pool.gateway.equals(gateway)) return []
      const says = `networks ${quoted(one)} and ${quoted(other)} are on one LAN, ${subnet}, and name two routers: ${gateway} and ${pool.gateway}`
      return [conflict('routers-differ', subnet, says, { ...about, change: oneRouter(subnet) })]
    }),
  )
}

/** A network cannot be changed, nor removed while somebody is on it: its containers leave it, and join the new one. */
function anotherSubnet(network: TopologyNetwork, relations: Relations): ReachChange {
  if (network.name === 'bridge')
    return {
      mooring: `none: the network is the engine's own, and "bip" of its daemon.json has its address`,
      docker: 'dockerd --bip <an address in a free block>',
    }
  if (!isBridge(network))
    return {
      mooring: ".subnet('<a free block>') of the network's builder",
      docker: 'docker network create --subnet <a free block> ...',
    }
  const names = relations.on(network).flatMap((endpoint) => relations.container(endpoint.container)?.name ?? [])
  const [code, word] = [inCode(network.name), shellQuoted(network.name)]
  const each = (verb: string): string[] => names.map((name) => `docker network ${verb} ${word} ${shellQuoted(name)}`)
  return {
    mooring: [
      `await docker.network.remove(${code}, { detach: true })`,
      `const net = await docker.network.bridge(${code}).subnet({ size: 24 }).create()`,
      ...names.map((name) => `await net.connect(${inCode(name)})`),
    ].join('; '),
    docker: [
      ...each('disconnect'),
      `docker network rm ${word}`,
      `docker network create --subnet <a free block> ${word}`,
      ...each('connect'),
    ].join(' && '),
  }
}

const anotherRange: ReachChange = {
  mooring: `.acrossHosts([...]) of the network's builder, which gives each host a range of its own`,
  docker: 'docker network create --ip-range <another part of the subnet for each host> ...',
}

function oneRouter(subnet: Cidr): ReachChange {
  return {
    mooring: `.subnet('${subnet}').gateway(<the router of the LAN>) of both builders`,
    docker: `docker network create --subnet ${subnet} --gateway <the router of the LAN> ...`,
  }
}
