import type { Ip } from '../../cidr/ip.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { oldestApi } from '../../engine/call/api-version.js'
import type { CallContext } from '../../engine/context.js'
import { UnavailableError } from '../../errors/engine.js'
import type { RefusalParts } from '../../engine/explained.js'
import { fixedAddresses } from '../addresses.js'
import { addressInUse, holderOf } from '../explain/explain-address.js'
import { networkCapacity } from '../ipam/capacity.js'
import { engineApi } from '../ipam/engine-facts.js'
import { takesGateway } from '../ipam/gateway.js'
import { endpointAddresses, poolsOf, type NetworkPool } from '../ipam/network-pools.js'
import { isForetold, useOf } from '../ipam/pool-use.js'
import { networkConnect } from '../operations.js'
import type { NetworkInspect } from '../wire/network.js'

/**
 * R79, R109: refuses a connect for which the network has no address, before the engine does. Of a connect that they
 * refused, engines keep the settings, and nothing takes them off while the container runs (20.10 to 28.5).
 *
 * @throws ConflictError ADDRESS_IN_USE; UnavailableError ADDRESSES_EXHAUSTED
 */
export async function checkFreeAddresses(
  call: CallContext,
  network: NetworkInspect,
  endpoint: EndpointSettings,
): Promise<void> {
  if (!isForetold(network)) return
  const fixed = fixedAddresses(endpoint)
  for (const address of fixed) await refuseTaken(call, network, address)
  const isAsked = ({ subnet }: NetworkPool): boolean => fixed.every(({ family }) => family !== subnet.family)
  const pools = poolsOf(network, oldestApi).filter(isAsked)
  const [family] = await fullFamilies(call, network, pools)
  if (family === undefined) return
  const full = pools
    .filter(({ subnet }) => subnet.family === family)
    .map(({ subnet, ipRange }) => `${ipRange ?? subnet}`)
  throw new UnavailableError('ADDRESSES_EXHAUSTED', {
    message: `network ${JSON.stringify(network.Name)} has no IPv${family} address left in ${full.join(', ')}`,
    details: { network: network.Name },
    hint: 'disconnect a container from it, or make it anew with a larger subnet or ip-range',
    ...asAnswered(network),
  })
}

async function refuseTaken(call: CallContext, network: NetworkInspect, address: Ip): Promise<void> {
  const holder = holderOf(address, network)
  if (holder === undefined) return
  if (holder.isUnasked && !takesGateway(network, address.family, await engineApi(call))) return
  throw addressInUse(network, holder, asAnswered(network))
}

/** What the engine was not asked. */
function asAnswered({ Name }: NetworkInspect): RefusalParts {
  return { operation: networkConnect.id, target: Name, status: 200, engineMessage: '' }
}

/**
 * The families of which no address is left. The network alone tells where one is surely left; only where none may be, or
 * where other networks may have a part of the same subnet, the engine is asked for more.
 */
async function fullFamilies(
  call: CallContext,
  network: NetworkInspect,
  pools: readonly NetworkPool[],
): Promise<readonly (4 | 6)[]> {
  const members = endpointAddresses(network)
  const isLeft = (pool: NetworkPool): boolean => pool.ipRange === undefined && useOf(pool, members).free > 0n
  const sure = new Set(pools.filter(isLeft).map(({ subnet }) => subnet.family))
  const doubtful = new Set(pools.map(({ subnet }) => subnet.family).filter((family) => !sure.has(family)))
  if (doubtful.size === 0) return []
  const counted = await networkCapacity(call, network.Id)
  return [...doubtful].filter((family) => !counted.some(({ subnet, free }) => subnet.family === family && free > 0n))
}
