import type { Ref } from '../../engine/ref.js'
import type { Membership } from '../names/memberships.js'
import type { NetworkSummary } from '../wire/network.js'
import type { NetworkChange, NetworksSnapshot, WatchedNetwork } from './change.js'
import type { Look, Suspects } from './look.js'
import { NetworkNames } from './network-names.js'

interface KnownNetwork {
  readonly network: Ref<'network'>
  readonly driver: string
  readonly names: NetworkNames
}

/** The endpoints of one container, by the network's id. */
type Endpoints = Map<string, Membership>

/** What is known of the networks, and of who is on them. Only a look at the engine changes it. */
export class Picture implements Suspects {
  readonly #networks = new Map<string, KnownNetwork>()
  readonly #endpoints = new Map<string, Endpoints>()
  /** Where containers that are there, and on no network now, were before. */
  readonly #earlier = new Map<string, Endpoints>()

  get networks(): ReadonlySet<string> {
    return new Set(this.#networks.keys())
  }

  /** Those on a network, now or earlier. */
  get containers(): ReadonlySet<string> {
    return new Set([...this.#endpoints.keys(), ...this.#earlier.keys()])
  }

  /** Whether a container is on one of the networks. */
  has(container: string): boolean {
    return this.#endpoints.has(container)
  }

  snapshot(): NetworksSnapshot {
    const known = [...this.#networks.values()].sort(byNetworkName)
    return {
      type: 'snapshot',
      networks: known.map((one) => this.#watched(one)),
      names: known.flatMap(({ names }) => names.all()),
    }
  }

  /**
   * Takes what was seen, and tells what is different from before. First who left, so that an address is free before
   * another container is told to have it.
   */
  take({ networks, containers }: Look): NetworkChange[] {
    const changes: NetworkChange[] = []
    for (const [id, now] of containers) changes.push(...this.#leave(id, now ?? []))
    for (const [id, found] of networks) if (found === undefined) changes.push(...this.#removed(id))
    for (const [id, found] of networks) if (found !== undefined) changes.push(...this.#created(id, found))
    for (const [id, now] of containers) {
      for (const membership of now ?? []) changes.push(...this.#join(membership))
      if (now === undefined) this.#earlier.delete(id)
    }
    return changes
  }

  #leave(container: string, now: readonly Membership[]): NetworkChange[] {
    const before = [...(this.#endpoints.get(container)?.values() ?? [])]
    const left = before.filter((one) => !now.some((other) => isSameEndpoint(one, other)))
    return left.flatMap((membership) => this.#left(membership))
  }

  #left(member: Membership): NetworkChange[] {
    const known = this.#networks.get(member.networkId)
    const endpoints = this.#endpoints.get(member.container.id)
    endpoints?.delete(member.networkId)
    if (endpoints?.size === 0) this.#endpoints.delete(member.container.id)
    put(this.#earlier, member)
    return known === undefined
      ? []
      : [{ type: 'left', network: known.network, member, names: known.names.change(member, undefined) }]
  }

  #removed(id: string): NetworkChange[] {
    const known = this.#networks.get(id)
    if (known === undefined) return []
    const left = this.#on(id).flatMap((member) => this.#left(member))
    this.#networks.delete(id)
    for (const endpoints of this.#earlier.values()) endpoints.delete(id)
    return [...left, { type: 'removed', network: known.network, driver: known.driver, names: [] }]
  }

  #created(id: string, { Name, Driver }: NetworkSummary): NetworkChange[] {
    if (this.#networks.has(id)) return []
    const network = { noun: 'network', id, name: Name } as const
    this.#networks.set(id, { network, driver: Driver, names: new NetworkNames(network) })
    return [{ type: 'created', network, driver: Driver, names: [] }]
  }

  #join(member: Membership): NetworkChange[] {
    const known = this.#networks.get(member.networkId)
    // A network that is gone again: what becomes of the container, the next event tells.
    if (known === undefined) return []
    const { network } = known
    const { id } = member.container
    const current = this.#endpoints.get(id)?.get(member.networkId)
    const earlier = this.#earlier.get(id)?.get(member.networkId)
    put(this.#endpoints, member)
    this.#earlier.get(id)?.delete(member.networkId)
    const names = known.names.change(current, member)
    if (current !== undefined)
      return hasSameNames(current, member) ? [] : [{ type: 'renamed', network, member, before: current, names }]
    if (earlier === undefined || isSameAddress(earlier, member)) return [{ type: 'joined', network, member, names }]
    return [{ type: 'readdressed', network, member, before: earlier, names }]
  }

  #watched({ network, driver }: KnownNetwork): WatchedNetwork {
    return { network, driver, members: this.#on(network.id).sort(byContainerName) }
  }

  #on(network: string): Membership[] {
    return [...this.#endpoints.values()].flatMap((endpoints) => endpoints.get(network) ?? [])
  }
}

function put(all: Map<string, Endpoints>, member: Membership): void {
  const endpoints = all.get(member.container.id) ?? new Map<string, Membership>()
  all.set(member.container.id, endpoints.set(member.networkId, member))
}

/** Each start of a container and each connect makes a new endpoint. */
function isSameEndpoint(before: Membership, now: Membership): boolean {
  return before.networkId === now.networkId && before.endpointId === now.endpointId && isSameAddress(before, now)
}

function isSameAddress(before: Membership, now: Membership): boolean {
  return `${before.ip}` === `${now.ip}` && `${before.ip6}` === `${now.ip6}`
}

function hasSameNames(before: Membership, now: Membership): boolean {
  const written = ({ container, names }: Membership): string =>
    [container.name, ...names.map(({ name, via }) => `${via} ${name}`)].join('\n')
  return written(before) === written(now)
}

function byNetworkName(a: KnownNetwork, b: KnownNetwork): number {
  return a.network.name < b.network.name ? -1 : 1
}

function byContainerName(a: Membership, b: Membership): number {
  return a.container.name < b.container.name ? -1 : 1
}
