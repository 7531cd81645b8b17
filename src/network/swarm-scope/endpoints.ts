import type { NetworkContainer, NetworkInspect } from '../wire/network.js'

/**
 * The endpoints of a network that are somebody's. A network of a swarm has one more on each node, `lb-<network>`: the
 * engine's own, for balancing loads. Engines that are told to take that off panic (28.5), and it goes by itself.
 */
export function endpointsIn(containers: NetworkInspect['Containers']): (readonly [key: string, NetworkContainer])[] {
  return Object.entries(containers ?? {}).filter(([key]) => !key.startsWith('lb-'))
}
