import { StateError } from '../../errors/state.js'
import { startTimer, stopTimer, type Timer } from '../../time/time.js'
import type { Left } from './session.js'

/** Milliseconds that undoing may take once a client is being closed. */
export const closeTime = 5_000

/** Milliseconds that removing all that a client made may take, when its program has to end. */
export const removeTime = 10_000

/** Milliseconds that a network waits for containers that are being removed, before it is removed itself. */
export const undoneTime = 10_000

/** Settles with a promise, or resolves when its time is over; undefined for no end. */
export async function soon(promise: Promise<unknown>, milliseconds: number | undefined): Promise<void> {
  if (milliseconds === undefined) {
    await promise
    return
  }
  let timer: Timer | undefined
  const over = new Promise<void>((resolve) => {
    timer = startTimer(resolve, milliseconds)
  })
  try {
    await Promise.race([promise, over])
  } finally {
    stopTimer(timer)
  }
}

/** The error for what stayed on the engine although the client is closed. */
export function notAllUndone(left: readonly Left[]): StateError<'STILL_THERE'> {
  const names = left.map(({ noun, name }) => `${noun} ${name}`)
  return new StateError('STILL_THERE', {
    message: `the client is closed, and what it had begun to make could not be removed: ${names.join(', ')}`,
    details: { left: names },
    hint: 'look whether they are there, and remove them by name',
  })
}
