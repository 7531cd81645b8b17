import { shellQuoted } from '../../container/command-line/shell/quoted.js'
import type { Ip } from '../../cidr/ip.js'
import { compareApi } from '../../engine/call/api-version.js'
import type { ContainerParty, Joined } from './parties.js'
import { because, inCode, someNames, type ReachChange, type ReachReason } from './reason.js'
import { closed, noWay, type Question, type Way, type Ways } from './way.js'

/** Ways from a container to another's own address, both with networks of their own; found as they are asked for. */
export function* directWays(from: ContainerParty, to: ContainerParty, question: Question): Generator<Ways> {
  let isCommon = false
  for (const [one, other] of commonNetworks(from, to)) {
    isCommon = true
    yield inOneNetwork(one, other, from, to, question)
  }
  const lan = onOneLan(from, to, question)
  yield lan
  const routed = throughRouted(from, to, question)
  yield routed
  if (!isCommon && lan.ways.length + routed.ways.length === 0) yield closed(...whyNoCommon(from, to))
}

/** Looked up in the one that is on more of them. */
function* commonNetworks(from: ContainerParty, to: ContainerParty): Generator<[one: Joined, other: Joined]> {
  const isFew = from.joined.length <= to.joined.length
  const [few, many] = isFew ? [from, to] : [to, from]
  for (const joined of few.joined) {
    const match = many.byNetwork.get(joined.network.id)
    if (match !== undefined) yield isFew ? [joined, match] : [match, joined]
  }
}

function inOneNetwork(one: Joined, other: Joined, from: ContainerParty, to: ContainerParty, { port }: Question): Ways {
  const { network, kind } = one
  const name = JSON.stringify(network.name)
  const ip = commonAddress(one, other)
  if (ip === undefined) {
    const says = `${from.name} and ${to.name} are on ${name}, and have no addresses of one family there`
    return closed(because('no-common-family', says, newNetwork(from, to)))
  }
  const way = { via: 'direct', ip, port, arrivesAt: ip } as const
  const both = because('common-network', `${from.name} and ${to.name} are on network ${name}`)
  const open = (state: Way['open'], ...reasons: readonly ReachReason[]): Ways => ({
    ways: [{ ...way, open: state, because: [both, ...reasons] }],
    closed: [],
  })
  if (kind === 'bridge') {
    if (!network.icc) return closed(iccOff(network.name, newNetwork(from, to)))
    return network.name === 'bridge' ? open(true, noNames(to)) : open(true)
  }
  if (kind === 'overlay') return open(true)
  if (kind === 'other')
    return open(
      'unknown',
      because('driver-not-known', `what the driver ${JSON.stringify(network.driver)} lets pass is its own`),
    )
  const mode = kind === 'ipvlan' ? network.options['ipvlan_flag'] : network.mode
  if (mode === 'private') return closed(privateMode(network.name, kind))
  if (mode === 'vepa') return open('unknown', vepaMode(network.name))
  return open(true)
}

function commonAddress({ endpoint: a }: Joined, { endpoint: b }: Joined): Ip | undefined {
  if (a.ip !== undefined && b.ip !== undefined) return b.ip
  return a.ip6 === undefined ? undefined : b.ip6
}

