import { containerInspect } from '../container/operations.js'
import type { ContainerInspect } from '../container/wire/inspect.js'
import { checkConnect, endpointOf } from '../docker-words/endpoint.js'
import { ifnameOption, sameInterface } from '../docker-words/endpoint/driver-options.js'
import type { EndpointSettings } from '../docker-words/endpoint-settings.js'
import { orAbsent } from '../engine/absent.js'
import type { CallContext } from '../engine/context.js'
import type { RefusalParts } from '../engine/explained.js'
import { checkRef, isFullId, plainName, type Ref, type RefLike } from '../engine/ref.js'
import { MooringError } from '../errors/base.js'
import { conflict } from '../errors/conflict.js'
import { BadRequestError, ConflictError } from '../errors/engine.js'
import { systemInfo } from '../system/operations.js'
import { checkFixedAddresses } from './endpoint/fixed-addresses.js'
import { checkFreeAddresses } from './endpoint/free-addresses.js'
import { endpointTooNew } from '../docker-words/endpoint/too-new.js'
import { hasEndpoints, isLeftover } from './endpoint/has-endpoints.js'
import { explainAddress } from './explain/explain-address.js'
import { explainLeftover } from './explain/explain-leftover.js'
import { networkConnect, networkDisconnect, networkInspect } from './operations.js'
import type { NetworkInspect } from './wire/network.js'

type NetworkNames = Pick<NetworkInspect, 'Id' | 'Name'>

/**
 * Attaches a container to a network.
 *
 * Engines look at what is attached already only while the container has its endpoints. To one that is stopped, or waits
 * for its next start, they answer 200 and drop the new settings, or join a network that does not exist (20.10 to 28.5).
 * Of a container in container mode they look only while it runs. So both are looked at here.
 */
export async function connectContainer(
  call: CallContext,
  network: Ref<'network'>,
  container: RefLike<'container'>,
  endpoint: EndpointSettings,
): Promise<void> {
  const ref = checkRef('container', 'word', container)
  await refuseIgnored(call, network, ref, endpoint)
  const found = await call.send(containerInspect, { id: ref })
  refuseShared(network, found)
  const joined = await seenNetwork(call, network, found)
  if (joined === undefined) {
    await connectUnseen(call, network, found.Id, endpoint)
    return
  }
  checkConnect(joined.Name, endpoint)
  refuseSecond(network, joined, found)
  refuseSameInterface(endpoint, found)
  checkFixedAddresses(networkConnect.id, joined, endpoint)
  if (hasEndpoints(found.State)) await checkFreeAddresses(call, joined, endpoint)
  const body = { Container: found.Id, EndpointConfig: endpoint }
  try {
    await call.send(networkConnect, { id: network, body })
  } catch (error) {
    const attached = startsAgain(found) && (await isAttached(call, joined.Id, found.Id, error))
    if (!attached) {
      const refusal = await explainAddress(call, network, endpoint, error)
      throw await explainLeftover(call, network, found.Id, refusal)
    }
  }
  call.engine.session.noteAttached(joined.Id, found.Id)
}

/**
 * The network, or undefined where a worker of a swarm may be told of it by its manager: it lists an overlay only while a
 * container of its own is on it, and takes a connect of one that runs all the same (28.5).
 */
async function seenNetwork(
  call: CallContext,
  network: Ref<'network'>,
  { State }: ContainerInspect,
): Promise<NetworkInspect | undefined> {
  try {
    return await call.send(networkInspect, { id: network })
  } catch (error) {
    if (MooringError.is(error, 'NOT_FOUND') && hasEndpoints(State) && (await isWorker(call))) return undefined
    throw error
  }
}

/** Whether an engine is a worker of a swarm, as far as it tells. */
async function isWorker(call: CallContext): Promise<boolean> {
  try {
    const { Swarm } = await call.send(systemInfo, {})
    return Swarm.LocalNodeState === 'active' && !Swarm.ControlAvailable
  } catch (error) {
    if (MooringError.is(error)) return false // a proxy may keep it back
    throw error
  }
}

/** Attaches a container to a network that the manager alone has seen: what cannot be, it refuses. */
async function connectUnseen(
  call: CallContext,
  network: Ref<'network'>,
  container: string,
  endpoint: EndpointSettings,
): Promise<void> {
  await call.send(networkConnect, { id: network, body: { Container: container, EndpointConfig: endpoint } })
  const { Id } = await call.send(networkInspect, { id: network })
  call.engine.session.noteAttached(Id, container)
}

/** Refuses what the engine is too old for, and would ignore; of a MAC address it tells where it can be said. */
async function refuseIgnored(
  call: CallContext,
  network: Ref<'network'>,
  container: string,
  endpoint: EndpointSettings,
): Promise<void> {
  try {
    await call.refuseTooNew(networkConnect, { id: network, body: { Container: container, EndpointConfig: endpoint } })
  } catch (error) {
    throw endpointTooNew(error, 'engines before 29.3 set it only when a container is made: .net(network, { mac })')
  }
}

