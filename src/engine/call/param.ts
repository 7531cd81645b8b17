import { checkFlag, checkWord, invalidArgument } from '../../errors/invalid-argument.js'
import { refuseUnknown } from './nearest.js'

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

const integer: Param<number> = {
  write: (value, name) => {
    if (!Number.isSafeInteger(value)) throw invalidArgument(name, value, 'give a whole number')
    return String(value)
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

/** A point in time: a Date, or seconds since 1970 as the engine prints them, with up to nine decimals. */
export type Moment = Date | number | `${number}`

const moment: Param<Moment> = {
  write: (value, name) => {
    const hint = "give a Date, or seconds since 1970 such as 1700000000 or '1700000000.000000001'"
    if (value instanceof Date) {
      if (Number.isNaN(value.getTime())) throw invalidArgument(name, value, hint)
      return (value.getTime() / 1000).toFixed(3)
    }
    const written = String(value)
    if (!/^\d{1,12}(\.\d{1,9})?$/.test(written)) throw invalidArgument(name, value, hint)
    return written
  },
}

/** What a filter takes: one value or several, of which any may match. */
export type FilterValue = string | boolean | readonly string[]

/** Filters as the engine wants them, `{"label":["a=b"]}`, from the shorter form that callers write. */
function filters<const Name extends string>(
  ...names: readonly Name[]
): Param<{ readonly [N in Name]?: FilterValue | undefined }> {
  return {
    write: (value, name) => {
      const given: unknown = value // of a caller whom no compiler held
      if (typeof given !== 'object' || given === null || Array.isArray(given) || given instanceof Map)
        throw invalidArgument(name, value, 'give an object such as { label: "a=b" }')
      refuseUnknown(value, names, 'this list')
      const written: Record<string, readonly string[]> = {}
      for (const [key, wanted] of Object.entries<FilterValue | undefined>(value)) {
        if (wanted !== undefined) written[key] = filterValues(wanted, `${name}.${key}`)
      }
      return JSON.stringify(written)
    },
  }
}

function filterValues(wanted: FilterValue, name: string): readonly string[] {
  if (typeof wanted === 'boolean') return [String(wanted)]
  const values = typeof wanted === 'string' ? [wanted] : wanted
  const isList = Array.isArray(values) && values.every((one) => typeof one === 'string')
  if (isList && values.length > 0) return values
  // Engines take a filter without values for no filter: a prune would take everything.
  const hint = isList ? 'leave the filter out to take all' : 'give a text, true or false, or a list of texts'
  throw invalidArgument(name, wanted, hint, isList ? `${name} names nothing` : undefined)
}

/** Any JSON value, for the few parameters that take one. */
const json: Param<object> = { write: (value) => JSON.stringify(value) }

/** The kinds of query parameters. */
export const param = { flag, text, integer, word, tail, moment, filters, json }

/** A parameter younger than the oldest API. */
export function sinceApi<Value>(since: string, kind: Param<Value>): Param<Value> {
  return { ...kind, since }
}
