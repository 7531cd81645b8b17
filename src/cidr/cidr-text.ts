import { Ip, readIp } from './ip.js'
import { BITS, firstOf } from './range.js'
import { shown } from '../errors/describe-value.js'
import { hasLeadingZero, LEADING_ZERO, type Refusal } from './refusal.js'

/** Why a text is no block. */
export type CidrCode = 'INVALID_CIDR' | 'PREFIX_MISSING' | 'HOST_BITS_SET'

/** The two numbers of a block as they are written; host bits may be set. */
export interface WrittenBlock {
  readonly value: number | bigint
  readonly prefixLength: number
}

/** Reads `address/prefix length`; `undefined` if it is not that. */
export function readBlock(text: unknown): WrittenBlock | undefined {
  if (typeof text !== 'string') return undefined
  const slash = text.indexOf('/')
  if (slash === -1) return undefined
  const value = readIp(text, slash)
  if (value === undefined) return undefined
  const prefixLength = readPrefixLength(text, slash + 1)
  if (prefixLength === undefined || prefixLength > BITS[typeof value === 'number' ? 4 : 6]) return undefined
  return { value, prefixLength }
}

const ZERO = 0x30

// Digits only, no leading zero: as Go's netip.ParsePrefix.
function readPrefixLength(text: string, start: number): number | undefined {
  const digits = text.length - start
  if (digits < 1 || digits > 3 || (digits > 1 && text.charCodeAt(start) === ZERO)) return undefined
  let length = 0
  for (let at = start; at < text.length; at++) {
    const digit = text.charCodeAt(at) - ZERO
    if (digit < 0 || digit > 9) return undefined
    length = length * 10 + digit
  }
  return length
}

/** Says why a value that was refused is no block. */
export function whyNotCidr(value: unknown): Refusal<CidrCode> {
  const invalid = (says: string, mend: string): Refusal<CidrCode> => ({
    code: 'INVALID_CIDR',
    says: `${shown(value)} ${says}`,
    mend,
    details: { value },
  })
  if (typeof value !== 'string') return invalid('is not a block', 'give text like 172.72.0.0/16')
  if (/:.*%/s.test(value)) return invalid('has a zone', 'leave it out, docker takes none')
  if (hasLeadingZero(value)) return invalid('has a leading zero', LEADING_ZERO)

  const slash = value.indexOf('/')
  const address = readIp(value, slash === -1 ? value.length : slash)
  if (address === undefined && value.includes(':')) {
    const mend = 'write up to eight groups of hexadecimal digits and a prefix length, like fd00:1::/64'
    return invalid('is not an IPv6 block', mend)
  }
  if (address === undefined) {
    const mend = 'write four numbers from 0 to 255 and a prefix length, like 172.72.0.0/16'
    return invalid('is not an IPv4 block', mend)
  }
  const family = typeof address === 'number' ? 4 : 6
  if (slash === -1) {
    const mend = `write it like ${family === 4 ? '172.72.0.0/16' : 'fd00:1::/64'}`
    return { ...invalid('has no prefix length', mend), code: 'PREFIX_MISSING' }
  }
  const block = readBlock(value)
  if (block === undefined) {
    return invalid('has a wrong prefix length', `for IPv${family} it runs from 0 to ${BITS[family]}`)
  }
  return hostBitsSet(value, block)
}

function hostBitsSet(text: string, { value, prefixLength }: WrittenBlock): Refusal<'HOST_BITS_SET'> {
  const suggestion = `${Ip.fromValue(firstOf(value, prefixLength)).toString()}/${prefixLength}`
  return {
    code: 'HOST_BITS_SET',
    says: `${shown(text)} has host bits set`,
    mend: `did you mean ${suggestion}?`,
    details: { value: text, suggestion },
  }
}