/** Detaches a container from a network. */
export async function disconnectContainer(
  call: CallContext,
  network: Ref<'network'>,
  container: RefLike<'container'>,
  force: boolean | undefined,
): Promise<void> {
  const body = { Container: checkRef('container', 'word', container), ...(force !== undefined && { Force: force }) }
  const ids = call.engine.session.hasAttachments ? await idsOf(call, network, body.Container) : undefined
  try {
    await call.send(networkDisconnect, { id: network, body })
  } catch (error) {
    throw MooringError.is(error, 'NOT_ATTACHED') ? await explainLeftover(call, network, body.Container, error) : error
  }
  if (ids !== undefined) call.engine.session.noteDetached(ids.network, ids.container)
}

/** Whether it may be between two starts by the time that it is connected. */
function startsAgain({ State, HostConfig }: ContainerInspect): boolean {
  return State.Restarting || !['', 'no'].includes(HostConfig.RestartPolicy?.Name ?? '')
}

/** @throws BadRequestError NOT_CONNECTABLE for a container that uses the endpoints of another one */
function refuseShared(network: Ref<'network'>, { Name, HostConfig }: ContainerInspect): void {
  if (!(HostConfig.NetworkMode ?? '').startsWith('container:')) return
  throw new BadRequestError('NOT_CONNECTABLE', {
    message: `container ${JSON.stringify(plainName(Name))} uses the network of another container and joins no other`,
    hint: 'connect the container whose network it uses, or make this one again with another .net(...)',
    details: {},
    ...asAnswered(network),
  })
}

/** @throws ConflictError ALREADY_ATTACHED */
function refuseSecond(network: Ref<'network'>, joined: NetworkInspect, found: ContainerInspect): void {
  const endpoint = endpointOf(found.NetworkSettings.Networks, joined)
  if (endpoint === undefined || isLeftover(found, endpoint, joined.Containers)) return
  const container = plainName(found.Name)
  throw new ConflictError('ALREADY_ATTACHED', {
    message: `container ${JSON.stringify(container)} is on network ${JSON.stringify(joined.Name)} already`,
    details: { container, network: joined.Name },
    hint: 'disconnect it first to attach it with other settings',
    ...asAnswered(network),
  })
}

/** The kernel refuses the second interface of a name: to a stopped container that would come with its start. */
function refuseSameInterface({ DriverOpts }: EndpointSettings, { NetworkSettings }: ContainerInspect): void {
  const name = DriverOpts?.[ifnameOption]
  const others = Object.entries(NetworkSettings.Networks ?? {})
  const [network] = others.find(([, other]) => name !== undefined && other.DriverOpts?.[ifnameOption] === name) ?? []
  if (network !== undefined) throw conflict(`interface ${name}`, `network ${JSON.stringify(network)}`, sameInterface)
}

/** What the engine did not refuse, but would do wrong. */
function asAnswered({ name }: Ref<'network'>): RefusalParts {
  return { operation: networkConnect.id, target: name, status: 200, engineMessage: '' }
}

/**
 * Between two starts of a container Engine 28 answers 404, because there is no sandbox, and keeps the endpoint for the
 * next start all the same.
 */
async function isAttached(call: CallContext, network: string, container: string, refusal: unknown): Promise<boolean> {
  if (!MooringError.is(refusal, 'NOT_FOUND')) return false
  const joined = await orAbsent('network', call.send(networkInspect, { id: network }))
  const found = await orAbsent('container', call.send(containerInspect, { id: container }))
  return joined !== undefined && endpointOf(found?.NetworkSettings.Networks, joined) !== undefined
}

/** A whole id is not asked for; it is what the endpoints of a running container are known by. */
async function namedOf(call: CallContext, network: Ref<'network'>): Promise<NetworkNames> {
  return isFullId(network.id)
    ? { Id: network.id, Name: network.name }
    : await call.send(networkInspect, { id: network })
}

async function idOf(call: CallContext, network: Ref<'network'>): Promise<string> {
  return (await namedOf(call, network)).Id
}

/** The ids of both; undefined where one of them is gone, which `force` allows. */
async function idsOf(
  call: CallContext,
  network: Ref<'network'>,
  container: string,
): Promise<{ readonly network: string; readonly container: string } | undefined> {
  try {
    if (isFullId(container)) return { network: await idOf(call, network), container }
    const { Id } = await call.send(containerInspect, { id: container })
    return { network: await idOf(call, network), container: Id }
  } catch (error) {
    if (MooringError.is(error, 'NOT_FOUND')) return undefined
    throw error
  }
}
