import { containerList } from '../container/operations.js'
import { endpointOf } from '../docker-words/endpoint.js'
import { nanosecondsOfTime, parseWhen, until, type ParsedWhen } from '../docker-words/moment.js'
import { orAbsent } from '../engine/absent.js'
import type { CallContext } from '../engine/context.js'
import { filter, filtersOf } from '../engine/call/filters.js'
import { refuseUnknown } from '../engine/call/nearest.js'
import { InUseError } from '../errors/engine.js'
import { isPlainObject } from '../errors/brand.js'
import { checkFlag, invalidArgument } from '../errors/invalid-argument.js'
import { engineTime } from '../system/clock.js'
import { wallTime } from '../time/time.js'
import { networkDelete, networkList } from './operations.js'
import type { NetworkSummary } from './wire/network.js'

const pruneFilters = filtersOf({ until, label: filter.text, 'label!': filter.text })

/** Which unused networks to remove. */
export type NetworkPruneFilters = Parameters<(typeof pruneFilters)['fixed']>[0] & {
  /** Also networks that only stopped containers are on: these cannot start again. */
  readonly stopped?: boolean | undefined
}

/** The filters, each as a list of texts. */
interface Wanted {
  readonly until?: readonly string[]
  readonly label?: readonly string[]
  readonly 'label!'?: readonly string[]
}

/**
 * Removes the networks that no container is on, one by one, and gives their names.
 *
 * Not by the engine's own prune, which does not look at stopped containers, and with several values of `label!` spares
 * only what has all of them. A container that starts meanwhile is safe: the engine refuses to remove its network.
 */
export async function pruneNetworks(call: CallContext, which: NetworkPruneFilters): Promise<string[]> {
  const asGiven: unknown = which // untyped callers may pass anything
  if (!isPlainObject(asGiven)) throw invalidArgument('filters', asGiven, 'give an object such as { label: "a=b" }')
  refuseUnknown(which, [...pruneFilters.names, 'stopped'], 'network.prune')
  const { stopped = false, ...filters } = which
  checkFlag('stopped', stopped)
  const wanted = JSON.parse(pruneFilters.write(filters, 'filters')) as Wanted // which makes lists of them
  const pruned: string[] = []
  for (const network of await unused(call, wanted, stopped)) {
    if (await removed(call, network)) pruned.push(network.Name)
  }
  return pruned
}

async function unused(
  call: CallContext,
  { until: [before] = [], label, 'label!': unlabelled = [] }: Wanted,
  stopped: boolean,
): Promise<readonly NetworkSummary[]> {
  const networks = await call.send(networkList, { query: { filters: { type: 'custom', label } } })
  const youngest = await momentOf(call, parseWhen('until', before))
  const containers = stopped ? [] : await call.send(containerList, { query: { all: true } })
  return networks.filter(
    (network) =>
      !network.Ingress &&
      !network.ConfigOnly &&
      !unlabelled.some((one) => hasLabel(network, one)) &&
      (youngest === undefined || (nanosecondsOfTime(network.Created) ?? youngest + 1n) <= youngest) &&
      !containers.some(({ NetworkSettings }) => endpointOf(NetworkSettings?.Networks, network) !== undefined),
  )
}

/** An age is counted back from the engine's clock, which may differ from ours. */
async function momentOf(call: CallContext, when: ParsedWhen | undefined): Promise<bigint | undefined> {
  if (when === undefined || 'at' in when) return when?.at
  const now = (await engineTime(call.engine, call)) ?? BigInt(wallTime()) * 1_000_000n
  return now - when.ago
}

/** `key`, or `key=value`. */
function hasLabel({ Labels }: NetworkSummary, label: string): boolean {
  const [key = '', ...value] = label.split('=')
  const has = Labels?.[key]
  return has !== undefined && (value.length === 0 || has === value.join('='))
}

/** Whether it went: what is in use stays, and what is gone was removed by somebody else. */
async function removed(call: CallContext, { Id, Name }: NetworkSummary): Promise<boolean> {
  try {
    const answer = await orAbsent(
      'network',
      call.send(networkDelete, { id: Id }).then(() => true),
    )
    call.engine.session.release({ noun: 'network', id: Id, name: Name })
    return answer === true
  } catch (error) {
    if (error instanceof InUseError) return false
    throw error
  }
}
