import { spawn } from 'node:child_process'

export interface ProgramResult {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

/** Runs a program to its end. A non-zero exit code is a result, not an error. */
export function runProgram(
  argv: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  cwd?: string,
): Promise<ProgramResult> {
  const [program, ...rest] = argv
  if (program === undefined) return Promise.reject(new TypeError('no program was given'))
  return new Promise((resolve, reject) => {
    const child = spawn(program, rest, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.once('error', reject)
    // one that a signal ended has no exit code; -1 stands for it
    child.once('close', (exitCode) => {
      resolve({ stdout, stderr, exitCode: exitCode ?? -1 })
    })
  })
}
