import { isEveryAddress } from '../../cidr/every-address.js'
import type {
  TopologyContainer,
  TopologyEndpoint,
  TopologyGraph,
  TopologyHost,
  TopologyNetwork,
  TopologyPort,
} from '../graph/graph.js'
import type { Relations } from '../graph/relations.js'

// How each thing is said in every format.

/** A host in one line: its name, its engine. */
export function hostWords({ name, version, changing }: TopologyHost): string {
  return `${name}, Docker ${version}${changing ? ', which changed while it was read' : ''}`
}

/** What kind of network it is: `bridge`, `internal`. */
export function networkKind(network: TopologyNetwork): string[] {
  const { driver, mode, hostInterface, internal, configOnly, icc, gatewayMode, scope } = network
  const hasParent = driver === 'macvlan' || driver === 'ipvlan'
  const gateways = [...new Set([gatewayMode?.ip, gatewayMode?.ip6])].filter((one) => one !== undefined && one !== 'nat')
  return [
    hasParent && mode !== undefined && mode !== 'bridge' ? `${driver} ${mode}` : driver,
    ...(hasParent && hostInterface !== undefined ? [hostInterface] : []),
    ...(internal ? ['internal'] : []),
    ...(configOnly ? ['configuration only'] : []),
    ...(icc ? [] : ['icc off']),
    ...gateways.map(String),
    ...(scope === 'swarm' && driver !== 'overlay' ? ['swarm'] : []),
  ]
}

/** The addresses of an endpoint, IPv4 first. */
export function addressesOf({ ip, ip6, linkLocalIps }: TopologyEndpoint): string[] {
  return [ip, ip6, ...linkLocalIps].flatMap((one) => (one === undefined ? [] : [`${one}`]))
}

/** The names of an endpoint besides that of its container. */
export function aliasesOf({ aliases }: TopologyEndpoint, container: TopologyContainer): string[] {
  return aliases.filter((alias) => alias !== container.name).map((alias) => `@${alias}`)
}

/** Whose network a container uses, which has none of its own; undefined for one that has. */
export function withoutOwn({ net, sharesWith = '' }: TopologyContainer, relations: Relations): string | undefined {
  if (net === 'shared') return `network of ${relations.container(sharesWith)?.name ?? sharesWith.slice(0, 12)}`
  return net === 'none' ? 'no network' : undefined
}

/** Where a port of a container is open. */
export interface Door {
  /** `8080`, `127.0.0.1:8080`, or `any` where the engine chooses one. */
  readonly outside: string
  /** `80/tcp`. */
  readonly inside: string
  /** Who can come in: everybody who reaches the host, who reaches one of its addresses, or the host alone. */
  readonly reach: 'all' | 'address' | 'loopback'
}

/** The published ports of a container, each once: one that is open on every address of both families is one door. */
export function doorsOf(container: TopologyContainer): Door[] {
  const doors = new Map<string, Door>()
  for (const port of container.ports) {
    const door = doorOf(port)
    doors.set(`${door.outside} ${door.inside}`, door)
  }
  return [...doors.values()]
}

function doorOf({ port, protocol, hostIp, hostPort }: TopologyPort): Door {
  const isAll = isEveryAddress(hostIp)
  const number = hostPort === undefined ? 'any' : `${hostPort}`
  const address = hostIp.family === 6 ? `[${hostIp}]` : `${hostIp}`
  return {
    outside: isAll ? number : `${address}:${number}`,
    inside: `${port}/${protocol}`,
    reach: isAll ? 'all' : hostIp.scope === 'loopback' ? 'loopback' : 'address',
  }
}

/** Words of our own for what may have any name: `n0`, `c0`, by ids. */
export function nodeWords({ networks, containers }: TopologyGraph): ReadonlyMap<string, string> {
  return new Map([
    ...networks.map(({ id }, at): [string, string] => [id, `n${at}`]),
    ...containers.map(({ id }, at): [string, string] => [id, `c${at}`]),
  ])
}

/** What a terminal or a drawing would take for an instruction, made visible. */
export function visible(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufffe\uffff\p{Surrogate}]/gu,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
