import type { CallContext } from '../../engine/context.js'
import { conflict } from '../../errors/conflict.js'
import { networkList } from '../../network/operations.js'
import type { NetworkSummary } from '../../network/wire/network.js'
import { refusals } from '../builder/network/net-modes.js'
import type { ContainerCreateRequest } from '../wire/create.js'

/** A network that a request joins. */
export interface JoinedNetwork extends NetworkSummary {
  /** Whether its name means another network as well: engines before 25 let two have the same. */
  readonly hasTwin?: boolean
}

/** What the engine knows of the networks that a request joins: undefined for one that it does not list. */
export type JoinedNetworks = ReadonlyMap<string, JoinedNetwork | undefined>

/** Modes, and the network that every engine has: nothing of them needs to be looked up. */
const needsNoLook = /^(?:default|bridge|host|none|container:.*)?$/

/** Looks up the networks of a request, all at once; none if it names none. */
export async function lookUpNetworks(call: CallContext, request: ContainerCreateRequest): Promise<JoinedNetworks> {
  const words = wordsFor(request).filter((word) => !needsNoLook.test(word))
  if (words.length === 0) return new Map()
  const listed = await call.send(networkList, {})
  const found = words.map((word) => [word, meantBy(word, listed)] as const)
  // it is called by its name or its id from here on
  const called = found.flatMap(([, network]) => {
    if (network === undefined) return []
    const byName = network.hasTwin === true ? [] : [[network.Name, network] as const]
    return [[network.Id, network] as const, ...byName]
  })
  return new Map([...found, ...called])
}

function wordsFor({ HostConfig, NetworkingConfig }: ContainerCreateRequest): string[] {
  const words = [HostConfig?.NetworkMode ?? '', ...Object.keys(NetworkingConfig?.EndpointsConfig ?? {})]
  return [...new Set(words)]
}

/** As engines understand a word: a whole id, a name, or the beginning of one id. */
function meantBy(word: string, networks: readonly NetworkSummary[]): JoinedNetwork | undefined {
  const exact = networks.find(({ Id }) => Id === word)
  const named = networks.filter(({ Name }) => Name === word)
  const begun = named.length > 0 ? named : networks.filter(({ Id }) => Id.startsWith(word))
  const found = exact ?? (begun.length === 1 ? begun[0] : undefined)
  if (found === undefined) return undefined
  const hasTwin = networks.some(({ Id, Name }) => Id !== found.Id && (Name === found.Name || Id === found.Name))
  return hasTwin ? { ...found, hasTwin } : found
}

/**
 * Refuses ports that no network of the container would open; engines accept them, and open nothing.
 *
 * @returns what to tell the caller where it is not known
 * @throws UsageError CONFLICTING_OPTIONS
 */
export function checkPublished(request: ContainerCreateRequest, networks: JoinedNetworks): string[] {
  const { NetworkMode, PortBindings, PublishAllPorts } = request.HostConfig ?? {}
  if (PublishAllPorts !== true && Object.keys(PortBindings ?? {}).length === 0) return []
  if (NetworkMode === 'host' || NetworkMode === 'none')
    throw conflict('publish', `net('${NetworkMode}')`, refusals.publish[NetworkMode])
  const joined = wordsFor(request).filter((word) => word !== '')
  if (joined.length === 0 || joined.some((word) => needsNoLook.test(word) || opensPorts(networks.get(word)))) return []
  const unknown = joined.find((word) => networks.get(word) === undefined)
  if (unknown !== undefined)
    return [`the engine does not list network ${JSON.stringify(unknown)}, so whether it opens ports is not known`]
  const [closed] = joined.flatMap((word) => networks.get(word) ?? [])
  throw conflict('publish', `net(${JSON.stringify(closed?.Name)})`, whyClosed(closed))
}

// An interface on the LAN of the host, beside the engine's own rules for ports.
const onTheLan = ['macvlan', 'ipvlan']

function opensPorts(network: NetworkSummary | undefined): boolean {
  return network !== undefined && !network.Internal && !onTheLan.includes(network.Driver)
}

function whyClosed({ Name = '', Driver = '', Internal = false }: Partial<NetworkSummary> = {}): string {
  const network = `network ${JSON.stringify(Name)}`
  if (Internal) return `${network} is internal and publishes no ports: join a second network that is not`
  return `${network} is of driver ${Driver}, which publishes no ports: all of them are open at the container's own address`
}
