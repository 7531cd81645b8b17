import type { TopologyContainer, TopologyEndpoint, TopologyGraph, TopologyNetwork } from '../graph/graph.js'
import { Relations, type HostView } from '../graph/relations.js'
import { addressesOf, aliasesOf, doorsOf, hostWords, networkKind, nodeWords, visible, withoutOwn } from './words.js'

/** The graph as a flowchart of Mermaid's. */
export function mermaidOf(graph: TopologyGraph): string {
  return new Flowchart(graph).text
}

class Flowchart {
  readonly text: string
  readonly #relations: Relations
  readonly #ids: ReadonlyMap<string, string>

  constructor(graph: TopologyGraph) {
    this.#relations = new Relations(graph)
    this.#ids = nodeWords(graph)
    const drawn = this.#relations.hosts.flatMap(({ networks }) => networks)
    const ofMany = [...new Set(drawn.filter(({ hosts }) => hosts.length > 1))]
    const lines = [
      ...ofMany.map((network) => this.#network(network)),
      ...this.#relations.hosts.flatMap((view, at) => this.#host(view, at)),
      ...drawn.filter((network, at) => drawn.indexOf(network) === at).flatMap((network) => this.#endpoints(network)),
      'classDef internal stroke-dasharray:6 4',
      'classDef stopped opacity:0.6,stroke-dasharray:2 3',
    ]
    this.text = `flowchart LR\n${lines.map((line) => `  ${line}\n`).join('')}`
  }

  #host({ host, networks, containers }: HostView, at: number): string[] {
    return [
      `subgraph h${at}[${label([hostWords(host)])}]`,
      ...networks.filter(({ hosts }) => hosts.length === 1).map((network) => `  ${this.#network(network)}`),
      ...containers.map((container) => `  ${this.#container(container)}`),
      'end',
      ...containers.flatMap((container) => this.#doors(container, at)),
      ...containers.flatMap((container) => this.#shared(container)),
    ]
  }

  #network(network: TopologyNetwork): string {
    const pools = network.pools.map(({ subnet }) => `${subnet}`)
    const words = label([network.name, networkKind(network).join(', '), ...pools])
    return `${this.#id(network.id)}([${words}])${network.internal ? ':::internal' : ''}`
  }

  #container(container: TopologyContainer): string {
    const without = withoutOwn(container, this.#relations)
    const words = label([container.name, ...(without === undefined ? [] : [without])])
    return `${this.#id(container.id)}[${words}]${container.running ? '' : ':::stopped'}`
  }

  #doors(container: TopologyContainer, at: number): string[] {
    const doors = doorsOf(container)
    if (doors.length === 0) return []
    const words = label(doors.map(({ outside, inside }) => `${outside} to ${inside}`))
    return [`o${at}((outside)) -->|${words}| ${this.#id(container.id)}`]
  }

  #shared({ id, sharesWith }: TopologyContainer): string[] {
    const owner = this.#relations.container(sharesWith ?? '')
    return owner === undefined ? [] : [`${this.#id(id)} ==> ${this.#id(owner.id)}`]
  }

  #endpoints(network: TopologyNetwork): string[] {
    return this.#relations.on(network).flatMap((endpoint) => {
      const container = this.#relations.container(endpoint.container)
      return container === undefined ? [] : [this.#endpoint(endpoint, container, network)]
    })
  }

  #endpoint(endpoint: TopologyEndpoint, container: TopologyContainer, network: TopologyNetwork): string {
    const words = [...addressesOf(endpoint), ...aliasesOf(endpoint, container)]
    const line = endpoint.active ? '---' : '-.-'
    return `${this.#id(container.id)} ${line}${words.length === 0 ? '' : `|${label(words)}|`} ${this.#id(network.id)}`
  }

  #id(id: string): string {
    return this.#ids.get(id) ?? ''
  }
}

/** Lines as one label. Whatever could be syntax, HTML or Markdown is written as a number. */
function label(lines: readonly string[]): string {
  const escaped = lines.map((line) =>
    visible(line).replace(/[^\p{L}\p{M}\p{N} .,:/@_-]/gu, (one) => `#${one.codePointAt(0) ?? 0};`),
  )
  return `"${escaped.join('<br/>')}"`
}
