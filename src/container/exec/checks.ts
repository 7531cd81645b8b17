import { invalidArgument } from '../../errors/invalid-argument.js'
import { quoted } from '../../errors/shown.js'

const envForms = "write env('KEY', 'value') or env({ KEY: 'value' })"

/** A text that can be handed to a program: the kernel ends it at a NUL. */
export function checkText(argument: string, value: unknown): string {
  if (typeof value !== 'string') throw invalidArgument(argument, value, 'give a text')
  if (value.includes('\u0000'))
    throw invalidArgument(
      argument,
      value,
      'leave it out: no program could read it',
      `${argument} holds a NUL character`,
    )
  return value
}

/** A program and its arguments. */
export function checkArgv(argv: readonly unknown[]): readonly string[] {
  const checked = argv.map((word) => checkText('argv', word))
  if (checked[0] === undefined || checked[0] === '') {
    throw invalidArgument('argv', argv, "name one, as in exec('ls', '-l')", 'there is no program to run')
  }
  return checked
}

/** `KEY=value` out of a key and a value. */
export function envEntry(key: unknown, value: unknown): string {
  const name = checkText('env', key)
  if (name === '' || name.includes('=')) {
    throw invalidArgument('env', key, envForms, `${quoted(key)} cannot be the name of a variable`)
  }
  return `${name}=${checkText(`env ${name}`, value)}`
}

/** The same for what `env()` takes: one key and its value, or an object that holds several. */
export function envEntries(given: readonly unknown[]): readonly string[] {
  const [first, value] = given
  if (given.length === 2) return [envEntry(first, value)]
  if (given.length === 1 && isRecord(first)) return Object.entries(first).map(([key, one]) => envEntry(key, one))
  throw invalidArgument('env', given.length === 1 ? first : given, envForms, 'env takes a key and a value')
}

/** Lists and maps have their variables elsewhere than in their fields. */
function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(Symbol.iterator in value)
}
