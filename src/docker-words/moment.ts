import { onlyOne, type FilterKind } from '../engine/call/filters.js'
import type { Param } from '../engine/call/param.js'
import { isDate } from '../errors/brand.js'
import { invalidArgument } from '../errors/invalid-argument.js'

/** How long ago: `'30s'`, `'10m'`, `'1.5h'`, `'1h30m'`. */
export type Age = `${number}${'s' | 'm' | 'h'}`

/**
 * A point in time: a Date, a number of seconds since 1970, a bigint of nanoseconds such as `event.timeNano`, or a text:
 * ISO 8601 with its zone such as `line.time`, or seconds with up to nine decimals, as the engine prints them.
 */
export type Moment = Date | number | bigint | string

/** A moment, or how long ago it was by the engine's clock. */
// eslint-disable-next-line @typescript-eslint/no-redundant-type-constituents -- says what else a text can be
export type When = Moment | Age

/** Seconds since 1970 with nine decimals, as engines read them: `1700000000.000000001`. */
export type Seconds = `${number}`

/** A moment in nanoseconds since 1970, or an age in nanoseconds. */
export type ParsedWhen = { readonly at: bigint } | { readonly ago: bigint }

const nanosecondsIn: Readonly<Record<string, number>> = { s: 1e9, m: 60e9, h: 3600e9 }
const hoursIn: Readonly<Record<string, number>> = { d: 24, w: 168 }

const AGE = /^(?:\d{1,9}(?:\.\d{1,9})?[smh])+$/
const SECONDS = /^(\d{1,12})(?:\.(\d{1,9}))?$/
const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)$/

/** The least that counts as nanoseconds: anything below would be in the first days of 1970. */
const leastNanoseconds = 10n ** 15n
const mostNanoseconds = 10n ** 21n

/**
 * Reads a moment or an age.
 *
 * @throws UsageError INVALID_ARGUMENT with what to write instead
 */
export function parseWhen(argument: string, when: When): ParsedWhen
export function parseWhen(argument: string, when: When | undefined): ParsedWhen | undefined
export function parseWhen(argument: string, when: When | undefined): ParsedWhen | undefined {
  if (when === undefined) return undefined
  const ago = typeof when === 'string' && AGE.test(when) ? lengthOf(when) : undefined
  return ago === undefined ? { at: parseMoment(argument, when) } : { ago }
}

/** Reads a moment, to the nanosecond. */
export function parseMoment(argument: string, moment: Moment): bigint {
  const at = nanosecondsOf(moment)
  if (at === undefined) throw invalidArgument(argument, moment, hintFor(moment))
  return at
}

/** Writes a moment as engines read it, without losing a nanosecond. */
export function writeMoment(nanoseconds: bigint): Seconds {
  const digits = nanoseconds.toString().padStart(10, '0')
  return `${digits.slice(0, -9)}.${digits.slice(-9)}` as Seconds // digits, a point, nine digits
}

/** A moment of a query. */
export const moment: Param<Moment> = { write: (value, name) => writeMoment(parseMoment(name, value)) }

/** A moment or an age of a filter. Here the engine counts the age back itself. */
export const until: FilterKind<When | readonly [When]> = {
  write: (value, name) => {
    const when = onlyOne(value) as When // parseWhen() looks
    const parsed = parseWhen(name, when)
    return ['ago' in parsed ? String(when) : writeMoment(parsed.at)]
  },
}

function nanosecondsOf(moment: unknown): bigint | undefined {
  if (typeof moment === 'bigint') return moment >= leastNanoseconds && moment < mostNanoseconds ? moment : undefined
  if (isDate(moment)) return moment.getTime() >= 0 ? BigInt(moment.getTime()) * 1_000_000n : undefined
  if (typeof moment !== 'string' && typeof moment !== 'number') return undefined
  const text = String(moment)
  const [, seconds, decimals] = SECONDS.exec(text) ?? []
  return seconds === undefined ? nanosecondsOfTime(text) : joined(BigInt(seconds), decimals)
}

/** ISO 8601 with a zone, to the nanosecond; a day or an hour that no calendar has is none. */
export function nanosecondsOfTime(text: string): bigint | undefined {
  const [, minute, second = '00', decimals, zone] = TIME.exec(text) ?? []
  if (minute === undefined || zone === undefined) return undefined
  const local = `${minute}:${second}`
  // JavaScript takes the 30th of February for the 2nd of March.
  const isInCalendar = new Date(`${local}Z`).valueOf() >= 0 && new Date(`${local}Z`).toISOString().startsWith(local)
  const milliseconds = Date.parse(`${local}${zone}`)
  return isInCalendar && milliseconds >= 0 ? joined(BigInt(milliseconds) / 1000n, decimals) : undefined
}

function joined(seconds: bigint, decimals = ''): bigint {
  return seconds * 1_000_000_000n + BigInt(decimals.padEnd(9, '0'))
}

function lengthOf(age: string): bigint {
  let length = 0n
  for (const [, digits, unit = ''] of age.matchAll(/([\d.]+)([smh])/g))
    length += BigInt(Math.round(Number(digits) * (nanosecondsIn[unit] ?? 0)))
  return length
}

/** What to write instead. */
function hintFor(given: unknown): string {
  const usual = "give a Date, an age such as '10m', seconds since 1970, or a text such as '2026-11-24T04:18:05Z'"
  if (typeof given === 'bigint')
    return 'a bigint counts nanoseconds since 1970, as event.timeNano does; give seconds as a number'
  if (isDate(given)) return 'this Date is invalid, or before 1970: look at what it was made of'
  if (typeof given === 'number' && given >= 1e12)
    return 'a number counts seconds since 1970, not milliseconds: give the Date'
  if (typeof given !== 'string') return usual
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?) ?([dw])$/.exec(given) ?? []
  if (digits !== undefined) return `the units are s, m and h: write '${Number(digits) * (hoursIn[unit] ?? 0)}h'`
  if (/^\d{4}-\d\d-\d\d(?:[T ][\d:.]+)?$/.test(given)) {
    const time = given.length === 10 ? `${given}T00:00:00` : given.replace(' ', 'T')
    return `say in which zone: write '${time}Z' for UTC, or '${time}+09:00'`
  }
  return usual
}
