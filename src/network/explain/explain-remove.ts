import type { Engine } from '../../engine/engine.js'
import type { RefLike } from '../../engine/ref.js'
import { EngineError, InUseError } from '../../errors/engine.js'
import { networkInspect } from '../operations.js'
import { attachedTo, holding, partsOf } from './refusal.js'

/** Adds the containers that hold a network, which engines before 28.1 do not name. */
export async function explainRemove(engine: Engine, network: RefLike<'network'>, error: unknown): Promise<unknown> {
  if (!(error instanceof EngineError) || error.code !== 'ACTIVE_ENDPOINTS') return error
  try {
    const { Name } = await engine.call(networkInspect, { id: network })
    const containers = await attachedTo(engine, network)
    return new InUseError('ACTIVE_ENDPOINTS', {
      ...partsOf(error),
      message: `network ${JSON.stringify(Name)} is still in use${holding(containers)}`,
      details: { network: Name, containers },
      hint: 'disconnect them first, or let .remove({ detach: true }) do it',
    })
  } catch {
    return error // the engine's own refusal stands without the explanation
  }
}
