import { orAbsent } from '../../engine/absent.js'
import type { CallContext } from '../../engine/context.js'
import { orUndone } from '../../engine/session/undoing.js'
import { atCaller } from '../../errors/at-caller.js'
import { MooringError, sentenceOf } from '../../errors/base.js'
import { ConnectionError } from '../../errors/connection.js'
import { StateError } from '../../errors/state.js'
import { makeNetwork } from '../create.js'
import type { OwnedNetwork } from '../network.js'
import type { LanHost } from './seen-host.js'

/** How it went on one host. */
interface Outcome {
  readonly host: string
  /** Why the network could not be made there. */
  readonly error?: unknown
  /** What became of what was made there. */
  readonly fate: 'kept' | 'none' | 'undone' | 'left'
}

/**
 * Makes a network on each host, or on none.
 *
 * Each host waits for the others: when one fails, what the others made is removed. After an abort and a deadline the
 * caller hears of it at once, and the removal goes on in the background; `close()` and `cleanup()` of each client wait
 * for it.
 *
 * @throws StateError NOT_ON_ALL_HOSTS; ConnectionError TIMED_OUT
 */
export async function makeOnAll(hosts: readonly LanHost[]): Promise<OwnedNetwork[]> {
  const making = hosts.map(({ call, request }) => makeNetwork(call, request))
  const all = Promise.all(making)
  all.catch(() => undefined) // each host's own outcome tells
  const outcomes = await Promise.all(
    hosts.map(async ({ call, name }, at): Promise<Outcome> => {
      let network: OwnedNetwork | undefined
      try {
        network = await making[at]
        if (network !== undefined) await keptIf(all, call, network)
        return { host: name, fate: 'kept' }
      } catch (error) {
        const left = MooringError.is(error, 'STILL_THERE')
        if (network === undefined) return { host: name, error, fate: left ? 'left' : 'none' }
        return { host: name, fate: left ? 'left' : 'undone' }
      }
    }),
  )
  if (outcomes.every(({ fate }) => fate === 'kept')) return await all
  throw notOnAll(hosts, outcomes)
}

/** Keeps what was made on one host if it is made on all of them, or removes it. */
function keptIf(all: Promise<unknown>, call: CallContext, network: OwnedNetwork): Promise<unknown> {
  return orUndone(
    call,
    network,
    () => all,
    async (undoing) => {
      await orAbsent('network', network.removeOwned(undoing))
      call.engine.session.release(network)
    },
  )
}

function notOnAll(hosts: readonly LanHost[], outcomes: readonly Outcome[]): unknown {
  const aborted = hosts.find(({ call }) => call.signal?.aborted === true)?.call.signal
  if (aborted !== undefined) return aborted.reason
  const network = hosts[0]?.request.Name ?? ''
  const failed = outcomes.filter(({ error }) => error !== undefined)
  const late = failed.find(({ error }) => MooringError.is(error, 'TIMED_OUT'))
  if (late !== undefined) return atCaller(tooLate(network, late))
  const hostsOf = (fate: Outcome['fate']): string[] =>
    outcomes.filter((one) => one.fate === fate).map(({ host }) => host)
  return atCaller(notOnAllHosts(network, { failed, undone: hostsOf('undone'), left: hostsOf('left') }))
}

interface Failure {
  readonly failed: readonly Pick<Outcome, 'host' | 'error'>[]
  readonly undone?: readonly string[]
  readonly left?: readonly string[]
}

/** The error for a network that some host does not take. */
export function notOnAllHosts(
  network: string,
  { failed, undone = [], left = [] }: Failure,
): StateError<'NOT_ON_ALL_HOSTS'> {
  const why = failed.map(({ host, error }) => `on ${host}: ${sentenceOf(error)}`).join('; ')
  const removed = undone.length === 0 ? '' : `; it was removed again from ${undone.join(', ')}`
  const stays = left.length === 0 ? '' : `; it is still on ${left.join(', ')}`
  const hint = failed.map(({ error }) => (MooringError.is(error) ? error.hint : undefined)).find(Boolean)
  return new StateError('NOT_ON_ALL_HOSTS', {
    message: `network ${JSON.stringify(network)} could not be made ${why}${removed}${stays}`,
    details: { network, failed: failed.map(({ host }) => host), undone, left },
    hint: left.length === 0 ? hint : 'docker.cleanup() of that client tries again to remove it',
    target: network,
    cause: failed.length === 1 ? failed[0]?.error : new AggregateError(failed.map(({ error }) => error)),
  })
}

function tooLate(network: string, { host, error }: Pick<Outcome, 'host' | 'error'>): ConnectionError<'TIMED_OUT'> {
  return new ConnectionError('TIMED_OUT', {
    message: `network ${JSON.stringify(network)} was not made in time on ${host}: ${sentenceOf(error)}`,
    details: MooringError.is(error, 'TIMED_OUT') ? error.details : { timeout: 0 },
    hint: 'what the other hosts made is being removed; close() and cleanup() wait for that',
    operation: 'NetworkCreate',
    target: network,
    sent: MooringError.is(error) ? error.sent : 'unknown',
    cause: error,
  })
}
