import { isEveryAddress } from '../../cidr/every-address.js'
import { Ip } from '../../cidr/ip.js'
import type { TopologyPort } from '../graph/graph.js'
import { apartFromHost, notPublished, onlyInternal } from './between-containers.js'
import type { ContainerParty, Joined, Party } from './parties.js'
import { publishInstead } from './publish-instead.js'
import { because, type ReachChange, type ReachReason } from './reason.js'
import { closed, joined, noWay, type Question, type Way, type Ways } from './way.js'
import { waysOut, withoutHost } from './with-hosts.js'

/** Ways through the ports that a container publishes on its host. */
export function publishedWays(from: Party, to: ContainerParty, question: Question): Ways {
  const { port, protocol } = question
  const ports = (to.owner?.ports ?? []).filter(
    (one) => one.hostPort !== undefined && (port === undefined || (one.port === port && one.protocol === protocol)),
  )
  if (ports.length === 0) return to.joined.some(canPublish) ? closed(notPublished(to, port)) : noWay
  const behind = to.joined.find(isBehindPorts) ?? to.joined.find(canPublish)
  // what a port leads to, the host must reach
  if (behind?.kind === 'bridge' && behind.hostFamilies.length === 0) return closed(withoutHost(behind.network))
  const arrivesAt = behind?.kind === 'overlay' ? undefined : (behind?.endpoint.ip ?? behind?.endpoint.ip6)
  return joined(ports.map((one) => throughPort(from, to, one, { question, arrivesAt })))
}

function canPublish({ kind, network }: Joined): boolean {
  return (kind === 'bridge' || kind === 'overlay') && !network.internal
}

function isBehindPorts(one: Joined): boolean {
  return canPublish(one) && (one.endpoint.defaultRoute || one.kind === 'overlay')
}

interface Behind {
  readonly question: Question
  readonly arrivesAt: Ip | undefined
}

function throughPort(from: Party, to: ContainerParty, port: TopologyPort, behind: Behind): Ways {
  const isHere = from.kind !== 'outside' && from.host === to.host
  if (isHere && from.kind === 'host') return asWay(to, port, behind, [loopbackOr(port.hostIp)], [])
  if (port.hostIp.scope === 'loopback') return closed(onLoopback(to, port))
  if (isHere && from.kind === 'container') return fromNeighbour(from, to, port, behind)
  if (behind.question.parties.isBridgeAddress(to.host, port.hostIp)) return closed(outOfReach(to, port))
  const out = from.kind === 'container' ? waysOut(from, behind.question) : { open: true as const, because: [] }
  if (out.open === false) return closed(...out.because)
  const lan = behind.question.parties.lanAddresses(to.host)
  const known = isEveryAddress(port.hostIp)
    ? lan?.filter(({ family }) => takesFamily(port.hostIp, family))
    : [port.hostIp]
  if (known?.length === 0) return closed(withoutFamily(to, port))
  return asWay(to, port, behind, known ?? [undefined], out.because, out.open)
}

/** A container on the same host dials an address of that: its own router's where the port is open on all. */
function fromNeighbour(from: ContainerParty, to: ContainerParty, port: TopologyPort, behind: Behind): Ways {
  const lan = behind.question.parties.lanAddresses(to.host)?.find(({ family }) => takesFamily(port.hostIp, family))
  for (const one of from.joined) {
    if (one.network.internal || one.isOnLan) continue
    if (one.kind === 'overlay') return asWay(to, port, behind, [isEveryAddress(port.hostIp) ? lan : port.hostIp], [])
    // any of its routers is an address of the host
    const { gateway, gateway6 } = one.endpoint
    const router = [gateway, gateway6].find((ip) => ip !== undefined && takesFamily(port.hostIp, ip.family))
    if (router === undefined || !one.hostFamilies.includes(router.family)) continue
    return asWay(to, port, behind, [isEveryAddress(port.hostIp) ? router : port.hostIp], [])
  }
  return closed(from.isOnLan ? apartFromHost(from) : onlyInternal(from))
}

function asWay(
  to: ContainerParty,
  { port, protocol, hostIp, hostPort }: TopologyPort,
  { arrivesAt }: Behind,
  addresses: readonly (Ip | undefined)[],
  before: readonly ReachReason[],
  open: Way['open'] = true,
): Ways {
  const where = isEveryAddress(hostIp) ? `on every address of ${JSON.stringify(to.host.name)}` : `on ${hostIp}`
  const says = `${to.name} publishes its port ${port}/${protocol} ${where}, as ${String(hostPort)}`
  const reasons = [...before, because('published', says)]
  const ways = addresses.map((ip): Way => {
    return { via: 'published', open, ip, hostName: to.host.name, port: hostPort, arrivesAt, because: reasons }
  })
  return { ways, closed: [] }
}

/** Whether what is open on an address can be dialled in a family. */
function takesFamily(hostIp: Ip, family: 4 | 6): boolean {
  return hostIp.family === family
}

function loopbackOr(hostIp: Ip): Ip {
  if (!isEveryAddress(hostIp)) return hostIp
  return hostIp.family === 4 ? Ip.parse('127.0.0.1') : Ip.parse('::1')
}

function onLoopback(to: ContainerParty, door: TopologyPort): ReachReason {
  const { port, hostIp } = door
  const says = `${to.name} publishes its port ${port} on ${hostIp}, where only its host reaches it`
  return because('published-on-loopback', says, anywhere(to, door))
}

function withoutFamily(to: ContainerParty, door: TopologyPort): ReachReason {
  const { port, hostIp } = door
  const says = `${to.name} publishes its port ${port} on ${hostIp}, and ${JSON.stringify(to.host.name)} has no address of IPv${hostIp.family} that others know`
  return because('published-out-of-reach', says, anywhere(to, door))
}

function outOfReach(to: ContainerParty, door: TopologyPort): ReachReason {
  const { port, hostIp } = door
  const says = `${to.name} publishes its port ${port} on ${hostIp}, an address that only ${JSON.stringify(to.host.name)} and its containers know`
  return because('published-out-of-reach', says, anywhere(to, door))
}

function anywhere({ owner, container }: ContainerParty, door: TopologyPort): ReachChange {
  return publishInstead(owner ?? container, door, { hostPort: door.hostPort ?? '' })
}
