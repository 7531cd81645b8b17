import type { About } from '../../errors/error-context.js'
import { MooringError } from '../../errors/base.js'
import { EngineError } from '../../errors/engine.js'
import type { CallContext } from '../context.js'
import type { Left } from './session.js'
import { orUndone } from './undoing.js'

/** How one kind of object is made. */
export interface Making<Made> {
  /** What is made, for what is told when it stays. */
  readonly thing: Left
  /** The call that makes it, for errors. */
  readonly about: About
  readonly make: (call: CallContext) => Promise<Made>
  /** Looks for it by the label of this one call, when the answer was lost. */
  readonly find: (call: CallContext) => Promise<Made | undefined>
  readonly undo: (made: Made, call: CallContext) => Promise<unknown>
}

/**
 * Makes an object so that none is left behind unknown.
 *
 * An abort and a deadline end the caller's wait at once, but not the request: what it still makes is removed as soon as
 * it is there. A create whose answer was lost is looked up and adopted, never sent twice.
 */
export async function creating<Made>(call: CallContext, making: Making<Made>): Promise<Made> {
  call.signal?.throwIfAborted()
  await call.apiVersion() // without it nothing can be sent, so nothing has begun that would have to be undone
  const made = adopting(making, call.lasting())
  let told: unknown
  const step = async (): Promise<Made> => {
    try {
      return await call.wait(made, making.about)
    } catch (error) {
      told = error
      throw error
    }
  }
  // Removes what the request still makes. One that was refused has made nothing.
  const undo = async (undoing: CallContext): Promise<void> => {
    let object: Made
    try {
      object = await undoing.wait(made, making.about)
    } catch (error) {
      // Who was told that nobody knows whether it was made is not told again.
      if (mayHaveMade(error) && error !== told) throw error
      return
    }
    await making.undo(object, undoing)
  }
  return await orUndone(call, making.thing, step, undo)
}

async function adopting<Made>({ make, find }: Making<Made>, call: CallContext): Promise<Made> {
  try {
    return await make(call)
  } catch (error) {
    if (!mayHaveMade(error)) throw error
    const found = await find(call.undoing()).catch(() => undefined)
    if (found === undefined) throw error
    return found
  }
}

/** Whether the request may have been obeyed, and only its answer did not come, or not whole. */
function mayHaveMade(error: unknown): boolean {
  return error instanceof MooringError && error.sent !== 'no' && !(error instanceof EngineError)
}
