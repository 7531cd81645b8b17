import { describe, expect, test } from 'vitest'
import { Docker } from '../../../../src/docker.js'
import { checkCreateRequest, violationsOf } from '../../../../src/network/rules/create-request.js'
import type { IpamConfig } from '../../../../src/network/wire/ipam.js'
import type { NetworkCreateRequest } from '../../../../src/network/wire/requests.js'
import { refusal } from '../../refusal.js'

const rulesOf = (request: Partial<NetworkCreateRequest>) =>
  [...violationsOf({ Name: 'front', ...request })].map(({ rule, field }) => `${rule} ${field}`)
const pools = (...Config: IpamConfig[]) => ({ IPAM: { Config } })

describe('a body that breaks one rule is refused with the error of that rule', () => {
  test.each<readonly [rule: string, request: Partial<NetworkCreateRequest>]>([
    ['R01 Name', { Name: ' ' }],
    ['R02 Name', { Name: 'host' }],
    ['R04 Name', { Name: 'a/b' }],
    ['R06 Name', { Name: 'a.b', Driver: 'overlay' }],
    ['R06 Name', { Name: 'x'.repeat(64), Scope: 'swarm' }],
    ['R09 Driver', { Driver: 'null' }],
    ['R12 Scope', { Driver: 'overlay', Scope: 'local' }],
    ['R13 Ingress', { Driver: 'macvlan', Ingress: true }],
    ['R14 Attachable', { Driver: 'overlay', Ingress: true, Attachable: true }],
    ['R16 EnableIPv4', { Driver: 'overlay', EnableIPv4: false }],
    ['R20 Internal', { ConfigOnly: true, Internal: true }],
    ['R21 ConfigFrom', { ConfigOnly: true, ConfigFrom: { Network: 'settings' } }],
    ['R23 Labels', { ConfigFrom: { Network: 'settings' }, Labels: { a: 'b' } }],
    ['R23 EnableIPv4', { ConfigFrom: { Network: 'settings' }, EnableIPv4: false }],
    ['R23 IPAM.Driver', { ConfigFrom: { Network: 'settings' }, IPAM: { Driver: 'null' } }],
    ['R24 Options', { ConfigFrom: { Network: 'settings' }, Options: { a: 'b' } }],
    ['R30 IPAM.Config[0].Subnet', pools({ Subnet: 'garbage' })],
    ['R31 IPAM.Config[0].Subnet', pools({ Subnet: '10.90.0.5/24' })],
    ['R32 IPAM.Config[0].Subnet', pools({ Gateway: '10.90.0.1' })],
    ['R32 IPAM.Config[0].Subnet', pools({})],
    ['R33 IPAM.Config[0].Subnet', pools({ Subnet: 'fd00:90::/64' })],
    ['R34 IPAM.Config[0].Gateway', pools({ Subnet: '10.90.0.0/24', Gateway: 'nope' })],
    ['R35 IPAM.Config[0].Gateway', pools({ Subnet: '10.90.0.0/24', Gateway: '10.91.0.1' })],
    ['R36 IPAM.Config[0].Gateway', pools({ Subnet: '10.90.0.0/24', Gateway: '10.90.0.255' })],
    ['R37 IPAM.Config[0].IPRange', pools({ Subnet: '10.90.0.0/24', IPRange: 'x' })],
    ['R38 IPAM.Config[0].IPRange', pools({ Subnet: '10.90.0.0/24', IPRange: '10.90.0.5/28' })],
    [
      'R39 IPAM.Config[0].AuxiliaryAddresses["a"]',
      pools({ Subnet: '10.90.0.0/24', AuxiliaryAddresses: { a: '10.91.0.2' } }),
    ],
    [
      'R40 IPAM.Config[0].AuxiliaryAddresses["a"]',
      pools({ Subnet: '10.90.0.0/24', AuxiliaryAddresses: { a: '10.90.0.1' } }),
    ],
    [
      'R40 IPAM.Config[0].AuxiliaryAddresses["b"]',
      pools({ Subnet: '10.90.0.0/24', AuxiliaryAddresses: { a: '10.90.0.2', b: '10.90.0.2' } }),
    ],
    ['R43 IPAM.Config[1].Subnet', pools({ Subnet: '10.90.0.0/24' }, { Subnet: '10.91.0.0/24' })],
    ['R45 IPAM.Config[0].Subnet', pools({ Subnet: '10.90.0.1/32' })],
    ['R46 IPAM.Config[0].Subnet', { EnableIPv6: true, ...pools({ Subnet: 'fd00:90::1/128' }) }],
    ['R46 IPAM.Config[0].Subnet', { EnableIPv6: true, ...pools({ Subnet: 'fd00:90::/127' }) }],
    ['R47 IPAM.Config[0].Subnet', { EnableIPv6: true, ...pools({ Subnet: 'fe80::/80' }) }],
    ['R48 IPAM.Config[0].Subnet', { EnableIPv6: true, ...pools({ Subnet: 'ff05::/64' }) }],
    ['R50 EnableIPv4', { EnableIPv4: false }],
    ['R53 IPAM.Config[0].Subnet', pools({ Subnet: '127.9.0.0/16' })],
    ['R54 IPAM.Config[0].Subnet', { EnableIPv6: true, ...pools({ Subnet: '::ffff:10.9.0.0/120' }) }],
    ['R55 IPAM.Driver', { IPAM: { Driver: 'null' } }],
    [
      'R110 IPAM.Config[0].AuxiliaryAddresses["DefaultGatewayIPv4"]',
      { Internal: true, ...pools({ Subnet: '10.90.0.0/24', AuxiliaryAddresses: { DefaultGatewayIPv4: '10.90.0.9' } }) },
    ],
    ['R111 Scope', { Scope: 'bogus' }],
    [
      'R123 Options["com.docker.network.bridge.default_bridge"]',
      { Options: { 'com.docker.network.bridge.default_bridge': 'false' } },
    ],
    [
      'R125 IPAM.Config[1].AuxiliaryAddresses',
      {
        Driver: 'overlay',
        ...pools({ Subnet: '10.90.0.0/24' }, { Subnet: '10.91.0.0/24', AuxiliaryAddresses: { a: '10.91.0.9' } }),
      },
    ],
    ['R126 IPAM.Config[0].IPRange', pools({ Subnet: '10.90.0.0/24', IPRange: '10.90.0.255/32' })],
    ['R126 IPAM.Config[0].IPRange', pools({ Subnet: '10.90.0.0/24', Gateway: '10.90.0.1', IPRange: '10.90.0.0/32' })],
    ['R127 IPAM.Config', { Scope: 'swarm', ...pools({ Subnet: '10.90.0.0/24' }) }],
    ['R127 Options', { Driver: 'macvlan', Scope: 'swarm', Options: { parent: 'eth0' } }],
  ])('%s: %j', (rule, request) => {
    expect(rulesOf(request)).toEqual([rule])
    const [first] = violationsOf({ Name: 'front', ...request })
    const error = refusal(() => {
      checkCreateRequest({ Name: 'front', ...request })
    })
    expect(error.code).toBe(first?.error.code)
    expect(error.code).not.toBe('REQUEST_INVALID')
  })
})

