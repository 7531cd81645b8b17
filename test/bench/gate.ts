import { gates } from './gates.js'
import type { PartName } from './parts/parts.js'
import { judge, type Verdict } from './report/target.js'
import { tablesOf } from './report/table.js'
import { verdictTable } from './report/verdicts.js'
import { gate } from './setup/efforts.js'
import { measurePart } from './setup/measure-part.js'
import type { NodeBinary } from './setup/nodes.js'

/** Measures what the gates look at; true when all hold. A part that fails is measured once more, and then it counts. */
export async function runGate(node: NodeBinary): Promise<boolean> {
  const names = [...new Set(gates.map(({ part }) => part))]
  const verdicts: Verdict[] = []
  for (const part of names) {
    let found = await measure(part, node)
    if (found.some(({ isMet }) => !isMet)) {
      console.log(`${verdictTable(found)}\n\nmeasured once more:`)
      found = await measure(part, node)
    }
    verdicts.push(...found)
  }
  console.log(verdictTable(verdicts))
  return verdicts.every(({ isMet }) => isMet)
}

async function measure(part: PartName, node: NodeBinary): Promise<readonly Verdict[]> {
  const result = await measurePart(part, node, gate)
  console.log(`\n${part}, Node ${node.version}\n\n${tablesOf(result)}\n`)
  return judge(gates, [result])
}
