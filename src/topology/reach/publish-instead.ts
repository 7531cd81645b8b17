import { inCode, type ReachChange } from './reason.js'
import type { TopologyContainer, TopologyPort } from '../graph/graph.js'

/** Opens a port of a container at another place than now. `publish()` would add that to the one that there is. */
export function publishInstead(
  { name }: Pick<TopologyContainer, 'name'>,
  { port, protocol }: Pick<TopologyPort, 'port' | 'protocol'>,
  at: { readonly hostIp?: string; readonly hostPort: string | number },
): ReachChange {
  const { hostIp, hostPort } = at
  const binding = `{ ${hostIp === undefined ? '' : `HostIp: '${hostIp}', `}HostPort: '${hostPort}' }`
  const inside = protocol === 'tcp' ? `${port}` : `${port}/${protocol}`
  return {
    mooring: `await docker.container.ref(${inCode(name)}).replace((c) => c.raw({ HostConfig: { PortBindings: { '${port}/${protocol}': [${binding}] } } }))`,
    docker: `docker run --publish ${hostIp === undefined ? '' : `${hostIp}:`}${hostPort}:${inside} ...`,
  }
}
