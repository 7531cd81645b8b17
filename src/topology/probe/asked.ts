import type { CallOptions } from '../../engine/call/call-options.js'
import { options, own } from '../../engine/call/options.js'
import { checkWord, invalidArgument } from '../../errors/invalid-argument.js'
import { checkPort, hostNamed, readReach, type ReachEnd, type ReachOptions } from '../reach/asked.js'
import type { Parties } from '../reach/parties.js'
import type { Question } from '../reach/way.js'
import type { Connecting } from './candidates.js'

/** Where a probe connects to, and from which machine. */
export interface ProbeOptions extends CallOptions, Pick<ReachOptions, 'host'> {
  /** The target's own port. */
  readonly port: number
  /** Nothing else: whoever sends a datagram and hears nothing knows nothing. */
  readonly protocol?: 'tcp' | undefined
  /** Which host of the topology stands for `outside`, by its name or id; the first one that the target is not on. */
  readonly by?: string | undefined
}

const probeOptions = options<ProbeOptions>('probe', {
  port: own((_, port) => checkPort(port)),
  protocol: own(checkTcp),
  host: own(() => undefined), // it is looked up among the hosts
  by: own(() => undefined),
})

/** A question about two ends, checked, and who answers it. */
export interface AskedProbe extends Connecting {
  readonly question: Question
  readonly call: CallOptions
}

/**
 * Reads what `probe()` was given.
 *
 * @throws UsageError UNKNOWN_OPTION, INVALID_ARGUMENT, INVALID_PORT, INVALID_REF
 */
export function readProbe(
  parties: Parties,
  ends: { readonly from: ReachEnd; readonly to: ReachEnd },
  given: ProbeOptions,
): AskedProbe {
  probeOptions.check(given)
  const { port, host, by } = given
  checkPort(port)
  const { from, to, question } = readReach(parties, ends, { port, host })
  if (to.kind === 'outside')
    throw invalidArgument(
      'to',
      ends.to,
      "give 'host' and { host }, another machine of this topology",
      "nobody knows the addresses of 'outside'",
    )
  if (from.kind !== 'outside') {
    if (by !== undefined) throw invalidArgument('by', by, "leave it out where 'outside' is not the one that connects")
    return { from, to, machine: from.host, question, call: probeOptions.call(given) }
  }
  const [other] = [...parties.hosts.values()].filter((one) => one !== to.host)
  const machine = by === undefined ? other : hostNamed(parties, 'by', by)
  if (machine === undefined || machine === to.host)
    throw invalidArgument(
      by === undefined ? 'from' : 'by',
      by ?? ends.from,
      'read the engine of another machine on the LAN as well: topology(docker, other)',
      `no other machine of this topology can connect to ${to.name}`,
    )
  return { from, to, machine, question, call: probeOptions.call(given) }
}

function checkTcp(name: string, protocol: unknown): void {
  if (protocol === 'udp' || protocol === 'sctp')
    throw invalidArgument(name, protocol, 'ask t.reach(), which needs no answer', `nobody can connect over ${protocol}`)
  checkWord(name, protocol, ['tcp'])
}
