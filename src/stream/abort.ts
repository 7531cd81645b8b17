import { startTimer, stopTimer } from '../time/time.js'

const waiting = new WeakMap<AbortSignal, Set<() => void>>()

/**
 * Calls back when a signal is aborted, until the function that it returns is called.
 *
 * A signal bears one listener, however many calls share it: Node warns of a leak from eleven on.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const callbacks = waiting.get(signal) ?? listen(signal)
  callbacks.add(callback)
  return () => {
    if (callbacks.delete(callback) && callbacks.size === 0) forget(signal)
  }
}

function listen(signal: AbortSignal): Set<() => void> {
  const callbacks = new Set<() => void>()
  waiting.set(signal, callbacks)
  signal.addEventListener('abort', tell)
  return callbacks
}

function forget(signal: AbortSignal): void {
  waiting.delete(signal)
  signal.removeEventListener('abort', tell)
}

function tell(this: AbortSignal): void {
  const callbacks = waiting.get(this) ?? []
  forget(this)
  for (const callback of callbacks) callback()
}

/** Waits so many milliseconds; rejects with the signal's reason when that is aborted before. */
export function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    let forgetSignal = (): void => undefined
    const timer = startTimer(() => {
      forgetSignal()
      resolve()
    }, milliseconds)
    if (signal === undefined) return
    forgetSignal = onAbort(signal, () => {
      stopTimer(timer)
      reject(signal.reason)
    })
  })
}
