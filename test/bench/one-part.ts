import type { PartName } from './parts/parts.js'
import type { Effort } from './parts/part.js'
import type { PartResult } from './measure/row.js'
import { judge } from './report/target.js'
import { tablesOf } from './report/table.js'
import { verdictTable } from './report/verdicts.js'
import { measurePart } from './setup/measure-part.js'
import type { NodeBinary } from './setup/nodes.js'
import { targets } from './targets.js'

/** Measures one part on each Node and prints it, with its targets. */
export async function runPart(
  part: PartName,
  nodes: readonly NodeBinary[],
  effort: Effort,
): Promise<readonly PartResult[]> {
  const results: PartResult[] = []
  for (const node of nodes) {
    const result = await measurePart(part, node, effort)
    console.log(`\n${part}, Node ${node.version}\n\n${tablesOf(result)}`)
    results.push(result)
  }
  console.log(`\n${verdictTable(judge(targets, results))}`)
  return results
}
