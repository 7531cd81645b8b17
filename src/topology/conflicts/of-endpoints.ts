import type { Ip } from '../../cidr/ip.js'
import type { Mac } from '../../cidr/mac.js'
import { shellQuoted } from '../../container/command-line/shell/quoted.js'
import { grouped } from '../../engine/grouped.js'
import type { TopologyContainer, TopologyEndpoint, TopologyHost, TopologyNetwork } from '../graph/graph.js'
import { isOnLan } from '../graph/lan.js'
import type { Relations } from '../graph/relations.js'
import { inCode, someNames, type ReachChange } from '../reach/reason.js'
import { conflict, quoted, type TopologyConflict } from './conflict.js'

/** A container's place in a segment. */
interface Placed {
  readonly container: TopologyContainer
  readonly network: TopologyNetwork
  readonly endpoint: TopologyEndpoint
}

/**
 * An address or a MAC address that two have, on networks whose containers meet: one network, or all those of a LAN. What a
 * container that does not run was made with counts, since it wants that when it starts.
 */
export function conflictsInSegment(segment: readonly TopologyNetwork[], relations: Relations): TopologyConflict[] {
  const placed = segment.flatMap((network) =>
    relations.on(network).flatMap((endpoint): Placed[] => {
      const container = relations.container(endpoint.container)
      return container === undefined ? [] : [{ container, network, endpoint }]
    }),
  )
  const byAddress = grouped(placed, ({ endpoint: { ip, ip6 } }) => textsOf(ip, ip6))
  // those of ipvlan have the MAC address of their parent
  const byMac = grouped(placed, ({ endpoint: { mac }, network: { driver } }) =>
    driver === 'ipvlan' ? [] : textsOf(mac),
  )
  const routers = new Set(segment.flatMap(({ pools }) => pools.flatMap(({ gateway }) => textsOf(gateway))))
  const machines = segment.some(isOnLan) ? relations.hosts.map(({ host }) => host) : []
  const byMachine = grouped(machines, ({ addresses = [] }) => textsOf(...addresses))
  return [
    ...[...byAddress].flatMap(([ip, own]) => (own.length > 1 ? [addressTwice(ip, own)] : [])),
    ...[...byAddress].flatMap(([ip, own]) => (byMachine.get(ip) ?? []).map((host) => addressOfHost(ip, own, host))),
    ...[...byAddress].flatMap(([ip, own]) => (routers.has(ip) ? [gatewayTaken(ip, own)] : [])),
    ...[...byMac].flatMap(([mac, own]) => (own.length > 1 ? [macTwice(mac, own)] : [])),
  ]
}

/** Values are compared by how they are written. */
function textsOf(...values: readonly (Ip | Mac | undefined)[]): string[] {
  return values.flatMap((value) => (value === undefined ? [] : `${value}`))
}

function about(placed: readonly Placed[]): Pick<TopologyConflict, 'networks' | 'containers'> {
  return {
    networks: [...new Set(placed.map(({ network }) => network))],
    containers: placed.map(({ container }) => container),
  }
}

/** `container "a" has`, or `containers "a", "b" have`. */
function whoHas(placed: readonly Placed[]): string {
  const names = someNames(placed.map(({ container }) => container.name))
  return placed.length === 1 ? `container ${names} has` : `containers ${names} have`
}

function where(placed: readonly Placed[]): string {
  const names = new Set(placed.map(({ network }) => network.name))
  return `on ${names.size === 1 ? 'network' : 'the LAN of networks'} ${someNames([...names])}`
}

function addressTwice(ip: string, placed: readonly Placed[]): TopologyConflict {
  const waits = placed.some(({ endpoint: { active } }) => !active)
  const says = `${whoHas(placed)} ${ip} ${where(placed)}${waits ? ': they cannot run at once' : ''}`
  return conflict('address-twice', ip, says, { ...about(placed), change: anotherAddress(placed.at(-1)) })
}

/** The host is a machine on the LAN, too. */
function addressOfHost(ip: string, placed: readonly Placed[], host: TopologyHost): TopologyConflict {
  const says = `${whoHas(placed)} ${ip}, an address of the host ${quoted(host)}, ${where(placed)}`
  return conflict('address-twice', ip, says, {
    hosts: [host],
    ...about(placed),
    change: anotherAddress(placed.at(-1)),
  })
}

function gatewayTaken(ip: string, placed: readonly Placed[]): TopologyConflict {
  const says = `${whoHas(placed)} ${ip} ${where(placed)}, the address of its router: what others send out may go to the container`
  return conflict('gateway-taken', ip, says, { ...about(placed), change: anotherAddress(placed.at(-1)) })
}

function macTwice(mac: string, placed: readonly Placed[]): TopologyConflict {
  const says = `${whoHas(placed)} the MAC address ${mac} ${where(placed)}: a switch sends to one of them`
  return conflict('mac-twice', mac, says, {
    ...about(placed),
    change: {
      mooring: `.net(network, { mac }) with another one, or none: the engine chooses`,
      docker: 'docker run --mac-address <another> ..., or none: the engine chooses',
    },
  })
}

function anotherAddress(last: Placed | undefined): ReachChange {
  const container = last?.container.name ?? ''
  const network = last?.network.name ?? ''
  return {
    mooring: `await docker.network.disconnect(${inCode(network)}, ${inCode(container)}); await docker.network.connect(${inCode(network)}, ${inCode(container)})`,
    docker: `docker network disconnect ${shellQuoted(network)} ${shellQuoted(container)} && docker network connect ${shellQuoted(network)} ${shellQuoted(container)}`,
  }
}
