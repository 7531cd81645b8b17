import type { Snapshot } from '../read/snapshot.js'
import { containerOf } from './container.js'
import { endpointsOf, NetworkIndex } from './endpoints.js'
import type { TopologyContainer, TopologyEndpoint, TopologyGraph, TopologyNetwork } from './graph.js'
import { networkOf } from './network.js'

/** Makes one graph of what the engines said. Its order follows from names, so that the same things give the same graph. */
export function buildGraph(snapshots: readonly Snapshot[]): TopologyGraph {
  const networks = new Map<string, TopologyNetwork>()
  const containers: TopologyContainer[] = []
  const endpoints: TopologyEndpoint[] = []
  for (const { host, networks: told, containers: found, listening } of snapshots) {
    const own = told.map((network) => networkOf(network, host))
    for (const network of own) networks.set(network.id, onBoth(networks.get(network.id), network))
    const index = new NetworkIndex(own)
    for (const one of found) {
      const container = containerOf(one, host.id, listening)
      containers.push(container)
      endpoints.push(...endpointsOf(one, container, index, host))
    }
  }
  const hosts = snapshots.map(({ host, listening, changing }) => ({
    ...host,
    addresses: listening?.host?.addresses,
    listeners: listening?.host?.listeners,
    changing,
  }))
  const places = new Map(hosts.map(({ id }, place) => [id, place]))
  const placeOf = (id: string | undefined): number => places.get(id ?? '') ?? 0
  const sortedNetworks = [...networks.values()].sort(
    (a, b) => placeOf(a.hosts[0]) - placeOf(b.hosts[0]) || byName(a, b),
  )
  const sortedContainers = containers.sort((a, b) => placeOf(a.host) - placeOf(b.host) || byName(a, b))
  const networkPlaces = new Map(sortedNetworks.map(({ id }, place) => [id, place]))
  const containerPlaces = new Map(sortedContainers.map(({ id }, place) => [id, place]))
  const order = (places: ReadonlyMap<string, number>, id: string): number => places.get(id) ?? 0
  endpoints.sort(
    (a, b) =>
      order(containerPlaces, a.container) - order(containerPlaces, b.container) ||
      order(networkPlaces, a.network) - order(networkPlaces, b.network),
  )
  return { hosts, networks: sortedNetworks, containers: sortedContainers, endpoints }
}

/** A network of a swarm is told by each of its hosts. */
function onBoth(first: TopologyNetwork | undefined, network: TopologyNetwork): TopologyNetwork {
  return first === undefined ? network : { ...first, hosts: [...first.hosts, ...network.hosts] }
}

/** Old engines let two networks have one name. */
function byName(
  a: { readonly name: string; readonly id: string },
  b: { readonly name: string; readonly id: string },
): number {
  return compareText(a.name, b.name) || compareText(a.id, b.id)
}

/** The same order on every machine, whatever its language; numbers in names by their value: web-2 before web-10. */
function compareText(a: string, b: string): number {
  const left = a.split(/(\d+)/)
  const right = b.split(/(\d+)/)
  for (const [at, part] of left.entries()) {
    const other = right[at]
    if (other === undefined) return 1
    if (part === other) continue
    const difference = at % 2 === 1 ? Number(part) - Number(other) : 0
    return difference !== 0 ? difference : part < other ? -1 : 1
  }
  return left.length - right.length
}
