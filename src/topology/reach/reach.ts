import { shellQuoted } from '../../container/command-line/shell/quoted.js'
import { directWays } from './between-containers.js'
import type { ContainerParty, HostParty, Party } from './parties.js'
import { publishedWays } from './published.js'
import { because, eachOnce, inCode, type ReachReason, type ReachReasonCode } from './reason.js'
import { addressText, takenBy, type Question, type Taken, type Way, type Ways } from './way.js'
import {
  atAddresses,
  containerToHost,
  hostToContainer,
  outsideFrom,
  outsideFromMachine,
  outsideToContainer,
  overLan,
} from './with-hosts.js'
import { Ip } from '../../cidr/ip.js'

interface Answer {
  /** The chain of reasons, the first one first; where there are several ways, those of the one that counts. */
  readonly because: readonly ReachReason[]
}

/** There is a way. */
export interface Reachable extends Answer {
  readonly reachable: true
  /** At the target's own address, or only through a port that it publishes on its host. */
  readonly via: 'direct' | 'published'
  /**
   * What to dial: `10.10.0.2:80`. The name of a host stands for its address where that was not read. Undefined where the
   * target is `outside`.
   */
  readonly address: string | undefined
}

/** There is no way, or nobody at its end. */
export interface Unreachable extends Answer {
  readonly reachable: false
  readonly via: undefined
  readonly address: undefined
}

/** Something decides it that engines do not tell: the last reasons say what. */
export interface MaybeReachable extends Answer {
  readonly reachable: 'unknown'
  readonly via: 'direct' | 'published'
  readonly address: string | undefined
}

/** Whether one reaches the other. `reachable` tells which it is. */
export type Reach = Reachable | Unreachable | MaybeReachable

/** Whether one party reaches the other: by what engines said, and nothing is asked. */
export function reachBetween(from: Party, to: Party, question: Question): Reach {
  const atStart = whyNotFrom(from)
  const atEnd = whyNotTo(to)
  if (isOneNamespace(from, to)) return inOneNamespace(from, to, question, [...atStart, ...atEnd])
  const trouble = [...atStart, ...atEnd]
  if (trouble.some(({ reason }) => reason !== 'paused')) return unreachable(trouble)
  const answer = bestOf(waysBetween(from, to, question), to, question)
  return trouble.length > 0 ? unreachable([...answer.because, ...trouble]) : answer
}

/** The ways between two that have a network each, and do not share it; found as they are asked for. */
export function* waysBetween(from: Party, to: Party, question: Question): Generator<Ways> {
  if (to.kind === 'outside') yield from.kind === 'container' ? outsideFrom(from, question) : outsideFromMachine(from)
  else if (to.kind === 'host') yield toHost(from, to, question)
  else {
    yield* directTo(from, to, question)
    yield publishedWays(from, to, question)
  }
}

function toHost(from: Party, to: HostParty, question: Question): Ways {
  if (from.kind !== 'container') return atAddresses(to, question, [onLan(from, to), hostFirewall])
  if (from.host === to.host) return containerToHost(from, to, question)
  const out = outsideFrom(from, question)
  const [way] = out.ways
  if (way === undefined) return out
  const { ways } = atAddresses(to, question, [...way.because, hostFirewall])
  return { ways: ways.map((one) => ({ ...one, open: way.open })), closed: [] }
}

const hostFirewall = because('host-firewall', 'a firewall of the host may stop it, and mooring reads none')

function onLan(from: Party, to: Party): ReachReason {
  return because('same-lan', `${from.name} and ${to.name} are machines on a LAN`)
}

function* directTo(from: Party, to: ContainerParty, question: Question): Generator<Ways> {
  if (from.kind !== 'container') {
    const isHere = from.kind === 'host' && from.host === to.host
    yield isHere ? hostToContainer(from, to, question) : outsideToContainer(to, question)
    return
  }
  let isDirect = false
  for (const ways of directWays(from, to, question)) {
    isDirect ||= ways.ways.length > 0
    yield ways
  }
  const isApart = from.host !== to.host && !isDirect && !from.isOnLan
  if (isApart) yield overLan(from, to, question)
}

/** Whether both use one network: then each is the other's localhost. */
export function isOneNamespace(from: Party, to: Party): boolean {
  if (from.kind === 'outside' || to.kind === 'outside') return false
  if (from.kind === 'host' || to.kind === 'host') return from.kind === to.kind && from.host === to.host
  return (from.owner ?? from.container) === (to.owner ?? to.container)
}

