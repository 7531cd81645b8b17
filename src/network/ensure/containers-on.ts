import { containerName } from '../../container/name.js'
import { containerList } from '../../container/operations.js'
import { endpointOf } from '../../docker-words/endpoint.js'
import type { CallContext } from '../../engine/context.js'
import type { Named } from '../../errors/codes.js'
import { attachedTo } from '../explain/refusal.js'
import type { NetworkSummary } from '../wire/network.js'

/**
 * The containers on a network in any state, by name. Its inspect lists those that run, and endpoints that engines kept of
 * containers that are gone; the containers themselves tell the others.
 */
export async function containersOn(call: CallContext, network: NetworkSummary): Promise<readonly Named[]> {
  const running = await attachedTo(call, network.Id)
  const all = await call.send(containerList, { query: { all: true } })
  const stopped = all
    .filter(({ Id, NetworkSettings }) => {
      const isKnown = running.some(({ id }) => id === Id)
      return !isKnown && endpointOf(NetworkSettings?.Networks, network) !== undefined
    })
    .map(({ Id, Names }) => ({ id: Id, name: containerName(Names, Id) }))
  return [...running, ...stopped].sort((a, b) => (a.name < b.name ? -1 : 1))
}
