import { captureStack, MooringError } from './base.js'

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
  if (MooringError.is(error)) captureStack(error, atCaller)
  return error
}
