import { Cidr } from './cidr.js'
import { Ip } from './ip.js'
import { BITS, givenRange } from './range.js'
import { invalidArgument } from '../errors/invalid-argument.js'

/** What free block to look for. */
export interface FreeBlockQuery {
  /** The prefix length it must have: 24 for a /24. */
  readonly size: number
  /** The block to cut it from. */
  readonly from: Cidr | string
  /** The blocks that are taken, in any order; they may overlap each other, or lie elsewhere. */
  readonly taken: Iterable<Cidr | string>
}

/** What free address to look for. */
export interface FreeAddressQuery {
  readonly subnet: Cidr | string
  /** Look in this part of the subnet only, as the engine does for its own choice (`--ip-range`). */
  readonly ipRange?: Cidr | string | undefined
  /** The addresses that are taken, in any order: gateway, auxiliary addresses, members. */
  readonly taken: Iterable<Ip | string>
}

/**
 * The lowest free block of a size, or `undefined` if there is none.
 *
 * @throws UsageError for a text that is no block, and `INVALID_ARGUMENT` for a size that `from` cannot hold.
 * @example
 * freeBlock({ size: 24, from: '10.0.0.0/8', taken: ['10.0.0.0/24', '10.0.2.0/23'] })?.toString() // '10.0.1.0/24'
 */
export function freeBlock(query: FreeBlockQuery): Cidr | undefined {
  for (const block of freeBlocks(query)) return block
  return undefined
}

/**
 * Walks through all free blocks of a size, lowest first. Lazy: it looks for the next one when asked.
 *
 * @throws UsageError as `freeBlock` does, before the walk begins.
 */
export function freeBlocks({ size, from, taken }: FreeBlockQuery): Generator<Cidr, void, undefined> {
  const space = Cidr.from(from)
  const mend = `its parts have a prefix length from ${space.prefixLength} to ${BITS[space.family]}`
  if (!Number.isInteger(size)) throw invalidArgument('size', size, `give a whole number: ${mend}`)
  if (size < space.prefixLength || size > BITS[space.family])
    throw invalidArgument('size', size, mend, `${space.toString()} has no part of size ${size}`)
  const obstacles = Array.from(taken, Cidr.from).filter((block) => block.overlaps(space))
  return sweep(Cidr.around(space.first, size), space, obstacles.sort(Cidr.compare))
}

// One pass over the sorted obstacles. Two blocks are nested or apart, so the candidate is free unless it overlaps
// the first obstacle that does not end before it.
function* sweep(first: Cidr, space: Cidr, obstacles: readonly Cidr[]): Generator<Cidr, void, undefined> {
  let candidate: Cidr | undefined = first
  let at = 0
  while (candidate !== undefined && candidate.firstValue <= space.lastValue) {
    const obstacle = obstacles[at]
    if (obstacle !== undefined && obstacle.lastValue < candidate.firstValue) {
      at++
    } else if (obstacle?.overlaps(candidate)) {
      candidate = blockAfter(obstacle, candidate)
    } else {
      yield candidate
      candidate = candidate.next()
    }
  }
}

function blockAfter(obstacle: Cidr, candidate: Cidr): Cidr | undefined {
  if (candidate.contains(obstacle)) return candidate.next()
  return Cidr.around(obstacle.last, candidate.prefixLength).next()
}

/**
 * The lowest free address that an interface can have, or `undefined` if there is none: what a local network of the
 * engine would give next.
 *
 * @throws UsageError for a text that is no block or address.
 * @example
 * freeAddress({ subnet: '10.0.0.0/24', taken: ['10.0.0.1'] })?.toString() // '10.0.0.2'
 */
export function freeAddress({ subnet, ipRange = subnet, taken }: FreeAddressQuery): Ip | undefined {
  const block = Cidr.from(subnet)
  const range = Cidr.from(ipRange)
  if (!block.overlaps(range)) return undefined

  const [lowestHost, highestHost] = givenRange(block)
  const highest = range.lastValue < highestHost ? range.lastValue : highestHost
  const takenValues = new Set(Array.from(taken, (address) => Ip.from(address).value))
  let value = range.firstValue > lowestHost ? range.firstValue : lowestHost
  while (takenValues.has(value)) value++
  return value <= highest ? Ip.fromValue(value) : undefined
}

/**
 * All pairs of blocks that share addresses, the wider block first. A block that is listed twice is a pair too.
 * The pairs hold the very values that were given.
 *
 * @example
 * overlaps([Cidr.parse('10.0.1.0/24'), Cidr.parse('10.0.0.0/16'), Cidr.parse('10.1.0.0/16')]).join(' ')
 * // '10.0.0.0/16,10.0.1.0/24'
 */
export function overlaps(blocks: Iterable<Cidr>): [wider: Cidr, narrower: Cidr][] {
  const pairs: [Cidr, Cidr][] = []
  // The blocks around the one at hand: in this order a block comes after all that contain it.
  let around: Cidr[] = []
  for (const block of [...blocks].sort(Cidr.compare)) {
    around = around.filter((outer) => outer.contains(block))
    for (const outer of around) pairs.push([outer, block])
    around.push(block)
  }
  return pairs
}
