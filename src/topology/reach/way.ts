import type { Ip } from '../../cidr/ip.js'
import { shellQuoted } from '../../container/command-line/shell/quoted.js'
import type { TopologyContainer, TopologyListener } from '../graph/graph.js'
import { takes, type Parties } from './parties.js'
import { because, inCode, type ReachChange, type ReachReason } from './reason.js'

/** What is asked about a pair. */
export interface Question {
  readonly parties: Parties
  /** The target's own port; undefined for whether packets get there at all. */
  readonly port: number | undefined
  /** `tcp`, `udp` or `sctp`. */
  readonly protocol: string
}

/** Where packets may go: one address to dial, and who must listen behind it. */
export interface Way {
  readonly via: 'direct' | 'published'
  /** Whether the network lets them pass. */
  readonly open: true | 'unknown'
  /** Undefined where it is an address of a host, and none was read. */
  readonly ip: Ip | undefined
  /** The host whose address it is, where that is not known. */
  readonly hostName?: string | undefined
  readonly port: number | undefined
  /** The target's own address that packets arrive at; undefined where that is not known. */
  readonly arrivesAt: Ip | undefined
  readonly because: readonly ReachReason[]
}

/** The ways that there are, and why there are no others. */
export interface Ways {
  readonly ways: readonly Way[]
  readonly closed: readonly ReachReason[]
}

export const noWay: Ways = { ways: [], closed: [] }

export function closed(...reasons: readonly ReachReason[]): Ways {
  return { ways: [], closed: reasons }
}

export function joined(all: readonly Ways[]): Ways {
  return { ways: all.flatMap(({ ways }) => ways), closed: all.flatMap((one) => one.closed) }
}

/** Whether somebody behind a way takes what comes, and why that is so or is not known. */
export interface Taken {
  readonly taken: boolean | 'unknown'
  readonly because: readonly ReachReason[]
}

/** Who is at the end of a way. */
export interface Target {
  readonly name: string
  /** Undefined where it is the host itself. */
  readonly container: TopologyContainer | undefined
}

/** Looks for who listens at the end of a way. */
export function takenBy(
  target: Target,
  listeners: readonly TopologyListener[] | undefined,
  { port, protocol }: Question,
  arrivesAt: Ip | undefined,
): Taken {
  if (port === undefined) return { taken: true, because: [] }
  // engines' hosts list listeners of TCP and UDP
  if (listeners === undefined || protocol === 'sctp')
    return { taken: 'unknown', because: [notRead(target, port, protocol)] }
  const here = listeners.filter((one) => one.port === port && one.protocol === protocol)
  const taker = here.find((one) => (arrivesAt === undefined ? one.ip.scope !== 'loopback' : takes(one, arrivesAt)))
  if (taker !== undefined)
    return { taken: true, because: [because('listening', `${target.name} listens on ${written(taker)}`)] }
  if (here.length === 0) return { taken: false, because: [nobodyListens(target, listeners, port, protocol)] }
  return { taken: false, because: [listensElsewhere(target, here, port)] }
}

function notRead({ name, container }: Target, port: number, protocol: string): ReachReason {
  const tables = `cat /proc/net/${protocol} /proc/net/${protocol}6`
  return because('listeners-not-read', `nobody has looked whether ${name} listens on port ${port}/${protocol}`, {
    mooring: 'await topology(docker, { listeners: true }), with a helper image that the engine has',
    docker: container === undefined ? tables : `docker exec ${shellQuoted(container.name)} ${tables}`,
  })
}

function nobodyListens(
  { name, container }: Target,
  listeners: readonly TopologyListener[],
  port: number,
  protocol: string,
): ReachReason {
  const others = [...new Set(listeners.filter((one) => one.protocol === protocol).map((one) => one.port))]
  const where =
    others.length === 0 ? 'on none' : `on ${others.slice(0, 8).join(', ')}${others.length > 8 ? ', ...' : ''}`
  const says = `nobody listens on port ${port}/${protocol} in ${name}, which listens ${where}`
  return because('nobody-listens', says, container && lookInto(container, port))
}

/** Why its program does not listen, only its logs can tell. */
function lookInto({ name }: TopologyContainer, port: number): ReachChange {
  const handle = `docker.container.ref(${inCode(name)})`
  return {
    mooring: `await ${handle}.waitFor({ port: ${port} }), or look at ${handle}.logs()`,
    docker: `docker logs ${shellQuoted(name)}`,
  }
}

function listensElsewhere({ name, container }: Target, here: readonly TopologyListener[], port: number): ReachReason {
  const where = here.map(written).join(' and ')
  const listen = `make it listen on 0.0.0.0:${port}: by its own configuration`
  return because('listens-elsewhere', `${name} listens on ${where} only`, {
    mooring: container === undefined ? listen : `${listen}, such as .env('HOST', '0.0.0.0')`,
    docker: container === undefined ? listen : `${listen}, such as docker run --env HOST=0.0.0.0`,
  })
}

function written({ ip, port }: TopologyListener): string {
  return addressText(ip, undefined, port)
}

/** An address as it stands in a URL. */
export function addressText(ip: Ip | undefined, hostName: string | undefined, port: number | undefined): string {
  const host = ip === undefined ? (hostName ?? '') : ip.family === 6 && port !== undefined ? `[${ip}]` : `${ip}`
  return port === undefined ? host : `${host}:${port}`
}
