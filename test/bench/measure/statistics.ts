import type { Row } from './row.js'

/** The middle of some numbers, and the quartiles around it. */
export interface Spread {
  readonly median: number
  readonly low: number
  readonly high: number
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) }
}

export function median(values: readonly number[]): number {
  return spreadOf(values).median
}

function quantile(sorted: readonly number[], part: number): number {
  const at = (sorted.length - 1) * part
  const below = sorted[Math.floor(at)] ?? NaN
  const above = sorted[Math.ceil(at)] ?? NaN
  return below + (above - below) * (at - Math.floor(at))
}

/** How two candidates compare: the ratio of each round, so that what slows a whole round slows both. */
export function ratioOf(row: Row, measure: string, of: string, to: string): Spread | undefined {
  const above = row.candidates[of]?.[measure]
  const below = row.candidates[to]?.[measure]
  if (above === undefined || below === undefined) return undefined
  return spreadOf(above.map((value, round) => value / (below[round] ?? NaN)))
}
