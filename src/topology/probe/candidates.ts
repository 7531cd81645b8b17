import { isEveryAddress } from '../../cidr/every-address.js'
import { Ip } from '../../cidr/ip.js'
import type { TopologyHost, TopologyListener } from '../graph/graph.js'
import { takes, type ContainerParty, type HostParty, type Party } from '../reach/parties.js'
import { isOneNamespace } from '../reach/reach.js'
import { addressText, type Question } from '../reach/way.js'

/** An address that might lead to the target. */
export interface Candidate {
  /** As somebody dials it: `10.10.0.2:80`. */
  readonly address: string
  /** Whether the engine's proxy may stand there. */
  readonly isPublished: boolean
}

/** Who connects to whom, and the machine that the connections leave from. */
export interface Connecting {
  readonly from: Party
  readonly to: ContainerParty | HostParty
  readonly machine: TopologyHost
}

/** Every address that might lead to a port of the target, whatever engines let pass. */
export function candidatesFor({ from, to, machine }: Connecting, { parties, port = 0 }: Question): Candidate[] {
  // another machine may have the same subnet on a bridge of its own: whoever answers there is its own
  const isOwn = (ip: Ip): boolean => machine !== to.host && parties.isBridgeAddress(machine, ip)
  const ofHost = hostAddresses(from, to.host, parties.lanAddresses(to.host))
  const near = isOneNamespace(from, to) ? loopback : []
  const direct = [...near, ...(to.kind === 'host' ? ofHost : ownAddresses(to))].map((ip) => ({ ip, port }))
  const published = publishedPorts(to, port).flatMap((door) =>
    addressesOf(door, from, to.host, ofHost).map((ip) => ({ ip, port: door.port })),
  )
  const texts = (all: readonly { readonly ip: Ip; readonly port: number }[]): string[] =>
    all.filter(({ ip }) => !isOwn(ip)).map((one) => addressText(one.ip, undefined, one.port))
  const [own, doors] = [new Set(texts(direct)), new Set(texts(published))]
  return [
    ...[...own].map((address) => ({ address, isPublished: false })),
    ...[...doors].filter((address) => !own.has(address)).map((address) => ({ address, isPublished: true })),
  ]
}

const loopback = [Ip.parse('127.0.0.1'), Ip.parse('::1')]

function ownAddresses({ joined }: ContainerParty): Ip[] {
  const active = joined.filter(({ endpoint }) => endpoint.active)
  return active.flatMap(({ endpoint: { ip, ip6 } }) => [ip, ip6].filter((one) => one !== undefined))
}

/** The addresses of a machine that somebody may know: itself, its own containers, others on its LAN. */
function hostAddresses(from: Party, host: TopologyHost, known: readonly Ip[] = []): Ip[] {
  if (from.kind === 'outside' || from.host !== host) return [...known]
  return [...(from.kind === 'host' ? loopback : routersOf(from)), ...(host.addresses ?? [])]
}

/** The addresses of the host that a container on its bridges has for routers. */
function routersOf({ joined }: ContainerParty): Ip[] {
  const bridges = joined.filter(({ kind }) => kind === 'bridge')
  return bridges
    .flatMap(({ endpoint, network }) => [
      endpoint.gateway,
      endpoint.gateway6,
      ...network.pools.map(({ gateway }) => gateway),
    ])
    .filter((ip) => ip !== undefined)
}

/** Where an engine takes connections for a container. */
interface PublishedPort {
  readonly ip: Ip
  readonly port: number
}

function publishedPorts(to: ContainerParty | HostParty, port: number): PublishedPort[] {
  if (to.kind === 'host' || to.owner?.running !== true) return []
  return to.owner.ports.flatMap(({ port: own, protocol, hostIp, hostPort }) =>
    own === port && protocol === 'tcp' && hostPort !== undefined ? [{ ip: hostIp, port: hostPort }] : [],
  )
}

/** The addresses to try a published port at; not those where somebody else listens, as far as that is known. */
function addressesOf({ ip, port }: PublishedPort, from: Party, host: TopologyHost, ofHost: readonly Ip[]): Ip[] {
  const door: TopologyListener = { protocol: 'tcp', ip, port }
  const isFree = (other: Ip): boolean => host.listeners?.some((one) => one.port === port && takes(one, other)) === false
  const isNear = from.kind === 'host' && from.host === host
  const own = isEveryAddress(ip) || (ip.scope === 'loopback' && !isNear) ? [] : [ip]
  return [...own, ...ofHost.filter((other) => takes(door, other) || isFree(other))]
}
