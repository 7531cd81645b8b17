import type { Alphanumeric, HasOnly, IsLiteral, Shown } from '../../cidr/text.js'
import { isFullId } from '../../engine/ref.js'
import { held, shown } from '../../errors/describe-value.js'
import { UsageError } from '../../errors/usage.js'

/** What is said of a name. The types below say the same of literals, word for word. */
const names = {
  predefined: ['bridge', 'host', 'none', 'default'],
  taken: 'every engine has a network of this name, or reads it as a mode: choose another',
  empty: 'it is empty',
  mode: 'as a network mode it means another container',
  odd: 'a path, a mode or a DNS name could not hold it',
  form: 'use letters, digits, "_", "-" and ".", beginning with a letter or a digit, like my_network',
} as const

const looksLikeId = 'it looks like the id of a network'
const tooLong = 'it is longer than 128 characters'
const mends = new Map([
  [looksLikeId, 'give one that is not 64 hexadecimal digits'],
  [tooLong, 'give a shorter one'],
])

/** Checks the name of a network to be made. Existing ones may be named in ways we would not create. */
export function checkNetworkName(name: unknown): asserts name is string {
  const predefined = names.predefined.find((one) => one === name)
  if (predefined !== undefined) {
    throw new UsageError('PREDEFINED_NETWORK', {
      message: `the name ${predefined} belongs to the engine`,
      details: { network: predefined },
      hint: names.taken,
      target: predefined,
    })
  }
  const why = whyNotName(name)
  if (why === undefined) return
  throw new UsageError('INVALID_NAME', {
    message: `${shown(name)} cannot be the name of a network: ${why}`,
    details: { noun: 'network', value: held(name) },
    hint: mends.get(why) ?? names.form,
  })
}

// Engines take nearly any text as a name (R04); what they take here cannot be used later on.
function whyNotName(name: unknown): string | undefined {
  if (typeof name !== 'string') return 'it is not a string'
  if (name === '') return names.empty
  if (name === 'container') return names.mode
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(name)) return names.odd
  if (isFullId(name)) return looksLikeId
  if (name.length > 128) return tooLong
  return undefined
}

type Names = typeof names

type NotName<
  S extends string,
  Why extends string,
> = `${Shown<S>} cannot be the name of a network: ${Why}; ${Names['form']}`

type NameLiteral<S extends string> = S extends Names['predefined'][number]
  ? `the name ${S} belongs to the engine; ${Names['taken']}`
  : S extends ''
    ? NotName<S, Names['empty']>
    : S extends 'container'
      ? NotName<S, Names['mode']>
      : HasOnly<S, Alphanumeric | '_' | '.' | '-'> extends true
        ? S extends `${'_' | '.' | '-'}${string}`
          ? NotName<S, Names['odd']>
          : S
        : NotName<S, Names['odd']>

/**
 * The name of a network to be made, checked while you type: `S` itself if it can be one, else the sentence of the error.
 * A plain `string` passes, and is checked at run time. Only there its length is.
 */
export type NetworkNameText<S extends string> = S extends unknown
  ? IsLiteral<S> extends true
    ? NameLiteral<S>
    : S
  : never
