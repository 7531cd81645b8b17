import type { TopologyContainer, TopologyEndpoint, TopologyGraph, TopologyNetwork } from '../graph/graph.js'
import { Relations, type HostView } from '../graph/relations.js'
import { addressesOf, aliasesOf, doorsOf, hostWords, networkKind, nodeWords, visible, withoutOwn } from './words.js'

/** The graph as Graphviz reads it. */
export function dotOf(graph: TopologyGraph): string {
  return new DotGraph(graph).text
}

class DotGraph {
  readonly text: string
  readonly #relations: Relations
  readonly #words: ReadonlyMap<string, string>

  constructor(graph: TopologyGraph) {
    this.#relations = new Relations(graph)
    this.#words = nodeWords(graph)
    const drawn = [...new Set(this.#relations.hosts.flatMap(({ networks }) => networks))]
    const lines = [
      'rankdir=LR',
      'node [fontname="sans-serif", fontsize=11]',
      'edge [fontname="sans-serif", fontsize=9]',
      ...drawn.filter(({ hosts }) => hosts.length > 1).map((network) => this.#network(network)),
      ...this.#relations.hosts.flatMap((view, at) => this.#host(view, at)),
      ...drawn.flatMap((network) => this.#relations.on(network)).flatMap((endpoint) => this.#endpoint(endpoint)),
    ]
    this.text = `graph topology {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`
  }

  #host({ host, networks, containers }: HostView, at: number): string[] {
    const published = containers.filter(({ ports }) => ports.length > 0)
    return [
      `subgraph cluster_${at} {`,
      `  label=${label([hostWords(host)])}`,
      ...networks.filter(({ hosts }) => hosts.length === 1).map((network) => `  ${this.#network(network)}`),
      ...containers.map((container) => `  ${this.#container(container)}`),
      '}',
      ...(published.length > 0 ? [`o${at} [shape=circle, label="outside"]`] : []),
      ...published.map((container) => this.#doors(container, at)),
      ...containers.flatMap((container) => this.#shared(container)),
    ]
  }

  #network(network: TopologyNetwork): string {
    const pools = network.pools.map(({ subnet }) => `${subnet}`)
    const words = label([network.name, networkKind(network).join(', '), ...pools])
    return `${this.#word(network.id)} [shape=box, style="rounded${network.internal ? ',dashed' : ''}", label=${words}]`
  }

  #container(container: TopologyContainer): string {
    const without = withoutOwn(container, this.#relations)
    const words = label([container.name, ...(without === undefined ? [] : [without])])
    return `${this.#word(container.id)} [shape=box${container.running ? '' : ', style=dotted'}, label=${words}]`
  }

  #doors(container: TopologyContainer, at: number): string {
    const words = label(doorsOf(container).map(({ outside, inside }) => `${outside} to ${inside}`))
    return `o${at} -- ${this.#word(container.id)} [dir=forward, label=${words}]`
  }

  #shared({ id, sharesWith = '' }: TopologyContainer): string[] {
    const owner = this.#relations.container(sharesWith)
    return owner === undefined ? [] : [`${this.#word(id)} -- ${this.#word(owner.id)} [style=bold]`]
  }

  #endpoint(endpoint: TopologyEndpoint): string[] {
    const container = this.#relations.container(endpoint.container)
    if (container === undefined) return []
    const words = label([...addressesOf(endpoint), ...aliasesOf(endpoint, container)])
    const style = endpoint.active ? '' : ', style=dashed'
    return [`${this.#word(container.id)} -- ${this.#word(endpoint.network)} [label=${words}${style}]`]
  }

  #word(id: string): string {
    return this.#words.get(id) ?? ''
  }
}

/** Lines as one label. Graphviz takes a backslash and an ampersand in it for the beginning of a sign. */
function label(lines: readonly string[]): string {
  const escaped = lines.map((line) =>
    visible(line).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('&', '&amp;'),
  )
  return `"${escaped.join('\\n')}"`
}
