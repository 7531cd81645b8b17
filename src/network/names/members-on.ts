import { inspectAll } from '../../container/inspect-all.js'
import type { CallContext } from '../../engine/context.js'
import { isFullId } from '../../engine/ref.js'
import type { NetworkInspect } from '../wire/network.js'
import { membershipsOf, type Membership } from './memberships.js'

/** The containers on a network now, with their names there. */
export async function membershipsOn(call: CallContext, { Id, Containers }: NetworkInspect): Promise<Membership[]> {
  const ids = Object.keys(Containers ?? {}).filter(isFullId)
  const found = await inspectAll(call, ids)
  return found.flatMap((one) => membershipsOf(one).filter(({ networkId }) => networkId === Id))
}
