import type { MooringCidr } from './mooring.js'
import { peers } from './peers.js'

/** A library for blocks of addresses. */
export interface CidrMaths {
  readonly name: string
  /** Parses all, and gives the sum of their prefix lengths. */
  readonly prefixLengths: (texts: readonly string[]) => number
  /** Parses all at once; what it gives counts how many overlap the one. */
  readonly overlapping: (one: string, texts: readonly string[]) => () => number
  /** The first free /24 of 10.0.0.0/8. */
  readonly firstFree: (taken: readonly string[]) => string
}

export function mooringCidr({ Cidr, freeBlock }: MooringCidr): CidrMaths {
  return {
    name: 'mooring',
    prefixLengths: (texts) => {
      let sum = 0
      for (const text of texts) sum += Cidr.parse(text).prefixLength
      return sum
    },
    overlapping: (one, texts) => {
      const block = Cidr.parse(one)
      const blocks = texts.map((text) => Cidr.parse(text))
      return () => {
        let count = 0
        for (const other of blocks) if (block.overlaps(other)) count++
        return count
      }
    },
    firstFree: (taken) => String(freeBlock({ size: 24, from: '10.0.0.0/8', taken })),
  }
}

export function ipAddressCidr(): CidrMaths {
  const { Address4 } = peers.ipAddress()
  return {
    name: 'ip-address',
    prefixLengths: (texts) => {
      let sum = 0
      for (const text of texts) sum += new Address4(text).subnetMask
      return sum
    },
    overlapping: (one, texts) => {
      const block = new Address4(one)
      const blocks = texts.map((text) => new Address4(text))
      return () => {
        let count = 0
        for (const other of blocks) if (other.isInSubnet(block) || block.isInSubnet(other)) count++
        return count
      }
    },
    // one pass over the sorted blocks: what a careful user would write with it
    firstFree: (taken) => {
      const blocks = taken.map((text) => {
        const block = new Address4(text)
        return { first: block.startAddress().bigInt(), last: block.endAddress().bigInt() }
      })
      blocks.sort((a, b) => (a.first < b.first ? -1 : 1))
      let candidate = new Address4('10.0.0.0/8').startAddress().bigInt()
      for (const { first, last } of blocks) {
        if (first >= candidate + 256n) break
        if (last >= candidate) candidate = (last | 255n) + 1n
      }
      return `${Address4.fromBigInt(candidate).address}/24`
    },
  }
}
