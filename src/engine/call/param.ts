import { checkRef, type RefLike } from '../ref.js'
import { checkFlag, checkWord, invalidArgument } from '../../errors/invalid-argument.js'

/** How one query parameter is written: as several texts where it is repeated, as in `platforms=a&platforms=b`. */
export interface Param<Value, Written extends string | readonly string[] = string> {
  readonly write: (value: Value, name: string) => Written
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

/** A thing by its id, by its name or by its handle. */
function ref<const Noun extends string>(noun: Noun): Param<RefLike<Noun>> {
  return { write: (value) => checkRef(noun, 'word', value) }
}

/** Any JSON value, for the few parameters that take one. */
const json: Param<object> = { write: (value) => JSON.stringify(value) }

/** A list, written as one parameter for each item. */
function each<Value>(kind: Param<Value>): Param<readonly Value[], readonly string[]> {
  return {
    write: (values, name) => {
      const given: unknown = values // callers without types may pass anything
      if (!Array.isArray(given) || given.length === 0) throw invalidArgument(name, given, 'give a list of one at least')
      return values.map((value, index) => kind.write(value, `${name}[${index}]`))
    },
  }
}

/** A value that is shown to nobody. A kind of one tells no refused value, and requests hide it from `inspect`. */
export interface SecretParam<Value> extends Param<Value> {
  readonly secret: true
}

/** A request header that holds a secret. The writer gives undefined for what it cannot write. */
export function secret<Value>(
  write: (value: Value) => string | undefined,
  refused: { readonly argument: string; readonly says: string; readonly hint: string },
): SecretParam<Value> {
  return {
    secret: true,
    write: (value) => {
      const text = write(value)
      if (text !== undefined) return text
      throw invalidArgument(refused.argument, '(hidden)', refused.hint, refused.says)
    },
  }
}

/** Any parameter; `never` as its value lets every kind fit. */
export type AnyParam = Param<never, string | readonly string[]>

/** Any secret header. */
export type AnySecretParam = SecretParam<never>

/** The kinds of query parameters. */
export const param = { flag, text, integer, word, tail, ref, json, each }

/** A parameter younger than the oldest API. */
export function sinceApi<Value, Written extends string | readonly string[]>(
  since: string,
  kind: Param<Value, Written>,
): Param<Value, Written> {
  return { ...kind, since }
}
