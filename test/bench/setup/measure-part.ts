import { fork } from 'node:child_process'
import { joined, type PartResult, type Row } from '../measure/row.js'
import type { Effort } from '../parts/part.js'
import type { PartName } from '../parts/parts.js'
import { programs } from './build.js'
import type { NodeBinary } from './nodes.js'

/** Measures one part on one Node, in processes of its own, one after the other. */
export async function measurePart(part: PartName, node: NodeBinary, effort: Effort): Promise<PartResult> {
  const all: (readonly Row[])[] = []
  while (all.length < effort.processes) all.push(await runProcess(part, node, effort))
  return { part, node: node.major, rows: joined(all) }
}

function runProcess(part: PartName, node: NodeBinary, effort: Effort): Promise<readonly Row[]> {
  return new Promise((resolve, reject) => {
    let rows: readonly Row[] | undefined
    const child = fork(programs.part, [part, JSON.stringify(effort)], {
      execPath: node.path,
      // memory is swept before each block; that shall not throw away the code of those who wait for their turn
      execArgv: ['--expose-gc', '--no-flush-bytecode'],
      serialization: 'advanced',
    })
    child.on('message', (message) => (rows = message as readonly Row[]))
    child.on('error', reject)
    child.on('exit', (code) => {
      if (rows !== undefined) resolve(rows)
      else reject(new Error(`the part ${part} failed on Node ${node.version} with ${String(code)}`))
    })
  })
}
