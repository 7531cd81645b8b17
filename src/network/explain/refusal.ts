import type { CallContext } from '../../engine/context.js'
import type { RefLike } from '../../engine/ref.js'
import type { Named } from '../../errors/codes.js'
import { networkInspect } from '../operations.js'
import { endpointsIn } from '../swarm-scope/endpoints.js'
import type { NetworkInspect } from '../wire/network.js'

/** What is attached to a network and runs. */
export async function attachedTo(call: CallContext, network: RefLike<'network'>): Promise<readonly Named[]> {
  return namesOf((await call.send(networkInspect, { id: network })).Containers)
}

/** The containers that a network's inspect lists. */
export function namesOf(containers: NetworkInspect['Containers']): readonly Named[] {
  return endpointsIn(containers).map(([id, { Name }]) => ({ id, name: Name }))
}

/** The end of a sentence about a network: who holds it. */
export function holding(containers: readonly Named[]): string {
  if (containers.length === 0) return ''
  return `, held by ${containers.map(({ name }) => name).join(', ')}`
}
