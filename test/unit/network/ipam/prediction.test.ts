import { describe, expect, test } from 'vitest'
import { Cidr } from '../../../../src/cidr/cidr.js'
import { Ip } from '../../../../src/cidr/ip.js'
import { countSubnets, defaultPools, lowestSubnet, roundSubnet } from '../../../../src/network/ipam/default-pools.js'
import { takesGateway } from '../../../../src/network/ipam/gateway.js'
import { poolsOf } from '../../../../src/network/ipam/network-pools.js'
import { useOf } from '../../../../src/network/ipam/pool-use.js'
import type { IpamConfig } from '../../../../src/network/wire/ipam.js'
import type { NetworkSummary } from '../../../../src/network/wire/network.js'

const blocks = (...texts: readonly string[]) => texts.map((text) => Cidr.from(text))
const network = (Config: readonly IpamConfig[], more: Partial<NetworkSummary> = {}): NetworkSummary => ({
  Name: 'net',
  Id: 'a'.repeat(64),
  Created: '2026-11-24T04:41:43Z',
  Scope: 'local',
  Driver: 'bridge',
  EnableIPv6: true,
  IPAM: { Driver: 'default', Config },
  Internal: false,
  Attachable: false,
  Ingress: false,
  ConfigFrom: { Network: '' },
  ConfigOnly: false,
  Options: null,
  Labels: null,
  ...more,
})

describe('the next address of a pool', () => {
  const next = (config: IpamConfig, members: readonly string[] = [], api = '1.51') => {
    const [pool] = poolsOf(network([config]), api)
    if (pool === undefined) throw new Error('there is no pool')
    const { size, used, free, next } = useOf(pool, members.map(Ip.from))
    return [next?.toString(), size, used, free]
  }

  test.each<[IpamConfig, readonly string[], readonly unknown[]]>([
    [{ Subnet: '10.0.0.0/24' }, [], ['10.0.0.2', 254n, 1n, 253n]],
    [{ Subnet: '10.0.0.0/24', Gateway: '10.0.0.254' }, [], ['10.0.0.1', 254n, 1n, 253n]],
    [{ Subnet: 'fd00::/127', Gateway: 'fd00::1' }, [], [undefined, 1n, 1n, 0n]],
    [{ Subnet: '10.0.0.0/24' }, ['10.0.0.2', '10.0.0.4'], ['10.0.0.3', 254n, 3n, 251n]],
    [{ Subnet: '10.0.0.0/24', AuxiliaryAddresses: { a: '10.0.0.2' } }, [], ['10.0.0.3', 254n, 2n, 252n]],
    [{ Subnet: '10.0.0.0/24', IPRange: '10.0.0.128/30' }, [], ['10.0.0.129', 4n, 1n, 3n]],
    [{ Subnet: '10.0.0.0/24', IPRange: '10.0.0.128/30', Gateway: '10.0.0.1' }, [], ['10.0.0.128', 4n, 0n, 4n]],
    [{ Subnet: '10.0.0.0/24', IPRange: '10.0.0.128/30' }, ['10.0.0.9'], ['10.0.0.129', 4n, 1n, 3n]],
    [{ Subnet: '10.0.0.0/30' }, ['10.0.0.2'], [undefined, 2n, 2n, 0n]],
    [{ Subnet: '10.0.0.0/31' }, [], ['10.0.0.1', 2n, 1n, 1n]],
    [{ Subnet: '10.0.0.0/24', IPRange: '10.0.0.77/32' }, [], [undefined, 1n, 1n, 0n]],
    [{ Subnet: 'fd00::/64' }, ['fd00::2', '10.0.0.2'], ['fd00::3', 2n ** 64n - 1n, 2n, 2n ** 64n - 3n]],
    [{ Subnet: '10.0.0.5/24' }, [], ['10.0.0.2', 254n, 1n, 253n]],
  ])('in %j, with %j taken', (config, members, expected) => {
    expect(next(config, members)).toEqual(expected)
  })

  test('comes from the families that the network has, and from no text that is no block', () => {
    const both = [{ Subnet: '10.0.0.0/24' }, { Subnet: 'fd00::/64' }]
    const families = (more: Partial<NetworkSummary>) =>
      poolsOf(network(both, more), '1.51').map(({ subnet }) => subnet.family)
    expect(families({})).toEqual([4, 6])
    expect(families({ EnableIPv6: false })).toEqual([4])
    expect(families({ EnableIPv4: false })).toEqual([6])
    expect(poolsOf(network([{ Subnet: 'dhcp' }, {}]), '1.51')).toEqual([])
  })
})

