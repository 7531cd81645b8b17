import { containerInspect, containerList } from '../../container/operations.js'
import { orAbsent } from '../../engine/absent.js'
import type { CallContext } from '../../engine/context.js'
import { membershipsOf, type Membership } from '../names/memberships.js'
import { networkInspect, networkList } from '../operations.js'
import type { NetworkSummary } from '../wire/network.js'

/** What the engine said of some containers and networks, when it was asked. */
export interface Look {
  /** The networks that were asked for, by id; undefined for those that are gone. */
  readonly networks: ReadonlyMap<string, NetworkSummary | undefined>
  /** The networks that a container is on; undefined for a container that is gone. */
  readonly containers: ReadonlyMap<string, readonly Membership[] | undefined>
}

/** What may have changed, by id. */
export interface Suspects {
  readonly networks: ReadonlySet<string>
  readonly containers: ReadonlySet<string>
}

/** What is watched, and what of it is known already. */
export interface Watched extends Suspects {
  /** The id of the only network that counts; undefined for all. */
  readonly only: string | undefined
}

/** Looks at everything that is watched. What was known before, and is not there any more, is told to be gone. */
export async function lookAtAll(call: CallContext, watched: Watched): Promise<Look> {
  const { only } = watched
  const [listed, running] = await Promise.all([
    only === undefined ? call.send(networkList, {}) : [],
    call.send(containerList, { query: only === undefined ? {} : { filters: { network: only } } }),
  ])
  const unlisted = [...watched.networks, ...(only === undefined ? [] : [only])]
  const networks = new Map<string, NetworkSummary | undefined>(listed.map((one) => [one.Id, one]))
  const suspects = {
    networks: new Set(unlisted.filter((id) => !networks.has(id))),
    containers: new Set([...watched.containers, ...running.map(({ Id }) => Id)]),
  }
  const looked = await lookAt(
    call,
    { ...watched, networks: new Set([...watched.networks, ...networks.keys()]) },
    suspects,
  )
  return { networks: new Map([...networks, ...looked.networks]), containers: looked.containers }
}

/** Looks at what may have changed, and at networks that are heard of for the first time. */
export async function lookAt(call: CallContext, watched: Watched, suspects: Suspects): Promise<Look> {
  const [containers, networks] = await Promise.all([
    Promise.all([...suspects.containers].map(async (id) => [id, await membershipsIn(call, id, watched.only)] as const)),
    inspectNetworks(call, [...suspects.networks]),
  ])
  const joined = containers.flatMap(([, memberships]) => (memberships ?? []).map(({ networkId }) => networkId))
  const unheard = joined.filter((id) => !watched.networks.has(id) && !suspects.networks.has(id))
  const more = await inspectNetworks(call, [...new Set(unheard)])
  return { networks: new Map([...networks, ...more]), containers: new Map(containers) }
}

async function membershipsIn(
  call: CallContext,
  id: string,
  only: string | undefined,
): Promise<readonly Membership[] | undefined> {
  const found = await orAbsent('container', call.send(containerInspect, { id }))
  if (found === undefined) return undefined
  return membershipsOf(found).filter(({ networkId }) => only === undefined || networkId === only)
}

function inspectNetworks(
  call: CallContext,
  ids: readonly string[],
): Promise<(readonly [id: string, network: NetworkSummary | undefined])[]> {
  return Promise.all(ids.map(async (id) => [id, await orAbsent('network', call.send(networkInspect, { id }))] as const))
}