function inOneNamespace(from: Party, to: Party, question: Question, trouble: readonly ReachReason[]): Reach {
  const stops = trouble.filter(({ reason }) => reason !== 'no-network' || isGone(from))
  if (stops.length > 0) return unreachable(stops)
  const says = `${from.name} and ${to.name} share one network: each is the other's localhost`
  const { port } = question
  const ways = [Ip.parse('127.0.0.1'), Ip.parse('::1'), ...addressesOf(to)].map((ip): Way => {
    return { via: 'direct', open: true, ip, port, arrivesAt: ip, because: [because('same-namespace', says)] }
  })
  return bestOf([{ ways, closed: [] }], to, question)
}

function addressesOf(party: Party): Ip[] {
  if (party.kind === 'outside') return []
  if (party.kind === 'host') return [...(party.host.addresses ?? [])]
  return party.joined.flatMap(({ endpoint: { ip, ip6 } }) => [ip, ip6].filter((one) => one !== undefined))
}

function isGone(party: Party): boolean {
  return party.kind === 'container' && party.owner === undefined
}

/** The best of the ways: one that is open before one of which that is not known; then the first. */
function bestOf(all: Iterable<Ways>, to: Party, question: Question): Reach {
  let unknown: Reach | undefined
  const reasons: ReachReason[] = []
  for (const { ways, closed } of all) {
    for (const way of ways) {
      const taken = takenAt(way, to, question)
      const chain = [...way.because, ...taken.because]
      if (taken.taken === false) {
        reasons.push(...chain.filter(({ reason }) => !asides.has(reason)))
        continue
      }
      const address = to.kind === 'outside' ? undefined : addressText(way.ip, way.hostName, way.port)
      if (taken.taken === true && way.open === true) return { reachable: true, via: way.via, address, because: chain }
      unknown ??= { reachable: 'unknown', via: way.via, address, because: chain }
    }
    reasons.push(...closed)
  }
  return unknown ?? unreachable(reasons)
}

/** What is worth telling of a way that there is, and nothing of one that there is not. */
const asides: ReadonlySet<string> = new Set(['host-firewall', 'name-not-resolved'] satisfies ReachReasonCode[])

function takenAt(way: Way, to: Party, question: Question): Taken {
  if (to.kind === 'outside') {
    if (question.port === undefined) return { taken: true, because: [] }
    const says = `whether another machine listens on port ${question.port}, and what its firewall lets pass, no engine tells`
    return { taken: 'unknown', because: [because('other-machine', says)] }
  }
  const listeners = to.kind === 'host' ? to.host.listeners : (to.owner ?? to.container).listeners
  return takenBy(to, listeners, question, way.arrivesAt)
}

function unreachable(reasons: readonly ReachReason[]): Unreachable {
  return { reachable: false, via: undefined, address: undefined, because: eachOnce(reasons) }
}

function whyNotFrom(party: Party): ReachReason[] {
  return party.kind === 'outside' ? [] : whyNot(party, 'sends nothing')
}

function whyNotTo(party: Party): ReachReason[] {
  return party.kind === 'outside' ? [] : whyNot(party, 'takes connections, and never answers')
}

function whyNot({ container, name, ...party }: ContainerParty | HostParty, whenPaused: string): ReachReason[] {
  if (container === undefined) return []
  if (party.kind === 'container' && party.owner === undefined) {
    const says = `${name} used the network of container ${(container.sharesWith ?? '').slice(0, 12)}, which is not there`
    return [because('no-network', says, remake(container.name))]
  }
  if (!container.running) return [stopped(container.name, container.state)]
  if (party.kind === 'container' && party.owner?.running === false)
    return [stopped(party.owner.name, party.owner.state)]
  if (container.state === 'paused')
    return [
      because('paused', `${name} is paused: it ${whenPaused}`, {
        mooring: `await docker.container.ref(${inCode(container.name)}).unpause()`,
        docker: `docker unpause ${shellQuoted(container.name)}`,
      }),
    ]
  if (party.kind === 'container' && party.joined.length === 0)
    return [because('no-network', `${name} is on no network`, connectIt(container.name))]
  return []
}

function stopped(name: string, state: string): ReachReason {
  return because('stopped', `${JSON.stringify(name)} is ${state}: it has its addresses when it runs`, {
    mooring: `await docker.container.ref(${inCode(name)}).start()`,
    docker: `docker start ${shellQuoted(name)}`,
  })
}

/** Engines connect nothing to a container without a network, before it is off `none`. */
function connectIt(name: string): { mooring: string; docker: string } {
  return {
    mooring: `await docker.network.disconnect('none', ${inCode(name)}); await docker.network.connect('bridge', ${inCode(name)})`,
    docker: `docker network disconnect none ${shellQuoted(name)} && docker network connect bridge ${shellQuoted(name)}`,
  }
}

function remake(name: string): { mooring: string; docker: string } {
  return {
    mooring: `make ${inCode(name)} again with another .net(...)`,
    docker: 'docker run --network container:<another> ...',
  }
}
