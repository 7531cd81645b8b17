import type { CallContext } from '../../engine/context.js'
import type { RefLike } from '../../engine/ref.js'
import { InUseError } from '../../errors/engine.js'
import { networkInspect } from '../operations.js'
import { explained, partsOf } from '../../engine/explained.js'
import { holding, namesOf } from './refusal.js'

/** Adds the containers that hold a network, which engines before 28.1 do not name. */
export function explainRemove(call: CallContext, network: RefLike<'network'>, error: unknown): Promise<unknown> {
  return explained(call, error, async (refusal) => {
    if (refusal.code !== 'ACTIVE_ENDPOINTS') return undefined
    const { Name, Containers } = await call.send(networkInspect, { id: network })
    const containers = namesOf(Containers)
    return new InUseError('ACTIVE_ENDPOINTS', {
      ...partsOf(refusal),
      message: `network ${JSON.stringify(Name)} is still in use${holding(containers)}`,
      details: { network: Name, containers },
      hint: 'disconnect them first, or let .remove({ detach: true }) do it',
    })
  })
}
