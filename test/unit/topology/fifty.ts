import type { EndpointSettings } from '../../../src/docker-words/endpoint-settings.js'
import { idOf, topologyOf, type MadeContainer, type MadeHost, type MadeNetwork } from './made.js'

// Two hosts with 50 containers on 8 networks, as a small shop may have them.

const routed = (prefix: string, last: number, more: EndpointSettings = {}): EndpointSettings => ({
  IPAddress: `${prefix}.${last}`,
  Gateway: `${prefix}.1`,
  ...more,
})
const inner = (last: number, more: EndpointSettings = {}): EndpointSettings => ({
  IPAddress: `10.20.0.${last}`,
  ...more,
})

const overlay: MadeNetwork = {
  Id: 'x3g0zcvn8yr1f5f2j9w6s0m7q',
  Driver: 'overlay',
  Scope: 'swarm',
  subnets: ['10.50.0.0/24'],
}
const mesh = (last: number): EndpointSettings => ({
  ...routed('10.50.0', last),
  NetworkID: 'x3g0zcvn8yr1f5f2j9w6s0m7q',
})

function several(
  count: number,
  make: (nth: number) => [name: string, made: MadeContainer],
): Record<string, MadeContainer> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => make(at + 1)))
}

const serverA: MadeHost = {
  networks: {
    bridge: { subnets: ['172.17.0.0/16'] },
    front: { subnets: ['10.10.0.0/24', 'fd00:10::/64'] },
    back: { subnets: ['10.20.0.0/24'], Internal: true },
    metrics: { subnets: ['10.30.0.0/24'] },
    mesh: overlay,
  },
  containers: {
    ...several(6, (n) => [
      `web-${n}`,
      {
        image: 'nginx:alpine',
        on: {
          front: routed('10.10.0', n + 1, {
            Aliases: ['web'],
            GlobalIPv6Address: `fd00:10::${n + 1}`,
            IPv6Gateway: 'fd00:10::1',
          }),
        },
        ...(n <= 2 && { ports: { '443/tcp': [{ HostIp: '0.0.0.0', HostPort: `${8442 + n}` }] } }),
      },
    ]),
    ...several(6, (n) => [
      `api-${n}`,
      { image: 'shop/api:24', on: { back: inner(n + 1, { Aliases: ['api'] }), front: routed('10.10.0', n + 20) } },
    ]),
    db: {
      image: 'postgres:17',
      on: { back: inner(20, { Aliases: ['database', 'postgres'] }) },
      ports: { '5432/tcp': [{ HostIp: '127.0.0.1', HostPort: '5432' }] },
    },
    cache: { image: 'valkey:8', on: { back: inner(21) } },
    'db-backup': { image: 'postgres:17', on: { back: { IPAMConfig: { IPv4Address: '10.20.0.30' } } }, state: 'exited' },
    ...several(4, (n) => [
      `worker-${n}`,
      { image: 'shop/worker:24', on: { mesh: mesh(n + 1), metrics: routed('10.30.0', n + 1) } },
    ]),
    prometheus: {
      image: 'prom/prometheus',
      on: { metrics: routed('10.30.0', 40) },
      ports: { '9090/tcp': [{ HostIp: '192.0.2.10', HostPort: '9090' }] },
    },
    'prometheus-config-reloader-sidecar': { image: 'prom/reloader', mode: `container:${idOf('server-a/prometheus')}` },
    registry: {
      image: 'registry:3',
      on: { bridge: routed('172.17.0', 2) },
      ports: { '5000/tcp': [{ HostIp: '::', HostPort: '5000' }] },
    },
    'one-off': { image: 'alpine', on: { none: {} } },
  },
}
const serverB: MadeHost = {
  networks: {
    host: { Driver: 'host' },
    lan: { Driver: 'macvlan', subnets: ['192.0.2.0/24'], Options: { parent: 'eth0' } },
    queue: { subnets: ['10.40.0.0/24'], Internal: true },
    mesh: overlay,
  },
  containers: {
    'node-exporter': { image: 'prom/node-exporter', on: { host: {} } },
    ...several(4, (n) => [`camera-${n}`, { image: 'shop/camera', on: { lan: routed('192.0.2', n + 64) } }]),
    edge: { image: 'caddy:2', on: { lan: routed('192.0.2', 70), mesh: { ...mesh(60), GwPriority: -1 } } },
    ...several(17, (n) => [
      `worker-${n + 4}`,
      {
        image: 'shop/worker:24',
        on: { mesh: mesh(n + 10), ...(n % 4 === 0 && { queue: { IPAddress: `10.40.0.${n + 1}` } }) },
        ...(n === 9 && { state: 'paused' as const }),
      },
    ]),
    ...several(4, (n) => [
      `broker-${n}`,
      { image: 'rabbitmq:4', on: { queue: { IPAddress: `10.40.0.${n + 50}`, Aliases: ['broker'] } } },
    ]),
  },
}

export const fifty = topologyOf({ 'server-a': serverA, 'server-b': serverB })

/** How its picture in docs/ is drawn. */
export const fiftyPicture = { title: 'A shop on two hosts' }
