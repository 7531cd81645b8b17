import { randomBytes } from 'node:crypto'
import { Cidr } from '../../cidr/cidr.js'
import { BITS } from '../../cidr/range.js'
import { freeBlock, freeBlocks } from '../../cidr/set.js'
import type { CallContext } from '../../engine/context.js'
import { MooringError } from '../../errors/base.js'
import { tellAbout, type About } from '../../errors/error-context.js'
import { noneFree, spaceOf, takenSubnets, type WantedSubnet } from './free-subnet.js'

/** A wanted subnet, and the block that it is cut from. */
interface Placed extends WantedSubnet {
  readonly from: Cidr
}

/**
 * Makes something in blocks that are free, whoever else makes networks at the same time.
 *
 * Between the look and the create another program may take a block: the engine refuses the second one of the two, and
 * then another block is chosen. The first choice is the lowest free block; later ones are any free ones, so that several
 * programs do not meet at the next one again. The verb's deadline bounds it.
 */
export async function inFreeSubnets<Made>(
  call: CallContext,
  { wanted, about }: { readonly wanted: readonly WantedSubnet[]; readonly about: About },
  make: (subnets: readonly Cidr[]) => Promise<Made>,
): Promise<Made> {
  const places = await Promise.all(wanted.map(async (one) => ({ ...one, from: await spaceOf(call, one) })))
  const refused: Cidr[] = []
  for (let choice: Choice = lowest; ; choice = any) {
    const taken = [...(await takenSubnets(call)), ...refused]
    const subnets = told(about, () => chooseAmong(places, taken, choice))
    try {
      return await make(subnets)
    } catch (error) {
      const clash = clashOf(error, subnets)
      if (clash === undefined || call.isOver) throw error
      refused.push(...clash)
    }
  }
}

function told<Value>(about: About, find: () => Value): Value {
  try {
    return find()
  } catch (error) {
    throw tellAbout(error, about)
  }
}

/** Which blocks the engine refused; undefined for another failure. */
function clashOf(error: unknown, subnets: readonly Cidr[]): readonly Cidr[] | undefined {
  if (!MooringError.is(error, 'SUBNET_OVERLAP')) return undefined
  const { subnet } = error.details
  // where no network is in the way any more the engine keeps a block that it should have given back (20.10, 28.5)
  if (subnet === undefined) return subnets
  return subnets.some((one) => `${one}` === subnet) ? [] : undefined
}

/** Takes one of the free blocks. */
type Choice = (space: Cidr, size: number, taken: readonly Cidr[]) => Cidr | undefined

/** A block for each wanted one, none of which overlaps another. */
function chooseAmong(places: readonly Placed[], taken: readonly Cidr[], choice: Choice): readonly Cidr[] {
  const chosen: Cidr[] = []
  for (const { size, from, avoid } of places)
    chosen.push(choice(from, size, [...taken, ...avoid, ...chosen]) ?? noneFree(from, size))
  return chosen
}

const lowest: Choice = (from, size, taken) => freeBlock({ size, from, taken })

/** How many blocks are drawn in a space before it counts as crowded. */
const draws = 16
/** Of how many free blocks one is drawn in a crowded space. */
const crowd = 256

function any(from: Cidr, size: number, taken: readonly Cidr[]): Cidr | undefined {
  for (let draw = 0; draw < draws; draw++) {
    const block = drawn(from, size)
    if (!taken.some((one) => one.overlaps(block))) return block
  }
  const free: Cidr[] = []
  for (const block of freeBlocks({ size, from, taken })) if (free.push(block) === crowd) break
  return free[Math.floor(Math.random() * free.length)]
}

/** Any block of the space, free or not. */
function drawn(from: Cidr, size: number): Cidr {
  const bits = BigInt(size - from.prefixLength)
  const number = BigInt(`0x${randomBytes(16).toString('hex')}`) & ((1n << bits) - 1n)
  return Cidr.around(from.first.plus(number << BigInt(BITS[from.family] - size)), size)
}
