import {
  dialByHelper,
  dialFromContainer,
  type DialOutcome as ProbeOutcome,
  type DialTarget,
} from '../../container/addresses/dial.js'
import { containerExec } from '../../container/operations.js'
import { openChange, type CallContext } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import type { ContainerParty, HostParty, Party } from '../reach/parties.js'
import { reachBetween, type Reach } from '../reach/reach.js'
import type { AskedProbe } from './asked.js'
import { candidatesFor, type Candidate } from './candidates.js'

export type { ProbeOutcome }

/** One connection that was tried. */
export interface ProbeAttempt {
  /** As it was dialled: `10.10.0.2:80`. */
  readonly address: string
  readonly outcome: ProbeOutcome
}

/** What came of real connections. */
export interface Probe {
  /** Whether one was made and lasted. */
  readonly connected: boolean
  /** Where; undefined where none was. */
  readonly address: string | undefined
  /** The address that `reach()` says, or, where it says that there is none or does not know, all that might lead there. */
  readonly tried: readonly ProbeAttempt[]
  /** What `reach()` says. */
  readonly predicted: Reach
  /**
   * Whether that is what happened. Unknown where `reach()` does not know, where nothing could be tried, and where the
   * target is paused: its kernel takes connections, and nobody answers.
   */
  readonly agrees: boolean | 'unknown'
}

/** Connects, and compares what happens with what was predicted. */
export async function probeWith(engine: Engine, asked: AskedProbe): Promise<Probe> {
  const { from, to, question } = asked
  const call = openChange(engine, { operation: containerExec.id }, asked.call)
  const predicted = reachBetween(from, to, question)
  const candidates =
    predicted.reachable === true && predicted.address !== undefined
      ? [{ address: predicted.address, isPublished: predicted.via === 'published' }]
      : candidatesFor(asked, question)
  const outcomes = candidates.length === 0 ? [] : await dialFrom(call, from, candidates.map(targetOf))
  const tried = candidates.map(({ address }, at) => ({ address, outcome: outcomes[at] ?? 'unreachable' }))
  const address = tried.find(({ outcome }) => outcome === 'connected')?.address
  return { connected: address !== undefined, address, tried, predicted, agrees: agreementOf(predicted, tried, to) }
}

function targetOf({ address, isPublished }: Candidate): DialTarget {
  const [, six, host = '', port] = /^(?:\[(.*)\]|(.*)):(\d+)$/.exec(address) ?? []
  return { host: six ?? host, port: Number(port), isPublished }
}

async function dialFrom(call: CallContext, from: Party, targets: readonly DialTarget[]): Promise<ProbeOutcome[]> {
  if (from.kind === 'outside' || from.container === undefined) return await dialByHelper(call, 'host', targets)
  const { id: container } = from.container
  const network = from.kind === 'host' ? 'host' : `container:${from.owner?.id ?? container}`
  return await dialFromContainer(call, { container, network }, targets)
}

function agreementOf(
  { reachable }: Reach,
  tried: readonly ProbeAttempt[],
  { container }: ContainerParty | HostParty,
): Probe['agrees'] {
  const told = tried.filter(({ outcome }) => outcome !== 'name-not-resolved')
  if (reachable === 'unknown' || told.length === 0) return 'unknown'
  const connected = told.some(({ outcome }) => outcome === 'connected')
  if (connected && container?.state === 'paused') return 'unknown'
  return reachable === connected
}
