// `npm run bench` measures everything and writes the page; `npm run bench -- <part>` one part; `npm run bench -- gate` the gate.
import { parseArgs } from 'node:util'
import { runGate } from './gate.js'
import { runPart } from './one-part.js'
import type { Effort } from './parts/part.js'
import { parts, type PartName } from './parts/parts.js'
import { rewritePage, runAll } from './whole.js'
import { prepare } from './setup/build.js'
import { whole } from './setup/efforts.js'
import { labEngineSocket } from './setup/lab-engine.js'
import { findNodes, thisNode } from './setup/nodes.js'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { node: { type: 'string' }, rounds: { type: 'string' } },
})
const [what, ...more] = positionals
if (more.length > 0) throw new Error('one part at a time')

if (what === undefined || what === 'gate' || what === 'page') {
  if (Object.keys(values).length > 0) throw new Error('--node and --rounds are for one part')
  if (what === 'page') rewritePage()
  else {
    await prepare()
    if (what === undefined) await runAll()
    else if (!(await runGate(thisNode()))) process.exitCode = 1
  }
} else {
  const part = partNamed(what)
  const nodes = findNodes().filter(({ major }) => values.node === undefined || major === values.node)
  if (nodes.length === 0) throw new Error(`there is no Node ${String(values.node)} here`)
  const engineSocket = part === 'engine' ? await labEngineSocket() : undefined
  if (part === 'engine' && engineSocket === undefined)
    throw new Error('there is no engine: run "npm run lab -- up newest" first')
  await prepare()
  await runPart(part, nodes, { ...whole, ...roundsOf(values.rounds), engineSocket })
}

function partNamed(name: string): PartName {
  if (Object.hasOwn(parts, name)) return name as PartName
  throw new Error(`there is no part ${name}; there are ${Object.keys(parts).join(', ')}, gate and page`)
}

function roundsOf(text: string | undefined): Pick<Effort, 'processes' | 'blocks' | 'runs'> | undefined {
  if (text === undefined) return undefined
  const rounds = Number(text)
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds ${text} is no whole number above zero`)
  return { processes: 1, blocks: rounds, runs: rounds }
}
