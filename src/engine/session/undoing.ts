import { atCaller } from '../../errors/at-caller.js'
import { MooringError, sentenceOf } from '../../errors/base.js'
import { StateError } from '../../errors/state.js'
import type { CallContext } from '../context.js'
import type { Ref } from '../ref.js'
import type { Left, Unfinished } from './session.js'

/**
 * Runs a step that makes something, or works on what was just made. When the step fails, that thing does not stay
 * behind.
 *
 * After an abort, a deadline and `close()` the caller hears of it at once, and the removal goes on in the background;
 * `close()` and `cleanup()` wait for it. After any other failure the removal comes first.
 *
 * @param remove takes away what there is, and resolves when nothing was made
 * @throws StateError STILL_THERE when the step failed and its thing could not be removed
 */
export function orUndone<Result>(
  call: CallContext,
  thing: Left | Ref,
  step: (unfinished: Unfinished) => Promise<Result>,
  remove: (call: CallContext) => Promise<unknown>,
): Promise<Result> {
  const { ending } = call.engine
  return ending.isArmed ? ending.hold(stepOrUndone(call, thing, step, remove)) : stepOrUndone(call, thing, step, remove)
}

async function stepOrUndone<Result>(
  call: CallContext,
  thing: Left | Ref,
  step: (unfinished: Unfinished) => Promise<Result>,
  remove: (call: CallContext) => Promise<unknown>,
): Promise<Result> {
  const unfinished = call.engine.session.begin(thing)
  try {
    const result = await call.engine.ending.orFail(step(unfinished))
    unfinished.done()
    return result
  } catch (error) {
    const removal = unfinished.undo(() => remove(call.undoing()))
    if (hasLeft(call, error))
      removal.catch(() => undefined) // kept by the session, for cleanup() and close()
    else await removal.catch((why: unknown) => Promise.reject(atCaller(stillThere(thing, error, why))))
    throw atCaller(error)
  }
}

/** Whether nobody waits any more for what the step would have given. */
function hasLeft(call: CallContext, error: unknown): boolean {
  if (call.signal?.aborted === true) return true
  return MooringError.is(error, 'TIMED_OUT') || MooringError.is(error, 'CLIENT_CLOSED')
}

function stillThere({ noun, name }: Left, cause: unknown, why: unknown): StateError<'STILL_THERE'> {
  return new StateError('STILL_THERE', {
    message: `${sentenceOf(cause)}; and ${noun} ${JSON.stringify(name)}, which was made for it, could not be removed: ${sentenceOf(why)}`,
    details: { left: [`${noun} ${name}`] },
    hint: 'docker.cleanup() tries again to remove it',
    target: name,
    cause,
  })
}
