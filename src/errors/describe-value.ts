import { isPromise } from './brand.js'

/** A refused value as a sentence names it: plain text as it is, anything odd in quotes, never a whole novel. */
export function shown(value: unknown): string {
  if (typeof value !== 'string') return described(value)
  const short = shortened(value)
  return /^[\x21-\x7e]+$/.test(short) ? short : `'${JSON.stringify(short).slice(1, -1)}'`
}

/** The same with every text in double quotes, for names and words. */
export function quoted(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(shortened(value)) : described(value)
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}...` : text
}

/** What kind of thing a value is, where it may be a password: `an object`, `a number`. */
export function kindOf(value: unknown): string {
  return ['string', 'number', 'bigint'].includes(typeof value) ? `a ${typeof value}` : described(value)
}

/** A refused value as an error holds it: of what may hold many things, such as the variables of a builder, its kind. */
export function held(value: unknown): unknown {
  return (typeof value === 'object' && value !== null) || ['function', 'symbol'].includes(typeof value)
    ? kindOf(value)
    : value
}

function described(value: unknown): string {
  if (Array.isArray(value)) return 'an array'
  if (isPromise(value)) return 'a promise'
  if (typeof value === 'object' && value !== null) return 'an object'
  if (typeof value === 'symbol') return 'a symbol'
  return typeof value === 'function' ? 'a function' : String(value)
}

const words = 'pass|passwd|password|secret|token|creds?|credentials?|user|username'

/** An option of a mount, up to a comma, a space or the colon before it, or in quotes; two commas are one of the value. */
const option = new RegExp(
  `(?<![\\w.-])([\\w.-]*(?:${words})\\d*)=(?:"[^"]*"|'[^']*'|(?:[^,:\\s"']|:(?!\\s)|,,)+)`,
  'gi',
)

/** The name of an option whose value says who somebody is. */
const secretName = new RegExp(`(?:${words})\\d*$`, 'i')

/** Of an address, up to the last @ before its path: `//user:password@host`, also where a token stands for the user. */
const inAddress = /(?<!ssh:|tcp:)\/\/[^/\s"'`<>]+@/gi

/** The user of an engine's host is no secret. */
const inHost = /((?:ssh|tcp):\/\/[^/@\s"'`<>:]*):[^/\s"'`<>]+@/gi

/** What stands in the place of a value that is not told. */
export const hidden = '***'

/**
 * A text that an error may tell. Engines put the options of a mount that failed into their sentence, and older ones the
 * password of a share with them.
 */
export function withoutPasswords(text: string): string {
  return withoutLogins(text.replace(option, `$1=${hidden}`))
}

/** A text without who logs in to the addresses in it. */
export function withoutLogins(text: string): string {
  return text.replace(inAddress, `//${hidden}@`).replace(inHost, `$1:${hidden}@`)
}

/** The value of an option as an error may tell it. */
export function toldOption<Value extends string | undefined>(name: string, value: Value): Value | string {
  if (value === undefined) return value
  return secretName.test(name) ? hidden : withoutPasswords(value)
}
