import { atCaller } from '../../errors/at-caller.js'
import { onAbort } from '../../stream/abort.js'
import { monotonicTime, startTimer, stopTimer, type Timer } from '../../time/time.js'
import { beganAt, deadlineOf, type CallTerms } from './call-options.js'

/** How a wait ends when the client is closed. */
export interface Closing {
  readonly signal: AbortSignal
  readonly error: () => Error
}

/**
 * Waits for something that goes on by itself, such as the negotiation of the API version, for which others wait as well:
 * this caller's abort or deadline ends this caller's wait, and nothing else.
 *
 * @param late the error when the deadline has passed
 * @param closing when the client is closed, and the error then
 */
export async function within<Value>(
  shared: Promise<Value>,
  options: CallTerms,
  late: (timeout: number) => Error,
  closing?: Closing,
): Promise<Value> {
  const timeout = deadlineOf(options.timeout)
  const { signal } = options
  shared.catch(() => undefined) // whoever waits hears of it, and there may be nobody
  signal?.throwIfAborted()
  if (closing?.signal.aborted === true) throw closing.error()
  if (signal === undefined && closing === undefined && timeout === undefined) return await shared

  const forget: (() => void)[] = []
  let timer: Timer | undefined
  const over = new Promise<never>((_, reject) => {
    if (signal !== undefined) forget.push(onAbort(signal, () => reject(signal.reason)))
    if (closing !== undefined) forget.push(onAbort(closing.signal, () => reject(closing.error())))
    if (timeout === undefined) return
    const left = Math.max(0, beganAt(options) + timeout - monotonicTime())
    timer = startTimer(() => reject(late(timeout)), left)
  })
  try {
    return await Promise.race([shared, over])
  } catch (error) {
    throw atCaller(error)
  } finally {
    stopTimer(timer)
    for (const forgetSignal of forget) forgetSignal()
  }
}
