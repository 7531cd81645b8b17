import { UsageError } from '../../errors/usage.js'

function refuse(argument: string, value: unknown, says: string, hint: string): UsageError<'INVALID_ARGUMENT'> {
  return new UsageError('INVALID_ARGUMENT', { message: says, details: { argument, value }, hint })
}

/** A text that can be handed to a program: the kernel ends it at a NUL. */
export function checkText(argument: string, value: unknown): string {
  if (typeof value !== 'string') throw refuse(argument, value, `${argument} cannot be ${String(value)}`, 'give a text')
  if (value.includes('\u0000'))
    throw refuse(argument, value, `${argument} holds a NUL character`, 'leave it out: no program could read it')
  return value
}

/** A program and its arguments. */
export function checkArgv(argv: readonly unknown[]): readonly string[] {
  const checked = argv.map((word) => checkText('argv', word))
  if (checked[0] === undefined || checked[0] === '') {
    throw refuse('argv', argv, 'there is no program to run', "name one, as in exec('ls', '-l')")
  }
  return checked
}

/** `KEY=value` out of a key and a value. */
export function envEntry(key: string, value: string): string {
  checkText('env', key)
  if (key === '' || key.includes('=')) {
    throw refuse('env', key, `${JSON.stringify(key)} cannot be the name of a variable`, "write env('KEY', 'value')")
  }
  return `${key}=${checkText(`env ${key}`, value)}`
}
