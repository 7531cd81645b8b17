import { containerInspect } from '../container/operations.js'
import { isAbsent, orAbsent } from '../engine/absent.js'
import type { CallContext } from '../engine/context.js'
import type { Ref, RefLike } from '../engine/ref.js'
import { MooringError } from '../errors/base.js'
import type { Named } from '../errors/codes.js'
import { containersOn } from './containers-on.js'
import { namesOf } from './explain/refusal.js'
import { networkDisconnect, networkInspect } from './operations.js'

/** Detaches everything from a network: stopped containers, too, which could not start again without it. */
export async function detachAll(call: CallContext, network: RefLike<'network'>): Promise<void> {
  for (const one of await containersOn(call, network)) await takeOff(call, network, one)
}

/**
 * Detaches what this client put on its network, and endpoints that engines kept of containers which are gone.
 *
 * @returns how many
 */
export async function detachOwn(call: CallContext, network: Ref<'network'>): Promise<number> {
  let detached = 0
  const { Containers } = await call.send(networkInspect, { id: network })
  for (const endpoint of namesOf(Containers)) {
    const { id, name } = endpoint
    const isOwn = call.engine.session.hasAttached(network.id, id)
    const asked = { id: isOfNobody(id) ? name : id }
    const container = isOwn ? id : (await orAbsent('container', call.send(containerInspect, asked)))?.Id
    // Engines up to 26 keep the endpoint of a container that was removed while it was restarting.
    if (container !== undefined && !call.engine.session.hasAttached(network.id, container)) continue
    await takeOff(call, network, endpoint)
    detached += 1
  }
  return detached
}

/** The container of an endpoint that is listed so is gone, or is not yet in it. */
function isOfNobody(id: string): boolean {
  return id.startsWith('ep-')
}

/** Takes an endpoint off; one whose container is gone is known by its name only. */
async function takeOff(call: CallContext, network: RefLike<'network'>, { id, name }: Named): Promise<void> {
  for (const Container of isOfNobody(id) ? [name] : [id, name]) {
    try {
      await call.send(networkDisconnect, { id: network, body: { Container, Force: true } })
      return
    } catch (error) {
      // it may have left by itself since
      if (!isAbsent(error, 'container') && !MooringError.is(error, 'NOT_ATTACHED')) throw error
    }
  }
}
