/** What was measured of one candidate: a list for each measure, one entry for each round. */
export type Measures = Readonly<Record<string, readonly number[]>>

/** What a row is counted for, which also says how it is printed: see `report/style.ts`. */
export type Unit = 'call' | 'MB' | 'event' | 'frame' | 'operation' | 'process' | 'MiB' | 'ms' | 'count'

/** One row of a part: the same work, done by each candidate. */
export interface Row {
  readonly name: string
  readonly unit: Unit
  /** The candidate that the others are compared with. */
  readonly base: string
  readonly candidates: Readonly<Record<string, Measures>>
}

/** What one part measured on one Node. */
export interface PartResult {
  readonly part: string
  /** The major version. */
  readonly node: string
  readonly rows: readonly Row[]
}
