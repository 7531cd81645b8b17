/** The family of an address: IPv4 or IPv6. Families never mix. */
export type Family = 4 | 6

/** How many bits an address has. */
export const BITS = { 4: 32, 6: 128 } as const

/** The highest IPv4 address. */
export const MAX4 = 0xffff_ffff

/** The highest IPv6 address. */
export const MAX6 = (1n << 128n) - 1n

/** Lowest and highest number of a run of addresses of one family. */
export type Range = readonly [lowest: number | bigint, highest: number | bigint]

/** The lowest number of the block of this prefix length around an address. */
export function firstOf(value: number | bigint, prefixLength: number): number | bigint {
  if (typeof value === 'number') return (value & ~hostMask4(prefixLength)) >>> 0
  const hostBits = BigInt(128 - prefixLength)
  return (value >> hostBits) << hostBits
}

/** The highest number of the block of this prefix length around an address. */
export function lastOf(value: number | bigint, prefixLength: number): number | bigint {
  if (typeof value === 'number') return (value | hostMask4(prefixLength)) >>> 0
  return value | ((1n << BigInt(128 - prefixLength)) - 1n)
}

function hostMask4(prefixLength: number): number {
  // A shift by 32 is a shift by 0.
  return prefixLength === 32 ? 0 : MAX4 >>> prefixLength
}

/** The number after this one. */
export function following(value: number | bigint): number | bigint {
  return typeof value === 'number' ? value + 1 : value + 1n
}

/** The numbers of a block, as `Cidr` holds them. */
export interface BlockRange {
  readonly firstValue: number | bigint
  readonly lastValue: number | bigint
  readonly prefixLength: number
}

/**
 * The numbers of a block that an interface can have. Not the network and broadcast address in IPv4, but for /31
 * (RFC 3021) and /32; not the subnet-router anycast address in IPv6 (RFC 4291), but for /127 (RFC 6164) and /128.
 */
export function hostRange({ firstValue, lastValue, prefixLength }: BlockRange): Range {
  if (typeof firstValue === 'bigint') return [prefixLength < 127 ? firstValue + 1n : firstValue, lastValue]
  return prefixLength < 31 ? [firstValue + 1, Number(lastValue) - 1] : [firstValue, lastValue]
}

/** The numbers that engines give: of a /127 they keep the first, as of every IPv6 block (20.10 to 28.5). */
export function givenRange(block: BlockRange): Range {
  const [lowest, highest] = hostRange(block)
  return block.prefixLength === 127 ? [highest, highest] : [lowest, highest]
}
