import { nearest, refuseUnknown } from '../../engine/call/nearest.js'
import { checkRef, type RefLike } from '../../engine/ref.js'
import { quoted } from '../../errors/describe-value.js'
import { checkWord, invalidArgument } from '../../errors/invalid-argument.js'
import { UsageError } from '../../errors/usage.js'
import type { TopologyContainer, TopologyHost } from '../graph/graph.js'
import type { Parties, Party } from './parties.js'
import type { Question } from './way.js'

/**
 * Who reaches, or is reached: a container by its handle, name or id; `host`, the machine that the other one is on;
 * `outside`, another machine on its LAN.
 */
export type ReachEnd = RefLike<'container'>

/** What of the target is meant. */
export interface ReachOptions {
  /** The target's own port; when left out, whether packets get there by any way at all. */
  readonly port?: number | undefined
  /** `tcp` when left out. */
  readonly protocol?: 'tcp' | 'udp' | 'sctp' | undefined
  /** Which host `host` is, by its name or id, where there are several and the other end does not tell. */
  readonly host?: string | undefined
}

/** A question about two ends, checked. */
export interface AskedReach {
  readonly from: Party
  readonly to: Party
  readonly question: Question
}

/**
 * Reads what `reach()` was given.
 *
 * @throws UsageError UNKNOWN_OPTION, INVALID_ARGUMENT, INVALID_PORT, INVALID_REF
 */
export function readReach(
  parties: Parties,
  ends: { readonly from: ReachEnd; readonly to: ReachEnd },
  options: ReachOptions,
): AskedReach {
  refuseUnknown(options, ['port', 'protocol', 'host'], 'reach')
  const { port, protocol = 'tcp', host } = options
  if (port !== undefined) checkPort(port)
  checkWord('protocol', protocol, ['tcp', 'udp', 'sctp'])
  const { from, to } = ends
  const containers = [from, to].map((end, at) => (isMachine(end) ? undefined : containerOf(parties, end, at)))
  const [a, b] = containers
  if (from === 'outside' && to === 'outside')
    throw invalidArgument(
      'to',
      to,
      'one of them is a container or the host',
      'two machines outside are none of its hosts',
    )
  const near = host === undefined ? undefined : hostNamed(parties, 'host', host)
  if (near !== undefined && from !== 'host' && to !== 'host')
    throw invalidArgument('host', host, "leave it out where neither end is 'host'")
  const partyOf = (end: ReachEnd, own: TopologyContainer | undefined, other: TopologyContainer | undefined): Party => {
    if (own !== undefined) return parties.ofContainer(own)
    if (end === 'outside') return { kind: 'outside', name: 'another machine' }
    return parties.ofHost(near ?? hostOf(parties, other))
  }
  return { from: partyOf(from, a, b), to: partyOf(to, b, a), question: { parties, port, protocol } }
}

function isMachine(end: ReachEnd): boolean {
  return end === 'host' || end === 'outside'
}

/** Refuses what is no port of a target. */
export function checkPort(port: unknown): void {
  if (typeof port === 'number' && Number.isInteger(port) && port >= 1 && port <= 65535) return
  throw new UsageError('INVALID_PORT', {
    message: `the port of the target cannot be ${quoted(port)}`,
    details: { value: port },
    hint: "give the target's own port as a number from 1 to 65535",
  })
}

function hostOf({ hosts }: Parties, other: TopologyContainer | undefined): TopologyHost {
  const own = hosts.get(other?.host ?? '')
  const [first, ...more] = hosts.values()
  if (own !== undefined) return own
  if (first !== undefined && more.length === 0) return first
  throw invalidArgument('to', 'host', 'say which one with { host }: its name or id', 'there are several hosts')
}

/** A host by what an option says. */
export function hostNamed({ hosts }: Parties, option: string, word: unknown): TopologyHost {
  const hint = 'give the name or the id of a host of this topology'
  if (typeof word !== 'string' || word === '') throw invalidArgument(option, word, hint)
  const found = [...hosts.values()].find(({ id, name }) => id === word || name === word)
  if (found !== undefined) return found
  const near = nearest(word, new Set([...hosts.values()].map(({ name }) => name)))
  const better = near === undefined ? hint : `did you mean ${near}?`
  throw invalidArgument(option, word, better, `no host of this topology is ${quoted(word)}`)
}

function containerOf({ containers, named }: Parties, end: ReachEnd, at: number): TopologyContainer {
  const argument = at === 0 ? 'from' : 'to'
  const word = checkRef('container', 'word', end)
  const byId = containers.get(word)
  if (byId !== undefined) return byId
  const [found, ...others] = named(word)
  if (found !== undefined && others.length === 0) return found
  if (found !== undefined) {
    const says = `several hosts of this topology have a container ${quoted(word)}`
    throw invalidArgument(argument, word, 'give its id, or its handle', says)
  }
  const names = new Set(['host', 'outside', ...[...containers.values()].map(({ name }) => name)])
  const near = nearest(word, names)
  const hint = near === undefined ? "give a container's name or id, 'host' or 'outside'" : `did you mean ${near}?`
  throw invalidArgument(argument, word, hint, `this topology has no container ${quoted(word)}`)
}
