import { shellQuoted } from '../../container/command-line/shell/quoted.js'
import { Ip } from '../../cidr/ip.js'
import { goBoolean } from '../../network/go-boolean.js'
import { compareApi } from '../../engine/call/api-version.js'
import type { TopologyHost, TopologyNetwork } from '../graph/graph.js'
import { apartFromHost, isOpened, notPublished, onlyInternal } from './between-containers.js'
import type { ContainerParty, HostParty, Joined, OutsideParty } from './parties.js'
import { because, inCode, type ReachReason } from './reason.js'
import { closed, joined, type Question, type Way, type Ways } from './way.js'

/** Ways from a machine to the own address of a container on it. */
export function hostToContainer({ name: from }: HostParty, to: ContainerParty, { port }: Question): Ways {
  return joined(
    to.joined.map((one): Ways => {
      const { network, kind, endpoint } = one
      const ip = one.hostFamilies.includes(4) ? endpoint.ip : one.hostFamilies.includes(6) ? endpoint.ip6 : undefined
      if (ip !== undefined) {
        const says = `${from} has an address on network ${JSON.stringify(network.name)}`
        const way = { via: 'direct', open: true, ip, port, arrivesAt: ip } as const
        return { ways: [{ ...way, because: [because('host-address', says)] }], closed: [] }
      }
      if (kind === 'bridge') return closed(withoutHost(network))
      if (kind === 'overlay') return closed(overlayApart(network.name))
      if (one.isOnLan) return closed(apartFromHost(to))
      if (kind !== 'other') return closed(onlyInternal(to))
      return closed(
        because('driver-not-known', `what the driver ${JSON.stringify(network.driver)} lets pass is its own`),
      )
    }),
  )
}

/** Ways from a container to the machine that it is on. */
export function containerToHost(from: ContainerParty, to: HostParty, question: Question): Ways {
  return joined(from.joined.map((one) => toOwnHost(one, from, to, question)))
}

function toOwnHost(one: Joined, from: ContainerParty, to: HostParty, question: Question): Ways {
  const { network, kind } = one
  const { port, parties, protocol } = question
  const firewall = because('host-firewall', 'a firewall of the host may stop it, and mooring reads none')
  if (kind === 'overlay' && !network.internal) return atAddresses(to, question, [firewall])
  if (kind === 'overlay') return closed(onlyInternal(from))
  if (one.isOnLan) return closed(apartFromHost(from))
  if (kind !== 'bridge') return closed(onlyInternal(from))
  if (one.hostFamilies.length === 0) return closed(withoutHost(network))
  const name = JSON.stringify(network.name)
  if (network.internal && port !== undefined && parties.isPublished(to.host, port, protocol))
    return closed(becauseInternal(from, network.name))
  const says = `${to.name} has an address on network ${name}`
  const reasons = [because('host-address', says), firewall]
  const ways = gatewaysOf(one).map((ip): Way => {
    return { via: 'direct', open: true, ip, port, arrivesAt: ip, because: reasons }
  })
  return {
    ways: [...ways, ...(leadsToHost(one, to.host) ? atAddresses(to, question, [firewall]).ways : [])],
    closed: [],
  }
}

/** Whether the other addresses of the host are reached as well. Engines before 25 give an internal network a router. */
function leadsToHost({ network }: Joined, host: TopologyHost): boolean {
  return !network.internal || compareApi(host.apiVersion, '1.44') < 0
}

/** The host's addresses on a bridge, of the families that the container has there. */
function gatewaysOf({ network: { pools }, hostFamilies, endpoint }: Joined): Ip[] {
  const own = [endpoint.gateway, endpoint.gateway6, ...pools.map(({ gateway }) => gateway)]
  const found = own.filter((ip) => ip !== undefined).filter(({ family }) => hostFamilies.includes(family))
  return found.filter((ip, at) => found.findIndex((other) => other.equals(ip)) === at).sort(Ip.compare)
}

/** Ways to a machine by the addresses that others know; one without an address where none was read. */
export function atAddresses(to: HostParty, { parties, port }: Question, reasons: readonly ReachReason[]): Ways {
  const addresses = parties.lanAddresses(to.host)
  const way = { via: 'direct', open: true, port, because: reasons } as const
  if (addresses === undefined || addresses.length === 0)
    return { ways: [{ ...way, ip: undefined, hostName: to.host.name, arrivesAt: undefined }], closed: [] }
  return { ways: addresses.map((ip) => ({ ...way, ip, arrivesAt: ip })), closed: [] }
}

