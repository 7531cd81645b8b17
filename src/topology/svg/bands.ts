import { grouped } from '../../engine/grouped.js'
import type { TopologyContainer, TopologyNetwork } from '../graph/graph.js'
import type { HostView, Relations } from '../graph/relations.js'

/** A part of a host that is drawn side by side: containers, and below them the networks that they are on. */
export interface Band {
  readonly containers: readonly TopologyContainer[]
  readonly networks: readonly TopologyNetwork[]
}

/** A band with more containers, or more networks where it can be avoided, would be hard to read. */
const mostContainers = 10
const mostNetworks = 8

/** Containers that stay side by side: one, and those that use its network. */
interface Unit {
  readonly containers: readonly TopologyContainer[]
  readonly networks: readonly string[]
}

/**
 * The bands of a host. Containers that have networks in common stand together, and a group that fits into one band is
 * not torn apart. Networks that nobody is on come last.
 */
export function bandsOf(view: HostView, relations: Relations): Band[] {
  const places = new Map(view.networks.map(({ id }, place) => [id, place]))
  const groups = groupsOf(unitsOf(view, relations, places), places)
  const bands: Unit[][] = []
  let band: Unit[] = []
  for (const group of groups) {
    if (band.length > 0 && !hasRoom(band, group)) bands.push((band = []))
    else if (band.length === 0) bands.push(band)
    for (const unit of group) {
      if (band.length > 0 && countOf(band) + unit.containers.length > mostContainers) bands.push((band = []))
      band.push(unit)
    }
  }
  const byPlace = (ids: Iterable<string>): TopologyNetwork[] => {
    const found = [...new Set(ids)].flatMap((id) => places.get(id) ?? []).sort((a, b) => a - b)
    return found.flatMap((place) => view.networks[place] ?? [])
  }
  const used = new Set(groups.flat().flatMap(({ networks }) => networks))
  const unused = view.networks.filter(({ id }) => !used.has(id))
  return [
    ...bands.map((units) => ({
      containers: units.flatMap(({ containers }) => containers),
      networks: byPlace(units.flatMap(({ networks }) => networks)),
    })),
    ...(unused.length > 0 ? [{ containers: [], networks: unused }] : []),
  ]
}

function countOf(units: readonly Unit[]): number {
  return units.reduce((sum, { containers }) => sum + containers.length, 0)
}

function hasRoom(band: readonly Unit[], group: readonly Unit[]): boolean {
  const networks = new Set([...band, ...group].flatMap((unit) => unit.networks))
  return countOf(band) + countOf(group) <= mostContainers && networks.size <= mostNetworks
}

function unitsOf(view: HostView, relations: Relations, places: ReadonlyMap<string, number>): Unit[] {
  const sharers = new Map<string, TopologyContainer[]>()
  for (const one of view.containers) {
    const owner = relations.container(one.sharesWith ?? '')
    if (owner !== undefined) sharers.set(owner.id, [...(sharers.get(owner.id) ?? []), one])
  }
  const owners = view.containers.filter(({ sharesWith = '' }) => relations.container(sharesWith) === undefined)
  return owners.map((one) => ({
    containers: [one, ...(sharers.get(one.id) ?? [])],
    networks: relations.of(one).flatMap(({ network }) => (places.has(network) ? [network] : [])),
  }))
}

/** The units by the networks that lead from one to another, in the order of those networks; those on none stand last. */
function groupsOf(units: readonly Unit[], places: ReadonlyMap<string, number>): Unit[][] {
  const parents = new Map<string, string>()
  const rootOf = (id: string): string => {
    let root = id
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next
    for (let one = id; one !== root;) {
      const next = parents.get(one) ?? root
      parents.set(one, root)
      one = next
    }
    return root
  }
  for (const { networks } of units) {
    const [first = '', ...others] = networks.map(rootOf)
    for (const other of others) if (rootOf(other) !== rootOf(first)) parents.set(rootOf(other), rootOf(first))
  }
  const groups = grouped(units, ({ networks: [first] }) => [first === undefined ? '' : rootOf(first)])
  const placeOf = ({ networks }: Unit): number => Math.min(...networks.map((id) => places.get(id) ?? 0))
  const placed = [...groups.values()].map((group) => {
    const units = group.map((unit) => ({ unit, place: placeOf(unit) })).sort(inOrder)
    return { place: Math.min(...units.map(({ place }) => place)), units: units.map(({ unit }) => unit) }
  })
  return placed.sort(inOrder).map((group) => group.units)
}

/** What is on no network has no place: Infinity less Infinity would be no order. */
function inOrder(a: { readonly place: number }, b: { readonly place: number }): number {
  return a.place < b.place ? -1 : a.place > b.place ? 1 : 0
}
