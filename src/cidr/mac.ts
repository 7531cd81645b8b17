import { refuseText } from './constructed.js'
import { shown } from '../errors/describe-value.js'
import { failedCheck, foreignText, usageError, type Check, type Refusal } from './refusal.js'
import type { MacText } from './text.js'

const inspect: unique symbol = Symbol.for('nodejs.util.inspect.custom')

// The three ways to write 48 bits that Go's net.ParseMAC takes.
const FORMS = [/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i, /^[0-9a-f]{2}(-[0-9a-f]{2}){5}$/i, /^[0-9a-f]{4}(\.[0-9a-f]{4}){2}$/i]

/**
 * One MAC address of 48 bits: an immutable value.
 *
 * @example
 * Mac.parse('02-42-AC-11-00-02').toString() // '02:42:ac:11:00:02'
 */
export class Mac {
  /** The address as a number. */
  readonly value: number

  private constructor(value: number) {
    refuseText('Mac', value, '02:42:ac:11:00:02')
    this.value = value
    Object.freeze(this)
  }

  /**
   * Reads `02:42:ac:11:00:02`, `02-42-ac-11-00-02` or `0242.ac11.0002`. A mistyped literal does not compile.
   *
   * @throws UsageError `INVALID_MAC`
   */
  static parse<const S extends string>(this: void, text: MacText<S>): Mac {
    const mac = Mac.tryParse(text)
    if (mac === undefined) throw usageError(whyNotMac(text))
    return mac
  }

  /** Reads a MAC address, or answers `undefined`. */
  static tryParse(this: void, text: string): Mac | undefined {
    return isMacText(text) ? new Mac(Number.parseInt(text.replace(/[:.-]/g, ''), 16)) : undefined
  }

  /** Reads a MAC address, or says in one sentence what is wrong with the text and how to mend it. */
  static check(this: void, text: string): Check<Mac, 'INVALID_MAC'> {
    const value = Mac.tryParse(text)
    return value === undefined ? failedCheck(whyNotMac(text)) : { ok: true, value }
  }

  /**
   * The MAC address that is meant by a value or its text.
   *
   * @throws UsageError `INVALID_MAC`
   */
  static from(this: void, address: Mac | string): Mac {
    if (address instanceof Mac) return address
    return Mac.parse(foreignText(address, 'Mac') ?? address)
  }

  /** Orders MAC addresses by number. For `sort`. */
  static compare(this: void, a: Mac, b: Mac): number {
    return a.value - b.value
  }

  /** Orders this address and another: negative if this one comes first. */
  compare(other: Mac): number {
    return Mac.compare(this, other)
  }

  /** Whether the other is the same address. */
  equals(other: Mac): boolean {
    return this.value === other.value
  }

  /** Whether it names one interface. An interface cannot have a multicast address. */
  get isUnicast(): boolean {
    return (firstOctet(this) & 0b01) === 0
  }

  /** Whether it was made up here rather than bought by a vendor, as docker's own addresses are. */
  get isLocallyAdministered(): boolean {
    return (firstOctet(this) & 0b10) !== 0
  }

  /** Canonical text: lower case, with colons. */
  toString(): string {
    const pairs = this.value.toString(16).padStart(12, '0').match(/../g) ?? []
    return pairs.join(':')
  }

  /** The canonical text: what the engine takes. */
  toJSON(): string {
    return this.toString()
  }

  /** @internal */
  get [Symbol.toStringTag](): 'Mac' {
    return 'Mac'
  }

  /** @internal */
  [inspect](): string {
    return `Mac(${this.toString()})`
  }
}

function isMacText(text: unknown): boolean {
  return typeof text === 'string' && FORMS.some((form) => form.test(text))
}

function firstOctet(mac: Mac): number {
  return Math.floor(mac.value / 2 ** 40)
}

function whyNotMac(value: unknown): Refusal<'INVALID_MAC'> {
  return {
    code: 'INVALID_MAC',
    says: `${shown(value)} is not a MAC address`,
    mend: 'write six pairs of hexadecimal digits, like 02:42:ac:11:00:02',
    details: { value },
  }
}
