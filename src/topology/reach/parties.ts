import { isEveryAddress } from '../../cidr/every-address.js'
import type { Ip } from '../../cidr/ip.js'
import type { Family } from '../../cidr/range.js'
import { grouped } from '../../engine/grouped.js'
import { kindOf, type NetworkKind } from '../../network/builder/drivers/drivers.js'
import { goBoolean } from '../../network/go-boolean.js'
import type {
  TopologyContainer,
  TopologyEndpoint,
  TopologyGraph,
  TopologyHost,
  TopologyListener,
  TopologyNetwork,
} from '../graph/graph.js'
import { isOnLan } from '../graph/lan.js'
import { someNames } from './reason.js'

/** A container on one of its networks, and what of the network matters for who reaches whom. */
export interface Joined {
  readonly endpoint: TopologyEndpoint
  readonly network: TopologyNetwork
  readonly kind: NetworkKind
  /** Whether it stands on the LAN of the host: on a parent that is an interface of the host. */
  readonly isOnLan: boolean
  /** The families of addresses that both the host and the container have on it, so that they reach each other there. */
  readonly hostFamilies: readonly Family[]
}

/** A container with the network that it uses: its own, or that of another one. */
export interface ContainerParty {
  readonly kind: 'container'
  readonly name: string
  readonly container: TopologyContainer
  /** Whose network it is; undefined where that one is not in the graph. */
  readonly owner: TopologyContainer | undefined
  readonly host: TopologyHost
  readonly joined: readonly Joined[]
  /** The same by the ids of the networks. */
  readonly byNetwork: ReadonlyMap<string, Joined>
  /** Its networks, for a sentence. */
  readonly places: string
  /** Those that are bridges and lead out, for a sentence; empty where there is none. */
  readonly bridges: string
  /** Whether it stands on the LAN of its host by one of them. */
  readonly isOnLan: boolean
  /** Whether all of them lead nowhere. */
  readonly isInside: boolean
  /** A name that no network has, for a new one. */
  readonly newName: string
}

/** The machine that an engine runs on, or a container that uses its network. */
export interface HostParty {
  readonly kind: 'host'
  readonly name: string
  readonly host: TopologyHost
  /** The container in host mode, if it is one that is meant. */
  readonly container: TopologyContainer | undefined
}

/** A machine on the LAN, with no container on it that the graph knows. */
export interface OutsideParty {
  readonly kind: 'outside'
  readonly name: string
}

export type Party = ContainerParty | HostParty | OutsideParty

/** The parties of a graph. Each is made once: all pairs of many are asked for. */
export class Parties {
  readonly hosts: ReadonlyMap<string, TopologyHost>
  readonly containers: ReadonlyMap<string, TopologyContainer>
  readonly #networks: ReadonlyMap<string, TopologyNetwork>
  readonly #all: ReadonlyMap<string, TopologyContainer>
  readonly #endpoints: ReadonlyMap<string, readonly TopologyEndpoint[]>
  readonly #made = new Map<string, ContainerParty | HostParty>()
  readonly #publishedPorts = new Map<string, Set<string>>()
  readonly #bridges: ReadonlyMap<string, readonly TopologyNetwork[]>
  readonly #lanAddresses = new Map<string, readonly Ip[]>()
  readonly #byName: ReadonlyMap<string, readonly TopologyContainer[]>
  readonly #newName: string

  /** @param whole what was read, of which the graph may be a part: what was left out leads from one to the other as well */
  constructor(graph: TopologyGraph, whole: TopologyGraph = graph) {
    this.hosts = new Map(graph.hosts.map((one) => [one.id, one]))
    this.containers = new Map(graph.containers.map((one) => [one.id, one]))
    this.#networks = new Map(whole.networks.map((one) => [one.id, one]))
    this.#all = new Map(whole.containers.map((one) => [one.id, one]))
    this.#endpoints = grouped(whole.endpoints, ({ container }) => [container])
    this.#byName = grouped(graph.containers, ({ name, id }) => new Set([name, id.slice(0, 12)]))
    for (const { host, running, ports } of whole.containers) {
      const published = this.#publishedPorts.get(host) ?? new Set()
      this.#publishedPorts.set(host, published)
      if (running) for (const { hostPort, protocol } of ports) published.add(`${String(hostPort)}/${protocol}`)
    }
    this.#newName = newNameBeside(whole.networks)
    const bridges = whole.networks.filter(({ driver }) => driver === 'bridge')
    this.#bridges = grouped(bridges, ({ hosts }) => hosts)
  }

  ofHost(host: TopologyHost): HostParty {
    return { kind: 'host', name: `the host ${JSON.stringify(host.name)}`, host, container: undefined }
  }

