import type { Row } from '../measure/row.js'

/** How much is measured: a run for the page, or the few rounds of the gate. */
export interface Effort {
  /** Processes, each with rounds of its own: how code is compiled differs from one to the next. */
  readonly processes: number
  /** Rounds of short blocks in one process. */
  readonly blocks: number
  /** Rounds of long ones: streams, imports. */
  readonly runs: number
  /** Only the rows that the gate looks at. */
  readonly gateOnly: boolean
  /** The socket of a real engine; only one part needs it. */
  readonly engineSocket?: string | undefined
}

/** One part of the bench: what it measures, row by row. */
export type Part = (effort: Effort) => Promise<readonly Row[]>
