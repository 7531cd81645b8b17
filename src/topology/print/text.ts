import type { TopologyContainer, TopologyEndpoint, TopologyGraph, TopologyNetwork } from '../graph/graph.js'
import { Relations, type HostView } from '../graph/relations.js'
import { addressesOf, aliasesOf, doorsOf, hostWords, networkKind, visible, withoutOwn } from './words.js'

/** The graph for a terminal. */
export function textOf(graph: TopologyGraph): string {
  const relations = new Relations(graph)
  return relations.hosts.map((view) => hostText(view, relations)).join('\n')
}

function hostText(view: HostView, relations: Relations): string {
  const { host, networks, containers } = view
  const lines = [hostWords(host), ...networks.flatMap((network) => networkLines(network, view, relations))]
  const others = containers.filter((one) => relations.of(one).length === 0)
  if (others.length > 0) {
    const rows = others.map((one) => [one.name, withoutOwn(one, relations) ?? 'no network', ...notesOn(one)])
    lines.push('  without a network of their own', ...columns(rows))
  }
  return `${lines.map(visible).join('\n')}\n`
}

function networkLines(network: TopologyNetwork, { host }: HostView, relations: Relations): string[] {
  const pools = network.pools.map(({ subnet, ipRange, gateway }) =>
    [
      `${subnet}`,
      ...(ipRange === undefined ? [] : [`range ${ipRange}`]),
      ...(gateway === undefined ? [] : [`gateway ${gateway}`]),
    ].join(' '),
  )
  const elsewhere = network.hosts.length > 1 ? [`on ${network.hosts.length} hosts`] : []
  const rows = relations.on(network).flatMap((endpoint) => {
    const container = relations.container(endpoint.container)
    return container === undefined || container.host !== host.id ? [] : [endpointRow(endpoint, container, relations)]
  })
  return [`  ${network.name}  ${[...networkKind(network), ...elsewhere, ...pools].join(', ')}`, ...columns(rows)]
}

function endpointRow(endpoint: TopologyEndpoint, container: TopologyContainer, relations: Relations): string[] {
  const route = endpoint.defaultRoute || endpoint.defaultRoute6 ? ['default route'] : []
  // ports lead in by the way out; of a container that has none, by any
  const endpoints = relations.of(container)
  const isWayIn = endpoint === (endpoints.find(({ defaultRoute }) => defaultRoute) ?? endpoints[0])
  const doors = isWayIn ? doorsOf(container).map(({ outside, inside }) => `${outside}->${inside}`) : []
  return [
    container.name,
    addressesOf(endpoint).join(' '),
    [...aliasesOf(endpoint, container), ...doors, ...route, ...notesOn(container)].join(' '),
  ]
}

/** What a reader would not expect of a container: that it does not run. */
function notesOn({ state }: TopologyContainer): string[] {
  return state === 'running' ? [] : [state]
}

/** Rows as lines, with their columns below each other. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = []
  for (const row of rows) for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length)
  return rows.map((row) => `    ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd())
}
