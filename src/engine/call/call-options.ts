import { invalidArgument } from '../../errors/invalid-argument.js'
import { quoted } from '../../errors/describe-value.js'
import type { UsageError } from '../../errors/usage.js'
import { monotonicTime } from '../../time/time.js'
import { refuseUnknown } from './nearest.js'

/** What every call takes last. */
export interface CallOptions {
  /** Ends the call; it rejects with the signal's own reason. */
  readonly signal?: AbortSignal | undefined
  /**
   * Milliseconds until the call fails with TIMED_OUT; Infinity for never. Short calls have the client's default, streams
   * have none.
   */
  readonly timeout?: number | undefined
}

/** On which terms one request is made. A call context is one; so are the options that a caller gave. */
export interface CallTerms extends CallOptions {
  /** When the verb began that the request belongs to, as `performance.now()` told: its timeout counts from there. */
  readonly [began]?: number
  /** Whether it goes on for a while after the client was closed: it undoes what was begun, or must know its end. */
  readonly persists?: boolean | undefined
}

export const began: unique symbol = Symbol('began')

/**
 * From when a call's timeout counts, on the clock of `monotonicTime()`: from the beginning of its verb where the verb was
 * given one, else from now on, for the client's is for each step by itself.
 */
export function beganAt(terms: CallTerms): number {
  return (terms.timeout === undefined ? undefined : terms[began]) ?? monotonicTime()
}

const ofEveryCall = ['signal', 'timeout']

/** A timer cannot wait longer, and would fire at once. */
const longestTimeout = 2 ** 31 - 1

/**
 * Refuses misspelt options of a verb, which would do nothing, silently, and a signal or a timeout that cannot be.
 *
 * @param names the verb's own options, besides those of every call
 */
export function checkCallOptions(options: CallOptions, names: readonly string[], verb: string): void {
  refuseUnknown(options, names, verb, ofEveryCall)
  const { signal, timeout } = options
  if (signal !== undefined && !isAbortSignal(signal))
    throw invalid('signal', signal, verb, 'give the signal of an AbortController')
  if (timeout !== undefined) checkTimeout(timeout, verb)
}

/** Refuses a number of milliseconds that no timer can wait for. */
export function checkTimeout(timeout: unknown, verb: string): void {
  if (typeof timeout === 'number' && timeout > 0 && (timeout <= longestTimeout || timeout === Infinity)) return
  const hint = `give a number of milliseconds above zero, ${longestTimeout} at most, or Infinity for no deadline`
  throw invalid('timeout', timeout, verb, hint)
}

/** Whether a call was given its terms by a verb of ours, which has checked them. */
export function isBegun(terms: CallTerms): boolean {
  const given: unknown = terms // callers without types may pass null
  return given !== null && terms[began] !== undefined
}

/** What a timer is told: nothing, where there is no deadline. */
export function deadlineOf(timeout: number | undefined): number | undefined {
  return timeout !== undefined && timeout <= longestTimeout ? timeout : undefined
}

/** What is called of a signal: what only looks like one, as older substitutes do, would fail in the middle of a call. */
const signalMethods = ['addEventListener', 'removeEventListener', 'throwIfAborted']

function isAbortSignal(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('aborted' in value)) return false
  return signalMethods.every((name) => typeof (value as Readonly<Record<string, unknown>>)[name] === 'function')
}

function invalid(argument: string, value: unknown, verb: string, hint: string): UsageError<'INVALID_ARGUMENT'> {
  return invalidArgument(argument, value, hint, `the ${argument} of ${verb} cannot be ${quoted(value)}`)
}
