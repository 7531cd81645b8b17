import { Cidr } from '../../cidr/cidr.js'
import type { Ip } from '../../cidr/ip.js'
import { BITS } from '../../cidr/range.js'
import { freeBlock } from '../../cidr/set.js'
import { StateError } from '../../errors/state.js'

/** What is dealt out, and to how many. */
export interface Dealing {
  /** The block that the hosts share. */
  readonly from: Cidr
  /** The prefix length of a part; four bits more than the block's own unless said otherwise: sixteen parts. */
  readonly size?: number | undefined
  /** For each host the range that it was given, or nothing. */
  readonly given: readonly (Cidr | undefined)[]
  /** Addresses whose part goes to nobody: the router's. */
  readonly spared: readonly Ip[]
}

/**
 * A range for each host of one LAN: its own, or the lowest part of the block that no host before it has.
 *
 * What a host gets depends on the hosts before it alone. So all ranges stay as they are when one more host is added at
 * the end, on whatever engine it is.
 *
 * @throws StateError SUBNETS_TAKEN when there are more hosts than parts; UsageError INVALID_ARGUMENT for a size that the
 *   block has not
 */
export function dealRanges({ from, size = partSize(from), given, spared }: Dealing): Cidr[] {
  const routers = spared.filter(({ family }) => family === from.family).map((ip) => Cidr.around(ip, BITS[ip.family]))
  const dealt: Cidr[] = []
  for (const [at, own] of given.entries()) {
    const part = own ?? freeBlock({ size, from, taken: [...dealt, ...routers] })
    if (part === undefined) throw nothingLeft(from, size, at)
    dealt.push(part)
  }
  return dealt
}

/** A sixteenth, but no part of less than four addresses where the block has so many. */
function partSize({ prefixLength, family }: Cidr): number {
  return Math.min(prefixLength + 4, Math.max(prefixLength, BITS[family] - 2))
}

function nothingLeft(from: Cidr, size: number, at: number): StateError<'SUBNETS_TAKEN'> {
  return new StateError('SUBNETS_TAKEN', {
    message: `no /${size} of ${from} is left for host ${at + 1}`,
    details: { from: `${from}`, size },
    hint: 'deal out smaller ranges, { size }, or share a larger block',
    sent: 'no',
  })
}