test('a body that breaks several rules is refused once, with all of them', () => {
  const request = {
    Name: 'a b',
    ...pools({ Subnet: '10.90.0.0/24', Gateway: '10.91.0.1', IPRange: '10.92.0.0/28' }, { Subnet: '10.90.0.0/25' }),
  }
  const error = refusal(() => {
    checkCreateRequest(request)
  })
  expect(error).toMatchObject({
    code: 'REQUEST_INVALID',
    target: 'a b',
    details: {
      violations: [
        { rule: 'R04', field: 'Name', code: 'INVALID_NAME' },
        {
          rule: 'R35',
          field: 'IPAM.Config[0].Gateway',
          code: 'GATEWAY_OUTSIDE_SUBNET',
          message: 'the gateway 10.91.0.1 is not in the subnet 10.90.0.0/24',
          hint: 'choose one from 10.90.0.1 to 10.90.0.254, usually 10.90.0.1',
        },
        { rule: 'R38', field: 'IPAM.Config[0].IPRange', code: 'RANGE_OUTSIDE_SUBNET' },
        { rule: 'R44', field: 'IPAM.Config[1].Subnet', code: 'POOLS_OVERLAP' },
        { rule: 'R43', field: 'IPAM.Config[1].Subnet', code: 'CONFLICTING_OPTIONS' },
      ],
    },
  })
  expect(error.message).toContain(
    '\n  IPAM.Config[0].Gateway (R35): the gateway 10.91.0.1 is not in the subnet 10.90.0.0/24; choose one from',
  )
})

