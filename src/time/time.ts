import { performance } from 'node:perf_hooks'
import timers from 'node:timers'

// Taken once, when mooring is loaded: a test runner that replaces the timers and clocks of its program by fakes
// must not freeze what waits for a real engine. From Node's modules, for the globals may be fakes already.
const { setTimeout, clearTimeout, setImmediate } = timers
const now = performance.now.bind(performance)
const dateNow = Date.now.bind(Date)

/** A timer that was started. */
export type Timer = NodeJS.Timeout

/** Calls back after so many milliseconds, with the values that it is given. */
export function startTimer<Values extends unknown[]>(
  callback: (...values: Values) => void,
  milliseconds: number,
  ...values: Values
): Timer {
  return setTimeout(callback, milliseconds, ...values)
}

/** Stops a timer; one that has fired, or was never started, is fine. */
export function stopTimer(timer: Timer | undefined): void {
  clearTimeout(timer)
}

/** Calls back after what has arrived meanwhile was read. */
export function nextTurn(callback: () => void): void {
  setImmediate(callback)
}

/** Milliseconds on a clock that nobody sets: for deadlines, and for how long something took. */
export function monotonicTime(): number {
  return now()
}

/** Milliseconds since 1970 by this machine's clock. */
export function wallTime(): number {
  return dateNow()
}

const immediateAtImport: unknown = globalThis.setImmediate

/** Whether a test runner has put a fake in the place of `setImmediate`, which undici asks of the globals at each use. */
export function isTimeFaked(): boolean {
  return globalThis.setImmediate !== immediateAtImport || isFake(immediateAtImport)
}

/** The fakes of sinon, vitest and jest know the clock that they belong to; those of jest before 27 are mocks. */
function isFake(timer: unknown): boolean {
  return typeof timer !== 'function' || 'clock' in timer || '_isMockFunction' in timer
}
