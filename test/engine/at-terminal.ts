import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** What the person at the terminal does next. `wait` is for a text that was not shown before. */
export type Step = readonly ['wait' | 'type', string] | readonly ['resize', number, number]

export interface Seen {
  readonly shown: string
  readonly exitCode: number | null
  /** Whether the terminal was left as it was found. */
  readonly restored: boolean
  readonly stepsLeft: readonly unknown[]
}

/** Runs a TypeScript program at a terminal of its own, and types at it. */
export async function atTerminal(
  program: readonly string[],
  steps: readonly Step[],
  env: Readonly<Record<string, string>> = {},
): Promise<Seen> {
  const python = fileURLToPath(new URL('at-terminal.py', import.meta.url))
  const argv = [python, JSON.stringify(steps), process.execPath, '--import', 'tsx', ...program]
  const { stdout } = await promisify(execFile)('python3', argv, { env: { ...process.env, ...env } })
  return JSON.parse(stdout) as Seen
}
