import { ConnectionError } from '../errors/connection.js'
import type { CallOptions } from './engine.js'

/**
 * Waits for something that others wait for as well, such as the negotiation of the API version:
 * this caller's abort or deadline ends this caller's wait, and nobody else's.
 */
export async function within<Value>(shared: Promise<Value>, { signal, timeout }: CallOptions, operation: string): Promise<Value> {
  signal?.throwIfAborted()
  if (signal === undefined && timeout === undefined) return shared

  let onAbort: (() => void) | undefined
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<never>((_, reject) => {
    onAbort = () => {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the caller's own reason, as it is
      reject(signal?.reason)
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    if (timeout !== undefined) timer = setTimeout(reject, timeout, timedOut(operation, timeout))
  })
  try {
    return await Promise.race([shared, over])
  } finally {
    clearTimeout(timer)
    if (onAbort !== undefined) signal?.removeEventListener('abort', onAbort)
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
