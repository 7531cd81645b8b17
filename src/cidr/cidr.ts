import { refuseText } from './constructed.js'
import { readBlock, whyNotCidr, type CidrCode } from './cidr-text.js'
import { invalidArgument } from '../errors/invalid-argument.js'
import { shown } from '../errors/describe-value.js'
import { Ip } from './ip.js'
import { BITS, firstOf, following, hostRange, lastOf, MAX4, MAX6, type Family } from './range.js'
import { failedCheck, foreignText, usageError, type Check } from './refusal.js'
import { scopeOfRange, type CidrScope } from './scope.js'
import type { BlockText, CidrText } from './text.js'

const MOST_PARTS = 65_536
const inspect: unique symbol = Symbol.for('nodejs.util.inspect.custom')

/**
 * One block of IP addresses, IPv4 or IPv6: an immutable value.
 *
 * Text is read as strictly as the engine reads it from 25.0 on: a prefix length without sign or leading zero,
 * no zone, no host bits. Blocks of different families never contain or overlap each other.
 *
 * @example
 * const subnet = Cidr.parse('172.72.0.0/16')
 * subnet.contains('172.72.1.10') // true
 * const [lower, upper] = subnet.split(2) // 172.72.0.0/17, 172.72.128.0/17
 */
export class Cidr {
  /** 4 or 6. */
  readonly family: Family
  /** The number behind the slash: how many leading bits all its addresses share. */
  readonly prefixLength: number
  /** Its lowest address as a number: a `number` for IPv4, a `bigint` for IPv6. */
  readonly firstValue: number | bigint
  /** Its highest address as a number. */
  readonly lastValue: number | bigint

  private constructor(value: number | bigint, prefixLength: number) {
    refuseText('Cidr', value, '10.0.0.0/24')
    this.family = typeof value === 'number' ? 4 : 6
    this.prefixLength = prefixLength
    this.firstValue = firstOf(value, prefixLength)
    this.lastValue = lastOf(value, prefixLength)
    Object.freeze(this)
  }

  /**
   * Reads a block. A mistyped literal does not compile.
   *
   * @throws UsageError `PREFIX_MISSING`, `HOST_BITS_SET` or `INVALID_CIDR`
   * @example
   * Cidr.parse('fd00:1::/64').size // 18446744073709551616n
   */
  static parse<const S extends string>(this: void, text: CidrText<S>): Cidr {
    const cidr = Cidr.tryParse(text)
    if (cidr === undefined) throw usageError(whyNotCidr(text))
    return cidr
  }

  /** Reads a block, or answers `undefined`. */
  static tryParse(this: void, text: string): Cidr | undefined {
    const read = readBlock(text)
    if (read === undefined) return undefined
    const cidr = new Cidr(read.value, read.prefixLength)
    return cidr.firstValue === read.value ? cidr : undefined
  }

  /**
   * Reads a block, or says in one sentence what is wrong with the text and how to mend it.
   *
   * @example
   * Cidr.check('10.99.0.5/24')
   * // { ok: false, code: 'HOST_BITS_SET', hint: '10.99.0.5/24 has host bits set; did you mean 10.99.0.0/24?' }
   */
  static check(this: void, text: string): Check<Cidr, CidrCode> {
    const value = Cidr.tryParse(text)
    return value === undefined ? failedCheck<CidrCode>(whyNotCidr(text)) : { ok: true, value }
  }

  /**
   * The block that is meant by a block or its text.
   *
   * @throws UsageError `PREFIX_MISSING`, `HOST_BITS_SET` or `INVALID_CIDR`
   */
  static from(this: void, block: Cidr | string): Cidr {
    if (block instanceof Cidr) return block
    return Cidr.parse(foreignText(block, 'Cidr') ?? block)
  }

  /**
   * Reads a block and clears its host bits instead of refusing them.
   *
   * @throws UsageError `PREFIX_MISSING` or `INVALID_CIDR`
   * @example
   * Cidr.masked('10.0.0.5/8').toString() // '10.0.0.0/8'
   */
  static masked<const S extends string>(this: void, text: BlockText<S>): Cidr {
    const read = readBlock(text)
    if (read === undefined) throw usageError(whyNotCidr(text))
    return new Cidr(read.value, read.prefixLength)
  }

  /**
   * The block of this prefix length that an address is in, as with `IPAddress` and `IPPrefixLen` of an endpoint.
   *
   * @throws UsageError `INVALID_IP`, or `INVALID_ARGUMENT` for a prefix length that the family does not have.
   * @example
   * Cidr.around('172.17.0.2', 16).toString() // '172.17.0.0/16'
   */
  static around(this: void, address: Ip | string, prefixLength: number): Cidr {
    const ip = Ip.from(address)
    assertPrefixLength(prefixLength, 0, BITS[ip.family])
    return new Cidr(ip.value, prefixLength)
  }

  /** Orders blocks: IPv4 before IPv6, then by first address, then the wider one first. For `sort`. */
  static compare(this: void, a: Cidr, b: Cidr): number {
    if (a.family !== b.family) return a.family - b.family
    if (a.firstValue !== b.firstValue) return a.firstValue < b.firstValue ? -1 : 1
    return a.prefixLength - b.prefixLength
  }

  /** Orders this block and another: negative if this one comes first. */
  compare(other: Cidr): number {
    return Cidr.compare(this, other)
  }

  /** Whether the other is the same block. */
  equals(other: Cidr): boolean {
    return (
      this.family === other.family && this.prefixLength === other.prefixLength && this.firstValue === other.firstValue
    )
  }

