import type { ContainerInspect } from '../../container/wire/inspect.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'

type State = Pick<ContainerInspect['State'], 'Running' | 'Restarting'>

/** Whether a container has endpoints, and addresses: a paused one has, and one that waits for its next start has none. */
export function hasEndpoints({ Running, Restarting }: State): boolean {
  return Running && !Restarting
}

/** Settings that a refused connect left on a container that runs: nothing is attached with them. */
export function isLeftover(state: State, { EndpointID = '' }: EndpointSettings): boolean {
  return hasEndpoints(state) && EndpointID === ''
}
