import { types } from 'node:util'
import { invalidArgument } from '../../errors/invalid-argument.js'
import type { UsageError } from '../../errors/usage.js'
import { parseExactJson } from './exact-json.js'

/**
 * Reads JSON without rounding: `timeNano`, `IPsInUse` and `DynamicIPsAvailable` are always bigint, in the stats of a
 * container also CPU time and limits, and an integer that a double cannot hold is refused. Numbers with a fraction or an exponent mean what they mean to JSON.parse.
 * A key `__proto__` is dropped. Throws ProtocolError INVALID_JSON or NUMBER_NOT_EXACT.
 */
export function parseJson(text: string): unknown {
  const at = bigintField(text, 0)
  try {
    if (at !== -1) return parseEvent(text, at) ?? parseExactJson(text)
    return isPlain(text, 0, text.length) ? JSON.parse(text) : parseExactJson(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    // The exact reader refuses the same texts, and can say where they are wrong.
    return parseExactJson(text)
  }
}

// A few looks cost a small part of JSON.parse; reading all of a text by hand would cost several times as much.
// `cpu_stats` stands for the fields of stats: the exact reader knows them.
const FIELD = /timeNano|IPsInUse|DynamicIPsAvailable|cpu_stats/g
// Letters written as \u0041: the engine never does, but a key could hide behind them.
const ESCAPED_LETTER = /\\u00[4-7]/

/** Where one of our fields is mentioned first, from a place on; -1 for nowhere. */
function bigintField(text: string, from: number): number {
  FIELD.lastIndex = from
  return FIELD.exec(text)?.index ?? -1
}

/** Whether a part without our fields is one where JSON.parse rounds no integer and lets no bad key through. */
function isPlain(text: string, from: number, to: number): boolean {
  if (holdsLongNumber(text, from, to) || text.includes('__proto__')) return false
  return !text.includes('\\u00') || !ESCAPED_LETTER.test(text)
}

/** Digits and dots that a double may not hold exactly. */
const LONG = 16

/**
 * Whether a number of 16 digits or more stands in a part of a text. Of as many characters in a row one stands at a
 * multiple of 16: only those are looked at, and what is around those that are digits.
 */
function holdsLongNumber(text: string, from: number, to: number): boolean {
  for (let at = from + LONG - 1; at < to; at += LONG) {
    if (!isDigitOrDot(text.charCodeAt(at))) continue
    let start = at
    while (start > from && isDigitOrDot(text.charCodeAt(start - 1))) start--
    while (at + 1 < to && isDigitOrDot(text.charCodeAt(at + 1))) at++
    if (at - start + 1 >= LONG && text.charAt(start) !== '.' && canPrecedeNumber(text.charCodeAt(start - 1)))
      return true
  }
  return false
}

function isDigitOrDot(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2e
}

/**
 * What may stand before the digits of a number: white space, `:`, `[`, `,` and `-`, and where the text begins, which is
 * NaN. An id may begin with many digits, and stands after a quote.
 */
function canPrecedeNumber(code: number): boolean {
  return code <= 0x20 || code === 0x3a || code === 0x5b || code === 0x2c || code === 0x2d || Number.isNaN(code)
}

const BIGINT_MEMBER = /"(timeNano|IPsInUse|DynamicIPsAvailable)"\s*:\s*(-?\d+)(?=\s*[,}])/y

/**
 * An event has one member that needs care, at its top: JSON.parse can read the rest.
 * `at` is the first place in the text where one of our fields is mentioned. `undefined`: not so simple.
 */
