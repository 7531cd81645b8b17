import type { CallContext } from '../../engine/context.js'
import type { RefLike } from '../../engine/ref.js'
import { StateError } from '../../errors/state.js'
import { isAbsent } from '../../engine/absent.js'
import { containerInspect } from '../operations.js'
import type { ContainerInspect } from '../wire/inspect.js'
import { nameIn } from './endpoints.js'

/**
 * The running container whose network a container uses: its own, or that of the container it joined.
 *
 * @throws StateError NOT_RUNNING; NO_NETWORK when the container it joined is gone, or was restarted since
 */
export async function namespaceOwner(call: CallContext, container: RefLike<'container'>): Promise<ContainerInspect> {
  const asked = checkRunning(await call.send(containerInspect, { id: container }))
  // Engines keep the id of the joined container here, whatever it was called by, and no such container can be connected
  // to a network.
  const joined = /^container:(.+)$/.exec(asked.HostConfig.NetworkMode ?? '')?.[1]
  if (joined === undefined) return asked
  const owner = checkRunning(await inspectJoined(call, asked, joined))
  if (Date.parse(owner.State.StartedAt) > Date.parse(asked.State.StartedAt)) {
    const says = `joined the network of container ${JSON.stringify(nameIn(owner))} before that was restarted`
    throw lost(asked, says, 'restart this one as well: only then it joins the new one')
  }
  return owner
}

async function inspectJoined(call: CallContext, asked: ContainerInspect, joined: string): Promise<ContainerInspect> {
  try {
    return await call.send(containerInspect, { id: joined })
  } catch (error) {
    if (!isAbsent(error, 'container')) throw error
    const says = `joined the network of container ${joined.slice(0, 12)}, which is gone`
    throw lost(asked, says, 'make it again with another .net(...)')
  }
}

function checkRunning(container: ContainerInspect): ContainerInspect {
  const { Status } = container.State
  // One that waits to be started again is called running as well, and has no addresses.
  if (Status === 'running' || Status === 'paused') return container
  const name = nameIn(container)
  throw new StateError('NOT_RUNNING', {
    message: `container ${JSON.stringify(name)} is ${Status}, and has no addresses`,
    details: { id: container.Id, name },
    hint:
      Status === 'restarting'
        ? 'it ends again and again, and the engine waits before it starts it once more: look at its logs()'
        : 'start it first: a container gets its addresses when it starts',
    target: name,
  })
}

function lost(container: ContainerInspect, says: string, hint: string): StateError<'NO_NETWORK'> {
  const name = nameIn(container)
  return new StateError('NO_NETWORK', {
    message: `container ${JSON.stringify(name)} ${says}, so it has no network`,
    details: { mode: 'shared' },
    hint,
    target: name,
  })
}
