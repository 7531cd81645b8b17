import { atCaller } from '../../errors/at-caller.js'
import { onAbort } from '../../stream/abort.js'
import { setDeadline, type Deadline } from '../../time/deadlines.js'
import { monotonicTime } from '../../time/time.js'
import type { Moment } from '../session/moment.js'
import { beganAt, deadlineOf, type CallTerms } from './call-options.js'

/** How a wait ends when the client is closed. */
export interface Closing {
  readonly moment: Moment
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
  if (closing?.moment.hasPassed === true) throw closing.error()
  if (signal === undefined && closing === undefined && timeout === undefined) return await shared

  let forgetSignal: (() => void) | undefined
  let forgetClosing: (() => void) | undefined
  let deadline: Deadline | undefined
  try {
    return await new Promise<Value>((resolve, reject) => {
      shared.then(resolve, reject)
      if (signal !== undefined) forgetSignal = onAbort(signal, () => reject(signal.reason))
      if (closing !== undefined) forgetClosing = closing.moment.whenPassed(() => reject(closing.error()))
      if (timeout === undefined) return
      const passed = monotonicTime() - beganAt(options)
      deadline = setDeadline({ passDeadline: () => reject(late(timeout)) }, timeout - passed)
    })
  } catch (error) {
    throw atCaller(error)
  } finally {
    deadline?.clear()
    forgetSignal?.()
    forgetClosing?.()
  }
}
