import { ProtocolError } from '../../errors/protocol.js'

// What does not fit in a double: nanoseconds since 1970, how many addresses of an IPv6 subnet are used or free, and in the
// stats of a container nanoseconds of all CPUs together, and limits that are 2 ** 64 - 1 for none.
const BIGINT_FIELDS: ReadonlySet<string> = new Set([
  'timeNano',
  'IPsInUse',
  'DynamicIPsAvailable',
  'total_usage',
  'percpu_usage',
  'usage_in_kernelmode',
  'usage_in_usermode',
  'system_cpu_usage',
  'throttled_time',
  'limit',
])

const MAX_DEPTH = 1000
const MAX_DIGITS = 64
const INTEGER = /^-?\d+$/
const QUOTE = 0x22
const BACKSLASH = 0x5c

/**
 * Reads JSON with exact numbers: slower than JSON.parse, and able to say where a text is wrong.
 * Rejects with INVALID_JSON (also when nested deeper than 1000) or NUMBER_NOT_EXACT.
 */
export function parseExactJson(text: string): unknown {
  return new Reader(text).document()
}

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  document(): unknown {
    const value = this.#value('', 0)
    if (this.#peek() !== '') throw this.#invalid(this.#at)
    return value
  }

  /** Reads a value; `field` is the name it has in the nearest object. */
  #value(field: string, depth: number): unknown {
    if (depth > MAX_DEPTH) throw this.#invalid(this.#at)
    const first = this.#peek()
    if (first === '{') return this.#object(depth)
    if (first === '[') return this.#array(field, depth)
    if (first === '"') return this.#string()
    if (first === 't') return this.#word('true', true)
    if (first === 'f') return this.#word('false', false)
    if (first === 'n') return this.#word('null', null)
    return this.#number(field)
  }

  #object(depth: number): Record<string, unknown> {
    const object: Record<string, unknown> = {}
    this.#at++
    if (this.#skip('}')) return object
    do {
      if (this.#peek() !== '"') throw this.#invalid(this.#at)
      const key = this.#string()
      this.#expect(':')
      const value = this.#value(key, depth + 1)
      // Dropped: no field of the engine has this name, and assigning or merging it would change a prototype.
      if (key !== '__proto__') object[key] = value
    } while (this.#skip(','))
    this.#expect('}')
    return object
  }

  #array(field: string, depth: number): unknown[] {
    const array: unknown[] = []
    this.#at++
    if (this.#skip(']')) return array
    do array.push(this.#value(field, depth + 1))
    while (this.#skip(','))
    this.#expect(']')
    return array
  }

  #string(): string {
    const start = this.#at
    let escaped = false
    for (let at = start + 1; at < this.#text.length; at++) {
      const code = this.#text.charCodeAt(at)
      if (code === QUOTE) {
        this.#at = at + 1
        return escaped ? this.#unescape(start, at + 1) : this.#text.slice(start + 1, at)
      }
      if (code < 0x20) throw this.#invalid(at)
      if (code === BACKSLASH) {
        escaped = true
        at++
      }
    }
    throw this.#invalid(this.#text.length)
  }

  #unescape(start: number, end: number): string {
    try {
      return String(JSON.parse(this.#text.slice(start, end)))
    } catch {
      throw this.#invalid(start)
    }
  }

  #word<Value>(word: string, value: Value): Value {
    if (!this.#text.startsWith(word, this.#at)) throw this.#invalid(this.#at)
    this.#at += word.length
    return value
  }

  #number(field: string): number | bigint {
    const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
    number.lastIndex = this.#at
    const digits = number.exec(this.#text)?.[0]
    if (digits === undefined) throw this.#invalid(this.#at)
    this.#at += digits.length
    const value = BIGINT_FIELDS.has(field) ? exactInteger(digits) : exactNumber(digits)
    if (value === undefined) throw notExact(field, digits)
    return value
  }

  /** The next character that is not white space, or '' at the end. */
  #peek(): string {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at++
    return this.#text.charAt(this.#at)
  }

  #skip(character: string): boolean {
    if (this.#peek() !== character) return false
    this.#at++
    return true
  }

  #expect(character: string): void {
    if (!this.#skip(character)) throw this.#invalid(this.#at)
  }

  #invalid(at: number): ProtocolError {
    const excerpt = this.#text.slice(Math.max(0, at - 60), at + 60)
    const what = at >= this.#text.length ? 'ends too early' : `is not JSON at character ${at}`
    return new ProtocolError('INVALID_JSON', {
      message: `The engine's answer ${what}: ${JSON.stringify(excerpt)}`,
      details: { excerpt },
    })
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

/**
 * The number that was written; undefined when it is an integer that a double rounds.
 * A fraction or an exponent means what it means to JSON.parse: whoever wrote it had a double.
 */
function exactNumber(digits: string): number | undefined {
  const number = Number(digits)
  if (Number.isSafeInteger(number) || !INTEGER.test(digits)) return number
  return Number.isFinite(number) && BigInt(number) === BigInt(digits) ? number : undefined
}

function exactInteger(digits: string): bigint | undefined {
  return INTEGER.test(digits) ? BigInt(digits) : undefined
}

function notExact(field: string, digits: string): ProtocolError {
  const shown = digits.length > MAX_DIGITS ? `${digits.slice(0, MAX_DIGITS)}...` : digits
  return new ProtocolError('NUMBER_NOT_EXACT', {
    message: `${field === '' ? 'A number' : `The number in ${field}`} cannot be held exactly: ${shown}`,
    details: { field, digits: shown },
  })
}
