import type { ContainerInspect } from '../../container/wire/inspect.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import type { NetworkInspect } from '../wire/network.js'

type State = Pick<ContainerInspect['State'], 'Running' | 'Restarting'>

/** Whether a container has endpoints, and addresses: a paused one has, and one that waits for its next start has none. */
export function hasEndpoints({ Running, Restarting }: State): boolean {
  return Running && !Restarting
}

/**
 * Settings that a refused connect left on a container that runs: nothing is attached with them. Where the interface could
 * not be made, they have an address and an endpoint, which the network does not know.
 *
 * @param members the containers that the network lists, where it was asked
 */
export function isLeftover(
  container: Pick<ContainerInspect, 'Id'> & { readonly State: State },
  { EndpointID = '' }: EndpointSettings,
  members: NetworkInspect['Containers'] | undefined,
): boolean {
  if (!hasEndpoints(container.State)) return false
  const isUnknown = members !== undefined && members !== null && !Object.hasOwn(members, container.Id)
  return EndpointID === '' || isUnknown
}
