import { Cidr } from '../../cidr/cidr.js'
import type { Difference } from '../../errors/codes.js'
import { subnetsIn } from '../addresses.js'
import type { NetworkDraft } from '../create.js'
import type { WantedSubnet } from '../ipam/free-subnet.js'
import type { NetworkSummary } from '../wire/network.js'
import { differencesOf } from './differences.js'

/** The private blocks of IPv6, of which each engine has its own. */
const privateBlocks = Cidr.parse('fd00::/8')

/**
 * What a network has otherwise than it was wanted. A subnet that was to be chosen may be any of the wanted size, in the block
 * it was to be chosen from.
 */
export function draftDifferences({ wanted, requestIn }: NetworkDraft, found: NetworkSummary): Difference[] {
  const named = subnetsIn(requestIn([]).IPAM ?? {})
  const free = subnetsIn(found.IPAM).filter((subnet) => !named.some((one) => one.equals(subnet)))
  const chosen: Cidr[] = []
  const missing: Difference[] = []
  for (const one of wanted) {
    const at = free.findIndex((subnet) => fits(subnet, one))
    const [subnet] = at === -1 ? [] : free.splice(at, 1)
    if (subnet !== undefined) chosen.push(subnet)
    else missing.push(notFitting(one, free))
  }
  const others = differencesOf(requestIn(chosen), found)
  // what is told as not fitting is not told again
  return [
    ...missing,
    ...others.filter((other) => !missing.some((one) => one.found !== undefined && one.found === other.found)),
  ]
}

function fits(subnet: Cidr, { size, from = privateBlocks }: WantedSubnet): boolean {
  return subnet.prefixLength === size && from.contains(subnet)
}

function notFitting({ size, from = privateBlocks }: WantedSubnet, free: readonly Cidr[]): Difference {
  const instead = free.find(({ family }) => family === from.family)
  return { field: 'IPAM.Config.Subnet', wanted: `a /${size} of ${from}`, found: instead && `${instead}` }
}
