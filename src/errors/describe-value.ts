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
  return (typeof value === 'object' && value !== null) || typeof value === 'function' ? kindOf(value) : value
}

function described(value: unknown): string {
  if (Array.isArray(value)) return 'an array'
  if (isPromise(value)) return 'a promise'
  if (typeof value === 'object' && value !== null) return 'an object'
  return typeof value === 'function' ? 'a function' : String(value)
}
