import type { CallContext } from '../../engine/context.js'
import type { RefLike } from '../../engine/ref.js'
import type { Named } from '../../errors/codes.js'
import { EngineError } from '../../errors/engine.js'
import { networkInspect } from '../operations.js'
import type { NetworkInspect } from '../wire/network.js'

/** What an explained refusal keeps of the engine's own. */
export type RefusalParts = Pick<EngineError, 'operation' | 'target' | 'status' | 'engineMessage'>

/**
 * The refusal with what the engine leaves out. The questions that takes are asked within the caller's deadline; when
 * they get no answer, the engine's own refusal stands. An abort rejects with its own reason, here as everywhere.
 */
export async function explained(
  call: CallContext,
  error: unknown,
  explain: (refusal: EngineError) => Promise<EngineError | undefined>,
): Promise<unknown> {
  if (!(error instanceof EngineError)) return error
  try {
    return (await explain(error)) ?? error
  } catch {
    return call.signal?.aborted === true ? call.signal.reason : error
  }
}

/** What is attached to a network and runs. */
export async function attachedTo(call: CallContext, network: RefLike<'network'>): Promise<readonly Named[]> {
  return namesOf((await call.send(networkInspect, { id: network })).Containers)
}

/** The containers that a network's inspect lists. */
export function namesOf(containers: NetworkInspect['Containers']): readonly Named[] {
  return Object.entries(containers ?? {}).map(([id, { Name }]) => ({ id, name: Name }))
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
