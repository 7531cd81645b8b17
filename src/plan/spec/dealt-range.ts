import { Cidr } from '../../cidr/cidr.js'
import { Ip } from '../../cidr/ip.js'
import { BITS } from '../../cidr/range.js'
import { refuseUnknown } from '../../engine/call/nearest.js'
import { isPlainObject } from '../../errors/brand.js'
import { dealRanges } from '../../network/across-hosts/deal-ranges.js'
import type { Pool } from '../../network/builder/pools.js'
import { checkRange, endsOf } from '../../network/rules/subnet.js'
import type { DealtRange } from './plan-spec.js'
import type { SpecPath } from './violations.js'

/** A range that each engine gets a part of. */
export interface ReadDealtRange {
  /** Which pool of the network it is of. */
  readonly pool: number
  readonly subnet: Cidr
  readonly from: Cidr
  /** The prefix length of a part; undefined for a sixteenth. */
  readonly size: number | undefined
  /** Addresses whose part goes to no engine. */
  readonly spared: readonly Ip[]
  readonly path: SpecPath
}

/** Whether a range is one to be dealt out, and not one for each engine by its name. */
export function isDealt(range: unknown): range is DealtRange {
  if (!isPlainObject(range)) return false
  return Object.keys(range).length === 0 || typeof range['size'] === 'number' || Object.hasOwn(range, 'from')
}

/**
 * Reads a range that is dealt out to a number of engines.
 *
 * @throws UsageError UNKNOWN_OPTION, INVALID_CIDR, RANGE_OUTSIDE_SUBNET, INVALID_ARGUMENT; StateError SUBNETS_TAKEN when there
 *   are more engines than parts
 */
export function readDealt(
  given: DealtRange,
  { subnet, gateway, auxAddresses }: Pool,
  { engines, ...at }: Pick<ReadDealtRange, 'pool' | 'path'> & { readonly engines: number },
): ReadDealtRange {
  refuseUnknown(given, ['size', 'from'], 'a range that is dealt out')
  const { size } = given
  const from = given.from === undefined ? subnet : Cidr.from(given.from)
  checkRange(from, subnet)
  // of a part of one address nothing else would be left
  const ends = size === BITS[subnet.family] ? endsOf(subnet) : []
  const spared = [...(gateway === undefined ? [] : [gateway]), ...auxAddresses.values(), ...ends]
  dealRanges({ from, size, given: Array.from({ length: engines }), spared })
  return { ...at, subnet, from, size, spared }
}
