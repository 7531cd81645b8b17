import { invalidArgument } from '../errors/invalid-argument.js'

/** Values are parsed, never constructed; untyped callers may try. */
export function refuseText(type: string, value: unknown, example: string): void {
  if (typeof value === 'number' || typeof value === 'bigint') return
  const hint = `use ${type}.parse('${example}')`
  throw invalidArgument('value', value, hint, `new ${type}() is not for callers: a ${type} is made of its text`)
}