function parseEvent(text: string, at: number): unknown {
  BIGINT_MEMBER.lastIndex = at - 1
  const [all = '', field = '', digits = ''] = BIGINT_MEMBER.exec(text) ?? []
  if (all === '') return undefined
  const end = at - 1 + all.length
  if (bigintField(text, end) !== -1 || !isPlain(text, end, text.length) || !isPlain(text, 0, at - 1)) return undefined
  const value: unknown = JSON.parse(text)
  // The text names the field once: if the top has it as a number, this is that number, and not part of another key.
  if (!isRecord(value) || typeof value[field] !== 'number') return undefined
  value[field] = BigInt(digits)
  return value
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Prints a value as JSON.stringify does, and bigints as numbers with all their digits.
 * `space` indents, as in JSON.stringify. Throws UsageError INVALID_ARGUMENT for what has no JSON: a cycle, undefined,
 * a function or a symbol.
 *
 * @example
 * console.log(json(await docker.network.inspect('front'), 2))
 */
export function json(value: unknown, space: number | string = ''): string {
  const simple = space === '' ? withoutBigints(value) : undefined
  if (simple !== undefined) return simple
  const indent = typeof space === 'number' ? ' '.repeat(Math.max(0, Math.min(10, space))) : space.slice(0, 10)
  const text = new Printer(indent).print('', value, '')
  if (text === undefined)
    throw unprintable(value, `${typeof value} has no JSON`, 'give text, a number, a list or an object')
  return text
}

/** What JSON.stringify makes of a value, which is the same text sooner; undefined where a bigint or a cycle is in it. */
function withoutBigints(value: unknown): string | undefined {
  if ('toJSON' in BigInt.prototype) return undefined // a program's own, which makes texts of bigints
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}

class Printer {
  readonly #indent: string
  readonly #ancestors = new Set<object>()

  constructor(indent: string) {
    this.#indent = indent
  }

  /** The text of a value, or undefined for what JSON leaves out. */
  print(key: string, value: unknown, margin: string): string | undefined {
    const plain = primitiveOf(value, key)
    if (typeof plain === 'bigint') return plain.toString()
    // Also the numbers, null and undefined: their rules are JSON.stringify's own, whose type hides `undefined`.
    if (typeof plain !== 'object' || plain === null) return JSON.stringify(plain)
    if (this.#ancestors.has(plain))
      throw unprintable(value, 'a value that contains itself has no JSON', 'leave out the field that leads back')
    this.#ancestors.add(plain)
    const text = Array.isArray(plain) ? this.#array(plain, margin) : this.#object(plain, margin)
    this.#ancestors.delete(plain)
    return text
  }

  #array(array: readonly unknown[], margin: string): string {
    const inner = margin + this.#indent
    // Array.from, because `map` would skip holes.
    const items = Array.from(array, (item, index) => this.print(String(index), item, inner) ?? 'null')
    return this.#enclose('[', items, ']', margin)
  }

  #object(object: object, margin: string): string {
    const inner = margin + this.#indent
    const colon = this.#indent === '' ? ':' : ': '
    const members: string[] = []
    for (const [key, value] of Object.entries(object)) {
      const text = this.print(key, value, inner)
      if (text !== undefined) members.push(`${JSON.stringify(key)}${colon}${text}`)
    }
    return this.#enclose('{', members, '}', margin)
  }

  #enclose(open: string, items: readonly string[], close: string, margin: string): string {
    if (this.#indent === '' || items.length === 0) return `${open}${items.join(',')}${close}`
    const inner = `\n${margin}${this.#indent}`
    return `${open}${inner}${items.join(`,${inner}`)}\n${margin}${close}`
  }
}

/** What JSON prints of a value: what its toJSON gives, and the primitive in a wrapper such as `new Number(1)`. */
function primitiveOf(value: unknown, key: string): unknown {
  // Not for a bigint: programs that patch a toJSON into all bigints make strings of them.
  const plain: unknown = typeof value === 'object' && hasToJson(value) ? value.toJSON(key) : value
  return types.isBoxedPrimitive(plain) && !types.isSymbolObject(plain) ? plain.valueOf() : plain
}

function hasToJson(value: object | null): value is { toJSON: (key: string) => unknown } {
  return value !== null && 'toJSON' in value && typeof value.toJSON === 'function'
}

function unprintable(value: unknown, why: string, hint: string): UsageError {
  // Its kind only: whoever logs the error as JSON must not meet the same cycle.
  const kind = Object.prototype.toString.call(value)
  return invalidArgument('value', kind, hint, `json(): ${why}`)
}
