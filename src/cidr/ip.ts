import { refuseText } from './constructed.js'
import { Address6 } from 'ip-address'
import { invalidArgument } from '../errors/invalid-argument.js'
import { shown } from '../errors/describe-value.js'
import { MAX4, MAX6, type Family } from './range.js'
import {
  failedCheck,
  hasLeadingZero,
  foreignText,
  LEADING_ZERO,
  usageError,
  type Check,
  type Refusal,
} from './refusal.js'
import { scopeOf, type IpScope } from './scope.js'
import type { IpText } from './text.js'

export type { Family }

const FIRST_TO_LAST = {
  4: '0.0.0.0 to 255.255.255.255',
  6: ':: to ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
}
const inspect: unique symbol = Symbol.for('nodejs.util.inspect.custom')

/**
 * One IP address, IPv4 or IPv6: an immutable value.
 *
 * Text is read as strictly as Go's net/netip does, which is what the engine uses: no leading zeros, no spaces,
 * no missing octets. Zones are refused, because docker takes none. An IPv4-mapped address (`::ffff:10.0.0.1`)
 * is an IPv6 address and equals no IPv4 address.
 *
 * @example
 * const gateway = Ip.parse('172.72.0.1')
 * gateway.next().toString() // '172.72.0.2'
 */
export class Ip {
  /** 4 or 6. */
  readonly family: Family
  /** The address as a number: a `number` for IPv4, a `bigint` for IPv6. */
  readonly value: number | bigint

  private constructor(value: number | bigint) {
    refuseText('Ip', value, '10.0.0.2')
    this.family = typeof value === 'number' ? 4 : 6
    this.value = value
    Object.freeze(this)
  }

  /**
   * Reads an address. A mistyped literal does not compile.
   *
   * @throws UsageError `INVALID_IP`
   * @example
   * Ip.parse('FD00:0::0A').toString() // 'fd00::a'
   */
  static parse<const S extends string>(this: void, text: IpText<S>): Ip {
    const ip = Ip.tryParse(text)
    if (ip === undefined) throw usageError(whyNotIp(text))
    return ip
  }

  /** Reads an address, or answers `undefined`. */
  static tryParse(this: void, text: string): Ip | undefined {
    const value = readIp(text)
    return value === undefined ? undefined : new Ip(value)
  }

  /** Reads an address, or says in one sentence what is wrong with the text and how to mend it. */
  static check(this: void, text: string): Check<Ip, 'INVALID_IP'> {
    const value = Ip.tryParse(text)
    return value === undefined ? failedCheck(whyNotIp(text)) : { ok: true, value }
  }

  /**
   * The address that is meant by an address or its text.
   *
   * @throws UsageError `INVALID_IP`
   */
  static from(this: void, address: Ip | string): Ip {
    if (address instanceof Ip) return address
    return Ip.parse(foreignText(address, 'Ip') ?? address)
  }

  /**
   * The address with this number: a `number` makes an IPv4 address, a `bigint` an IPv6 address.
   *
   * @throws UsageError `INVALID_ARGUMENT` if there is no such address.
   * @example
   * Ip.fromValue(0x0a000001).toString() // '10.0.0.1'
   */
  static fromValue(this: void, value: number | bigint): Ip {
    if (!isAddressValue(value)) {
      throw invalidArgument(
        'value',
        value,
        'give a 32-bit number or a 128-bit bigint',
        `there is no address ${shown(value)}`,
      )
    }
    return new Ip(value)
  }

  /** Orders addresses: IPv4 before IPv6, then by number. For `sort`. */
  static compare(this: void, a: Ip, b: Ip): number {
    if (a.family !== b.family) return a.family - b.family
    return a.value < b.value ? -1 : a.value > b.value ? 1 : 0
  }

  /** Orders this address and another: negative if this one comes first. */
  compare(other: Ip): number {
    return Ip.compare(this, other)
  }

  /** Whether the other is the same address, of the same family. */
  equals(other: Ip): boolean {
    return this.family === other.family && this.value === other.value
  }

