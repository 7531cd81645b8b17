import { onAbort } from '../../stream/abort.js'
import { monotonicTime, startTimer, stopTimer, type Timer } from '../../time/time.js'
import { beganAt, deadlineOf, type CallTerms } from './call-options.js'

/**
 * Waits for something that goes on by itself, such as the negotiation of the API version, for which others wait as well:
 * this caller's abort or deadline ends this caller's wait, and nothing else.
 *
 * @param late the error when the deadline has passed
 * @param closing aborted when the client is closed
 */
export async function within<Value>(
  shared: Promise<Value>,
  options: CallTerms,
  late: (timeout: number) => Error,
  closing?: AbortSignal,
): Promise<Value> {
  const timeout = deadlineOf(options.timeout)
  const signals = [options.signal, closing].filter((signal) => signal !== undefined)
  shared.catch(() => undefined) // whoever waits hears of it, and there may be nobody
  for (const signal of signals) signal.throwIfAborted()
  if (signals.length === 0 && timeout === undefined) return shared

  let forget: (() => void)[] = []
  let timer: Timer | undefined
  const over = new Promise<never>((_, reject) => {
    forget = signals.map((signal) => onAbort(signal, () => reject(signal.reason)))
    if (timeout === undefined) return
    const left = Math.max(0, beganAt(options) + timeout - monotonicTime())
    timer = startTimer(() => reject(late(timeout)), left)
  })
  try {
    return await Promise.race([shared, over])
  } finally {
    stopTimer(timer)
    for (const forgetSignal of forget) forgetSignal()
  }
}
