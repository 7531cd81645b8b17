import { ConnectionError } from '../errors/connection.js'
import { deadlineOf } from './call-options.js'
import { onAbort } from '../transport/abort.js'

interface Patience {
  readonly signal?: AbortSignal | undefined
  /** Milliseconds. */
  readonly timeout?: number | undefined
}

/**
 * Waits for something that others wait for as well, such as the negotiation of the API version:
 * this caller's abort or deadline ends this caller's wait, and nobody else's.
 */
export async function within<Value>(
  shared: Promise<Value>,
  { signal, timeout: given }: Patience,
  operation: string,
): Promise<Value> {
  const timeout = deadlineOf(given)
  shared.catch(() => undefined) // whoever waits hears of it, and there may be nobody
  signal?.throwIfAborted()
  if (signal === undefined && timeout === undefined) return shared

  let forgetSignal: (() => void) | undefined
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<never>((_, reject) => {
    if (signal !== undefined) forgetSignal = onAbort(signal, () => reject(signal.reason))
    if (timeout !== undefined) timer = setTimeout(reject, timeout, timedOut(operation, timeout))
  })
  try {
    return await Promise.race([shared, over])
  } finally {
    clearTimeout(timer)
    forgetSignal?.()
  }
}

function timedOut(operation: string, timeout: number): ConnectionError<'TIMED_OUT'> {
  return new ConnectionError('TIMED_OUT', {
    message: `${operation} was not sent within ${timeout} ms: the engine does not say which API it speaks`,
    details: { timeout },
    hint: 'look at what the engine is busy with, or pin the option apiVersion',
    operation,
    sent: 'no',
  })
}