/** Whether and how a container gets out to other machines. */
export function waysOut(
  from: ContainerParty,
  { parties }: Question,
): { readonly open: Way['open'] | false; readonly because: ReachReason[] } {
  const lan = from.joined.find(({ isOnLan }) => isOnLan)
  if (lan !== undefined) {
    const stands = because('same-lan', `${from.name} stands on the LAN itself, by ${lan.network.driver}`)
    if (isRouted(lan)) return { open: 'unknown', because: [stands, answersNeedRoute(lan, from.host)] }
    if (isStrange(lan, parties.lanAddresses(from.host)))
      return { open: 'unknown', because: [stands, strange(lan, from.host)] }
    return { open: true, because: [stands] }
  }
  const overlay = from.joined.find(({ kind, network }) => kind === 'overlay' && !network.internal)
  const way = from.joined.find(({ endpoint, network }) => isWayOut(endpoint) && !network.internal) ?? overlay
  if (way === undefined) return { open: false, because: [onlyInternal(from)] }
  const { network, kind, hostFamilies } = way
  const name = JSON.stringify(network.name)
  if (kind === 'bridge' && hostFamilies.length === 0) return { open: false, because: [withoutHost(network)] }
  const leads = because('leads-out', `the default route of ${from.name} leads out through network ${name}`)
  if (kind === 'other')
    return {
      open: 'unknown',
      because: [because('driver-not-known', `what the driver of ${name} lets pass is its own`)],
    }
  const masquerades = goBoolean(network.options['com.docker.network.bridge.enable_ip_masquerade']) !== false
  const isNat = network.gatewayMode === undefined || network.gatewayMode.ip.startsWith('nat')
  if (masquerades && isNat) return { open: true, because: [leads] }
  return { open: 'unknown', because: [leads, answersNeedRoute(way, from.host)] }
}

function isWayOut({ defaultRoute, defaultRoute6 }: Joined['endpoint']): boolean {
  return defaultRoute || defaultRoute6
}

/** Ways from a container to the own address of one on another host, by way of the LAN. */
export function overLan(from: ContainerParty, to: ContainerParty, question: Question): Ways {
  const out = waysOut(from, question)
  if (out.open === false) return closed(...out.because)
  const { ways, closed: others } = outsideToContainer(to, question)
  const passed = ways.map((way): Way => {
    return { ...way, open: out.open === true ? way.open : 'unknown', because: [...out.because, ...way.because] }
  })
  return { ways: passed, closed: others }
}

/** Ways from a machine on the LAN to the own address of a container. */
export function outsideToContainer(to: ContainerParty, question: Question): Ways {
  return joined(to.joined.map((one) => fromOutside(one, to, question)))
}

function fromOutside(one: Joined, to: ContainerParty, question: Question): Ways {
  const { network, kind, endpoint } = one
  const { port, parties } = question
  const ip = endpoint.ip ?? endpoint.ip6
  const name = JSON.stringify(network.name)
  const open = (state: Way['open'], ...reasons: readonly ReachReason[]): Ways => ({
    ways: [{ via: 'direct', open: state, ip, port, arrivesAt: ip, because: reasons }],
    closed: [],
  })
  if (kind === 'other')
    return open('unknown', because('driver-not-known', `what the driver of ${name} lets pass is its own`))
  if (one.isOnLan) {
    const stands = because('same-lan', `${to.name} stands on the LAN itself, by network ${name}`)
    if (isRouted(one)) return open('unknown', stands, routeNeeded(one, to.host))
    return isStrange(one, parties.lanAddresses(to.host))
      ? open('unknown', stands, strange(one, to.host))
      : open(true, stands)
  }
  if (network.internal) return closed(becauseInternal(to, network.name))
  if (kind === 'overlay') return closed(overlayApart(network.name))
  if (kind !== 'bridge') return closed(onlyInternal(to))
  const trusted = network.options['com.docker.network.bridge.trusted_host_interfaces']
  if (network.gatewayMode?.ip === 'nat-unprotected' || trusted !== undefined) {
    return open(
      'unknown',
      because('routed', `network ${name} takes what comes to its containers' own addresses`),
      routeNeeded(one, to.host),
    )
  }
  if (network.gatewayMode?.ip === 'routed') {
    if (!isOpened(to, question)) return closed(notPublished(to, port))
    return open(
      'unknown',
      because('routed', `network ${name} is routed: its published ports are at the containers' own addresses`),
      routeNeeded(one, to.host),
    )
  }
  return closed(blockedFromOutside(one, to.host))
}

/** Whether the host has no address of its subnets: then others on the LAN may have none either. */
function isStrange({ network: { pools } }: Joined, known: readonly Ip[] | undefined): boolean {
  return known?.some((ip) => pools.some(({ subnet }) => subnet.contains(ip))) === false
}

