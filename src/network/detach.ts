import { containerInspect } from '../container/operations.js'
import { isAbsent, orAbsent } from '../engine/absent.js'
import type { CallContext } from '../engine/context.js'
import type { Ref, RefLike } from '../engine/ref.js'
import { MooringError } from '../errors/base.js'
import { networkDisconnect, networkInspect } from './operations.js'

/** An endpoint as a network lists it; without `id` its container is gone, or is not yet in it. */
interface Attached {
  readonly id: string | undefined
  readonly name: string
}

/** Detaches everything from a network. */
export async function detachAll(call: CallContext, network: RefLike<'network'>): Promise<void> {
  for (const endpoint of await attachedTo(call, network)) await takeOff(call, network, endpoint)
}

/** Detaches what this client put on its network, and endpoints that engines kept of containers which are gone. */
export async function detachOwn(call: CallContext, network: Ref<'network'>): Promise<void> {
  for (const endpoint of await attachedTo(call, network)) {
    const id = endpoint.id ?? (await orAbsent('container', call.send(containerInspect, { id: endpoint.name })))?.Id
    if (id === undefined || call.engine.session.hasAttached(network.id, id)) await takeOff(call, network, endpoint)
  }
}

async function attachedTo(call: CallContext, network: RefLike<'network'>): Promise<readonly Attached[]> {
  const { Containers } = await call.send(networkInspect, { id: network })
  return Object.entries(Containers ?? {}).map(([key, { Name: name }]) => ({
    id: key.startsWith('ep-') ? undefined : key,
    name,
  }))
}

async function takeOff(call: CallContext, network: RefLike<'network'>, { id, name }: Attached): Promise<void> {
  try {
    await call.send(networkDisconnect, { id: network, body: { Container: id ?? name, Force: true } })
  } catch (error) {
    // it may have left by itself since
    if (!isAbsent(error, 'container') && !MooringError.is(error, 'NOT_ATTACHED')) throw error
  }
}
