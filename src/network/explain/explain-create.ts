import { Cidr } from '../../cidr/cidr.js'
import { compareApi } from '../../engine/call/api-version.js'
import { orAbsent } from '../../engine/absent.js'
import type { CallContext } from '../../engine/context.js'
import { MooringError } from '../../errors/base.js'
import { ConflictError, type EngineError } from '../../errors/engine.js'
import { freeSubnetAmong, subnetsIn } from '../addresses.js'
import { networkCreate, networkList } from '../operations.js'
import type { NetworkSummary } from '../wire/network.js'
import type { NetworkCreateRequest } from '../wire/requests.js'
import { explained, partsOf, type RefusalParts } from '../../engine/explained.js'
import { attachedTo, holding } from './refusal.js'

/** Adds to a refused create what the engine leaves out: which network is in the way, and who is on it. */
export function explainCreate(call: CallContext, request: NetworkCreateRequest, error: unknown): Promise<unknown> {
  return explained(call, error, async (refusal) => {
    if (refusal.code === 'SUBNET_OVERLAP') return await overlapOf(call, request, partsOf(refusal))
    if (MooringError.is(refusal, 'NAME_TAKEN') && refusal.details.holder === undefined)
      return await holderOfName(call, request.Name, partsOf(refusal))
    return undefined
  })
}

/**
 * Refuses what engines before 25 would do: with a range of its own, they do not compare a bridge with the default
 * bridge, and the new network takes that one's place, where nothing starts until the engine is restarted.
 */
export async function refuseUncheckedOverlap(call: CallContext, request: NetworkCreateRequest): Promise<void> {
  const { Driver = 'bridge', ConfigOnly, IPAM } = request
  if (Driver !== 'bridge' || ConfigOnly === true || !(IPAM?.Config ?? []).some(({ IPRange = '' }) => IPRange !== ''))
    return
  if (compareApi(await call.apiVersion(), '1.44') >= 0) return
  const refusal = { operation: networkCreate.id, target: request.Name, status: 200, engineMessage: '' }
  const overlap = await overlapOf(call, request, refusal)
  if (overlap !== undefined) throw overlap
}

/**
 * Refuses what managers of a swarm take, and never find a place for: they compare the networks of the swarm only after
 * they have answered (20.10 to 28.5).
 */
export async function refuseSwarmOverlap(call: CallContext, request: NetworkCreateRequest): Promise<void> {
  const { Driver, Scope, IPAM } = request
  if ((Driver !== 'overlay' && Scope !== 'swarm') || (IPAM?.Config ?? []).length === 0) return
  const refusal = { operation: networkCreate.id, target: request.Name, status: 200, engineMessage: '' }
  const overlap = await overlapOf(call, request, refusal, 'swarm')
  if (overlap !== undefined) throw overlap
}

async function overlapOf(
  call: CallContext,
  request: NetworkCreateRequest,
  parts: RefusalParts,
  scope?: 'swarm',
): Promise<EngineError | undefined> {
  const networks = await call.send(networkList, { query: { filters: { scope } } })
  const wanted = (request.IPAM?.Config ?? []).flatMap(({ Subnet = '' }) => Cidr.tryParse(Subnet) ?? [])
  for (const subnet of wanted) {
    const clash = findClash(networks, subnet)
    if (clash === undefined) continue
    const { network, networkSubnet } = clash
    // made at the same time under the same name: that is the reason which helps
    if (network.Name === request.Name) return nameTaken(network, parts)
    const containers = await orAbsent('network', attachedTo(call, network.Id))
    // it went between the two questions: look again what is in the way
    if (containers === undefined) return await overlapOf(call, request, parts, scope)
    const free = freeSubnetAmong(networks, subnet.prefixLength, subnet.family)
    return new ConflictError('SUBNET_OVERLAP', {
      ...parts,
      message: `${subnet} overlaps ${networkSubnet} of network ${JSON.stringify(network.Name)}${holding(containers)}`,
      details: {
        subnet: `${subnet}`,
        network: { id: network.Id, name: network.Name },
        networkSubnet: `${networkSubnet}`,
        containers,
      },
      hint: free === undefined ? 'choose a block that no network has' : `${free} is free`,
    })
  }
  return undefined
}

async function holderOfName(call: CallContext, name: string, parts: RefusalParts): Promise<EngineError | undefined> {
  const networks = await call.send(networkList, {})
  const holder = networks.find((network) => network.Name === name)
  return holder && nameTaken(holder, parts)
}

/** The refusal of a name that another network has. */
export function nameTaken(holder: NetworkSummary, parts: RefusalParts): ConflictError<'NAME_TAKEN'> {
  const { Id, Name: name, Driver, IPAM } = holder
  return new ConflictError('NAME_TAKEN', {
    ...parts,
    message: `a network named ${JSON.stringify(name)} exists already (${Driver}, ${subnetsIn(IPAM).join(', ') || 'no subnet'})`,
    details: { noun: 'network', name, holder: { id: Id, name } },
    hint: 'choose another name, or use what is there: docker.network.get(name)',
  })
}

function findClash(
  networks: readonly NetworkSummary[],
  wanted: Cidr,
): { network: NetworkSummary; networkSubnet: Cidr } | undefined {
  for (const network of networks) {
    const networkSubnet = subnetsIn(network.IPAM).find((subnet) => subnet.overlaps(wanted))
    if (networkSubnet !== undefined) return { network, networkSubnet }
  }
  return undefined
}
