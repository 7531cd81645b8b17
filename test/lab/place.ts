import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runProgram } from './program.js'

const scripts = dirname(fileURLToPath(import.meta.url))
const folder = process.env['MOORING_LAB_DIR'] ?? '/var/cache/mooring-lab'

/** The lab's own tools: ip, dig, docker, ... */
export const labBin = join(folder, 'bin')

/** The docker CLI of the newest Debian, by the loader of its own root: the lab's `docker` is older. */
export function newestDocker(): readonly string[] {
  const usr = join(folder, 'roots', 'forky', 'usr')
  const loader = readdirSync(join(usr, 'lib64')).find((name) => name.startsWith('ld-linux'))
  const libraries = readdirSync(join(usr, 'lib')).filter((name) => name.includes('-linux-gnu'))
  const paths = libraries.map((name) => join(usr, 'lib', name)).join(':')
  return [join(usr, 'lib64', loader ?? ''), '--library-path', paths, join(usr, 'bin', 'docker')]
}

/** Runs one of the lab's scripts; rejects with the end of what it printed if it fails. */
export async function runScript(script: `${string}.sh`, ...args: readonly string[]): Promise<void> {
  const { stdout, stderr, exitCode } = await runProgram(['bash', join(scripts, script), ...args])
  if (exitCode === 0) return
  const lastLines = `${stdout}${stderr}`.trimEnd().split('\n').slice(-15).join('\n')
  throw new Error(`test/lab/${script} ${args.join(' ')} ended with ${String(exitCode)}:\n${lastLines}`)
}

/** Reads a file that `up` wrote into the run folder. */
export function readRunFile(...path: readonly string[]): string {
  try {
    return readFileSync(join(folder, 'run', ...path), 'utf8')
  } catch (cause) {
    throw new Error(`the lab has no ${path.join('/')}: run "npm run lab -- up" first`, { cause })
  }
}
