import type { CallContext } from '../../engine/context.js'
import type { RefLike } from '../../engine/ref.js'
import { MooringError } from '../../errors/base.js'
import { ConflictError, type EngineError } from '../../errors/engine.js'
import { explainAddress } from '../../network/explain/explain-address.js'
import { explained, partsOf } from '../../engine/explained.js'
import { plainName } from '../../engine/ref.js'
import { withHint } from '../../errors/reasons/classes.js'
import { containerName } from '../name.js'
import { containerInspect, containerList } from '../operations.js'
import type { ContainerInspect } from '../wire/inspect.js'

/** Adds to a refused start what the engine leaves out: who has the port, or the address; what to do of a network that is gone. */
export function explainStart(call: CallContext, container: RefLike<'container'>, error: unknown): Promise<unknown> {
  if (MooringError.is(error, 'NOT_FOUND') && error.details.noun === 'network')
    return explainNetworkGone(call, container, error, error.details.ref)
  return explainFirstStart(call, container, error)
}

/** The same of a container that goes when it does not start: nothing can be done with that one. */
export function explainFirstStart(
  call: CallContext,
  container: RefLike<'container'>,
  error: unknown,
): Promise<unknown> {
  if (MooringError.is(error, 'PORT_IN_USE')) return explainPort(call, error, error.details.port)
  if (MooringError.is(error, 'ADDRESS_IN_USE')) return explainFixedAddress(call, container, error)
  return Promise.resolve(error)
}

function explainPort(call: CallContext, error: unknown, port: string | undefined): Promise<unknown> {
  return explained(call, error, async (refusal: EngineError) => {
    const running = await call.send(containerList, {})
    const holder = running.find(({ Ports }) => (Ports ?? []).some(({ PublicPort }) => String(PublicPort) === port))
    if (holder === undefined) return undefined
    const name = containerName(holder.Names, holder.Id)
    return new ConflictError('PORT_IN_USE', {
      ...partsOf(refusal),
      message: `port ${port} of the host is taken by container ${JSON.stringify(name)}`,
      details: { port, holder: { id: holder.Id, name } },
      hint: refusal.hint,
    })
  })
}

async function explainFixedAddress(
  call: CallContext,
  container: RefLike<'container'>,
  error: unknown,
): Promise<unknown> {
  let found: ContainerInspect
  try {
    found = await call.send(containerInspect, { id: container })
  } catch {
    return call.signal?.aborted === true ? call.signal.reason : error
  }
  const endpoints = Object.entries(found.NetworkSettings.Networks ?? {})
  const fixed = endpoints.find(([, { IPAMConfig }]) => IPAMConfig?.IPv4Address || IPAMConfig?.IPv6Address)
  return fixed === undefined ? error : await explainAddress(call, fixed[0], fixed[1], error)
}

/**
 * R70: engines name the network by its id, or by its name where a refused connect left the settings. From 25 on they look
 * for the network that a container was made with, also where it is off that one and on others.
 */
function explainNetworkGone(
  call: CallContext,
  container: RefLike<'container'>,
  error: unknown,
  gone: string,
): Promise<unknown> {
  return explained(call, error, async (refusal) => {
    const { Name, HostConfig, NetworkSettings } = await call.send(containerInspect, { id: container })
    const endpoints = Object.entries(NetworkSettings.Networks ?? {})
    const [network] = endpoints.find(([name, { NetworkID }]) => name === gone || NetworkID === gone) ?? []
    const who = JSON.stringify(plainName(Name))
    if (network === undefined) {
      if (HostConfig.NetworkMode !== gone) return undefined
      const says = `it was made with network ${JSON.stringify(gone)}, and starts only where there is one of that name`
      return withHint(
        refusal,
        `${says}: make one again, or the container without it: docker.container.ref(${who}).replace()`,
      )
    }
    const on = JSON.stringify(network)
    return withHint(
      refusal,
      `take it off: docker.network.disconnect(${on}, ${who}, { force: true }); or if network ${on} was made anew, put it on that: docker.network.repair(${who})`,
    )
  })
}
