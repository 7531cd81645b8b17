import { Ip } from '../../cidr/ip.js'
import { Mac } from '../../cidr/mac.js'
import type { ContainerInspect } from '../../container/wire/inspect.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { plainName } from '../../engine/ref.js'
import { hasEndpoints } from '../endpoint/has-endpoints.js'
import type { Member } from '../members.js'

/** By which of its names a container answers to an alias. */
export type Via = 'name' | 'alias' | 'hostname' | 'id'

/** A name that a container has on a network. */
export interface MemberName {
  readonly name: string
  readonly via: Via
}

/** A running container on one of its networks, with its names there. */
export interface Membership extends Member {
  readonly networkId: string
  /** Each name once: the first of the kinds that it is counts. Where the network has no DNS, nobody can use them. */
  readonly names: readonly MemberName[]
}

/** The networks that a container is on now. One that is stopped, or waits for its next start, is on none. */
export function membershipsOf(found: ContainerInspect): Membership[] {
  if (!hasEndpoints(found.State)) return []
  const endpoints = Object.values(found.NetworkSettings.Networks ?? {})
  return endpoints
    .filter(({ NetworkID = '', EndpointID = '' }) => NetworkID !== '' && EndpointID !== '')
    .filter(isFirstOfItsNetwork)
    .map((endpoint) => membership(found, endpoint))
}

/** Engines list a network twice when a container was made with the short form of its id. */
function isFirstOfItsNetwork(
  { NetworkID }: EndpointSettings,
  index: number,
  endpoints: readonly EndpointSettings[],
): boolean {
  return endpoints.findIndex((other) => other.NetworkID === NetworkID) === index
}

function membership(found: ContainerInspect, endpoint: EndpointSettings): Membership {
  const { NetworkID = '', EndpointID = '', IPAddress = '', GlobalIPv6Address = '', MacAddress = '' } = endpoint
  return {
    networkId: NetworkID,
    container: { noun: 'container', id: found.Id, name: plainName(found.Name) },
    ip: Ip.tryParse(IPAddress),
    ip6: Ip.tryParse(GlobalIPv6Address),
    mac: Mac.tryParse(MacAddress),
    endpointId: EndpointID,
    names: namesIn(found, endpoint),
  }
}

/** The names that a container has on a network, whether it runs or not. */
export function namesIn(
  { Id, Name, Config: { Hostname = '' } }: ContainerInspect,
  { Aliases, DNSNames }: EndpointSettings,
): MemberName[] {
  const shortId = Id.slice(0, 12)
  // Engines below API 1.45 put the short id and the hostname among the aliases.
  const aliases = (Aliases ?? []).filter((alias) => alias !== shortId && alias !== Hostname)
  const all: [via: Via, names: readonly string[]][] = [
    ['name', [plainName(Name)]],
    ['alias', aliases],
    ['id', [shortId]],
    ['hostname', [Hostname]],
    ['alias', DNSNames ?? []],
  ]
  const names = all.flatMap(([via, some]) => some.filter((name) => name !== '').map((name) => ({ name, via })))
  return names.filter(({ name }, index) => names.findIndex((other) => sameName(other.name, name)) === index)
}

/** Case does not matter to DNS. */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
