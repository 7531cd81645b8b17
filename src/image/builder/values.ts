import { pairRefused, pairsOf } from '../../docker-words/labels.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import type { BuildUlimit } from '../wire/build.js'

/** Variables by their names. */
export function checkArgs(given: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const pairs = pairsOf('arg', given).map(([name, value]) => {
    if (/^[^\s=]+$/.test(name) && typeof value === 'string') return [name, value] as const
    throw pairRefused('arg', 'build argument', name, value)
  })
  return Object.fromEntries(pairs)
}

export function checkText(argument: string, text: unknown, hint: string): string {
  if (typeof text === 'string' && text !== '' && !text.includes('\u0000')) return text
  throw invalidArgument(argument, text, hint)
}

export function checkUlimit(name: unknown, soft: unknown, hard: unknown): BuildUlimit {
  if (typeof name !== 'string' || !/^[a-z]+$/.test(name))
    throw invalidArgument('ulimit', name, "name a limit: 'nofile', 'nproc'")
  const values = [soft, hard].map((value) => {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= -1) return value
    throw invalidArgument('ulimit', value, 'give a whole number, -1 for no limit')
  })
  const [Soft = 0, Hard = 0] = values
  if (Hard === -1 || (Soft !== -1 && Soft <= Hard)) return { Name: name, Soft, Hard }
  throw invalidArgument(
    'ulimit',
    soft,
    'the soft limit is the hard one at most',
    `${name} cannot have ${Soft} of ${Hard}`,
  )
}
