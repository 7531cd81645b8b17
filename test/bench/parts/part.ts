import type { Row } from '../measure/row.js'

/** How much is measured: a run for the page, or the few rounds of the gate. */
export interface Effort {
  /** Rounds of short blocks. */
  readonly blocks: number
  /** Rounds of long ones: streams, processes. */
  readonly runs: number
  /** Only the rows that the gate looks at. */
  readonly gateOnly: boolean
  /** The socket of a real engine; only one part needs it. */
  readonly engineSocket?: string | undefined
}

/** One part of the bench: what it measures, row by row. */
export type Part = (effort: Effort) => Promise<readonly Row[]>
