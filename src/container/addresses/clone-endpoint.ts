import { askedEndpoints, toEndpointOptions } from '../../docker-words/endpoint/asked.js'
import type { EndpointOptions } from '../../docker-words/endpoint.js'
import { checkCallOptions, type CallOptions } from '../../engine/call/call-options.js'
import type { Engine } from '../../engine/engine.js'
import type { RefLike } from '../../engine/ref.js'
import { containerInspect } from '../operations.js'
import { nameOn } from './endpoints.js'

/** What a container's endpoint was asked for, in any state of the container. */
export async function cloneEndpointOf(
  engine: Engine,
  container: RefLike<'container'>,
  network: RefLike<'network'>,
  options: CallOptions,
): Promise<EndpointOptions> {
  checkCallOptions(options, [], 'container.cloneEndpoint')
  const found = await engine.call(containerInspect, { id: container }, options)
  const name = nameOn(found, network)
  const asked = askedEndpoints(found).find((one) => one.network === name)
  return toEndpointOptions(asked?.endpoint ?? {})
}
