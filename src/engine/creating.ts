import { MooringError } from '../errors/base.js'
import type { CallOptions, Engine } from './engine.js'

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
export async function creating<Made>(engine: Engine, { signal, timeout }: CallOptions, making: Making<Made>): Promise<Made> {
  signal?.throwIfAborted()
  const made = adopting(making, { timeout })
  if (signal === undefined) return made

  let onAbort: (() => void) | undefined
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => {
      engine.session.leave(made.then(making.undo))
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the caller's own reason, as it is
      reject(signal.reason)
    }
    signal.addEventListener('abort', onAbort, { once: true })
  })
  try {
    return await Promise.race([made, aborted])
  } finally {
    if (onAbort !== undefined) signal.removeEventListener('abort', onAbort)
  }
}

async function adopting<Made>({ make, find, undo }: Making<Made>, options: CallOptions): Promise<Made> {
  try {
    return await make(options)
  } catch (error) {
    if (!MooringError.is(error) || error.sent !== 'unknown') throw error
    const found = await find().catch(() => undefined)
    if (found === undefined) throw error
    if (error.code === 'CONNECTION_LOST') return found
    await undo(found) // the caller has been told that time ran out
    throw error
  }
}
