import { containerInspect } from '../container/operations.js'
import type { ContainerInspect } from '../container/wire/inspect.js'
import { endpointOf } from '../docker-words/endpoint.js'
import type { EndpointSettings } from '../docker-words/endpoint-settings.js'
import type { CallContext } from '../engine/context.js'
import { checkRef, type Ref, type RefLike } from '../engine/ref.js'
import { MooringError } from '../errors/base.js'
import { ConflictError } from '../errors/engine.js'
import { explainAddress } from './explain/explain-address.js'
import { networkConnect, networkDisconnect, networkInspect } from './operations.js'

/**
 * Attaches a container to a network.
 *
 * Engines look at what is attached already only while the container runs. To one that is stopped they answer 200 and
 * drop the new settings, or join a network that does not exist (20.10 to 28.5): so it is looked at here.
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
  const networkId = runs(found) ? await idOf(call, network) : await refuseSecond(call, network, found)
  const body = { Container: found.Id, EndpointConfig: endpoint }
  try {
    await call.send(networkConnect, { id: network, body })
  } catch (error) {
    const attached = found.State.Restarting && (await isAttached(call, networkId, found.Id, error))
    if (!attached) throw await explainAddress(call, network, endpoint, error)
  }
  call.engine.session.noteAttached(networkId, found.Id)
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

async function refuseSecond(
  call: CallContext,
  network: Ref<'network'>,
  { Name, NetworkSettings }: ContainerInspect,
): Promise<string> {
  const found = await call.send(networkInspect, { id: network })
  if (endpointOf(NetworkSettings.Networks, found) === undefined) return found.Id
  const container = Name.replace(/^\//, '')
  throw new ConflictError('ALREADY_ATTACHED', {
    message: `container ${JSON.stringify(container)} is on network ${JSON.stringify(found.Name)} already`,
    details: { container, network: found.Name },
    hint: 'disconnect it first to attach it with other settings',
    operation: networkConnect.id,
    target: network.name,
    status: 200,
    engineMessage: '',
  })
}

/**
 * Between two starts of a container Engine 28 answers 404, because there is no sandbox, and keeps the endpoint for the
 * next start all the same.
 */
async function isAttached(call: CallContext, network: string, container: string, refusal: unknown): Promise<boolean> {
  if (!MooringError.is(refusal, 'NOT_FOUND')) return false
  const { Name, Id } = await call.send(networkInspect, { id: network })
  const { NetworkSettings } = await call.send(containerInspect, { id: container })
  return endpointOf(NetworkSettings.Networks, { Name, Id }) !== undefined
}

async function idOf(call: CallContext, network: Ref<'network'>): Promise<string> {
  return isFullId(network.id) ? network.id : (await call.send(networkInspect, { id: network })).Id
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
