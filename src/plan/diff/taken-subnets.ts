import type { Cidr } from '../../cidr/cidr.js'
import type { PlanObstacle } from '../../errors/codes.js'
import { subnetsIn } from '../../network/addresses.js'
import type { NetworkSummary } from '../../network/wire/network.js'
import type { ReadSpec } from '../spec/checked-spec.js'
import { overlapping } from '../spec/overlapping.js'
import type { ReadNetwork } from '../spec/read-network.js'
import { pathText } from '../spec/violations.js'
import type { Seen } from './seen.js'
import type { NetworkStep } from './step.js'

/** A block of a bridge, and who has it or wants it. */
interface Placed {
  readonly block: Cidr
  readonly network: Pick<NetworkSummary, 'Name'>
  readonly wanted: ReadNetwork | undefined
}

/** Subnets that bridges of the engine have and keep: it would refuse them in the middle of the plan. */
export function takenSubnets(
  steps: readonly NetworkStep[],
  { networks }: ReadSpec,
  { on, networks: there }: Seen,
): PlanObstacle[] {
  const going = new Set(steps.flatMap(({ found }) => found ?? []))
  const made = new Set(steps.flatMap(({ draft }) => draft?.name ?? []))
  const kept = there
    .filter((one) => one.Driver === 'bridge' && !one.ConfigOnly && !going.has(one))
    .flatMap((network): Placed[] => subnetsIn(network.IPAM).map((block) => ({ block, network, wanted: undefined })))
  const asked = networks
    .filter((one) => one.on === on && made.has(one.name))
    .flatMap((wanted): Placed[] => {
      const { request } = wanted
      if (request?.Driver !== 'bridge' || request.IPAM === undefined) return []
      return subnetsIn(request.IPAM).map((block) => ({ block, network: request, wanted }))
    })
  return overlapping([...kept, ...asked]).flatMap(({ earlier, later: { wanted, block } }): PlanObstacle[] => {
    if (wanted === undefined || earlier.wanted !== undefined) return []
    const [own, other] = [wanted.name, earlier.network.Name].map((name) => JSON.stringify(name))
    return [
      {
        path: pathText([...wanted.path, 'subnet']),
        on,
        message: `network ${own} cannot have ${block}: network ${other} has ${earlier.block}`,
        hint: `choose another block, or a free one: { size: ${block.prefixLength} }`,
      },
    ]
  })
}
