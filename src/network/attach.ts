import { containerInspect } from '../container/operations.js'
import type { ContainerInspect } from '../container/wire/inspect.js'
import { checkConnect, endpointOf } from '../docker-words/endpoint.js'
import type { EndpointSettings } from '../docker-words/endpoint-settings.js'
import { orAbsent } from '../engine/absent.js'
import type { CallContext } from '../engine/context.js'
import type { RefusalParts } from '../engine/explained.js'
import { checkRef, plainName, type Ref, type RefLike } from '../engine/ref.js'
import { MooringError } from '../errors/base.js'
import { BadRequestError, ConflictError } from '../errors/engine.js'
import { explainAddress } from './explain/explain-address.js'
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
  await call.refuseTooNew(networkConnect, { id: network, body: { Container: ref, EndpointConfig: endpoint } })
  const found = await call.send(containerInspect, { id: ref })
  refuseShared(network, found)
  const joined = runs(found) ? await namedOf(call, network) : await call.send(networkInspect, { id: network })
  checkConnect(joined.Name, endpoint)
  refuseSecond(network, joined, found)
  const body = { Container: found.Id, EndpointConfig: endpoint }
  try {
    await call.send(networkConnect, { id: network, body })
  } catch (error) {
    const attached = startsAgain(found) && (await isAttached(call, joined.Id, found.Id, error))
    if (!attached) throw await explainAddress(call, network, endpoint, error)
  }
  call.engine.session.noteAttached(joined.Id, found.Id)
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
  await call.send(networkDisconnect, { id: network, body })
  if (ids !== undefined) call.engine.session.noteDetached(ids.network, ids.container)
}

/** A paused container has its endpoints; one that waits for its next start has none. */
function runs({ State }: ContainerInspect): boolean {
  return State.Running && !State.Restarting
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
function refuseSecond(
  network: Ref<'network'>,
  joined: NetworkNames,
  { Name, NetworkSettings }: ContainerInspect,
): void {
  if (endpointOf(NetworkSettings.Networks, joined) === undefined) return
  const container = plainName(Name)
  throw new ConflictError('ALREADY_ATTACHED', {
    message: `container ${JSON.stringify(container)} is on network ${JSON.stringify(joined.Name)} already`,
    details: { container, network: joined.Name },
    hint: 'disconnect it first to attach it with other settings',
    ...asAnswered(network),
  })
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

/** Whether it is an id as engines give it, so that nothing else can be meant. */
export function isFullId(ref: string): boolean {
  return /^[0-9a-f]{64}$/.test(ref)
}