/** Two networks on one LAN: macvlan or ipvlan networks of two hosts, or of one parent. */
function onOneLan(from: ContainerParty, to: ContainerParty, { port }: Question): Ways {
  if (!from.isOnLan || !to.isOnLan) return noWay
  for (const one of from.joined) {
    if (!one.isOnLan) continue
    for (const other of to.joined) {
      if (!other.isOnLan || one.network.id === other.network.id) continue
      const ip = other.endpoint.ip
      if (ip === undefined || one.endpoint.ip === undefined || !sees(one, ip) || !sees(other, one.endpoint.ip)) continue
      if (from.host === to.host) {
        // an interface of the host is a LAN, and another one is another
        if (one.network.hostInterface !== other.network.hostInterface) continue
        if (one.kind !== other.kind || one.network.mode === 'private' || other.network.mode === 'private') continue
      }
      const isKnown = from.host === to.host || one.network.name === other.network.name
      const lan = one.network.pools.find(({ subnet }) => subnet.contains(ip))?.subnet
      const says = `${from.name} and ${to.name} stand on the LAN ${String(lan)}`
      const unsure = `whether the networks ${someNames([one.network.name, other.network.name])} of two hosts are on one LAN, no engine tells`
      const reasons = [because('same-lan', says), ...(isKnown ? [] : [because('lan-not-known', unsure)]), noNames(to)]
      const open = isKnown && one.network.mode !== 'vepa' && other.network.mode !== 'vepa' ? true : 'unknown'
      return { ways: [{ via: 'direct', open, ip, port, arrivesAt: ip, because: reasons }], closed: [] }
    }
  }
  return noWay
}

function sees({ network: { pools } }: Joined, ip: Ip): boolean {
  return pools.some(({ subnet }) => subnet.contains(ip))
}

/** Since engines 28 other bridges reach the published ports of a routed one by the container's own address. */
function throughRouted(from: ContainerParty, to: ContainerParty, question: Question): Ways {
  if (from.host !== to.host) return noWay
  const target = to.joined.find(({ network }) => network.gatewayMode?.ip === 'routed' && !network.internal)
  const source = from.joined.find(({ network, hostFamilies }) => hostFamilies.includes(4) && !network.internal)
  const ip = target?.endpoint.ip
  if (target === undefined || source === undefined || ip === undefined) return noWay
  if (source.network.id === target.network.id) return noWay
  if (!isOpened(to, question)) return closed(notPublished(to, question.port))
  const says = `network ${JSON.stringify(target.network.name)} is routed: others reach the published ports of ${to.name} at its own address`
  const open = compareApi(to.host.apiVersion, '1.48') >= 0 ? true : 'unknown'
  const reasons = [because('routed', says), noNames(to)]
  return { ways: [{ via: 'direct', open, ip, port: question.port, arrivesAt: ip, because: reasons }], closed: [] }
}

/** Whether a container was made with this port published, wherever. */
export function isOpened({ owner }: ContainerParty, { port, protocol }: Question): boolean {
  const ports = owner?.ports ?? []
  return ports.some((one) => port === undefined || (one.port === port && one.protocol === protocol))
}

function whyNoCommon(from: ContainerParty, to: ContainerParty): ReachReason[] {
  const reasons = [noCommonNetwork(from, to)]
  if (from.host !== to.host) return reasons
  if (from.bridges !== '' && to.bridges !== '') {
    const says = `engines keep bridges apart: nothing passes from ${from.bridges} to ${to.bridges}`
    reasons.push(because('isolated-bridges', says))
  }
  for (const party of [from, to]) if (party.isInside) reasons.push(onlyInternal(party))
  if (from.isOnLan !== to.isOnLan) reasons.push(apartFromHost(from.isOnLan ? from : to))
  return reasons
}

function noCommonNetwork(from: ContainerParty, to: ContainerParty): ReachReason {
  const says = `${from.name} is on ${from.places}, and ${to.name} is on ${to.places}`
  const target = to.joined.find(({ network }) => network.name !== 'bridge' && network.hosts.includes(from.host.id))
  const [a, b] = [from, to].map(({ owner, container }) => (owner ?? container).name) as [string, string]
  if (target !== undefined) {
    const { name } = target.network
    return because('no-common-network', says, {
      mooring: `await docker.network.connect(${inCode(name)}, ${inCode(a)})`,
      docker: `docker network connect ${shellQuoted(name)} ${shellQuoted(a)}`,
    })
  }
  if (from.host !== to.host)
    return because('no-common-network', `${says}, on another host`, {
      mooring: `.net() of both on an overlay, or publish the port of ${inCode(b)} with .publish()`,
      docker: `docker network create --driver overlay --attachable ${from.newName}, or docker run --publish`,
    })
  return because('no-common-network', says, newNetwork(from, to))
}

