import { EngineError } from '../errors/engine.js'
import type { CallContext } from './context.js'

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

/** For an error that says what another one says, and more. */
export function partsOf(error: EngineError): RefusalParts {
  const { operation, target, status, engineMessage } = error
  return { operation, target, status, engineMessage } // all that it says: as a cause it would be printed twice
}
