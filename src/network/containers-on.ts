import { containerName } from '../container/name.js'
import { containerList } from '../container/operations.js'
import { endpointOf } from '../docker-words/endpoint.js'
import type { CallContext } from '../engine/context.js'
import type { RefLike } from '../engine/ref.js'
import type { Named } from '../errors/codes.js'
import { namesOf } from './explain/refusal.js'
import { networkInspect } from './operations.js'

/**
 * The containers on a network in any state, by name. Its inspect lists those that run, and endpoints that engines kept of
 * containers that are gone; the containers themselves tell the others.
 */
export async function containersOn(call: CallContext, network: RefLike<'network'>): Promise<readonly Named[]> {
  const { Id, Name, Containers } = await call.send(networkInspect, { id: network })
  const running = namesOf(Containers)
  const all = await call.send(containerList, { query: { all: true } })
  const stopped = all
    .filter((container) => {
      const endpoint = endpointOf(container.NetworkSettings?.Networks, { Id, Name })
      // of a network that is gone, which had the same name
      const isOthers = !['', undefined, Id].includes(endpoint?.NetworkID)
      return endpoint !== undefined && !isOthers && !running.some(({ id }) => id === container.Id)
    })
    .map((container) => ({ id: container.Id, name: containerName(container.Names, container.Id) }))
  return [...running, ...stopped].sort((a, b) => (a.name < b.name ? -1 : 1))
}
