import { containerInspect, containerList } from '../container/operations.js'
import { endpointOf } from '../docker-words/endpoint.js'
import { isAbsent, orAbsent } from '../engine/absent.js'
import type { CallContext } from '../engine/context.js'
import type { Ref, RefLike } from '../engine/ref.js'
import { MooringError } from '../errors/base.js'
import { endpointsIn } from './swarm-scope/endpoints.js'
import { networkDisconnect, networkInspect } from './operations.js'
import type { NetworkInspect } from './wire/network.js'

/** An endpoint as a network lists it; without `id` its container is gone, or is not yet in it. */
interface Attached {
  readonly id: string | undefined
  readonly name: string
}

/** Detaches everything from a network: stopped containers, too, which could not start again without it. */
export async function detachAll(call: CallContext, network: RefLike<'network'>): Promise<void> {
  const { Id, Name, Containers } = await call.send(networkInspect, { id: network })
  const running = attached(Containers)
  const all = await call.send(containerList, { query: { all: true } })
  const stopped = all
    .filter((container) => {
      const endpoint = endpointOf(container.NetworkSettings?.Networks, { Id, Name })
      // of a network that is gone, which had the same name
      const isOthers = !['', undefined, Id].includes(endpoint?.NetworkID)
      return endpoint !== undefined && !isOthers && !running.some(({ id }) => id === container.Id)
    })
    .map((container) => ({ id: container.Id, name: container.Id }))
  for (const endpoint of [...running, ...stopped]) await takeOff(call, network, endpoint)
}

/**
 * Detaches what this client put on its network, and endpoints that engines kept of containers which are gone.
 *
 * @returns how many
 */
export async function detachOwn(call: CallContext, network: Ref<'network'>): Promise<number> {
  let detached = 0
  for (const endpoint of await attachedTo(call, network)) {
    const { id, name } = endpoint
    const isOwn = id !== undefined && call.engine.session.hasAttached(network.id, id)
    const container = isOwn ? id : (await orAbsent('container', call.send(containerInspect, { id: id ?? name })))?.Id
    // Engines up to 26 keep the endpoint of a container that was removed while it was restarting.
    if (container !== undefined && !call.engine.session.hasAttached(network.id, container)) continue
    await takeOff(call, network, endpoint)
    detached += 1
  }
  return detached
}

async function attachedTo(call: CallContext, network: RefLike<'network'>): Promise<readonly Attached[]> {
  return attached((await call.send(networkInspect, { id: network })).Containers)
}

function attached(containers: NetworkInspect['Containers']): readonly Attached[] {
  return endpointsIn(containers).map(([key, { Name: name }]) => ({
    id: key.startsWith('ep-') ? undefined : key,
    name,
  }))
}

/** Takes an endpoint off; one whose container is gone is known by its name only. */
async function takeOff(call: CallContext, network: RefLike<'network'>, { id, name }: Attached): Promise<void> {
  for (const Container of id === undefined ? [name] : [id, name]) {
    try {
      await call.send(networkDisconnect, { id: network, body: { Container, Force: true } })
      return
    } catch (error) {
      // it may have left by itself since
      if (!isAbsent(error, 'container') && !MooringError.is(error, 'NOT_ATTACHED')) throw error
    }
  }
}
