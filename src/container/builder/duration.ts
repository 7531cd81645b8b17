import { invalidArgument } from '../../errors/invalid-argument.js'

/** A length of time: milliseconds, or a text with docker's units: `'30s'`, `'1m30s'`, `'500ms'`. */
export type Duration = number | Length | `${Length}${Length}`
type Length = `${number}${'ms' | 's' | 'm' | 'h'}`

const millisecondsIn: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/**
 * Reads a length of time as nanoseconds, of one millisecond at least: engines take no less, and 0 means to them what the
 * image says.
 *
 * @throws UsageError INVALID_ARGUMENT
 */
export function toNanoseconds(argument: string, given: Duration): number {
  const nanoseconds = Math.round(millisecondsOf(given) * 1e6)
  if (nanoseconds >= 1e6 && Number.isSafeInteger(nanoseconds)) return nanoseconds
  throw invalidArgument(argument, given, "give milliseconds, 1 at least, or text such as '30s' or '1m30s'")
}

/** NaN for what is no length of time. */
function millisecondsOf(given: unknown): number {
  if (typeof given === 'number') return given
  if (typeof given !== 'string' || !/^(?:\d{1,9}(?:\.\d{1,9})?(?:ms|s|m|h))+$/.test(given)) return NaN
  let milliseconds = 0
  for (const [, digits, unit = ''] of given.matchAll(/([\d.]+)(ms|s|m|h)/g))
    milliseconds += Number(digits) * (millisecondsIn[unit] ?? NaN)
  return milliseconds
}
