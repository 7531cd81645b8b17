import type { UsageError } from '../errors/usage.js'
import { invalidArgument } from '../errors/invalid-argument.js'
import { isPlainObject } from '../errors/brand.js'
import { kindOf, quoted } from '../errors/describe-value.js'

/** Checks labels: engines take numbers and null for them, and lose them. */
export function checkLabels(labels: Readonly<Record<string, unknown>>): Record<string, string> {
  return checkTexts('label', labels)
}

/** Checks what is said by name, such as a label or a log option: both its name and its value are texts. */
export function checkTexts(
  argument: string,
  given: Readonly<Record<string, unknown>>,
  thing = argument,
): Record<string, string> {
  return Object.fromEntries(
    pairsOf(argument, given).map(([key, value]) => {
      if (key !== '' && typeof value === 'string') return [key, value]
      throw pairRefused(argument, thing, key, value)
    }),
  )
}

/** The error for a pair. Its value may be a password, and so may what stands behind `=` in a name: neither is told. */
export function pairRefused(argument: string, thing: string, key: string, value: unknown): UsageError {
  const name = key.replace(/=[^]*/, '=')
  const isNamed = key !== '' && typeof value !== 'string'
  const says = isNamed
    ? `the ${thing} ${quoted(name)} cannot be ${kindOf(value)}`
    : `${quoted(name)} is no name of a ${thing}`
  return invalidArgument(argument, isNamed ? kindOf(value) : name, 'both its name and its value are texts', says)
}

/** What a setter of pairs was given: a name and a value, or an object of them. */
export function pairsGiven(first: unknown, value: unknown): Readonly<Record<string, unknown>> {
  return typeof first === 'string' ? { [first]: value } : (first as Readonly<Record<string, unknown>>) // pairsOf() looks
}

/** The names and values of an object; lists, maps, dates and promises have theirs elsewhere than in their fields. */
export function pairsOf(
  argument: string,
  given: unknown,
  hint = `write ${argument}('name', 'value') or ${argument}({ name: 'value' })`,
): readonly (readonly [string, unknown])[] {
  if (typeof given === 'object' && given !== null && !(Symbol.iterator in given)) {
    const pairs = Object.entries(given)
    if (pairs.length > 0 || isPlainObject(given)) return pairs
  }
  throw invalidArgument(argument, given, hint)
}
