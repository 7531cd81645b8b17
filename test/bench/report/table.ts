import type { PartResult, Row } from '../measure/row.js'
import { median, ratioOf, type Spread } from '../measure/statistics.js'

/** How the rows of a part are printed. */
export interface TableStyle {
  /** What is compared: `cpu`, `wall`, `rss`. */
  readonly measure: string
  /** `cost`: times what the base takes, less is better. `speed`: times what the base does, more is better. */
  readonly as: 'cost' | 'speed'
  /** The figure itself, beside the ratio. */
  readonly figure: (value: number) => string
}

/** The rows of a part as a table in Markdown: one line for each row, one column for each candidate. */
export function tableOf({ rows }: PartResult, style: TableStyle): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.candidates)))]
  const head = ['', ...names]
  const lines = rows.map((row) => [row.name, ...names.map((name) => cellOf(row, name, style))])
  return markdown([head, ...lines])
}

function cellOf(row: Row, name: string, { measure, as, figure }: TableStyle): string {
  const values = row.candidates[name]?.[measure]
  if (values === undefined) return '–'
  const own = figure(median(values))
  if (name === row.base) return own
  const ratio = as === 'cost' ? ratioOf(row, measure, name, row.base) : ratioOf(row, measure, row.base, name)
  return ratio === undefined ? own : `${own} · **${short(ratio.median)}** (${spread(ratio)})`
}

function spread({ low, high }: Spread): string {
  return `${short(low)}–${short(high)}`
}

export function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

/** Lines of cells, as a table that reads well as plain text, too. */
export function markdown(lines: readonly (readonly string[])[]): string {
  const [head = [], ...rest] = lines
  const widths = head.map((_, column) => Math.max(3, ...lines.map((line) => (line[column] ?? '').length)))
  const write = (line: readonly string[]): string =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`
  return [write(head), rule, ...rest.map(write)].join('\n')
}
