// `npm run bench [-- <part> [--node 20] [--rounds 5]]`
import { parseArgs } from 'node:util'
import { parts, type PartName } from './parts/parts.js'
import { tableOf } from './report/table.js'
import { prepare } from './setup/build.js'
import { measurePart } from './setup/measure-part.js'
import { findNodes } from './setup/nodes.js'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { node: { type: 'string' }, rounds: { type: 'string' } },
})
await prepare()
const names = (positionals.length === 0 ? Object.keys(parts) : positionals) as PartName[]
const rounds = values.rounds === undefined ? undefined : Number(values.rounds)
for (const name of names)
  for (const node of findNodes().filter(({ major }) => values.node === undefined || major === values.node)) {
    const result = await measurePart(name, node, { blocks: rounds ?? 40, runs: rounds ?? 7, gateOnly: false })
    console.log(`\n## ${name}, Node ${node.version}\n`)
    console.log(tableOf(result, { measure: 'cpu', as: 'cost', figure: (value) => `${value.toFixed(1)} µs` }))
  }
