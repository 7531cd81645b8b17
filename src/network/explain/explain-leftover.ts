import { containerInspect } from '../../container/operations.js'
import { endpointOf } from '../../docker-words/endpoint.js'
import type { CallContext } from '../../engine/context.js'
import { explained } from '../../engine/explained.js'
import type { RefLike } from '../../engine/ref.js'
import { withHint } from '../../errors/reasons/classes.js'
import { isLeftover } from '../endpoint/has-endpoints.js'
import { networkInspect } from '../operations.js'

const wayOut =
  'the container keeps the settings of a refused connect and may not start again: connect it again as it should be, or stop it, disconnect it from the network, and start it'

/** Adds to a refusal how a running container gets rid of the settings that engines keep of a refused connect (20.10 to 28.5). */
export function explainLeftover(
  call: CallContext,
  network: RefLike<'network'>,
  container: string,
  error: unknown,
): Promise<unknown> {
  return explained(call, error, async (refusal) => {
    if (refusal.code === 'ALREADY_ATTACHED') return undefined
    const joined = await call.send(networkInspect, { id: network })
    const found = await call.send(containerInspect, { id: container })
    const endpoint = endpointOf(found.NetworkSettings.Networks, joined)
    const isKept = endpoint !== undefined && isLeftover(found, endpoint, joined.Containers)
    return isKept ? withHint(refusal, refusal.hint === undefined ? wayOut : `${refusal.hint}; ${wayOut}`) : undefined
  })
}
