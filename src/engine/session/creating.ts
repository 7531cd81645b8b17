import type { About } from '../../errors/error-context.js'
import { MooringError } from '../../errors/base.js'
import { EngineError } from '../../errors/engine.js'
import { startTimer, stopTimer } from '../../time/time.js'
import { timedOutError } from '../../transport/connection-errors.js'
import type { CallOptions } from '../call/call-options.js'
import { within } from '../call/deadline.js'
import type { Engine } from '../engine.js'

/** How one kind of object is made. */
export interface Making<Made> {
  /** The call that makes it, for errors. */
  readonly about: About
  readonly make: (options: CallOptions) => Promise<Made>
  /** Looks for it by the label of this one call, when the answer was lost. */
  readonly find: (options: CallOptions) => Promise<Made | undefined>
  readonly undo: (made: Made, options: CallOptions) => Promise<unknown>
}

/** Milliseconds that each step of tidying up may take, after its caller has left. */
const grace = 10_000

/**
 * Makes an object so that none is left behind unknown.
 *
 * An abort and a deadline end the caller's wait at once, but not the request: what it still makes is removed as soon as
 * it is there. A create whose answer was lost is looked up and adopted, never sent twice.
 */
export async function creating<Made>(engine: Engine, options: CallOptions, making: Making<Made>): Promise<Made> {
  const { signal, timeout = engine.options.timeout } = options
  signal?.throwIfAborted()
  const givenUp = new AbortController()
  const made = adopting(making, { signal: givenUp.signal, timeout: Infinity })
  const late = (): Error => timedOutError(timeout, 'unknown', making.about)
  try {
    return await within(made, { ...options, timeout }, late)
  } catch (error) {
    const patience = startTimer(() => givenUp.abort(late()), grace)
    const undone = made.then((object) => making.undo(object, { timeout: grace }))
    engine.session.leave(undone.finally(() => stopTimer(patience)))
    throw error
  }
}

async function adopting<Made>({ make, find }: Making<Made>, options: CallOptions): Promise<Made> {
  try {
    return await make(options)
  } catch (error) {
    if (!mayHaveMade(error)) throw error
    const found = await find({ timeout: grace }).catch(() => undefined)
    if (found === undefined) throw error
    return found
  }
}

/** Whether the request may have been obeyed, and only its answer did not come, or not whole. */
function mayHaveMade(error: unknown): boolean {
  return error instanceof MooringError && error.sent !== 'no' && !(error instanceof EngineError)
}