  ofContainer(container: TopologyContainer): ContainerParty | HostParty {
    const known = this.#made.get(container.id)
    if (known !== undefined) return known
    const made = this.#make(container)
    this.#made.set(container.id, made)
    return made
  }

  /** The containers of a name, or of the short form of an id. */
  readonly named = (word: string): readonly TopologyContainer[] => this.#byName.get(word) ?? []

  /** Whether a port of a host is one that an engine holds for a container. */
  isPublished(host: TopologyHost, port: number, protocol: string): boolean {
    return this.#publishedPorts.get(host.id)?.has(`${port}/${protocol}`) ?? false
  }

  /** Whether an address of a host is that of one of its bridges: nobody outside has a route there. */
  isBridgeAddress(host: TopologyHost, ip: Ip): boolean {
    const networks = this.#bridges.get(host.id) ?? []
    return networks.some(({ pools }) => pools.some(({ subnet }) => subnet.contains(ip)))
  }

  /** The addresses of a host that others on its LAN know; undefined where they were not read. */
  lanAddresses(host: TopologyHost): readonly Ip[] | undefined {
    if (host.addresses === undefined) return undefined
    const known = this.#lanAddresses.get(host.id)
    if (known !== undefined) return known
    const found = host.addresses.filter((ip) => !this.isBridgeAddress(host, ip))
    this.#lanAddresses.set(host.id, found)
    return found
  }

  #make(container: TopologyContainer): ContainerParty | HostParty {
    const owner = container.net === 'shared' ? this.#all.get(container.sharesWith ?? '') : container
    // an engine does not say more of a host that is not in the graph, and there is none
    const host = this.hosts.get(container.host) ?? unknownHost(container.host)
    const name = JSON.stringify(container.name)
    if (owner?.net === 'host') return { kind: 'host', name, host, container }
    const joined = (owner === undefined ? [] : (this.#endpoints.get(owner.id) ?? [])).flatMap((endpoint) => {
      const network = this.#networks.get(endpoint.network)
      return network === undefined ? [] : [joinedTo(network, endpoint)]
    })
    const byNetwork = new Map(joined.map((one) => [one.network.id, one]))
    return {
      kind: 'container',
      name,
      container,
      owner,
      host,
      joined,
      byNetwork,
      ...placesOf(joined),
      newName: this.#newName,
    }
  }
}

function newNameBeside(networks: readonly TopologyNetwork[]): string {
  const taken = new Set(networks.map(({ name }) => name))
  let name = 'shared'
  for (let nth = 2; taken.has(name); nth++) name = `shared-${nth}`
  return name
}

function placesOf(joined: readonly Joined[]): Pick<ContainerParty, 'places' | 'bridges' | 'isOnLan' | 'isInside'> {
  const bridges = joined.filter(({ kind, network }) => kind === 'bridge' && !network.internal)
  return {
    places: joined.length === 0 ? 'no network' : namesOf(joined),
    bridges: namesOf(bridges),
    isOnLan: joined.some((one) => one.isOnLan),
    isInside: joined.length > 0 && joined.every(({ network, isOnLan }) => network.internal && !isOnLan),
  }
}

function namesOf(all: readonly Joined[]): string {
  return someNames(all.map(({ network }) => network.name))
}

function unknownHost(id: string): TopologyHost {
  const nothing = { addresses: undefined, listeners: undefined, changing: false }
  return { id, name: id, version: '', apiVersion: '', ...nothing }
}

function joinedTo(network: TopologyNetwork, endpoint: TopologyEndpoint): Joined {
  const kind = kindOf(network.driver)
  const families = kind === 'bridge' ? hostFamilies(network, endpoint) : []
  return { endpoint, network, kind, isOnLan: isOnLan(network), hostFamilies: families }
}

function hostFamilies({ gatewayMode, options }: TopologyNetwork, { ip, ip6 }: TopologyEndpoint): Family[] {
  const isInhibited = goBoolean(options['com.docker.network.bridge.inhibit_ipv4']) === true
  const families: Family[] = []
  if (ip !== undefined && gatewayMode?.ip !== 'isolated' && !isInhibited) families.push(4)
  if (ip6 !== undefined && gatewayMode?.ip6 !== 'isolated') families.push(6)
  return families
}

/** Whether a listener takes what is sent to an address of its namespace. */
export function takes({ ip }: TopologyListener, dialled: Ip): boolean {
  // at :: most programs take both families
  return isEveryAddress(ip) ? ip.family === 6 || dialled.family === 4 : ip.equals(dialled)
}
