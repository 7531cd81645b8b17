import { fork } from 'node:child_process'
import type { PartResult, Row } from '../measure/row.js'
import type { Effort } from '../parts/part.js'
import type { PartName } from '../parts/parts.js'
import { programs } from './build.js'
import type { NodeBinary } from './nodes.js'

/** Measures one part on one Node, in a process of its own. */
export function measurePart(part: PartName, node: NodeBinary, effort: Effort): Promise<PartResult> {
  return new Promise((resolve, reject) => {
    let rows: readonly Row[] | undefined
    const child = fork(programs.part, [part, JSON.stringify(effort)], {
      execPath: node.path,
      execArgv: ['--expose-gc'],
      serialization: 'advanced',
    })
    child.on('message', (message) => (rows = message as readonly Row[]))
    child.on('error', reject)
    child.on('exit', (code) => {
      if (rows !== undefined) resolve({ part, node: node.major, rows })
      else reject(new Error(`the part ${part} failed on Node ${node.version} with ${String(code)}`))
    })
  })
}
