import { containerInspect } from '../../container/operations.js'
import { endpointOf } from '../../docker-words/endpoint.js'
import type { CallContext } from '../../engine/context.js'
import { explained } from '../../engine/explained.js'
import { withHint } from '../../errors/reasons/classes.js'
import { isLeftover } from '../endpoint/has-endpoints.js'
import type { NetworkInspect } from '../wire/network.js'

const wayOut =
  'the container keeps the settings of a refused connect and may not start again: stop it, disconnect it from the network, and start it'

/** Adds to a refusal how a running container gets rid of the settings that engines keep of a refused connect (20.10 to 28.5). */
export function explainLeftover(
  call: CallContext,
  network: Pick<NetworkInspect, 'Id' | 'Name'>,
  container: string,
  error: unknown,
): Promise<unknown> {
  return explained(call, error, async (refusal) => {
    if (refusal.code === 'ALREADY_ATTACHED') return undefined
    const { State, NetworkSettings } = await call.send(containerInspect, { id: container })
    const endpoint = endpointOf(NetworkSettings.Networks, network)
    const isKept = endpoint !== undefined && isLeftover(State, endpoint)
    return isKept ? withHint(refusal, refusal.hint === undefined ? wayOut : `${refusal.hint}; ${wayOut}`) : undefined
  })
}
