/** What was measured of one candidate: a list for each measure, one entry for each round. */
export type Measures = Readonly<Record<string, readonly number[]>>

/** One row of a part: the same work, done by each candidate. */
export interface Row {
  readonly name: string
  /** What `cpu` and `wall` are counted for: `call`, `MB`, `event`. */
  readonly unit: string
  /** The candidate that the others are compared with. */
  readonly base: string
  readonly candidates: Readonly<Record<string, Measures>>
}

/** What one part measured on one Node. */
export interface PartResult {
  readonly part: string
  readonly node: string
  readonly rows: readonly Row[]
}
