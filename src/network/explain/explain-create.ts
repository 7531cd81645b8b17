import { Cidr } from '../../cidr/cidr.js'
import { compareApi } from '../../engine/call/api-version.js'
import type { CallOptions } from '../../engine/call/call-options.js'
import type { Engine } from '../../engine/engine.js'
import { ConflictError, EngineError } from '../../errors/engine.js'
import { freeSubnetAmong, subnetsIn } from '../addresses.js'
import { networkCreate, networkList } from '../operations.js'
import type { NetworkSummary } from '../wire/network.js'
import type { NetworkCreateRequest } from '../wire/requests.js'
import { attachedTo, holding, partsOf, type RefusalParts } from './refusal.js'

/** Adds to a refused create what the engine leaves out: which network is in the way, and who is on it. */
export async function explainCreate(engine: Engine, request: NetworkCreateRequest, error: unknown): Promise<unknown> {
  if (!(error instanceof EngineError)) return error
  try {
    if (error.code === 'SUBNET_OVERLAP') return (await overlapOf(engine, request, partsOf(error))) ?? error
    if (error.code === 'NAME_TAKEN') return await explainName(engine, request.Name, error)
  } catch {
    // the explanation is a kindness; the engine's own refusal stands without it
  }
  return error
}

/**
 * Refuses what engines before 25 would do: with a range of its own, they do not compare a bridge with the default
 * bridge (R42), and the new network takes that one's place, where nothing starts until the engine is restarted.
 */
export async function refuseUncheckedOverlap(
  engine: Engine,
  request: NetworkCreateRequest,
  options: CallOptions,
): Promise<void> {
  const { Driver = 'bridge', IPAM } = request
  if (Driver !== 'bridge' || !(IPAM?.Config ?? []).some(({ IPRange = '' }) => IPRange !== '')) return
  if (compareApi(await engine.apiVersion(options), '1.44') >= 0) return
  const refusal = { operation: networkCreate.id, target: request.Name, status: 200, engineMessage: '' }
  const overlap = await overlapOf(engine, request, refusal, options)
  if (overlap !== undefined) throw overlap
}

async function overlapOf(
  engine: Engine,
  request: NetworkCreateRequest,
  parts: RefusalParts,
  options: CallOptions = {},
): Promise<EngineError | undefined> {
  const networks = await engine.call(networkList, {}, options)
  const wanted = (request.IPAM?.Config ?? []).flatMap(({ Subnet = '' }) => Cidr.tryParse(Subnet) ?? [])
  for (const subnet of wanted) {
    const clash = findClash(networks, subnet)
    if (clash === undefined) continue
    const { network, networkSubnet } = clash
    const containers = await attachedTo(engine, network.Id)
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

async function explainName(engine: Engine, name: string, error: EngineError): Promise<EngineError> {
  const networks = await engine.call(networkList, {})
  const holder = networks.find((network) => network.Name === name)
  if (holder === undefined) return error
  return new ConflictError('NAME_TAKEN', {
    ...partsOf(error),
    message: `a network named ${JSON.stringify(name)} exists already (${holder.Driver}, ${subnetsIn(holder.IPAM).join(', ') || 'no subnet'})`,
    details: { noun: 'network', name, holder: { id: holder.Id, name } },
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
