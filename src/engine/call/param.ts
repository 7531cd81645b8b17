import { checkFlag, checkWord, invalidArgument } from '../../errors/invalid-argument.js'

/** How one query parameter is written. */
export interface Param<Value> {
  readonly write: (value: Value, name: string) => string
  /** The API that first knew it, when that is younger than the oldest one mooring speaks. */
  readonly since?: string
}

const flag: Param<boolean> = { write: (value, name) => (checkFlag(name, value) ? '1' : '0') }

const text: Param<string> = {
  write: (value, name) => {
    if (typeof value !== 'string' || value.includes('\u0000')) throw invalidArgument(name, value, 'give a text')
    return value
  },
}

/** A whole number; as bigint, one of up to 64 bits. */
const integer: Param<number | bigint> = {
  write: (value, name) => {
    const isWhole = typeof value === 'bigint' ? BigInt.asIntN(64, value) === value : Number.isSafeInteger(value)
    if (isWhole) return String(value)
    throw invalidArgument(name, value, 'give a whole number')
  },
}

/** One word out of a list. */
function word<const Word extends string>(...words: readonly Word[]): Param<Word> {
  return { write: (value, name) => checkWord(name, value, words) }
}

/** The number of last lines, or all of them. */
const tail: Param<number | 'all'> = {
  write: (value, name) => {
    if (value !== 'all' && !(Number.isSafeInteger(value) && value >= 0))
      throw invalidArgument(name, value, "give a number of lines, or 'all'")
    return String(value)
  },
}

/** Any JSON value, for the few parameters that take one. */
const json: Param<object> = { write: (value) => JSON.stringify(value) }

/** The kinds of query parameters. */
export const param = { flag, text, integer, word, tail, json }

/** A parameter younger than the oldest API. */
export function sinceApi<Value>(since: string, kind: Param<Value>): Param<Value> {
  return { ...kind, since }
}
