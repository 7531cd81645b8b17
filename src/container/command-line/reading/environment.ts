import { invalidArgument } from '../../../errors/invalid-argument.js'
import { runFlags, type RunFlag } from '../docker-run.js'
import type { ValueOf } from '../shell/reader.js'
import { pairsIn, securityOption, type Here } from './files.js'
import type { Said, SaidLine } from './flags.js'

const [env, label] = ['--env', '--label'].map((flag) => runFlags.find((row) => row.flag === flag))

/** The same line with what its files hold: before what its flags say, which counts against them. */
export async function withFiles(line: SaidLine, here: Here): Promise<SaidLine> {
  const read: Said[] = []
  for (const { row, value } of line.files) {
    const of = row.flag === '--env-file' ? env : label
    for (const pair of await pairsIn(row.flag, value, here)) read.push({ row: of as RunFlag, value: pair }) // in the table
  }
  const said: Said[] = []
  for (const one of line.said) {
    const isProfile = one.row.flag === '--security-opt'
    said.push(isProfile ? { ...one, value: await securityOption(one.value, here) } : one)
  }
  return { ...line, said: [...read, ...said], files: [] }
}

/**
 * The variables of a line. A name alone has the value of the environment; where there is none it stands alone, and the
 * engine takes the image's variable away.
 */
export function envOf(said: readonly Said[], valueOf: ValueOf): readonly string[] {
  const lines = new Map<string, string>()
  for (const { row, value } of said) {
    if (row.flag !== '--env') continue
    const at = value.indexOf('=')
    const name = at === -1 ? value : value.slice(0, at)
    if (name === '') throw invalidArgument('env', name, 'write it like NAME=value', 'a variable has no name')
    const found = at === -1 ? valueOf(name) : undefined
    lines.set(name, found === undefined ? value : `${name}=${found}`)
  }
  return [...lines.values()]
}
