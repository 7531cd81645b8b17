import { spawnSync } from 'node:child_process'

/** Runs a program on this Node, in a process of its own, and gives the number that it writes. */
export function numberFrom(program: string, args: readonly string[], options: readonly string[] = []): number {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...options, program, ...args], { encoding: 'utf8' })
  const value = Number(stdout)
  if (status === 0 && stdout !== '' && Number.isFinite(value)) return value
  throw new Error(`${program} ${args.join(' ')} ended with ${String(status)}: ${stdout}${stderr}`)
}
