import { markdown, spread } from './table.js'
import { short } from './style.js'
import { limitText, type Verdict } from './target.js'

/** What was wanted, what is, and whether that is enough: one line for each target, one column for each Node. */
export function verdictTable(verdicts: readonly Verdict[]): string {
  const nodes = [...new Set(verdicts.map(({ node }) => node))]
  const targets = [...new Set(verdicts.map(({ target }) => target))]
  const head = ['row', 'what', 'target', ...nodes.map((node) => `Node ${node}`)]
  const lines = targets.map((target) => [
    target.row,
    target.says,
    limitText(target.limit),
    ...nodes.map((node) => cellOf(verdicts.find((one) => one.target === target && one.node === node))),
  ])
  return markdown([head, ...lines])
}

function cellOf(verdict: Verdict | undefined): string {
  if (verdict === undefined) return '–'
  const { found, isMet } = verdict
  return `${short(found.median)} (${spread(found)}) ${isMet ? 'met' : '**missed**'}`
}
