import { describe, expect, test } from 'vitest'
import { everything, idOf, topologyOf, type MadeHost } from './made.js'

const t = topologyOf({ one: everything })
const container = (name: string) => t.containers.find((one) => one.name === name)
const endpoint = (name: string, network: string) =>
  t.endpoints.find((one) => one.container === container(name)?.id && one.network === idOf(`one/${network}`))

describe('a graph of what an engine said', () => {
  test('has networks with their pools, also the gateway that an engine does not show', () => {
    const front = t.networks.find(({ name }) => name === 'front')
    expect(front?.pools.map(({ subnet, gateway }) => `${subnet} ${String(gateway)}`)).toEqual([
      '10.10.0.0/24 10.10.0.1',
      'fd00:10::/64 fd00:10::1',
    ])
    expect(front?.hostInterface).toBe(`br-${idOf('one/front').slice(0, 12)}`)
    expect(t.networks.find(({ name }) => name === 'bridge')?.hostInterface).toBe('docker0')
    expect(t.networks.find(({ name }) => name === 'lan')).toMatchObject({
      hostInterface: 'eth0',
      gatewayMode: undefined,
    })
  })

  test('numbers in names are sorted by their value', () => {
    const names = t.containers.map(({ name }) => name)
    expect(names).toEqual(['api', 'db', 'edge', 'job', 'monitor', 'old', 'plain', 'sidecar', 'web-2', 'web-10'])
  })

  test('tells the endpoints that are there from those that a stopped container will have', () => {
    expect(endpoint('old', 'front')).toMatchObject({ active: false, gateway: undefined, defaultRoute: false })
    expect(String(endpoint('old', 'front')?.ip)).toBe('10.10.0.9')
    expect(endpoint('db', 'back')).toMatchObject({ active: true, aliases: ['db-main'] })
  })

  test('tells which network a default route leads through', () => {
    expect(endpoint('api', 'front')?.defaultRoute).toBe(true)
    expect(endpoint('api', 'back')?.defaultRoute).toBe(false)
    expect(endpoint('db', 'back')?.defaultRoute).toBe(false)
    expect(endpoint('web-2', 'front')).toMatchObject({ defaultRoute: true, defaultRoute6: true })
    expect(endpoint('web-10', 'front')).toMatchObject({ defaultRoute: true, defaultRoute6: false })
  })

  test('has the ports of a container, and of one that does not run those it will have', () => {
    const ports = (name: string) =>
      container(name)?.ports.map(
        ({ port, protocol, hostIp, hostPort }) => `${hostIp} ${String(hostPort)} ${port}/${protocol}`,
      )
    expect(ports('web-2')).toEqual(['192.0.2.9 53 53/udp', '0.0.0.0 8080 80/tcp', ':: 8080 80/tcp'])
    expect(ports('web-10')).toEqual(['127.0.0.1 9000 80/tcp'])
    expect(ports('old')).toEqual(['0.0.0.0 8081 80/tcp', '0.0.0.0 undefined 90/tcp'])
  })

  test('tells how a container is on the network', () => {
    const modes = Object.fromEntries(t.containers.map(({ name, net }) => [name, net]))
    expect(modes).toMatchObject({ api: 'own', sidecar: 'shared', monitor: 'host', job: 'none', plain: 'own' })
    expect(container('sidecar')?.sharesWith).toBe(container('web-2')?.id)
    expect(t.endpoints.filter(({ container: id }) => id === container('job')?.id)).toEqual([])
  })
})