describe('what an engine takes is not refused', () => {
  test.each<readonly [what: string, request: Partial<NetworkCreateRequest>]>([
    ['nothing but a name', {}],
    ['no driver', { Driver: '' }],
    ['an empty range and gateway', pools({ Subnet: '10.90.0.0/24', IPRange: '', Gateway: '' })],
    ['a range that is all of the subnet', pools({ Subnet: '10.90.0.0/24', IPRange: '10.90.0.0/24' })],
    ['a range of one address', pools({ Subnet: '10.90.0.0/24', IPRange: '10.90.0.7/32' })],
    [
      'an isolated configuration: what is made from it may be internal',
      { Driver: 'bridge', ConfigOnly: true, Options: { 'com.docker.network.bridge.gateway_mode_ipv4': 'isolated' } },
    ],
    [
      'a swarm network that each node makes from its configuration',
      { Driver: 'macvlan', Scope: 'swarm', ConfigFrom: { Network: 'settings' } },
    ],
    [
      'an IPv6 address that is called as the gateway of IPv4, which nobody reads',
      {
        Internal: true,
        EnableIPv6: true,
        ...pools({ Subnet: 'fd00:90::/64', AuxiliaryAddresses: { DefaultGatewayIPv4: 'fd00:90::9' } }),
      },
    ],
    ['two addresses', pools({ Subnet: '10.90.0.0/31' })],
    ['link-local IPv6', { EnableIPv6: true, ...pools({ Subnet: 'fe80::/64' }) }],
    [
      'several pools of settings',
      { ConfigOnly: true, ...pools({ Subnet: '10.90.0.0/24' }, { Subnet: '10.91.0.0/24' }) },
    ],
    [
      'several pools of a macvlan',
      { Driver: 'macvlan', ...pools({ Subnet: '10.90.0.0/24' }, { Subnet: '10.91.0.0/24' }) },
    ],
    [
      'words for the addresses of a plugin',
      { Driver: 'x/y:1', IPAM: { Driver: 'dhcp', Config: [{ Subnet: 'dhcp' }] } },
    ],
    ['a number with a sign, as Go reads it', { Options: { 'com.docker.network.driver.mtu': '+1400' } }],
    ['IPv6 alone', { EnableIPv4: false, EnableIPv6: true, ...pools({ Subnet: 'fd00:90::/64' }) }],
    [
      'the gateway of an ipvlan in layer 3',
      {
        Driver: 'ipvlan',
        Options: { parent: 'eth0', ipvlan_mode: 'l3' },
        ...pools({ Subnet: '10.90.0.0/24', AuxiliaryAddresses: { a: '10.90.0.1' } }),
      },
    ],
  ])('%s', (_, request) => {
    expect(rulesOf(request)).toEqual([])
  })
})

test('a driver is named in every request', () => {
  const { network } = new Docker({ host: 'unix:///nowhere.sock' })
  const drivers = [network.bridge('a'), network.macvlan('a'), network.driver('overlay', 'a')]
  expect(drivers.map((builder) => builder.toRequest().Driver)).toEqual(['bridge', 'macvlan', 'overlay'])
})