test.each<[string, boolean, Partial<NetworkSummary>, Partial<Record<string, boolean>>]>([
  ['a bridge takes one', true, {}, {}],
  ['an internal bridge, too', true, { Internal: true }, {}],
  [
    'an isolated one does not from 28 on',
    false,
    { Internal: true, Options: { 'com.docker.network.bridge.gateway_mode_ipv4': 'isolated' } },
    { '1.45': true },
  ],
  [
    'an internal one whose bridge has no address does not from 28 on',
    false,
    { Internal: true, Options: { 'com.docker.network.bridge.inhibit_ipv4': 'true' } },
    { '1.47': true },
  ],
  [
    'a bridge without an address that leads outside does',
    true,
    { Options: { 'com.docker.network.bridge.inhibit_ipv4': 'true' } },
    {},
  ],
  ['macvlan does up to 28', false, { Driver: 'macvlan', Options: { parent: 'eth0' } }, { '1.41': true, '1.51': true }],
  [
    'internal macvlan up to 27',
    false,
    { Driver: 'macvlan', Internal: true, Options: { parent: 'eth0' } },
    { '1.47': true, '1.51': false },
  ],
  ['and so without a parent', false, { Driver: 'ipvlan', Options: {} }, { '1.47': true, '1.51': false }],
])('of gateways nobody named: %s', (_, newest, more, before) => {
  for (const [api, takes] of Object.entries({ '1.52': newest, ...before }))
    expect([api, takesGateway(network([], more), 4, api)]).toEqual([api, takes])
})

describe('the next subnet of an engine', () => {
  const pools = [
    { base: Cidr.parse('172.16.0.0/14'), size: 16 },
    { base: Cidr.parse('10.0.0.0/22'), size: 24 },
  ]

  test('from 27 on is the lowest one that is free, of all pools', () => {
    expect(`${lowestSubnet(pools, [])}`).toBe('10.0.0.0/24')
    expect(`${lowestSubnet(pools, blocks('10.0.0.0/23', '10.0.2.128/25'))}`).toBe('10.0.3.0/24')
    expect(`${lowestSubnet(pools, blocks('10.0.0.0/8', '172.16.0.0/16'))}`).toBe('172.17.0.0/16')
    expect(lowestSubnet(pools, blocks('10.0.0.0/8', '172.16.0.0/12'))).toBeUndefined()
  })

  test('up to 26 comes behind the last one, and goes round', () => {
    const next = (last: string | undefined, ...taken: readonly string[]) =>
      roundSubnet(pools, blocks(...taken), last === undefined ? undefined : Cidr.from(last))?.toString()
    expect(next(undefined)).toBe('172.16.0.0/16')
    expect(next('172.17.0.0/16')).toBe('172.18.0.0/16')
    expect(next('172.17.0.0/16', '172.18.4.0/24', '172.19.0.0/16')).toBe('10.0.0.0/24')
    expect(next('10.0.2.0/24', '10.0.3.0/24')).toBe('172.16.0.0/16')
    expect(next('10.0.3.0/24', '172.16.0.0/15')).toBe('172.18.0.0/16')
    expect(next('10.0.1.0/24', '10.0.2.0/23', '172.16.0.0/12')).toBe('10.0.0.0/24')
    expect(next('10.0.1.0/24', '10.0.0.0/8', '172.16.0.0/12')).toBeUndefined()
  })

  test('is one of how many', () => {
    const count = (base: string, size: number, ...taken: readonly string[]) => {
      const { all, free } = countSubnets({ base: Cidr.from(base), size }, blocks(...taken))
      return [all, free]
    }
    expect(count('10.0.0.0/22', 24)).toEqual([4n, 4n])
    expect(count('10.0.0.0/22', 24, '10.0.1.0/26', '10.0.1.64/26', '10.0.3.0/24')).toEqual([4n, 2n])
    expect(count('10.0.0.0/22', 24, '10.0.0.0/23', '10.0.1.0/24', '192.168.0.0/16')).toEqual([4n, 2n])
    expect(count('10.0.0.0/22', 24, '10.0.0.0/8', '10.0.1.0/24')).toEqual([4n, 0n])
    expect(count('fd00::/8', 64, 'fd00::/64')).toEqual([2n ** 56n, 2n ** 56n - 1n])
  })

  test('comes from what the engine was configured with, else from what all engines have', () => {
    const bases = (DefaultAddressPools: Parameters<typeof defaultPools>[0]['DefaultAddressPools']) =>
      defaultPools({ DefaultAddressPools }).map(({ base, size }) => `${base} ${size}`)
    expect(bases(undefined)).toHaveLength(7)
    expect(bases([{ Base: '10.0.0.0/16', Size: 24 }])).toEqual(['10.0.0.0/16 24'])
    expect(bases([{ Base: 'fd00::/48', Size: 64 }])).toHaveLength(8)
    expect(bases([{ Base: 'nonsense', Size: 24 }])).toHaveLength(7)
  })
})
