import { UsageError } from '../errors/usage.js'
import { refuseUnknown } from './nearest.js'

/** How one query parameter is written. */
export interface Param<Value> {
  readonly write: (value: Value, name: string) => string
  /** The API that first knew it, when that is younger than the oldest one mooring speaks. */
  readonly since?: string
}

function refuse(name: string, value: unknown, hint: string): UsageError<'INVALID_ARGUMENT'> {
  return new UsageError('INVALID_ARGUMENT', {
    message: `${name} cannot be ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`,
    details: { argument: name, value },
    hint,
  })
}

const flag: Param<boolean> = {
  write: (value, name) => {
    if (typeof value !== 'boolean') throw refuse(name, value, 'give true or false')
    return value ? '1' : '0'
  },
}

const text: Param<string> = {
  write: (value, name) => {
    if (typeof value !== 'string' || value.includes('\u0000')) throw refuse(name, value, 'give a text')
    return value
  },
}

const integer: Param<number> = {
  write: (value, name) => {
    if (!Number.isSafeInteger(value)) throw refuse(name, value, 'give a whole number')
    return String(value)
  },
}

/** One word out of a list. */
function word<const Word extends string>(...words: readonly Word[]): Param<Word> {
  return {
    write: (value, name) => {
      if (!words.includes(value)) throw refuse(name, value, `it is one of ${words.join(', ')}`)
      return value
    },
  }
}

/** The number of last lines, or all of them. */
const tail: Param<number | 'all'> = {
  write: (value, name) => {
    if (value !== 'all' && !(Number.isSafeInteger(value) && value >= 0))
      throw refuse(name, value, "give a number of lines, or 'all'")
    return String(value)
  },
}

/** A point in time: a Date, or seconds since 1970 as the engine prints them, with up to nine decimals. */
export type Moment = Date | number | `${number}`

const moment: Param<Moment> = {
  write: (value, name) => {
    const hint = "give a Date, or seconds since 1970 such as 1700000000 or '1700000000.000000001'"
    if (value instanceof Date) {
      if (Number.isNaN(value.getTime())) throw refuse(name, value, hint)
      return (value.getTime() / 1000).toFixed(3)
    }
    const written = String(value)
    if (!/^\d{1,12}(\.\d{1,9})?$/.test(written)) throw refuse(name, value, hint)
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
      if (typeof given !== 'object' || given === null)
        throw refuse(name, value, 'give an object such as { label: "a=b" }')
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
  if (Array.isArray(values) && values.every((one) => typeof one === 'string')) return values
  throw refuse(name, wanted, 'give a text, true or false, or a list of texts')
}

/** Any JSON value, for the few parameters that take one. */
const json: Param<object> = { write: (value) => JSON.stringify(value) }

/** The kinds of query parameters. */
export const param = { flag, text, integer, word, tail, moment, filters, json }

/** A parameter younger than the oldest API. */
export function sinceApi<Value>(since: string, kind: Param<Value>): Param<Value> {
  return { ...kind, since }
}
