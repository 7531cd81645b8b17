import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { built } from '../built.js'
import { numberFrom } from '../measure/one-process.js'
import type { Row } from '../measure/row.js'
import { shuffled } from '../measure/shuffled.js'
import { startStub } from '../stub/start.js'
import type { Effort } from './part.js'

const mooring = pathToFileURL(join(built.mooring, 'index.js')).href

/** What is imported, by the name of its column. */
const modules = {
  undici: 'undici',
  mooring,
  'mooring/cidr': pathToFileURL(join(built.mooring, 'cidr.js')).href,
  dockerode: 'dockerode',
  'node-sdk': '@docker/node-sdk',
} as const

const clients = ['undici', 'mooring', 'dockerode', 'node-sdk'] as const

const warmups = 1

/** What it costs to load a client, and to make one call: over an empty program, in processes of their own. */
export async function imports({ runs, gateOnly }: Effort): Promise<readonly Row[]> {
  const loading = Object.entries(modules)
    .filter(([name]) => !gateOnly || name === 'mooring' || name === 'dockerode')
    .map(([name, url]) => ({ name, args: [name, url] }))
  const rows = [rowOf('import', loading, runs)]
  if (gateOnly) return rows
  await using stub = await startStub()
  const calling = clients.map((name) => ({ name, args: [name, modules[name], stub.socket] }))
  return [...rows, rowOf('import, list, close', calling, runs), zodRow(stub.socket)]
}

interface Program {
  readonly name: string
  readonly args: readonly string[]
}

function rowOf(name: string, programs: readonly Program[], rounds: number): Row {
  const found = new Map(programs.map((program) => [program.name, [] as number[]]))
  for (let round = -warmups; round < rounds; round++) {
    const empty = numberFrom(built.importOne, [])
    for (const { name, args } of shuffled(programs, round + warmups)) {
      const cpu = numberFrom(built.importOne, args) - empty
      if (round >= 0) found.get(name)?.push(cpu)
    }
  }
  const candidates = [...found].map(([name, cpu]) => [name, { cpu }] as const)
  return { name, unit: 'process', base: 'dockerode', candidates: Object.fromEntries(candidates) }
}

/** How many scripts of zod a program of mooring loads that makes a call; Node writes them down for its coverage report. */
function zodRow(socket: string): Row {
  const reports = mkdtempSync(join(tmpdir(), 'mooring-bench-loaded-'))
  const env = { ...process.env, NODE_V8_COVERAGE: reports }
  const { status } = spawnSync(process.execPath, [built.importOne, 'mooring', mooring, socket], { env })
  const texts = readdirSync(reports).map((name) => readFileSync(join(reports, name), 'utf8'))
  rmSync(reports, { recursive: true })
  if (status !== 0 || !texts.some((text) => text.includes(mooring))) throw new Error('the coverage report is missing')
  const loaded = texts.flatMap((text) => text.match(/\/node_modules\/zod\//g) ?? []).length
  const candidates = { mooring: { value: [loaded] } }
  return { name: 'scripts of zod that are loaded', unit: 'count', base: 'mooring', candidates }
}
