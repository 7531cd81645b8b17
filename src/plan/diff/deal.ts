import type { Cidr } from '../../cidr/cidr.js'
import { MooringError } from '../../errors/base.js'
import type { PlanObstacle } from '../../errors/codes.js'
import { dealRanges } from '../../network/across-hosts/deal-ranges.js'
import { blockIn, fixedAddresses } from '../../network/addresses.js'
import type { ReadSpec } from '../spec/checked-spec.js'
import type { ReadDealtRange } from '../spec/dealt-range.js'
import type { ReadNetwork } from '../spec/read-network.js'
import { pathText } from '../spec/violations.js'
import type { Seen } from './seen.js'

/** A spec whose ranges are dealt out, and what was in the way of that. */
interface Dealt {
  readonly read: ReadSpec
  readonly obstacles: readonly PlanObstacle[]
}

/**
 * Deals ranges out to engines. A network that has a part already keeps it, wherever its engine stands among the others: so
 * all stay as they are when an engine is added. The others get the lowest parts that are free, in their order.
 */
export function dealtOut(read: ReadSpec, seen: readonly Pick<Seen, 'on' | 'networks'>[]): Dealt {
  const obstacles: PlanObstacle[] = []
  const ranges = new Map<ReadNetwork, Map<number, Cidr>>()
  for (const first of read.networks) {
    const all = read.networks.filter(({ name }) => name === first.name)
    if (all[0] !== first) continue
    for (const range of first.dealt) {
      try {
        for (const [network, part] of partsOf(range, all, read, seen))
          ranges.set(network, new Map(ranges.get(network)).set(range.pool, part))
      } catch (error) {
        if (!MooringError.is(error, 'SUBNETS_TAKEN')) throw error
        const { sentence: message, hint = 'deal out more, or smaller parts' } = error
        obstacles.push({ path: pathText(range.path), on: first.on, message, hint })
      }
    }
  }
  const networks = read.networks.map((network) => {
    const own = ranges.get(network)
    return own === undefined ? network : { ...network, ...network.withRanges(own) }
  })
  return { read: { ...read, networks }, obstacles }
}

function partsOf(
  { from, size, subnet, spared }: ReadDealtRange,
  networks: readonly ReadNetwork[],
  { members }: ReadSpec,
  seen: readonly Pick<Seen, 'on' | 'networks'>[],
): readonly (readonly [ReadNetwork, Cidr])[] {
  const [{ prefixLength } = from] = dealRanges({ from, size, given: [undefined], spared: [] })
  const kept: (readonly [ReadNetwork, Cidr])[] = []
  for (const network of networks) {
    const found = seen.find(({ on }) => on === network.on)?.networks.find(({ Name }) => Name === network.name)
    const pool = found?.IPAM.Config?.find(({ Subnet }) => blockIn(Subnet)?.equals(subnet))
    const part = blockIn(pool?.IPRange)
    if (part === undefined || part.prefixLength !== prefixLength || !from.contains(part)) continue
    if (!kept.some(([, other]) => other.overlaps(part))) kept.push([network, part])
  }
  // an address that a container has for good is not given to another one by the engine of another host
  const fixed = members
    .flatMap(({ memberships }) => memberships)
    .filter(({ network }) => network === networks[0]?.name)
    .flatMap(({ endpoint }) => fixedAddresses(endpoint))
  const others = networks.filter((network) => !kept.some(([one]) => one === network))
  const given = [...kept.map(([, part]) => part), ...others.map(() => undefined)]
  const parts = dealRanges({ from, size, given, spared: [...spared, ...fixed] }).slice(kept.length)
  return [...kept, ...others.flatMap((network, at) => (parts[at] === undefined ? [] : [[network, parts[at]] as const]))]
}
