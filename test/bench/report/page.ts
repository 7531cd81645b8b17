import type { PartResult } from '../measure/row.js'
import type { Effort } from '../parts/part.js'
import { parts, type PartName } from '../parts/parts.js'
import { targets } from '../targets.js'
import { notesByPart } from './notes.js'
import { sections } from './sections.js'
import { tablesOf } from './table.js'
import { judge } from './target.js'
import { verdictTable } from './verdicts.js'

/** A whole run, and where it was made. */
export interface Measured {
  readonly date: string
  readonly nodes: readonly string[]
  readonly machine: string
  /** The load of the machine at the beginning and at the end. */
  readonly load: readonly number[]
  readonly versions: readonly string[]
  readonly effort: Effort
  readonly results: readonly PartResult[]
}

/** docs/performance.md */
export function pageOf(measured: Measured, notesText: string): string {
  const notes = notesByPart(notesText)
  const names = Object.keys(parts) as PartName[]
  const bodies = names.map((part) => section(part, measured, notes.get(part)))
  return [intro(measured), ...bodies].join('\n\n') + '\n'
}

function intro({ date, nodes, machine, load, versions, effort, results }: Measured): string {
  const verdicts = judge(targets, results)
  const met = verdicts.filter(({ isMet }) => isMet).length
  return `# Performance

What mooring costs, beside bare undici and the other clients of Docker for Node. Written by \`npm run bench\`, which
measures all of it; only the notes under the tables are written by hand (\`test/bench/notes.md\`).

- measured on ${date}: ${machine}; load ${load.map((one) => one.toFixed(1)).join(' at the beginning, ')} at the end
- Node ${nodes.join(' and ')}
- ${versions.join(', ')}
- **${met} of ${verdicts.length} targets are met**, each counted on each Node

## How it is measured

A stub engine in a process of its own answers over a unix socket with bytes that were made before; so what is measured is
the client. All candidates of a row run in one process, in blocks, in turns: one block each is a round, in an order
that is another one each time. What counts is the CPU time of the process, all of its threads included. A ratio compares two
blocks of the same round; given are the median of all rounds and, in parentheses, the two quartiles. Each
part is measured in ${effort.processes} processes, because code is not compiled alike in all of them: short calls have ${effort.processes * effort.blocks} rounds
together, streams and imports ${effort.processes * effort.runs}.

- A name that ends in "again" is the base of the table once more, measured against itself: how far it is from 1 is the
  noise. A difference that is smaller says nothing.
- "stub" is what the stub spends, as a part of what the base candidate spends.
- Every block checks its work: a wrong number of bytes, items or requests, or a wrong value, ends the bench.
- mooring is what is in \`dist\`; the peers are installed beside the bench, and are part of nothing else.`
}

function section(part: PartName, { nodes, results }: Measured, notes: string | undefined): string {
  const { title, text } = sections[part]
  const ours = results.filter((result) => result.part === part)
  const tables = ours.map((result, n) => `### ${title}: Node ${nodes[n] ?? result.node}\n\n${tablesOf(result)}`)
  const verdicts = `### ${title}: targets\n\n${verdictTable(judge(targets, ours))}`
  return [`## ${title}`, text, ...tables, verdicts, ...(notes === undefined ? [] : [notes])].join('\n\n')
}
