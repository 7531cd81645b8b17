import { expect, test } from 'vitest'
import { lan, topologyOf, type MadeHost } from './made.js'
import { listening } from './reach/hosts.js'

const told = (hosts: Readonly<Record<string, MadeHost>>) =>
  topologyOf(hosts)
    .conflicts()
    .map(({ conflict, what, message }) => `${conflict} ${what}: ${message}`)

const door = (HostIp: string, HostPort: string) => ({ '80/tcp': [{ HostIp, HostPort }] })

test('bridges of one host that overlap, and the containers that are on both', () => {
  const t = topologyOf({
    one: {
      networks: {
        wide: { subnets: ['10.1.0.0/16', 'fd00:1::/64'] },
        narrow: { subnets: ['10.1.7.0/24'] },
        apart: { subnets: ['10.2.0.0/16', 'fd00:1:0:1::/64'] },
        strange: { Driver: 'vendor/net', subnets: ['10.2.9.0/24'] },
      },
      containers: {
        both: { on: { wide: { IPAddress: '10.1.0.2' }, narrow: { IPAddress: '10.1.7.2' } } },
        odd: { on: { apart: { IPAddress: '10.2.0.2' }, strange: { IPAddress: '10.2.9.2' } } },
      },
    },
    two: { networks: { wide: { subnets: ['10.1.0.0/16'] } } },
  })
  expect(t.conflicts().map(({ message, containers }) => [message, containers.map(({ name }) => name)])).toEqual([
    [
      'networks "wide" (10.1.0.0/16) and "narrow" (10.1.7.0/24) of "one" overlap: what is sent to 10.1.7.0/24 goes to one of them only',
      ['both'],
    ],
    [
      'networks "apart" (10.2.0.0/16) and "strange" (10.2.9.0/24) of "one" overlap: what is sent to 10.2.9.0/24 goes to one of them only',
      ['odd'],
    ],
  ])
})

test("the change takes the containers of a network along, and never names one that is the engine's own", () => {
  const t = topologyOf({
    one: {
      networks: { bridge: { subnets: ['172.17.0.0/16'] }, wide: { subnets: ['172.16.0.0/12'] } },
      containers: { web: { on: { wide: { IPAddress: '172.16.0.2' } } } },
    },
    two: {
      networks: { bridge: { subnets: ['192.0.2.0/24'] } },
      listening: listening('two', {}, [], ['192.0.2.10']),
    },
  })
  expect(t.conflicts().map(({ change }) => change)).toEqual([
    {
      mooring: `await docker.network.remove('wide', { detach: true }); const net = await docker.network.bridge('wide').subnet({ size: 24 }).create(); await net.connect('web')`,
      docker: `docker network disconnect wide web && docker network rm wide && docker network create --subnet <a free block> wide && docker network connect wide web`,
    },
    {
      mooring: 'none: the network is the engine\'s own, and "bip" of its daemon.json has its address',
      docker: 'dockerd --bip <an address in a free block>',
    },
  ])
})

test('an address of the host under a bridge, and not the one that the bridge has', () => {
  const networks = { office: { subnets: ['192.0.2.0/24'] }, front: { subnets: ['10.1.0.0/24'] } }
  const addresses = ['10.1.0.1', '192.0.2.1', '192.0.2.10', '203.0.113.1']
  expect(told({ one: { networks, listening: listening('one', {}, [], addresses) } })).toEqual([
    'host-address 192.0.2.10: network "office" covers 192.0.2.10, an address of its host "one": containers do not reach the machines around that address',
  ])
  expect(told({ one: { networks } })).toEqual([])
})

test('ranges and routers of networks on one LAN', () => {
  expect(
    told({
      one: { networks: { lan: lan('192.0.2.0/24', '192.0.2.64/26', '192.0.2.1') } },
      two: {
        networks: {
          lan: lan('192.0.2.0/24', '192.0.2.96/27', '192.0.2.254'),
          vlan: { ...lan('192.0.2.0/24'), Options: { parent: 'eth0.10' } },
        },
      },
      three: { networks: { lan: lan('192.0.2.0/24', '192.0.2.128/26', '192.0.2.1') } },
    }),
  ).toEqual([
    'ranges-overlap 192.0.2.96/27: on one LAN, network "lan" of "one" and "two" gives addresses of 192.0.2.96/27 on both hosts: two containers may get the same',
    'routers-differ 192.0.2.0/24: networks "lan" and "lan" are on one LAN, 192.0.2.0/24, and name two routers: 192.0.2.1 and 192.0.2.254',
    'routers-differ 192.0.2.0/24: networks "lan" and "lan" are on one LAN, 192.0.2.0/24, and name two routers: 192.0.2.254 and 192.0.2.1',
  ])
})

