import { Cidr } from '../cidr/cidr.js'
import { compareApi } from '../engine/call/api-version.js'
import type { CallOptions } from '../engine/call/call-options.js'
import type { Engine } from '../engine/engine.js'
import type { RefLike } from '../engine/ref.js'
import type { Named } from '../errors/codes.js'
import { ConflictError, EngineError, InUseError } from '../errors/engine.js'
import { freeSubnetAmong, subnetsIn } from './free-subnet.js'
import { networkCreate, networkInspect, networkList } from './operations.js'
import type { EndpointSettings } from '../docker-words/endpoint-settings.js'
import type { NetworkSummary } from './wire/network.js'
import type { NetworkCreateRequest } from './wire/requests.js'

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

type RefusalParts = Pick<EngineError, 'operation' | 'target' | 'status' | 'engineMessage'> & {
  readonly cause?: unknown
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
    const containers = await membersOf(engine, network.Id)
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

/** Adds the containers that hold a network, which engines before 28.1 do not name. */
export async function explainRemove(engine: Engine, network: RefLike<'network'>, error: unknown): Promise<unknown> {
  if (!(error instanceof EngineError) || error.code !== 'ACTIVE_ENDPOINTS') return error
  try {
    const { Name } = await engine.call(networkInspect, { id: network })
    const containers = await membersOf(engine, network)
    return new InUseError('ACTIVE_ENDPOINTS', {
      ...partsOf(error),
      message: `network ${JSON.stringify(Name)} is still in use${holding(containers)}`,
      details: { network: Name, containers },
      hint: 'disconnect them first, or let .remove({ detach: true }) do it',
    })
  } catch {
    return error // as above
  }
}

/** Adds to a refused connect or start who has the address that was asked for. */
export async function explainAddress(
  engine: Engine,
  network: RefLike<'network'>,
  endpoint: EndpointSettings | undefined,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof EngineError) || error.code !== 'ADDRESS_IN_USE') return error
  const address = endpoint?.IPAMConfig?.IPv4Address ?? endpoint?.IPAMConfig?.IPv6Address
  if (address === undefined) return error
  try {
    const { Name, Containers, IPAM } = await engine.call(networkInspect, { id: network })
    const held = Object.entries(Containers ?? {}).find(([, one]) =>
      [one.IPv4Address, one.IPv6Address].some((text) => text.startsWith(`${address}/`)),
    )
    const holder = held === undefined ? undefined : { id: held[0], name: held[1].Name }
    const isGateway = (IPAM.Config ?? []).some(({ Gateway }) => Gateway === address)
    const by =
      holder !== undefined ? `container ${holder.name} has it` : isGateway ? 'it is the gateway' : 'it is taken'
    return new ConflictError('ADDRESS_IN_USE', {
      ...partsOf(error),
      message: `${address} cannot be given on network ${JSON.stringify(Name)}: ${by}`,
      details: { address, holder },
      hint: error.hint,
    })
  } catch {
    return error // as above
  }
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

async function membersOf(engine: Engine, network: RefLike<'network'>): Promise<Named[]> {
  const { Containers } = await engine.call(networkInspect, { id: network })
  return Object.entries(Containers ?? {}).map(([container, { Name }]) => ({ id: container, name: Name }))
}

function holding(containers: readonly Named[]): string {
  if (containers.length === 0) return ''
  return `, held by ${containers.map(({ name }) => name).join(', ')}`
}

function partsOf(error: EngineError): RefusalParts {
  const { operation, target, status, engineMessage } = error
  return { operation, target, status, engineMessage, cause: error }
}
