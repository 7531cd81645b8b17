import { MooringError } from './base.js'

/** How many of mooring's own frames may stand before the caller's: these come on top of `Error.stackTraceLimit`. */
const ownFrames = 16

/**
 * Takes the stack of an error again, so that it leads to the line of the caller; hands the error back.
 *
 * An error that is made when a reply or a timer comes has the frames of the socket or the timer. An async function that
 * has caught it knows who awaits it: V8 follows `await`, `.then`, `Promise.race` and `new Promise` with its own
 * `resolve` and `reject`, but not through other callbacks. So call this in the `catch` of the outermost function behind
 * such a callback. What is no error of mooring, such as the reason of an abort, stays as it is.
 *
 * @example
 * try {
 *   return await reply
 * } catch (error) {
 *   throw atCaller(error)
 * }
 */
export function atCaller<Thrown>(error: Thrown): Thrown {
  const limit = Error.stackTraceLimit
  // no limit, or 0: the program wants no stacks
  if (!MooringError.is(error) || !(limit > 0)) return error
  // With frozen intrinsics the limit cannot be set: then it is the caller's own.
  const raised = Reflect.set(Error, 'stackTraceLimit', limit + ownFrames)
  Error.captureStackTrace(error, atCaller)
  if (raised) Error.stackTraceLimit = limit
  return error
}