test('an address, a MAC address and a router on one LAN, and those of a machine', () => {
  const at = (ip: string, mac?: string) => ({ on: { lan: { IPAddress: ip, ...(mac && { MacAddress: mac }) } } })
  const one = {
    networks: { lan: lan('192.0.2.0/24', '192.0.2.64/27', '192.0.2.1') },
    containers: { a: at('192.0.2.65', '02:42:c0:00:02:41'), router: at('192.0.2.1'), host: at('192.0.2.10') },
    listening: listening('one', {}, [], ['192.0.2.10']),
  }
  const two = {
    networks: { lan: lan('192.0.2.0/24', '192.0.2.96/27', '192.0.2.1') },
    containers: { b: at('192.0.2.65', '02:42:c0:00:02:41'), c: at('192.0.2.97', '02:42:c0:00:02:42') },
  }
  expect(told({ one, two })).toEqual([
    'address-twice 192.0.2.65: containers "a", "b" have 192.0.2.65 on network "lan"',
    'address-twice 192.0.2.10: container "host" has 192.0.2.10, an address of the host "one", on network "lan"',
    'gateway-taken 192.0.2.1: container "router" has 192.0.2.1 on network "lan", the address of its router: what others send out may go to the container',
    'mac-twice 02:42:c0:00:02:41: containers "a", "b" have the MAC address 02:42:c0:00:02:41 on network "lan": a switch sends to one of them',
  ])
})

test('containers of ipvlan have the MAC address of their parent, and those of other networks are nobody’s neighbours', () => {
  const mac = '02:42:c0:00:02:41'
  const networks = {
    flat: { Driver: 'ipvlan', subnets: ['192.0.2.0/24'], Options: { parent: 'eth0' } },
    front: { subnets: ['10.1.0.0/24'] },
    back: { subnets: ['10.2.0.0/24'] },
  }
  const containers = {
    a: { on: { flat: { IPAddress: '192.0.2.2', MacAddress: mac }, front: { IPAddress: '10.1.0.2', MacAddress: mac } } },
    b: { on: { flat: { IPAddress: '192.0.2.3', MacAddress: mac }, back: { IPAddress: '10.2.0.2', MacAddress: mac } } },
  }
  expect(told({ one: { networks, containers } })).toEqual([])
})

test('one that does not run wants what it was made with', () => {
  const front = (ip: string) => ({ front: { IPAddress: ip, IPAMConfig: { IPv4Address: ip } } })
  const t = topologyOf({
    one: {
      networks: { front: { subnets: ['10.1.0.0/24'] } },
      containers: {
        old: { on: { front: { IPAddress: '', IPAMConfig: { IPv4Address: '10.1.0.5' } } }, state: 'exited' },
        web: { on: front('10.1.0.5') },
      },
    },
  })
  const [found, ...others] = t.conflicts()
  expect(others).toEqual([])
  expect(found).toMatchObject({
    message: 'containers "old", "web" have 10.1.0.5 on network "front": they cannot run at once',
    change: {
      mooring: `await docker.network.disconnect('front', 'web'); await docker.network.connect('front', 'web')`,
      docker: 'docker network disconnect front web && docker network connect front web',
    },
  })
})

test('ports of a host that two want, or that a program of the host has', () => {
  const front = { front: { IPAddress: '10.1.0.2' } }
  const stopped = { on: { front: { IPAddress: '' } }, state: 'exited' } as const
  expect(
    told({
      one: {
        networks: { front: { subnets: ['10.1.0.0/24'] } },
        containers: {
          web: { on: front, ports: door('0.0.0.0', '8080') },
          old: { ...stopped, ports: door('127.0.0.1', '8080') },
          six: { ...stopped, ports: door('::', '8080') },
          other: { ...stopped, ports: door('127.0.0.1', '8081') },
          beside: { ...stopped, ports: door('192.0.2.10', '8081') },
          shy: { ...stopped, ports: door('0.0.0.0', '22') },
          any: { ...stopped, ports: door('0.0.0.0', '') },
        },
        listening: listening('one', {}, ['tcp 0.0.0.0:8080', 'tcp 192.0.2.10:22', 'udp 0.0.0.0:8081']),
      },
      two: {
        networks: { front: { subnets: ['10.1.0.0/24'] } },
        containers: { web: { on: front, ports: door('0.0.0.0', '8080') } },
      },
    }),
  ).toEqual([
    'port-twice 127.0.0.1:8080/tcp: containers "old" and "web" want 127.0.0.1:8080/tcp of "one": they cannot run at once',
    'port-taken 0.0.0.0:22/tcp: container "shy" wants 0.0.0.0:22/tcp of "one", where a program of the host listens: it will not start',
  ])
})
