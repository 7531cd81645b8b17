import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { runPart } from './one-part.js'
import { parts, type PartName } from './parts/parts.js'
import { pageOf, type Measured } from './report/page.js'
import { benchRoot, installedVersion, mooringVersion, root } from './setup/build.js'
import { whole } from './setup/efforts.js'
import { labEngineSocket } from './setup/lab-engine.js'
import { findNodes } from './setup/nodes.js'

/** What the last whole run measured, so that the page can be written again when the notes change. */
const kept = join(benchRoot, 'node_modules', '.measured.json')
const page = join(root, 'docs', 'performance.md')
const peers = ['undici', 'dockerode', '@docker/node-sdk', 'ip-address'] as const

/** Measures every part on every Node, and writes the page. */
export async function runAll(): Promise<void> {
  const nodes = findNodes()
  const engineSocket = await labEngineSocket()
  if (engineSocket === undefined) throw new Error('there is no engine: run "npm run lab -- up newest" first')
  const loadBefore = loadavg()
  const results = []
  for (const part of Object.keys(parts) as PartName[])
    results.push(...(await runPart(part, nodes, { ...whole, engineSocket })))
  const measured: Measured = {
    date: new Date().toISOString().slice(0, 10),
    nodes: nodes.map(({ version }) => version),
    machine: `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, ${Math.round(totalmem() / 1024 ** 3)} GiB`,
    load: [loadBefore, loadavg()].map(([oneMinute = NaN]) => oneMinute),
    versions: [`mooring ${mooringVersion()}`, ...peers.map((name) => `${name} ${installedVersion(name) ?? 'missing'}`)],
    effort: whole,
    results,
  }
  writeFileSync(kept, JSON.stringify(measured))
  rewritePage()
}

/** Writes the page from what was measured last, and the notes as they are now. */
export function rewritePage(): void {
  const measured = JSON.parse(readFileSync(kept, 'utf8')) as Measured
  writeFileSync(page, pageOf(measured, readFileSync(join(benchRoot, 'notes.md'), 'utf8')))
  console.log(`\nwritten: ${page}`)
}
