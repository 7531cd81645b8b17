import type { Engine } from '../../engine/engine.js'
import type { RefLike } from '../../engine/ref.js'
import type { Named } from '../../errors/codes.js'
import type { EngineError } from '../../errors/engine.js'
import { networkInspect } from '../operations.js'

/** What an explained refusal keeps of the engine's own. */
export type RefusalParts = Pick<EngineError, 'operation' | 'target' | 'status' | 'engineMessage'>

/** What is attached to a network and runs. */
export async function attachedTo(engine: Engine, network: RefLike<'network'>): Promise<Named[]> {
  const { Containers } = await engine.call(networkInspect, { id: network })
  return Object.entries(Containers ?? {}).map(([container, { Name }]) => ({ id: container, name: Name }))
}

/** The end of a sentence about a network: who holds it. */
export function holding(containers: readonly Named[]): string {
  if (containers.length === 0) return ''
  return `, held by ${containers.map(({ name }) => name).join(', ')}`
}

export function partsOf(error: EngineError): RefusalParts {
  const { operation, target, status, engineMessage } = error
  return { operation, target, status, engineMessage } // all that it says: as a cause it would be printed twice
}
