import type { PartName } from '../parts/parts.js'
import type { PartResult, Row } from '../measure/row.js'
import { ratioOf, spreadOf, type Spread } from '../measure/statistics.js'
import { short } from './style.js'

/** What is wanted of one row. */
export interface Target {
  readonly part: PartName
  readonly row: string
  /** What is compared: `CPU, times undici`. */
  readonly says: string
  readonly read: (row: Row) => Spread | undefined
  readonly limit: Limit
  /** On which Node it is wanted; on all when left out. */
  readonly node?: string
}

export type Limit = { readonly atMost: number } | { readonly atLeast: number }

/** What a target has come to on one Node. */
export interface Verdict {
  readonly target: Target
  readonly node: string
  readonly found: Spread
  readonly isMet: boolean
}

type Wanted = Pick<Target, 'says' | 'read' | 'limit'>

/** CPU of one against another one's: less is better. */
export function cost(of: string, to: string, atMost: number): Wanted {
  return { says: `CPU of ${of} / ${to}`, read: (row) => ratioOf(row, 'cpu', of, to), limit: { atMost } }
}

/** Work for the same CPU: more is better. */
export function speed(of: string, to: string, atLeast: number): Wanted {
  return { says: `speed of ${of} / ${to}`, read: (row) => ratioOf(row, 'cpu', to, of), limit: { atLeast } }
}

/** Work in the same time, by the clock. */
export function throughput(of: string, to: string, atLeast: number): Wanted {
  return { says: `throughput of ${of} / ${to}`, read: (row) => ratioOf(row, 'wall', to, of), limit: { atLeast } }
}

/** A figure itself: microseconds are told as milliseconds. */
export function milliseconds(of: string, measure: 'cpu' | 'wall', atMost: number): Wanted {
  const read = (row: Row) => spreadOf((row.candidates[of]?.[measure] ?? []).map((value) => value / 1000))
  return { says: `${measure === 'cpu' ? 'CPU' : 'time'} of ${of}, ms`, read, limit: { atMost } }
}

export function value(of: string, unit: string, atMost: number): Wanted {
  return { says: `${of}, ${unit}`, read: (row) => spreadOf(row.candidates[of]?.['value'] ?? []), limit: { atMost } }
}

export function valueRatio(of: string, to: string, atMost: number): Wanted {
  return { says: `${of} / ${to}`, read: (row) => ratioOf(row, 'value', of, to), limit: { atMost } }
}

/** Holds targets against what was measured. A target whose row or candidate is not there is an error of the bench. */
export function judge(targets: readonly Target[], results: readonly PartResult[]): readonly Verdict[] {
  return results.flatMap((result) =>
    targets
      .filter(({ part, node = result.node }) => part === result.part && node === result.node)
      .map((target) => verdictOn(target, result)),
  )
}

function verdictOn(target: Target, { node, rows }: PartResult): Verdict {
  const row = rows.find(({ name }) => name === target.row)
  const found = row && target.read(row)
  if (found === undefined || Number.isNaN(found.median))
    throw new Error(`nothing was measured for "${target.row}", ${target.says}`)
  return { target, node, found, isMet: isWithin(target.limit, found.median) }
}

function isWithin(limit: Limit, found: number): boolean {
  return 'atMost' in limit ? found <= limit.atMost : found >= limit.atLeast
}

export function limitText(limit: Limit): string {
  return 'atMost' in limit ? `at most ${short(limit.atMost)}` : `at least ${short(limit.atLeast)}`
}
