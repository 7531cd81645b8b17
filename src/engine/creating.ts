import { MooringError } from '../errors/base.js'
import { EngineError } from '../errors/engine.js'
import { onAbort } from '../transport/abort.js'
import type { CallOptions } from './call-options.js'
import type { Engine } from './engine.js'

/** How one kind of object is made. */
export interface Making<Made> {
  readonly make: (options: CallOptions) => Promise<Made>
  /** Looks for it by the label of this one call, when the answer was lost. */
  readonly find: () => Promise<Made | undefined>
  readonly undo: (made: Made) => Promise<unknown>
}

/**
 * Makes an object so that none is left behind unknown.
 *
 * An abort ends the wait at once, but not the request: what it still makes is removed as soon as it is there.
 * A create whose answer was lost is looked up and adopted, never sent twice.
 */
export async function creating<Made>(
  engine: Engine,
  { signal, timeout }: CallOptions,
  making: Making<Made>,
): Promise<Made> {
  signal?.throwIfAborted()
  const made = adopting(engine, making, { timeout })
  if (signal === undefined) return made

  let forgetSignal: (() => void) | undefined
  const aborted = new Promise<never>((_, reject) => {
    forgetSignal = onAbort(signal, () => {
      engine.session.leave(made.then(making.undo))
      reject(signal.reason)
    })
  })
  try {
    return await Promise.race([made, aborted])
  } finally {
    forgetSignal?.()
  }
}

async function adopting<Made>(engine: Engine, { make, find, undo }: Making<Made>, options: CallOptions): Promise<Made> {
  try {
    return await make(options)
  } catch (error) {
    if (!mayHaveMade(error)) throw error
    if (MooringError.is(error, 'TIMED_OUT')) {
      // The caller's time is up: what is there all the same goes without them.
      engine.session.leave(find().then((found) => (found === undefined ? undefined : undo(found))))
      throw error
    }
    const found = await find().catch(() => undefined)
    if (found === undefined) throw error
    return found
  }
}

/** Whether the request may have been obeyed, and only its answer did not come, or not whole. */
function mayHaveMade(error: unknown): boolean {
  return error instanceof MooringError && error.sent !== 'no' && !(error instanceof EngineError)
}