function strange({ network: { name, pools } }: Joined, host: TopologyHost): ReachReason {
  const subnet = String(pools[0]?.subnet)
  const says = `${JSON.stringify(host.name)} has no address of ${subnet}, the subnet of network ${JSON.stringify(name)}: whether others on the LAN have, no engine tells`
  return because('lan-not-known', says, {
    mooring: `.subnet() of the network's builder, as the LAN has it`,
    docker: `docker network create --subnet <that of the LAN> ...`,
  })
}

/** Ipvlan in layer 3: the LAN does not know its addresses. */
function isRouted({ kind, network }: Joined): boolean {
  return kind === 'ipvlan' && network.mode !== undefined && network.mode !== 'l2'
}

function blockedFromOutside({ network }: Joined, host: TopologyHost): ReachReason {
  const name = JSON.stringify(network.name)
  const isBlocked = compareApi(host.apiVersion, '1.48') >= 0
  const says = isBlocked
    ? `nobody outside reaches the containers of network ${name} at their own addresses: the engine blocks it`
    : `nobody outside has a route to the containers of network ${name}; a neighbour who sets one gets through on this engine, which newer ones block`
  return because('direct-access-blocked', says, {
    mooring: isBlocked
      ? `.publish() of the container's builder, or .gatewayMode('nat-unprotected') of the network's`
      : `.publish() of the container's builder`,
    docker: isBlocked
      ? `docker run --publish, or docker network create -o com.docker.network.bridge.gateway_mode_ipv4=nat-unprotected`
      : `docker run --publish`,
  })
}

function routeNeeded({ network: { pools } }: Joined, host: TopologyHost): ReachReason {
  const subnet = String(pools[0]?.subnet)
  const says = `the other machine needs a route to ${subnet} by way of ${JSON.stringify(host.name)}, which no engine tells`
  return because('route-needed', says, {
    mooring: `.publish() of the container's builder, on a network with .gatewayMode('nat')`,
    docker: `ip route add ${subnet} via <address of ${host.name}>, on the other machine`,
  })
}

function answersNeedRoute({ network: { name, pools } }: Joined, host: TopologyHost): ReachReason {
  const subnet = String(pools[0]?.subnet)
  const says = `network ${JSON.stringify(name)} does not hide its addresses: the other machine needs a route back to ${subnet}, which no engine tells`
  return because('route-needed', says, {
    mooring: `.masquerade(true) and .gatewayMode('nat') of the network's builder`,
    docker: `ip route add ${subnet} via <address of ${host.name}>, on the other machine`,
  })
}

/** Of a bridge that its host has no address on. */
export function withoutHost({ name: network, gatewayMode }: TopologyNetwork): ReachReason {
  const name = JSON.stringify(network)
  if (gatewayMode?.ip === 'isolated')
    return because('gateway-isolated', `network ${name} is isolated: its host has no address there`, {
      mooring: `.gatewayMode('nat') of the network's builder`,
      docker: `docker network create --internal ..., without gateway_mode_ipv4=isolated`,
    })
  return because('bridge-without-address', `the host has no address on network ${name}: inhibit_ipv4`, {
    mooring: `docker.network.bridge(${inCode(network)}) without .option('com.docker.network.bridge.inhibit_ipv4', 'true')`,
    docker: `docker network create ..., without -o com.docker.network.bridge.inhibit_ipv4`,
  })
}

function overlayApart(network: string): ReachReason {
  const says = `overlay network ${JSON.stringify(network)} is inside the swarm: no machine has an address there`
  return because('overlay-apart', says, {
    mooring: `.publish() of the container's builder`,
    docker: 'docker run --publish ...',
  })
}

/** Of a network that is internal, among others. */
export function becauseInternal({ owner, container }: ContainerParty, network: string): ReachReason {
  const who = (owner ?? container).name
  return because(
    'internal',
    `network ${JSON.stringify(network)} is internal: nothing from outside of it gets in or out`,
    {
      mooring: `await docker.network.connect('bridge', ${inCode(who)}), or another network that is not internal`,
      docker: `docker network connect bridge ${shellQuoted(who)}`,
    },
  )
}

/** The way of what only leaves the machine. */
export function outsideFrom(from: ContainerParty, question: Question): Ways {
  const out = waysOut(from, question)
  if (out.open === false) return closed(...out.because)
  return { ways: [{ ...outside, open: out.open, because: out.because }], closed: [] }
}

const outside = { via: 'direct', ip: undefined, port: undefined, arrivesAt: undefined } as const

/** The way of a machine to others. */
export function outsideFromMachine({ name }: HostParty | OutsideParty): Ways {
  return { ways: [{ ...outside, open: true, because: [because('leads-out', `${name} is on the LAN`)] }], closed: [] }
}
