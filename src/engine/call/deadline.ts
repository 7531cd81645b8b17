import { onAbort } from '../../stream/abort.js'
import { monotonicTime, startTimer, stopTimer, type Timer } from '../../time/time.js'
import { beganAt, deadlineOf, type CallOptions } from './call-options.js'

/**
 * Waits for something that goes on by itself, such as the negotiation of the API version, for which others wait as well:
 * this caller's abort or deadline ends this caller's wait, and nothing else.
 *
 * @param late the error when the deadline has passed
 */
export async function within<Value>(
  shared: Promise<Value>,
  options: CallOptions,
  late: (timeout: number) => Error,
): Promise<Value> {
  const { signal } = options
  const timeout = deadlineOf(options.timeout)
  shared.catch(() => undefined) // whoever waits hears of it, and there may be nobody
  signal?.throwIfAborted()
  if (signal === undefined && timeout === undefined) return shared

  let forgetSignal: (() => void) | undefined
  let timer: Timer | undefined
  const over = new Promise<never>((_, reject) => {
    if (signal !== undefined) forgetSignal = onAbort(signal, () => reject(signal.reason))
    if (timeout === undefined) return
    const left = Math.max(0, beganAt(options) + timeout - monotonicTime())
    timer = startTimer(() => reject(late(timeout)), left)
  })
  try {
    return await Promise.race([shared, over])
  } finally {
    stopTimer(timer)
    forgetSignal?.()
  }
}
