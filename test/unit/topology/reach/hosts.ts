import { Ip } from '../../../../src/cidr/ip.js'
import type { Listening } from '../../../../src/topology/read/listeners.js'
import { idOf, topologyOf, type MadeHost } from '../made.js'
import type { Topology } from '../../../../src/topology/topology.js'

/** `tcp 0.0.0.0:80` as a listener. */
export function listener(text: string) {
  const [, protocol = '', ip = '', port = ''] = /^(tcp|udp) (\S+):(\d+)$/.exec(text) ?? []
  return { protocol: protocol as 'tcp' | 'udp', ip: Ip.from(ip), port: Number(port) }
}

/** Who listens: by the names of the containers, and on the host. */
export function listening(
  host: string,
  containers: Readonly<Record<string, readonly string[]>>,
  onHost: readonly string[] = [],
  addresses: readonly string[] = ['172.17.0.1', '192.0.2.10'],
): Listening {
  return {
    host: { addresses: addresses.map((one) => Ip.from(one)), listeners: onHost.map(listener) },
    containers: new Map(
      Object.entries(containers).map(([name, all]) => [idOf(`${host}/${name}`), all.map((one) => listener(one))]),
    ),
  }
}

const at = (ip: string, gateway?: string) => ({ IPAddress: ip, ...(gateway !== undefined && { Gateway: gateway }) })
const option = (name: string, value: string) => ({ Options: { [`com.docker.network.bridge.${name}`]: value } })
const web = ['tcp 0.0.0.0:80']