  /**
   * Whether an address, or all of a block, is in this block. Text with a slash is read as a block.
   *
   * @throws UsageError for a text that is neither.
   */
  contains(other: Ip | Cidr | string): boolean {
    const { family, firstValue, lastValue } = spanOf(other)
    return family === this.family && firstValue >= this.firstValue && lastValue <= this.lastValue
  }

  /**
   * Whether the two share an address. Of two such blocks one contains the other.
   *
   * @throws UsageError for a text that is no block.
   */
  overlaps(other: Cidr | string): boolean {
    const { family, firstValue, lastValue } = Cidr.from(other)
    return family === this.family && firstValue <= this.lastValue && lastValue >= this.firstValue
  }

  /** Its lowest address: the network address. */
  get first(): Ip {
    return Ip.fromValue(this.firstValue)
  }

  /** Its highest address: in IPv4 the broadcast address. */
  get last(): Ip {
    return Ip.fromValue(this.lastValue)
  }

  /** How many addresses it has, network and broadcast address included. */
  get size(): bigint {
    return 1n << BigInt(BITS[this.family] - this.prefixLength)
  }

  /** How many addresses of it an interface can have: what `hosts()` yields. */
  get hostCount(): bigint {
    const [lowest, highest] = hostRange(this)
    return BigInt(highest) - BigInt(lowest) + 1n
  }

  /**
   * Whether an interface can have this address of it: it is inside, and neither the network and broadcast
   * address of an IPv4 block (but /31 and /32) nor the subnet-router anycast address of an IPv6 block (but /127, /128).
   *
   * @throws UsageError `INVALID_IP`
   */
  hasHost(address: Ip | string): boolean {
    const ip = Ip.from(address)
    const [lowest, highest] = hostRange(this)
    return ip.family === this.family && ip.value >= lowest && ip.value <= highest
  }

  /** Walks through the addresses that an interface can have, lowest first; see `hasHost`. Lazy: any block will do. */
  *hosts(): Generator<Ip, void, undefined> {
    const [lowest, highest] = hostRange(this)
    for (let value = lowest; value <= highest; value++) yield Ip.fromValue(value)
  }

  /**
   * Cuts it into equal parts. Their number is a power of two, 65536 at most; `subnets` walks through more.
   *
   * @throws UsageError `INVALID_ARGUMENT`
   */
  split(parts: 2): [Cidr, Cidr]
  split(parts: 4): [Cidr, Cidr, Cidr, Cidr]
  split(parts: number): Cidr[]
  split(parts: number): Cidr[] {
    const bits = Math.log2(parts)
    if (!Number.isInteger(bits) || bits < 0 || parts > MOST_PARTS) {
      throw invalidArgument(
        'parts',
        parts,
        `give a power of two up to ${MOST_PARTS}`,
        `${this.toString()} cannot be split in ${shown(parts)}`,
      )
    }
    if (this.prefixLength + bits > BITS[this.family]) {
      throw invalidArgument(
        'parts',
        parts,
        `it has only ${this.size} addresses`,
        `${this.toString()} cannot be split in ${parts}`,
      )
    }
    return [...this.subnets(this.prefixLength + bits)]
  }

  /**
   * Walks through its parts of one prefix length, lowest first. Lazy: a /48 may be walked by /64.
   *
   * @throws UsageError `INVALID_ARGUMENT` for a prefix length shorter than its own, or longer than the family has.
   * @example
   * for (const part of Cidr.parse('10.0.0.0/8').subnets(24)) console.log(`${part}`) // 10.0.0.0/24, 10.0.1.0/24, ...
   */
  subnets(prefixLength: number): Generator<Cidr, void, undefined> {
    assertPrefixLength(prefixLength, this.prefixLength, BITS[this.family])
    return walk(new Cidr(this.firstValue, prefixLength), this.lastValue)
  }

  /** The block of the same size that follows it, or `undefined` at the end of the family. */
  next(): Cidr | undefined {
    if (this.lastValue === (this.family === 4 ? MAX4 : MAX6)) return undefined
    return new Cidr(following(this.lastValue), this.prefixLength)
  }

  /** What its addresses are for: `private`, `public`, `loopback`, ...; `mixed` if they do not agree. */
  get scope(): CidrScope {
    return scopeOfRange(this.firstValue, this.lastValue)
  }

  /** Canonical text, RFC 5952 for IPv6: what the engine takes. */
  toString(): string {
    return `${this.first.toString()}/${this.prefixLength}`
  }

  /** The canonical text. */
  toJSON(): string {
    return this.toString()
  }

  /** @internal */
  get [Symbol.toStringTag](): 'Cidr' {
    return 'Cidr'
  }

  /** @internal */
  [inspect](): string {
    return `Cidr(${this.toString()})`
  }
}

function* walk(part: Cidr | undefined, end: number | bigint): Generator<Cidr, void, undefined> {
  for (; part !== undefined && part.firstValue <= end; part = part.next()) yield part
}

function assertPrefixLength(prefixLength: number, shortest: number, longest: number): void {
  if (Number.isInteger(prefixLength) && prefixLength >= shortest && prefixLength <= longest) return
  const says = `${shown(prefixLength)} is not a prefix length that fits here`
  throw invalidArgument('prefixLength', prefixLength, `it runs from ${shortest} to ${longest}`, says)
}

interface Span {
  readonly family: Family
  readonly firstValue: number | bigint
  readonly lastValue: number | bigint
}

function spanOf(value: Ip | Cidr | string): Span {
  if (value instanceof Cidr) return value
  const text: unknown = foreignText(value, 'Cidr') ?? value
  if (typeof text === 'string' && text.includes('/')) return Cidr.from(text)
  const ip = Ip.from(value)
  return { family: ip.family, firstValue: ip.value, lastValue: ip.value }
}
