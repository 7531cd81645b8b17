import { isPromise } from './brand.js'
import { held, quoted } from './describe-value.js'
import { UsageError } from './usage.js'

/**
 * The error for an argument that cannot be what it is.
 *
 * @param hint what it can be
 * @param says the sentence, where `<argument> cannot be <value>` does not say enough
 */
export function invalidArgument(
  argument: string,
  value: unknown,
  hint: string,
  says = `${argument} cannot be ${quoted(value)}`,
): UsageError<'INVALID_ARGUMENT'> {
  return new UsageError('INVALID_ARGUMENT', {
    message: says,
    details: { argument, value: held(value) },
    hint: isPromise(value) ? `await it first; ${hint}` : hint,
  })
}

/** Refuses what is neither true nor false: any other text, `'false'` too, would mean yes. */
export function checkFlag(argument: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value
  throw invalidArgument(argument, value, 'give true or false')
}

/** Refuses what cannot be called. */
export function checkFunction(argument: string, value: unknown, hint = 'give a function'): void {
  if (typeof value !== 'function') throw invalidArgument(argument, value, hint)
}

/** Refuses what is not one of a few words. */
export function checkWord<const Word extends string>(argument: string, value: unknown, words: readonly Word[]): Word {
  const word = words.find((one) => one === value)
  if (word !== undefined) return word
  throw invalidArgument(argument, value, `it is one of ${words.join(', ')}`)
}
