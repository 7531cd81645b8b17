import { inspectAll } from '../../container/inspect-all.js'
import { containerList } from '../../container/operations.js'
import type { ContainerInspect } from '../../container/wire/inspect.js'
import type { ContainerSummary } from '../../container/wire/summary.js'
import type { OneOrMore } from '../../engine/call/filters.js'
import type { CallContext } from '../../engine/context.js'
import { isLeftover } from '../../network/endpoint/has-endpoints.js'
import { listedMembers } from '../../network/endpoint/listed-members.js'
import { networkList } from '../../network/operations.js'
import type { NetworkSummary } from '../../network/wire/network.js'
import { readListening, type Listening } from './listeners.js'
import { systemInfo, systemVersion } from '../../system/operations.js'

/** What one engine said, at one moment. */
export interface Snapshot {
  readonly host: EngineFacts
  readonly networks: readonly NetworkSummary[]
  readonly containers: readonly ContainerInspect[]
  /** Undefined where it was not asked for. */
  readonly listening: Listening | undefined
  /** Whether the engine never held still while it was read. */
  readonly changing: boolean
}

/** Which engine it is. */
export interface EngineFacts {
  readonly id: string
  readonly name: string
  readonly version: string
  /** The newest API that it speaks, which stands for its version. */
  readonly apiVersion: string
}

/** Which containers to read. */
export interface SnapshotQuery {
  readonly label: OneOrMore<string> | undefined
  readonly stopped: boolean
  readonly listeners: boolean
}

/** How often an engine that changes while it is read is read. */
const mostReadings = 5

/**
 * Reads an engine as it is at one moment. It takes many requests, for a list tells no aliases: they count when a list
 * after them is the same as the one before.
 */
export async function readSnapshot(call: CallContext, query: SnapshotQuery): Promise<Snapshot> {
  const [{ ID, Name, ServerVersion }, { ApiVersion }] = await Promise.all([
    call.send(systemInfo, {}),
    call.send(systemVersion, {}),
  ])
  const host = { id: ID, name: Name, version: ServerVersion, apiVersion: ApiVersion }
  let before = await readLists(call, query)
  for (let readings = 1; ; readings++) {
    const ids = before.containers.map(({ Id }) => Id)
    const found = await withoutRefused(call, await inspectAll(call, ids))
    const listening = query.listeners ? await readListening(call, found) : undefined
    const after = await readLists(call, query)
    const isSame = factsIn(after) === factsIn(before)
    if (isSame || readings === mostReadings)
      return { host, networks: after.networks, containers: found, listening, changing: !isSame }
    before = after
  }
}

/** The containers without what a refused connect has left in their settings: nothing is attached with it. */
async function withoutRefused(call: CallContext, found: readonly ContainerInspect[]): Promise<ContainerInspect[]> {
  const listed = await listedMembers(call, found)
  return found.map((one) => {
    const { Networks, ...others } = one.NetworkSettings
    const attached = Object.entries(Networks ?? {}).filter(
      ([, endpoint]) => !isLeftover(one, endpoint, listed.get(endpoint.NetworkID ?? '')),
    )
    return { ...one, NetworkSettings: { ...others, Networks: Object.fromEntries(attached) } }
  })
}

interface Lists {
  readonly networks: readonly NetworkSummary[]
  readonly containers: readonly ContainerSummary[]
}

async function readLists(call: CallContext, { label, stopped }: SnapshotQuery): Promise<Lists> {
  const filters = label === undefined ? undefined : { label }
  const [networks, containers] = await Promise.all([
    call.send(networkList, {}),
    call.send(containerList, { query: { all: stopped, filters } }),
  ])
  return { networks, containers }
}

/** What of the lists the graph is made of; not how long a container has been up. */
function factsIn({ networks, containers }: Lists): string {
  const ofContainers = containers.map(({ Id, Names, State, Ports, NetworkSettings }) => [
    Id,
    Names,
    State,
    (Ports ?? []).map((port) => JSON.stringify(port)).sort(),
    NetworkSettings?.Networks,
  ])
  return JSON.stringify([networks.map(({ Id, Name }) => [Id, Name]).sort(), ofContainers])
}
