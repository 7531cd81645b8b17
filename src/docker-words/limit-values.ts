import { toBytes, type Bytes } from './byte-size.js'
import { invalidArgument } from '../errors/invalid-argument.js'

/**
 * A whole number of a range; without one, of one and above: engines take 0 for what they do anyway.
 *
 * @throws UsageError INVALID_ARGUMENT
 */
export function toWhole(name: string, value: unknown, least = 1, most = Number.MAX_SAFE_INTEGER): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most) return value
  const isRange = most < Number.MAX_SAFE_INTEGER
  throw invalidArgument(
    name,
    value,
    isRange ? `give a whole number from ${least} to ${most}` : 'give a whole number above zero',
  )
}

/** A whole number above zero, or -1 for no limit. */
export function toWholeOrUnlimited(name: string, value: unknown): number {
  return isUnlimited(value) ? -1 : toWhole(name, value)
}

/** A number of bytes, or -1 for no limit. */
export function toBytesOrUnlimited(name: string, value: Bytes): number {
  return isUnlimited(value) ? -1 : toBytes(name, value)
}

/** Billionths of a CPU. */
export function toNanoCpus(name: string, cpus: unknown): number {
  if (typeof cpus === 'number' && cpus >= 0.01 && cpus <= 1e6) return Math.round(cpus * 1e9)
  throw invalidArgument(name, cpus, 'give a number of CPUs, such as 1.5')
}

/** CPUs or memory nodes by their numbers. */
export function toNumberSet(name: string, value: unknown): string {
  if (typeof value === 'string' && /^\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*$/.test(value)) return value
  throw invalidArgument(name, value, "write it like '0-2' or '0,1'")
}

function isUnlimited(value: unknown): boolean {
  return value === -1 || value === '-1'
}
