import { isEveryAddress } from '../../cidr/every-address.js'
import type { Ip } from '../../cidr/ip.js'
import { grouped } from '../../engine/grouped.js'
import type { TopologyContainer, TopologyHost, TopologyPort } from '../graph/graph.js'
import type { HostView, Relations } from '../graph/relations.js'
import { publishInstead } from '../reach/publish-instead.js'
import type { ReachChange } from '../reach/reason.js'
import { addressText } from '../reach/way.js'
import { conflict, quoted, type TopologyConflict } from './conflict.js'

/** A door that a container wants on its host. */
interface Wanted {
  readonly container: TopologyContainer
  readonly port: TopologyPort & { readonly hostPort: number }
}

/** Ports of a host that two containers want, or that a program of the host has: the second one will not start. */
export function conflictsOfPorts({ hosts }: Relations): TopologyConflict[] {
  return hosts.flatMap((view) => {
    const byPort = grouped(wantedOn(view), ({ port: { hostPort, protocol } }) => [`${hostPort}/${protocol}`])
    return [...byPort.values()].flatMap((wanted) => [...wantedTwice(wanted, view.host), ...taken(wanted, view.host)])
  })
}

function wantedOn({ containers }: HostView): Wanted[] {
  return containers.flatMap((container) =>
    container.ports.flatMap(({ hostPort, ...port }) =>
      hostPort === undefined ? [] : [{ container, port: { ...port, hostPort } }],
    ),
  )
}

function wantedTwice(wanted: readonly Wanted[], host: TopologyHost): TopologyConflict[] {
  return wanted.flatMap((one, at) => {
    const other = wanted
      .slice(at + 1)
      .find(({ container, port }) => container !== one.container && meet(one.port.hostIp, port.hostIp))
    if (other === undefined) return []
    const says = `containers ${quoted(one.container)} and ${quoted(other.container)} want ${doorOf(one)} of ${quoted(host)}: they cannot run at once`
    return [
      conflict('port-twice', doorOf(one), says, {
        hosts: [host],
        containers: [one.container, other.container],
        change: anotherPort(other),
      }),
    ]
  })
}

/** What a container that does not run wants, and somebody has who is no container of this engine. */
function taken(wanted: readonly Wanted[], host: TopologyHost): TopologyConflict[] {
  if (wanted.some(({ container }) => container.running)) return [] // then it is the engine that listens
  return wanted.flatMap((one) => {
    const { hostPort, protocol, hostIp } = one.port
    const listener = host.listeners?.find(
      (other) => other.port === hostPort && other.protocol === protocol && meet(other.ip, hostIp),
    )
    if (listener === undefined) return []
    const says = `container ${quoted(one.container)} wants ${doorOf(one)} of ${quoted(host)}, where a program of the host listens: it will not start`
    return [
      conflict('port-taken', doorOf(one), says, {
        hosts: [host],
        containers: [one.container],
        change: anotherPort(one),
      }),
    ]
  })
}

function meet(one: Ip, other: Ip): boolean {
  return one.family === other.family && (isEveryAddress(one) || isEveryAddress(other) || one.equals(other))
}

function doorOf({ port: { hostIp, hostPort, protocol } }: Wanted): string {
  return `${addressText(hostIp, undefined, hostPort)}/${protocol}`
}

function anotherPort({ container, port }: Wanted): ReachChange {
  return publishInstead(container, port, { hostPort: '<another port>' })
}
