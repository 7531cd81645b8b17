import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from '../../house/source-tree.js'

/** How a program ended, and what it printed. */
export interface Ended {
  readonly exitCode: number | null
  /** The signal that it was ended by; a shell shows 130 for SIGINT and 143 for SIGTERM. */
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** A program that is to be interrupted. */
export interface Interrupted {
  readonly child: ChildProcess
  /** Resolves when it has printed "ready". */
  readonly ready: Promise<void>
  readonly ended: Promise<Ended>
}

const bundle = join(root, 'node_modules', '.cache', 'mooring', 'interrupted-program.mjs')

/** Makes `interrupted-program.ts` a plain script, so that it starts at once and nothing passes its signals on. */
export async function buildProgram(): Promise<void> {
  const entry = join(import.meta.dirname, 'interrupted-program.ts')
  const options = { bundle: true, platform: 'node', format: 'esm', packages: 'external', target: 'node20' } as const
  await build({ ...options, entryPoints: [entry], outfile: bundle, logLevel: 'error' })
}

/** Starts one of the programs of `interrupted-program.ts`. */
export function interrupted(what: string, host: string, mark: string): Interrupted {
  const child = spawn(process.execPath, [bundle, what, host, mark], { stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
      if (stdout.includes('ready\n')) resolve()
    })
    child.once('close', () => reject(new Error(`the program ended before it was ready: ${stderr}`)))
  })
  const ended = once(child, 'close').then(([exitCode, signal]) => ({
    exitCode: exitCode as number | null,
    signal: signal as NodeJS.Signals | null,
    stdout,
    stderr,
  }))
  return { child, ready, ended }
}