function iccOff(network: string, change: ReachChange): ReachReason {
  const says = `containers on network ${JSON.stringify(network)} may not talk to each other: icc is off`
  return because('icc-off', says, change)
}

function privateMode(network: string, kind: 'macvlan' | 'ipvlan'): ReachReason {
  return because(
    'private-mode',
    `${kind} network ${JSON.stringify(network)} keeps its containers apart: private mode`,
    {
      mooring:
        kind === 'macvlan' ? `.mode('bridge') of the network's builder` : `.flag('bridge') of the network's builder`,
      docker: `docker network create -d ${kind} -o ${kind === 'macvlan' ? 'macvlan_mode' : 'ipvlan_flag'}=bridge ...`,
    },
  )
}

function vepaMode(network: string): ReachReason {
  const says = `network ${JSON.stringify(network)} sends through the switch, in vepa mode: that must send it back`
  return because('switch-needed', says, {
    mooring: `.mode('bridge') of the network's builder`,
    docker: 'docker network create -d macvlan -o macvlan_mode=bridge ...',
  })
}

/** Engines change no network, and remove none that somebody is on: both join a new one. */
function newNetwork(...both: readonly [ContainerParty, ContainerParty]): ReachChange {
  const [{ newName }] = both
  const names = both.map(({ owner, container }) => (owner ?? container).name)
  return {
    mooring: [
      `const net = await docker.network.bridge('${newName}').create()`,
      ...names.map((name) => `await net.connect(${inCode(name)})`),
    ].join('; '),
    docker: [
      `docker network create ${newName}`,
      ...names.map((name) => `docker network connect ${newName} ${shellQuoted(name)}`),
    ].join(' && '),
  }
}

/** Of one whose networks lead nowhere. */
export function onlyInternal(party: ContainerParty): ReachReason {
  const { name, owner, container } = party
  const who = (owner ?? container).name
  return because('internal', `${name} is on internal networks only, ${party.places}: they lead nowhere else`, {
    mooring: `await docker.network.connect('bridge', ${inCode(who)}), or another network that is not internal`,
    docker: `docker network connect bridge ${shellQuoted(who)}`,
  })
}

/** Of one that stands on the LAN, and never meets its own host. */
export function apartFromHost({ name, joined: all, host }: ContainerParty): ReachReason {
  const network = all.find(({ isOnLan }) => isOnLan)?.network
  const says = `${name} stands on the LAN by ${network?.driver ?? 'macvlan'}, whose containers and their own host never meet, nor what goes through that host`
  return because('macvlan-own-host', says, {
    mooring: `await docker.host.macvlanShim(${inCode(network?.name ?? '')}, { address }), whose commands are run on ${JSON.stringify(host.name)}; or connect both to a bridge`,
    docker: `ip link add shim0 link ${shellQuoted(network?.hostInterface ?? 'eth0')} type macvlan mode bridge, and a route over it, on the host`,
  })
}

/** Names are known on networks of one's own, inside one engine. */
export function noNames(to: ContainerParty): ReachReason {
  return because('name-not-resolved', `the name ${to.name} does not resolve there: dial the address`, {
    mooring: `connect both to a network of their own: docker.network.bridge(name).create()`,
    docker: `docker network create <name>, and docker network connect both`,
  })
}

/** Of a port that is needed and was not published. */
export function notPublished(to: ContainerParty, port: number | undefined): ReachReason {
  const { owner, container, name } = to
  const what = port === undefined ? 'no port' : `not its port ${port}`
  return because('not-published', `${name} publishes ${what}`, {
    mooring: `await docker.container.ref(${inCode((owner ?? container).name)}).replace((c) => c.publish('${port ?? 80}:${port ?? 80}'))`,
    docker: `docker run --publish ${port ?? 80}:${port ?? 80} ...`,
  })
}
