import { containerInspect } from '../../container/operations.js'
import type { ContainerInspect } from '../../container/wire/inspect.js'
import { askedEndpoints, type AskedEndpoint } from '../../docker-words/endpoint/asked.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { compareApi } from '../../engine/call/api-version.js'
import type { CallContext } from '../../engine/context.js'
import { isFullId, plainName, type RefLike } from '../../engine/ref.js'
import { MooringError } from '../../errors/base.js'
import { NotFoundError } from '../../errors/engine.js'
import { StateError } from '../../errors/state.js'
import { checkFixedAddresses } from '../endpoint/fixed-addresses.js'
import { networkConnect, networkDisconnect, networkInspect, networkList } from '../operations.js'
import type { NetworkSummary } from '../wire/network.js'

/** A network that a container was put on again. */
export interface RepairedEndpoint {
  /** The network's name. */
  readonly network: string
  /** The id of the network that is gone. */
  readonly was: string
  /** The id of the network that has its name now. */
  readonly now: string
}

interface Broken extends AskedEndpoint {
  readonly successor: NetworkSummary
}

/**
 * R70: puts a container on the networks that were made anew since it was on them, with the settings that it had there.
 *
 * A container keeps the id of each of its networks, and does not start when one of them is gone, although another has its
 * name. Engines call the endpoint by the name, so it can be taken off the new network, and be put on that. What cannot be
 * kept is refused before anything is changed.
 */
export async function repairContainer(call: CallContext, container: RefLike<'container'>): Promise<RepairedEndpoint[]> {
  const found = await call.send(containerInspect, { id: container })
  const networks = await call.send(networkList, {})
  const isThere = (id: string): boolean => networks.some(({ Id }) => Id === id)
  const lost = askedEndpoints(found).filter(({ id }) => id !== '' && !isThere(id))
  await refuseFixedMode(call, found, networks)
  const broken: Broken[] = []
  for (const [at, asked] of lost.entries()) {
    const successor = successorOf(asked, found, networks)
    const endpoint = await kept(call, asked, found, at === 0)
    checkFixedAddresses(networkConnect.id, successor, endpoint)
    broken.push({ ...asked, endpoint, successor })
  }
  const repaired: RepairedEndpoint[] = []
  for (const one of broken) {
    call.signal?.throwIfAborted()
    await putOn(call.lasting(), found, one)
    repaired.push({ network: one.network, was: one.id, now: one.successor.Id })
  }
  return repaired
}

function successorOf(
  { network }: AskedEndpoint,
  found: ContainerInspect,
  networks: readonly NetworkSummary[],
): NetworkSummary {
  const [successor, twin] = networks.filter(({ Name }) => Name === network)
  if (successor !== undefined && twin === undefined) return successor
  const name = JSON.stringify(network)
  const says =
    twin === undefined ? `network ${name} is gone, and no other has its name` : `several networks are named ${name}`
  throw new NotFoundError('NOT_FOUND', {
    message: `container ${JSON.stringify(plainName(found.Name))} cannot be repaired: ${says}`,
    details: { noun: 'network', ref: network },
    hint: twin === undefined ? 'make it again first, under the same name' : 'remove all but one of them',
    operation: networkInspect.id,
    target: network,
    status: 404,
    engineMessage: '',
  })
}

/**
 * The settings that a connect can give it. The MAC address that Engine 20.10 keeps for the whole container stays by itself.
 *
 * @throws StateError NOT_REPAIRABLE for a MAC address that would be lost
 */
export async function kept(
  call: CallContext,
  { network, endpoint }: AskedEndpoint,
  found: ContainerInspect,
  isFirst: boolean,
): Promise<EndpointSettings> {
  const { MacAddress, ...others } = endpoint
  if (MacAddress === undefined) return others
  const version = await call.apiVersion()
  if (isFirst && compareApi(version, '1.44') < 0) return others
  try {
    await call.refuseTooNew(networkConnect, { id: network, body: { Container: found.Id, EndpointConfig: endpoint } })
  } catch (error) {
    if (!MooringError.is(error, 'API_TOO_OLD')) throw error
    throw notRepairable(
      found,
      network,
      `it would lose its MAC address ${MacAddress}, which engines before 29.3 set only at a create`,
    )
  }
  return endpoint
}

/** Engines from 25 on start no container whose mode is the id of a network that is gone, and no mode can be changed. */
async function refuseFixedMode(
  call: CallContext,
  found: ContainerInspect,
  networks: readonly NetworkSummary[],
): Promise<void> {
  const mode = found.HostConfig.NetworkMode ?? ''
  const isGone = isFullId(mode) && !networks.some(({ Id, Name }) => Id === mode || Name === mode)
  if (!isGone || compareApi(await call.apiVersion(), '1.44') < 0) return
  const [first] = askedEndpoints(found)
  throw notRepairable(
    found,
    first?.network ?? mode,
    'it was made with the id of a network that is gone, which engines from 25 on look for',
  )
}

function notRepairable({ Name }: ContainerInspect, network: string, why: string): StateError<'NOT_REPAIRABLE'> {
  const container = plainName(Name)
  return new StateError('NOT_REPAIRABLE', {
    message: `container ${JSON.stringify(container)} cannot be repaired on network ${JSON.stringify(network)}: ${why}`,
    details: { container, network },
    hint: 'make the container anew, with all that it has: container.replace()',
    target: container,
  })
}

async function putOn(
  call: CallContext,
  { Id, Name }: ContainerInspect,
  { network, successor, endpoint }: Broken,
): Promise<void> {
  await call.send(networkDisconnect, { id: successor.Id, body: { Container: Id, Force: true } })
  try {
    await call.send(networkConnect, { id: successor.Id, body: { Container: Id, EndpointConfig: endpoint } })
  } catch (cause) {
    const container = plainName(Name)
    throw new StateError('NOT_PUT_BACK', {
      message: `container ${JSON.stringify(container)} was taken off network ${JSON.stringify(network)}, and could not be put on it again`,
      details: { noun: 'container', name: container },
      hint: `see cause for the reason; its settings there were ${JSON.stringify(endpoint)}`,
      target: container,
      cause,
    })
  }
}