  /**
   * The address that many steps further, or back if the count is negative.
   *
   * @throws UsageError `INVALID_ARGUMENT` past the first or last address of the family.
   * @example
   * Ip.parse('10.0.0.255').plus(1).toString() // '10.0.1.0'
   */
  plus(count: number | bigint): Ip {
    if (typeof count !== 'bigint' && !Number.isSafeInteger(count)) {
      throw invalidArgument(
        'count',
        count,
        'give a whole number or a bigint',
        `${shown(count)} is not a count of addresses`,
      )
    }
    const value = typeof this.value === 'number' ? this.value + Number(count) : this.value + BigInt(count)
    if (isAddressValue(value)) return new Ip(value)
    const says = `${this.toString()} plus ${count} is no IPv${this.family} address`
    throw invalidArgument('count', count, `IPv${this.family} runs from ${FIRST_TO_LAST[this.family]}`, says)
  }

  /** The address after this one. Throws UsageError `INVALID_ARGUMENT` after the last of the family. */
  next(): Ip {
    return this.plus(1)
  }

  /** The address before this one. Throws UsageError `INVALID_ARGUMENT` before the first of the family. */
  previous(): Ip {
    return this.plus(-1)
  }

  /** What the address is for: `private`, `public`, `loopback`, ... */
  get scope(): IpScope {
    return scopeOf(this.value)
  }

  /** Canonical text: dotted numbers for IPv4, RFC 5952 for IPv6. */
  toString(): string {
    return typeof this.value === 'number' ? writeIp4(this.value) : writeIp6(this.value)
  }

  /** The canonical text: what the engine takes. */
  toJSON(): string {
    return this.toString()
  }

  /** @internal */
  get [Symbol.toStringTag](): 'Ip' {
    return 'Ip'
  }

  /** @internal */
  [inspect](): string {
    return `Ip(${this.toString()})`
  }
}

/** The number that an address text stands for, read up to `end`; `undefined` if it is none. */
export function readIp(text: unknown, end?: number): number | bigint | undefined {
  if (typeof text !== 'string') return undefined
  return readIp4(text, end ?? text.length) ?? readIp6(text.slice(0, end))
}

function isAddressValue(value: number | bigint): boolean {
  if (typeof value === 'bigint') return value >= 0n && value <= MAX6
  return Number.isInteger(value) && value >= 0 && value <= MAX4
}

const DOT = 0x2e
const ZERO = 0x30

function readIp4(text: string, end: number): number | undefined {
  let value = 0
  let at = 0
  for (let octets = 0; octets < 4; octets++) {
    if (octets > 0 && text.charCodeAt(at++) !== DOT) return undefined
    const start = at
    let octet = 0
    for (; at < end; at++) {
      const digit = text.charCodeAt(at) - ZERO
      if (digit < 0 || digit > 9) break
      octet = octet * 10 + digit
    }
    const isPadded = at - start > 1 && text.charCodeAt(start) === ZERO
    if (at === start || octet > 255 || isPadded) return undefined
    value = value * 256 + octet
  }
  return at === end ? value : undefined
}

function writeIp4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`
}

// The alphabet is checked here because ip-address also takes zones and prefix lengths.
function readIp6(text: string): bigint | undefined {
  if (!text.includes(':') || !/^[0-9a-fA-F:.]{2,45}$/.test(text)) return undefined
  try {
    return new Address6(text).bigInt()
  } catch {
    return undefined
  }
}

// RFC 5952, section 5: an IPv4-mapped address shows its IPv4 part.
function writeIp6(value: bigint): string {
  if (value >> 32n === 0xffffn) return `::ffff:${writeIp4(Number(value & 0xffff_ffffn))}`
  return Address6.fromBigInt(value).correctForm()
}

function whyNotIp(value: unknown): Refusal<'INVALID_IP'> {
  const name = shown(value)
  const refusal = (says: string, mend: string): Refusal<'INVALID_IP'> => ({
    code: 'INVALID_IP',
    says: `${name} ${says}`,
    mend,
    details: { value },
  })
  if (typeof value !== 'string') return refusal('is not an address', 'give text like 172.72.0.10')
  if (/:.*%/s.test(value)) return refusal('has a zone', 'leave it out, docker takes none')
  if (hasLeadingZero(value)) return refusal('has a leading zero', LEADING_ZERO)
  const slash = value.indexOf('/')
  if (slash !== -1 && readIp(value, slash) !== undefined) {
    return refusal('is a block, not an address', `write it like ${value.slice(0, slash)}`)
  }
  if (value.includes(':')) {
    return refusal('is not an IPv6 address', 'write up to eight groups of hexadecimal digits, like fd00:1::a')
  }
  return refusal('is not an IPv4 address', 'write four numbers from 0 to 255, like 172.72.0.10')
}
