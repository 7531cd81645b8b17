import { grouped } from '../../engine/grouped.js'
import type { TopologyContainer, TopologyEndpoint, TopologyGraph, TopologyHost, TopologyNetwork } from './graph.js'

/** One host with all that is on it. */
export interface HostView {
  readonly host: TopologyHost
  /** Those that a container can be on, `none` not counted. */
  readonly networks: readonly TopologyNetwork[]
  readonly containers: readonly TopologyContainer[]
}

/** A graph, by what belongs to what. */
export class Relations {
  readonly hosts: readonly HostView[]
  readonly #containers: ReadonlyMap<string, TopologyContainer>
  readonly #networks: ReadonlyMap<string, TopologyNetwork>
  readonly #onNetwork: ReadonlyMap<string, readonly TopologyEndpoint[]>
  readonly #ofContainer: ReadonlyMap<string, readonly TopologyEndpoint[]>

  constructor(graph: TopologyGraph) {
    this.#containers = new Map(graph.containers.map((one) => [one.id, one]))
    this.#networks = new Map(graph.networks.map((one) => [one.id, one]))
    this.#onNetwork = grouped(graph.endpoints, ({ network }) => [network])
    this.#ofContainer = grouped(graph.endpoints, ({ container }) => [container])
    const networks = grouped(
      graph.networks.filter((one) => this.#isWorthTelling(one)),
      ({ hosts }) => hosts,
    )
    const containers = grouped(graph.containers, ({ host }) => [host])
    this.hosts = graph.hosts.map((host) => ({
      host,
      networks: networks.get(host.id) ?? [],
      containers: containers.get(host.id) ?? [],
    }))
  }

  container(id: string): TopologyContainer | undefined {
    return this.#containers.get(id)
  }

  network(id: string): TopologyNetwork | undefined {
    return this.#networks.get(id)
  }

  on(network: TopologyNetwork): readonly TopologyEndpoint[] {
    return this.#onNetwork.get(network.id) ?? []
  }

  of(container: TopologyContainer): readonly TopologyEndpoint[] {
    return this.#ofContainer.get(container.id) ?? []
  }

  /** Every engine has `none`, which is no network, and `host`, which matters where somebody uses it. */
  #isWorthTelling(network: TopologyNetwork): boolean {
    if (network.driver === 'null') return false
    return network.driver !== 'host' || this.on(network).length > 0
  }
}
