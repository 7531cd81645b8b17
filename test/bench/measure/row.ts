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

/** What several processes measured, as if it were one. */
export function joined(all: readonly (readonly Row[])[]): readonly Row[] {
  const [first = []] = all
  return first.map((row, n) => {
    const same = all.flatMap((rows) => rows[n] ?? [])
    const names = Object.keys(row.candidates)
    return { ...row, candidates: Object.fromEntries(names.map((name) => [name, measuresOf(same, name)])) }
  })
}

function measuresOf(rows: readonly Row[], candidate: string): Measures {
  const all = rows.map(({ candidates }): Measures => candidates[candidate] ?? {})
  const measures = Object.keys(all[0] ?? {})
  return Object.fromEntries(measures.map((measure) => [measure, all.flatMap((one) => one[measure] ?? [])]))
}
