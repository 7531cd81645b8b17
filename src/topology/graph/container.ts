import { Ip } from '../../cidr/ip.js'
import type { ContainerInspect } from '../../container/wire/inspect.js'
import type { PortMap } from '../../container/wire/ports.js'
import { plainName } from '../../engine/ref.js'
import { hasEndpoints } from '../../network/endpoint/has-endpoints.js'
import type { Listening } from '../read/listeners.js'
import type { TopologyContainer, TopologyPort } from './graph.js'
import { sorted } from './network.js'

/** A container, as its host tells it. */
export function containerOf(
  found: ContainerInspect,
  host: string,
  listening: Listening | undefined,
): TopologyContainer {
  const { State, Config, HostConfig, NetworkSettings } = found
  const running = hasEndpoints(found.State)
  const [, sharesWith] = /^container:(.+)$/.exec(HostConfig.NetworkMode ?? '') ?? []
  const net = sharesWith === undefined ? netOf(found) : 'shared'
  return {
    id: found.Id,
    name: plainName(found.Name),
    host,
    image: Config.Image ?? found.Image,
    state: State.Status,
    running,
    net,
    sharesWith,
    hostname: Config.Hostname === '' ? undefined : Config.Hostname,
    // engines keep the ports of a container in host mode, and open none of them
    ports: net === 'own' ? portsOf((running ? NetworkSettings.Ports : HostConfig.PortBindings) ?? {}) : [],
    listeners: !running || net === 'host' ? undefined : listening?.containers.get(sharesWith ?? found.Id),
    labels: sorted(Config.Labels),
  }
}

/** It may have been made without a network and connected to some since, or the other way round. */
function netOf({ NetworkSettings, HostConfig }: ContainerInspect): 'own' | 'host' | 'none' {
  const networks = Object.keys(NetworkSettings.Networks ?? {})
  if (networks.includes('host') || HostConfig.NetworkMode === 'host') return 'host'
  return networks.every((name) => name === 'none') ? 'none' : 'own'
}

function portsOf(ports: PortMap): TopologyPort[] {
  const all = Object.entries(ports).flatMap(([key, bindings]) => {
    const [port = '', protocol = 'tcp'] = key.split('/')
    return (bindings ?? []).flatMap(({ HostIp = '', HostPort = '' }): TopologyPort[] => {
      // '' stands for every address, as what is no address does on old engines
      const hostIp = Ip.tryParse(HostIp) ?? Ip.parse('0.0.0.0')
      return [
        { port: Number(port), protocol, hostIp, hostPort: /^[1-9]\d*$/.test(HostPort) ? Number(HostPort) : undefined },
      ]
    })
  })
  return all.sort(
    (a, b) =>
      a.port - b.port ||
      (a.protocol < b.protocol ? -1 : a.protocol > b.protocol ? 1 : 0) ||
      a.hostIp.compare(b.hostIp) ||
      (a.hostPort ?? 0) - (b.hostPort ?? 0),
  )
}
