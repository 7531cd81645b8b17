import type { ContainerInspect } from '../../../src/container/wire/inspect.js'
import type { PortMap } from '../../../src/container/wire/ports.js'
import type { EndpointSettings } from '../../../src/docker-words/endpoint-settings.js'
import type { HasEngine } from '../../../src/engine/engine.js'
import type { NetworkSummary } from '../../../src/network/wire/network.js'
import type { Snapshot } from '../../../src/topology/read/snapshot.js'
import { buildGraph } from '../../../src/topology/graph/build-graph.js'
import { chosenOf } from '../../../src/topology/graph/chosen.js'
import type { TopologyGraph } from '../../../src/topology/graph/graph.js'
import { Topology } from '../../../src/topology/topology.js'
import { networkSummary } from '../network/network-summary.js'

// What engines say, as far as a graph is made of it.

export interface MadeNetwork extends Partial<Omit<NetworkSummary, 'Name'>> {
  readonly subnets?: readonly string[]
}

export interface MadeContainer {
  readonly on?: Readonly<Record<string, EndpointSettings>>
  readonly mode?: string
  readonly image?: string
  readonly state?: ContainerInspect['State']['Status']
  readonly ports?: PortMap
}

export interface MadeHost {
  readonly version?: string
  readonly apiVersion?: string
  readonly networks?: Readonly<Record<string, MadeNetwork>>
  readonly containers?: Readonly<Record<string, MadeContainer>>
  readonly changing?: boolean
  readonly listening?: Snapshot['listening'] | undefined
}

/** An id that follows from a name. */
export function idOf(name: string): string {
  return Buffer.from(name).toString('hex').padEnd(64, '0').slice(0, 64)
}

/** The topology of hosts, by their names; with the clients of some, by the same names, for what asks them. */
export function topologyOf(
  hosts: Readonly<Record<string, MadeHost>>,
  clients: Readonly<Record<string, HasEngine>> = {},
): Topology {
  const whole = graphOf(hosts)
  const engines = new Map(Object.entries(clients).map(([name, { engine }]) => [`engine-${name}`, engine]))
  return new Topology(whole, { whole, engines })
}

/** The part of it that is asked for by the name of a network. */
export function partOf(hosts: Readonly<Record<string, MadeHost>>, network: string): Topology {
  const whole = graphOf(hosts)
  return new Topology(chosenOf(whole, { network, byLabel: false }), { whole, engines: new Map() })
}

function graphOf(hosts: Readonly<Record<string, MadeHost>>): TopologyGraph {
  return buildGraph(Object.entries(hosts).map(([name, host]) => snapshotOf(name, host)))
}

export function snapshotOf(name: string, host: MadeHost): Snapshot {
  const { version = '28.5.2', apiVersion = '1.51', networks = {}, containers = {}, changing = false, listening } = host
  return {
    host: { id: `engine-${name}`, name, version, apiVersion },
    networks: Object.entries(networks).map(([network, made]) => networkOf(network, name, made)),
    containers: Object.entries(containers).map(([container, made]) => containerOf(container, name, made)),
    listening,
    changing,
  }
}

function networkOf(name: string, host: string, { subnets = [], ...made }: MadeNetwork): NetworkSummary {
  return networkSummary({
    Name: name,
    Id: idOf(`${host}/${name}`),
    EnableIPv6: subnets.some((subnet) => subnet.includes(':')),
    IPAM: { Driver: 'default', Config: subnets.map((Subnet) => ({ Subnet })) },
    ...made,
  })
}

function containerOf(
  name: string,
  host: string,
  { on = {}, mode, image = 'lab/busybox:1', state = 'running', ports = {} }: MadeContainer,
): ContainerInspect {
  const [first = 'none'] = Object.keys(on)
  const networks = Object.entries(on).map(([network, endpoint]): [string, EndpointSettings] => [
    network,
    { NetworkID: idOf(`${host}/${network}`), ...endpoint },
  ])
  return {
    Id: idOf(`${host}/${name}`),
    Name: `/${name}`,
    Image: 'sha256:0',
    State: {
      Status: state,
      Running: ['running', 'paused', 'restarting'].includes(state),
      Restarting: state === 'restarting',
    },
    Config: { Image: image, Hostname: name, Labels: {} },
    HostConfig: { NetworkMode: mode ?? first, PortBindings: ports },
    NetworkSettings: { Networks: Object.fromEntries(networks), Ports: state === 'running' ? ports : {} },
  } as unknown as ContainerInspect // what a graph is made of
}

/** A macvlan network on `eth0`. */
export function lan(subnet: string, range?: string, gateway?: string): MadeNetwork {
  const pool = { Subnet: subnet, ...(range && { IPRange: range }), ...(gateway && { Gateway: gateway }) }
  return { Driver: 'macvlan', IPAM: { Driver: 'default', Config: [pool] }, Options: { parent: 'eth0' } }
}

/** A host with one of everything. */
export const everything: MadeHost = {
  networks: {
    bridge: { subnets: ['172.17.0.0/16'], Options: { 'com.docker.network.bridge.name': 'docker0' } },
    host: { Driver: 'host' },
    none: { Driver: 'null' },
    front: { subnets: ['10.10.0.0/24', 'fd00:10::/64'] },
    back: { subnets: ['10.20.0.0/24'], Internal: true },
    lan: { Driver: 'macvlan', subnets: ['192.0.2.0/24'], Options: { parent: 'eth0' } },
    empty: { subnets: ['10.30.0.0/24'] },
  },
  containers: {
    'web-10': {
      on: { front: { IPAddress: '10.10.0.3', Gateway: '10.10.0.1', Aliases: ['web', 'web-10'] } },
      ports: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '9000' }], '81/tcp': null },
    },
    'web-2': {
      on: {
        front: {
          IPAddress: '10.10.0.2',
          Gateway: '10.10.0.1',
          GlobalIPv6Address: 'fd00:10::2',
          IPv6Gateway: 'fd00:10::1',
          Aliases: ['web'],
        },
      },
      image: 'nginx:alpine',
      ports: {
        '80/tcp': [
          { HostIp: '0.0.0.0', HostPort: '8080' },
          { HostIp: '::', HostPort: '8080' },
        ],
        '53/udp': [{ HostIp: '192.0.2.9', HostPort: '53' }],
      },
    },
    api: {
      on: {
        back: { IPAddress: '10.20.0.2' },
        front: { IPAddress: '10.10.0.4', Gateway: '10.10.0.1' },
      },
      image: 'node:24',
    },
    db: { on: { back: { IPAddress: '10.20.0.3', Aliases: ['db-main'] } }, state: 'paused' },
    old: {
      on: { front: { IPAMConfig: { IPv4Address: '10.10.0.9' }, IPAddress: '' } },
      state: 'exited',
      ports: { '80/tcp': [{ HostIp: '', HostPort: '8081' }], '90/tcp': [{ HostPort: '' }] },
    },
    edge: { on: { lan: { IPAddress: '192.0.2.65', Gateway: '192.0.2.1' } } },
    sidecar: { mode: `container:${idOf('one/web-2')}` },
    monitor: { on: { host: {} } },
    job: { on: { none: {} } },
    plain: { on: { bridge: { IPAddress: '172.17.0.2', Gateway: '172.17.0.1' } } },
  },
}
