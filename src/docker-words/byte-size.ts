import { invalidArgument } from '../errors/invalid-argument.js'

/** A number of bytes; or text with docker's units, each 1024 times the one before: `'512m'`, `'2g'`. */
export type Bytes = number | bigint | `${number}` | `${number}${'b' | 'k' | 'm' | 'g' | 't'}`

const units: Readonly<Record<string, number>> = { '': 1, b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 }

/**
 * Reads a number of bytes as docker does.
 *
 * @throws UsageError INVALID_ARGUMENT
 */
export function toBytes(argument: string, given: Bytes): number {
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)([bkmgt]?)$/i.exec(String(given)) ?? []
  const bytes = Number(digits) * (units[unit.toLowerCase()] ?? 1)
  if (digits !== '' && bytes > 0 && Number.isSafeInteger(bytes)) return bytes
  throw invalidArgument(argument, given, "give a whole number of bytes above zero, or text such as '64m'")
}