/** A machine with networks of every kind, and containers that listen on port 80. */
export const machine: MadeHost = {
  networks: {
    bridge: { subnets: ['172.17.0.0/16'], ...option('name', 'docker0') },
    none: { Driver: 'null' },
    host: { Driver: 'host' },
    front: { subnets: ['10.1.0.0/24'] },
    other: { subnets: ['10.2.0.0/24'] },
    inside: { subnets: ['10.3.0.0/24'], Internal: true },
    silent: { subnets: ['10.4.0.0/24'], ...option('enable_icc', 'false') },
    routed: { subnets: ['10.5.0.0/24'], ...option('gateway_mode_ipv4', 'routed') },
    unprotected: { subnets: ['10.6.0.0/24'], ...option('gateway_mode_ipv4', 'nat-unprotected') },
    isolated: { subnets: ['10.7.0.0/24'], Internal: true, ...option('gateway_mode_ipv4', 'isolated') },
    inhibited: { subnets: ['10.8.0.0/24'], ...option('inhibit_ipv4', 'true') },
    unmasked: { subnets: ['10.9.0.0/24'], ...option('enable_ip_masquerade', 'false') },
    lan: { Driver: 'macvlan', subnets: ['192.0.2.0/24'], Options: { parent: 'eth0' } },
    apart: { Driver: 'macvlan', subnets: ['198.51.100.0/24'], Options: { parent: 'eth1', macvlan_mode: 'private' } },
    vepa: { Driver: 'macvlan', subnets: ['203.0.113.0/24'], Options: { parent: 'eth2', macvlan_mode: 'vepa' } },
    swarm: { Driver: 'overlay', Scope: 'swarm', Id: 'x3g0zcvn8yr1f5f2j9w6s0m7q', subnets: ['10.0.1.0/24'] },
    strange: { Driver: 'vendor/net', subnets: ['10.10.0.0/24'] },
  },
  containers: {
    asker: { on: { front: at('10.1.0.2', '10.1.0.1') } },
    web: {
      on: { front: at('10.1.0.3', '10.1.0.1') },
      ports: { '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '8080' }] },
    },
    lazy: { on: { front: at('10.1.0.4', '10.1.0.1') } },
    private: {
      on: { front: at('10.1.0.5', '10.1.0.1') },
      ports: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8081' }] },
    },
    narrow: { on: { front: at('10.1.0.6', '10.1.0.1') } },
    sleepy: { on: { front: at('10.1.0.7', '10.1.0.1') }, state: 'paused' },
    gone: { on: { front: at('') }, state: 'exited' },
    far: { on: { other: at('10.2.0.2', '10.2.0.1') } },
    farweb: {
      on: { other: at('10.2.0.3', '10.2.0.1') },
      ports: { '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '8082' }] },
    },
    bound: {
      on: { other: at('10.2.0.4', '10.2.0.1') },
      ports: { '80/tcp': [{ HostIp: '192.0.2.10', HostPort: '8083' }] },
    },
    onbridge: {
      on: { other: at('10.2.0.5', '10.2.0.1') },
      ports: { '80/tcp': [{ HostIp: '172.17.0.1', HostPort: '8084' }] },
    },
    db: { on: { inside: at('10.3.0.2') } },
    worker: { on: { inside: at('10.3.0.3') } },
    both: { on: { inside: at('10.3.0.4'), front: at('10.1.0.8', '10.1.0.1') } },
    mute1: { on: { silent: at('10.4.0.2', '10.4.0.1') } },
    mute2: {
      on: { silent: at('10.4.0.3', '10.4.0.1') },
      ports: { '81/tcp': [{ HostIp: '0.0.0.0', HostPort: '8085' }] },
    },
    routed1: { on: { routed: at('10.5.0.2', '10.5.0.1') }, ports: { '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '' }] } },
    open1: { on: { unprotected: at('10.6.0.2', '10.6.0.1') } },
    alone1: { on: { isolated: at('10.7.0.2') } },
    alone2: { on: { isolated: at('10.7.0.3') } },
    hidden1: {
      on: { inhibited: at('10.8.0.2', '10.8.0.1') },
      ports: { '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '8086' }] },
    },
    hidden2: { on: { inhibited: at('10.8.0.3', '10.8.0.1') } },
    bare: { on: { unmasked: at('10.9.0.2', '10.9.0.1') } },
    edge1: { on: { lan: at('192.0.2.65', '192.0.2.1') } },
    edge2: { on: { lan: at('192.0.2.66', '192.0.2.1') } },
    private1: { on: { apart: at('198.51.100.2', '198.51.100.1') } },
    private2: { on: { apart: at('198.51.100.3', '198.51.100.1') } },
    vepa1: { on: { vepa: at('203.0.113.2', '203.0.113.1') } },
    vepa2: { on: { vepa: at('203.0.113.3', '203.0.113.1') } },
    task1: { on: { swarm: { ...at('10.0.1.2'), NetworkID: 'x3g0zcvn8yr1f5f2j9w6s0m7q' } } },
    task2: {
      on: { swarm: { ...at('10.0.1.3'), NetworkID: 'x3g0zcvn8yr1f5f2j9w6s0m7q' } },
      ports: { '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '8087' }] },
    },
    odd1: { on: { strange: at('10.10.0.2', '10.10.0.1') } },
    odd2: { on: { strange: at('10.10.0.3', '10.10.0.1') } },
    plain1: { on: { bridge: at('172.17.0.2', '172.17.0.1') } },
    plain2: { on: { bridge: at('172.17.0.3', '172.17.0.1') } },
    monitor: { on: { host: {} }, mode: 'host' },
    job: { on: { none: {} }, mode: 'none' },
    side: { mode: `container:${idOf('one/web')}` },
    orphan: { mode: `container:${idOf('one/nobody')}` },
  },
  listening: listening(
    'one',
    {
      ...Object.fromEntries(
        'asker web private far farweb bound onbridge db worker both mute1 mute2 routed1 open1 alone1 alone2 hidden1 hidden2 bare edge1 edge2 private1 private2 vepa1 vepa2 task1 task2 odd1 odd2 plain1 plain2 sleepy'
          .split(' ')
          .map((name) => [name, web]),
      ),
      mute2: ['tcp 0.0.0.0:80', 'tcp 0.0.0.0:81'],
      lazy: ['udp 0.0.0.0:53', 'tcp :::8000'],
      narrow: ['tcp 127.0.0.1:80', 'tcp 10.1.0.6:81'],
    },
    ['tcp 0.0.0.0:22', 'tcp 127.0.0.1:5432', 'tcp 192.0.2.10:9100', 'tcp 0.0.0.0:8080', 'tcp 0.0.0.0:9000'],
  ),
}

/** One engine with all of it, as a version of the API would tell it. */
export function oneMachine(apiVersion = '1.51', changes: Partial<MadeHost> = {}): Topology {
  return topologyOf({ one: { ...machine, apiVersion, ...changes } })
}

/** A second machine, with a container on a LAN of the same name, one behind a port, and a task of the swarm. */
export const second: MadeHost = {
  networks: {
    bridge: { subnets: ['172.17.0.0/16'] },
    lan: { Driver: 'macvlan', subnets: ['192.0.2.0/24'], Options: { parent: 'eth0' } },
    elsewhere: { Driver: 'macvlan', subnets: ['192.0.2.0/24'], Options: { parent: 'eth1' } },
    inside: { subnets: ['10.3.0.0/24'], Internal: true },
    swarm: { Driver: 'overlay', Scope: 'swarm', Id: 'x3g0zcvn8yr1f5f2j9w6s0m7q', subnets: ['10.0.1.0/24'] },
  },
  containers: {
    edge3: { on: { lan: at('192.0.2.129', '192.0.2.1') } },
    edge4: { on: { elsewhere: at('192.0.2.200', '192.0.2.1') } },
    shop: {
      on: { bridge: at('172.17.0.2', '172.17.0.1') },
      ports: { '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '8080' }] },
    },
    quiet: { on: { bridge: at('172.17.0.3', '172.17.0.1') } },
    kept: { on: { inside: at('10.3.0.2') } },
    task3: { on: { swarm: { ...at('10.0.1.4'), NetworkID: 'x3g0zcvn8yr1f5f2j9w6s0m7q' } } },
    web: { on: { bridge: at('172.17.0.4', '172.17.0.1') } },
  },
  listening: listening(
    'two',
    { edge3: web, edge4: web, shop: web, quiet: web, kept: web, task3: web, web },
    ['tcp 0.0.0.0:22'],
    ['172.17.0.1', '192.0.2.11'],
  ),
}
