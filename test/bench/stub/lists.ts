import { createHash } from 'node:crypto'
import { json } from './answers.js'

const id = (n: number): string => createHash('sha256').update(String(n)).digest('hex')

function network(n: number, name: string, driver: string): object {
  return {
    Name: name,
    Id: id(n),
    Created: '2026-01-01T10:20:30.123456789Z',
    Scope: 'local',
    Driver: driver,
    EnableIPv4: true,
    EnableIPv6: false,
    IPAM: { Driver: 'default', Options: null, Config: [{ Subnet: subnet(n), Gateway: `10.${n >> 8}.${n & 255}.1` }] },
    Internal: false,
    Attachable: false,
    Ingress: false,
    ConfigFrom: { Network: '' },
    ConfigOnly: false,
    Options: { 'com.docker.network.bridge.enable_icc': 'true', 'com.docker.network.driver.mtu': '1500' },
    Labels: { 'com.example.project': 'shop', 'com.example.stage': 'test' },
  }
}

function subnet(n: number): string {
  return `10.${n >> 8}.${n & 255}.0/24`
}

/** The subnet of the network that is inspected. */
export const inspectedSubnet = subnet(0)

export const networkInspected = json({ ...network(0, 'bridge', 'bridge'), Containers: {} })

/** A list of networks; each with so many containers. */
export function networkList(networks: number, containers: number): Buffer {
  const names = ['bridge', 'host', 'none']
  return json(
    Array.from({ length: networks }, (_, n) => {
      const one = network(n, names[n] ?? `network-${n}`, 'bridge')
      return containers === 0 ? one : { ...one, Containers: endpoints(n, containers) }
    }),
  )
}

function endpoints(n: number, count: number): object {
  const entries = Array.from({ length: count }, (_, k) => {
    const endpoint = {
      Name: `shop-container-${n}-${k}`,
      EndpointID: id(n * 1000 + k),
      MacAddress: `02:42:0a:00:${hex(n & 255)}:${hex(k)}`,
      IPv4Address: `10.${n >> 8}.${n & 255}.${k + 2}/24`,
      IPv6Address: '',
    }
    return [id(n * 1000 + k + 500), endpoint]
  })
  return Object.fromEntries(entries) as object
}

function hex(value: number): string {
  return value.toString(16).padStart(2, '0')
}

export function containerList(count: number): Buffer {
  return json(Array.from({ length: count }, (_, n) => container(n)))
}

function container(n: number): object {
  const networkNames = ['front', 'back']
  return {
    Id: id(n),
    Names: [`/shop-web-${n}`],
    Image: 'registry.example.com/shop/web:1.2.3',
    ImageID: `sha256:${id(n + 1)}`,
    Command: '/docker-entrypoint.sh nginx -g "daemon off;"',
    Created: 1_767_225_600 + n,
    Ports: [
      { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 20_000 + n, Type: 'tcp' },
      { PrivatePort: 443, Type: 'tcp' },
    ],
    Labels: { 'com.example.project': 'shop', 'com.example.service': 'web', 'com.example.number': String(n) },
    State: 'running',
    Status: 'Up 3 hours (healthy)',
    HostConfig: { NetworkMode: 'front' },
    NetworkSettings: { Networks: Object.fromEntries(networkNames.map((name, k) => [name, endpoint(n, k)])) as object },
    Mounts: [volume(n)],
  }
}

function endpoint(n: number, k: number): object {
  return {
    IPAMConfig: null,
    Links: null,
    Aliases: null,
    MacAddress: `02:42:0a:00:${hex(n & 255)}:${hex(k)}`,
    DriverOpts: null,
    GwPriority: 0,
    NetworkID: id(k),
    EndpointID: id(n * 2 + k),
    Gateway: '10.0.0.1',
    IPAddress: `10.0.${n >> 8}.${n & 255}`,
    IPPrefixLen: 16,
    IPv6Gateway: '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    DNSNames: null,
  }
}

function volume(n: number): object {
  const name = `shop-data-${n}`
  return {
    Type: 'volume',
    Name: name,
    Source: `/var/lib/docker/volumes/${name}/_data`,
    Destination: '/data',
    Driver: 'local',
    Mode: 'z',
    RW: true,
    Propagation: '',
  }
}
