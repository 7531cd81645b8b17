import type { PartResult, Row } from '../measure/row.js'
import { median, ratioOf, type Spread } from '../measure/statistics.js'
import { short, styles } from './style.js'

/** The rows of a part: one table for the rows that have the same candidates. */
export function tablesOf({ rows }: PartResult): string {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = Object.keys(row.candidates).join()
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups.values()].map(tableOf).join('\n\n')
}

function tableOf(rows: readonly Row[]): string {
  const names = Object.keys(rows[0]?.candidates ?? {})
  const stubbed = rows.some((row) => stubShare(row) > 0)
  const head = ['', ...names, ...(stubbed ? ['stub'] : [])]
  const lines = rows.map((row) => [
    row.name,
    ...names.map((name) => cellOf(row, name)),
    ...(stubbed ? [short(stubShare(row))] : []),
  ])
  return markdown([head, ...lines])
}

/** What the stub spends for the base candidate, as a part of what that spends itself. */
function stubShare({ candidates, base }: Row): number {
  const { stub = [], cpu = [] } = candidates[base] ?? {}
  return stub.length === 0 ? 0 : median(stub) / median(cpu)
}

function cellOf(row: Row, name: string): string {
  const { measure, as, figure } = styles[row.unit]
  const own = figure(median(row.candidates[name]?.[measure] ?? []))
  if (name === row.base) return own
  const ratio = as === 'cost' ? ratioOf(row, measure, name, row.base) : ratioOf(row, measure, row.base, name)
  return ratio === undefined ? own : `${own}, **${short(ratio.median)}** (${spread(ratio)})`
}

export function spread({ low, high }: Spread): string {
  return `${short(low)} to ${short(high)}`
}

/** Lines of cells, as a table that reads well as plain text, too. */
export function markdown(lines: readonly (readonly string[])[]): string {
  const [head = [], ...rest] = lines
  const widths = head.map((_, column) => Math.max(3, ...lines.map((line) => (line[column] ?? '').length)))
  const write = (line: readonly string[]): string =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return [write(head), rule, ...rest.map(write)].join('\n')
}