describe('the way out of a container on several networks', () => {
  const wayOf = (apiVersion: string, endpoints: object): string[] => {
    const host: MadeHost = {
      apiVersion,
      networks: {
        a: { subnets: ['10.1.0.0/24'] },
        b: { subnets: ['10.2.0.0/24', 'fd00:2::/64'] },
        i: { Internal: true },
      },
      containers: { one: { on: endpoints as Record<string, never> } },
    }
    const found = topologyOf({ one: host })
    const names = new Map(found.networks.map(({ id, name }) => [id, name]))
    const of = (six: boolean) =>
      found.endpoints
        .filter((one) => (six ? one.defaultRoute6 : one.defaultRoute))
        .map(({ network }) => names.get(network) ?? '')
    return [of(false).join(), of(true).join()]
  }
  const dual = { IPAddress: '10.2.0.2', Gateway: '10.2.0.1', GlobalIPv6Address: 'fd00:2::2', IPv6Gateway: 'fd00:2::1' }
  const single = { IPAddress: '10.1.0.2', Gateway: '10.1.0.1' }

  test('is the first by name, and since API 1.48 one for each family', () => {
    expect(wayOf('1.51', { b: dual, a: single })).toEqual(['a', 'b'])
    expect(wayOf('1.45', { b: dual, a: single })).toEqual(['a', ''])
  })

  test('is the one with the highest priority', () => {
    expect(wayOf('1.51', { b: { ...dual, GwPriority: 1 }, a: single })).toEqual(['b', 'b'])
    expect(wayOf('1.51', { b: dual, a: { ...single, GwPriority: -1 } })).toEqual(['b', 'b'])
  })

  test('is an internal one only where an engine gives no other', () => {
    expect(wayOf('1.41', { i: { IPAddress: '10.3.0.2', Gateway: '10.3.0.1' }, b: dual })).toEqual(['b', 'b'])
    expect(wayOf('1.41', { i: { IPAddress: '10.3.0.2', Gateway: '10.3.0.1' } })).toEqual(['i', ''])
  })
})

describe('several engines', () => {
  const overlay = { Id: 'x3g0zcvn8yr1f5f2j9w6s0m7q', Driver: 'overlay', Scope: 'swarm', subnets: ['10.0.1.0/24'] }
  const both = topologyOf({
    a: {
      networks: { net: overlay, own: {} },
      containers: { one: { on: { net: { NetworkID: overlay.Id, IPAddress: '10.0.1.3' } } } },
    },
    b: {
      networks: { net: overlay, own: {} },
      containers: { one: { on: { net: { NetworkID: overlay.Id, IPAddress: '10.0.1.4' } } } },
    },
  })

  test('have one network where it spans them, and one each where it does not', () => {
    expect(both.networks.map(({ name, hosts }) => [name, hosts])).toEqual([
      ['net', ['engine-a', 'engine-b']],
      ['own', ['engine-a']],
      ['own', ['engine-b']],
    ])
    expect(both.endpoints.map(({ network, ip }) => [network, String(ip)])).toEqual([
      [overlay.Id, '10.0.1.3'],
      [overlay.Id, '10.0.1.4'],
    ])
  })

  test('print it inside no host', () => {
    expect(both.toMermaid()).toMatch(/^flowchart LR\n {2}n0\(\["net<br\/>overlay/)
    expect(both.toText()).toContain('net  overlay, on 2 hosts, 10.0.1.0/24')
  })
})

test('the order of what an engine says changes nothing', () => {
  const turned: MadeHost = {
    networks: Object.fromEntries(Object.entries(everything.networks ?? {}).reverse()),
    containers: Object.fromEntries(Object.entries(everything.containers ?? {}).reverse()),
  }
  expect(topologyOf({ one: turned })).toEqual(t)
  for (const print of ['toText', 'toMermaid', 'toDot', 'toJSON'] as const)
    expect(topologyOf({ one: turned })[print]()).toEqual(t[print]())
})

test('as JSON, addresses are texts', () => {
  const { networks, endpoints } = t.toJSON()
  expect(networks.find(({ name }) => name === 'back')?.pools).toEqual([
    { subnet: '10.20.0.0/24', gateway: '10.20.0.1' },
  ])
  expect(endpoints.map(({ ip }) => ip)).toContain('10.10.0.9')
  expect(JSON.parse(JSON.stringify(t))).toEqual(t.toJSON())
})
