import { describe, expect, test } from 'vitest'
import { Docker } from '../../../../src/docker.js'
import { differencesOf } from '../../../../src/network/ensure/differences.js'
import type { IpamConfig } from '../../../../src/network/wire/ipam.js'
import type { NetworkSummary } from '../../../../src/network/wire/network.js'
import type { NetworkCreateRequest } from '../../../../src/network/wire/requests.js'
import { networkSummary } from '../network-summary.js'

const docker = new Docker({ host: 'unix:///nowhere.sock' })
const { bridge, macvlan } = {
  bridge: () => docker.network.bridge('net'),
  macvlan: () => docker.network.macvlan('net').parent('eth0'),
}

const pools = (...Config: IpamConfig[]): Partial<NetworkSummary> => ({
  IPAM: { Driver: 'default', Options: {}, Config },
})

const vxlanKey = 'com.docker.network.driver.overlay.vxlanid_list'

describe('ensure() sees no difference in', () => {
  const same: readonly [title: string, wanted: NetworkCreateRequest, found: Partial<NetworkSummary>][] = [
    ['what was not asked for', bridge().toRequest(), { Internal: true, EnableIPv6: true, Labels: { other: 'yes' } }],
    [
      'labels of the engine and of this client',
      bridge().label('app', 'web').toRequest(),
      { Labels: { app: 'web', 'mooring.session': '1', 'mooring.call': '2', 'com.docker.compose.project': 'x' } },
    ],
    [
      // terraform-provider-docker#54, pulumi-docker#1272: the gateway that the engine chose forced a replacement
      'a gateway that Engine 29 fills in, a range and auxiliary addresses',
      bridge().subnet('10.0.0.0/24').toRequest(),
      pools({
        Subnet: '10.0.0.0/24',
        Gateway: '10.0.0.1',
        IPRange: '10.0.0.0/25',
        AuxiliaryAddresses: { a: '10.0.0.9' },
      }),
    ],
    [
      'a gateway that was named, and is the one that older engines take and do not show',
      bridge().subnet('10.0.0.0/24').ipRange('10.0.0.128/25').gateway('10.0.0.128').toRequest(),
      pools({ Subnet: '10.0.0.0/24', IPRange: '10.0.0.128/25' }),
    ],
    [
      'a gateway that was named, and that inspect shows',
      bridge().subnet('10.0.0.0/24').gateway('10.0.0.254').toRequest(),
      pools({ Subnet: '10.0.0.0/24', Gateway: '10.0.0.254' }),
    ],
    [
      'a range that is the whole subnet',
      bridge().subnet('10.0.0.0/24').ipRange('10.0.0.0/24').toRequest(),
      pools({ Subnet: '10.0.0.0/24' }),
    ],
    [
      'the host bits that Engine 20.10 keeps',
      bridge().subnet('10.0.0.0/24').toRequest(),
      pools({ Subnet: '10.0.0.5/24' }),
    ],
    [
      // pulumi-docker#233, terraform-provider-docker#54
      'the order of the pools',
      bridge().subnet('10.0.0.0/24').subnet('fd00:1::/64').toRequest(),
      { ...pools({ Subnet: 'fd00:1::/64' }, { Subnet: '10.0.0.0/24' }), EnableIPv6: true },
    ],
    [
      // pulumi-docker#1651: an IPv6 subnet in another spelling
      'the spelling of IPv6',
      bridge().subnet('fd00:1::/64').gateway('fd00:1::1').auxAddress('a', 'fd00:1::abcd').toRequest(),
      {
        ...pools({
          Subnet: 'FD00:0001:0:0::/64',
          Gateway: 'fd00:1:0:0:0:0:0:1',
          AuxiliaryAddresses: { a: 'FD00:1::ABCD' },
        }),
        EnableIPv6: true,
      },
    ],
    [
      'an IPv4 subnet that the engine chose beside the IPv6 one',
      bridge().subnet('fd00:1::/64').toRequest(),
      { ...pools({ Subnet: '172.18.0.0/16' }, { Subnet: 'fd00:1::/64' }), EnableIPv6: true },
    ],
    [
      'the spelling of true and false',
      bridge().option('com.docker.network.bridge.enable_icc', '0').toRequest(),
      { Options: { 'com.docker.network.bridge.enable_icc': 'false' } },
    ],
    [
      'an option that says what engines do by themselves',
      bridge()
        .option({ 'com.docker.network.bridge.enable_icc': 'true', 'com.docker.network.driver.mtu': '0' })
        .toRequest(),
      { Options: null },
    ],
    ['the order of trusted interfaces', trusted('eth1:eth0'), { Options: trusted('eth0:eth1').Options ?? {} }],
    [
      'the mode of a macvlan that nobody asked for',
      macvlan().mode('bridge').toRequest(),
      { Driver: 'macvlan', Options: { parent: 'eth0' } },
    ],
    [
      'the words of encrypted: engines look only whether it is there',
      { Name: 'net', Driver: 'overlay', Options: { encrypted: '' } },
      { Driver: 'overlay', Scope: 'swarm', Options: { encrypted: 'true', vxlanid: '4097' } },
    ],
    [
      'the identifiers that a manager adds for further subnets, and the word for its scope',
      { Name: 'net', Driver: 'overlay', Scope: 'global', Options: { [vxlanKey]: '70001' } },
      { Driver: 'overlay', Scope: 'swarm', Options: { [vxlanKey]: '70001,4184' } },
    ],
    ['IPv4, which engines before 28 do not show', { Name: 'net', EnableIPv4: true }, {}],
    [
      'the driver of a configuration, which engines call null',
      { Name: 'net', Driver: 'bridge', ConfigOnly: true },
      { Driver: 'null', ConfigOnly: true },
    ],
    ["texts that are ''", { Name: 'net', Driver: '', Scope: '', IPAM: { Driver: '', Config: [] } }, {}],
  ]
  test.each(same)('%s', (_, wanted, found) => {
    expect(differencesOf(wanted, networkSummary(found))).toEqual([])
  })
})

describe('ensure() tells a difference in', () => {
  const other: readonly [
    wanted: NetworkCreateRequest,
    found: Partial<NetworkSummary>,
    differences: readonly string[],
  ][] = [
    [macvlan().toRequest(), {}, ['Driver: macvlan, bridge', 'Options.parent: eth0, undefined']],
    [bridge().internal().attachable().toRequest(), {}, ['Internal: true, false', 'Attachable: true, false']],
    [bridge().subnet('10.1.0.0/24').toRequest(), {}, ['IPAM.Config[0].Subnet: 10.1.0.0/24, 10.0.0.0/24']],
    [
      bridge().subnet('10.0.0.0/24').subnet('fd00:1::/64').toRequest(),
      {},
      ['EnableIPv6: true, false', 'IPAM.Config[1].Subnet: fd00:1::/64, undefined'],
    ],
    [
      macvlan().subnet('10.0.0.0/24').toRequest(),
      {
        Driver: 'macvlan',
        Options: { parent: 'eth0' },
        ...pools({ Subnet: '10.0.0.0/24' }, { Subnet: '10.1.0.0/24' }),
      },
      ['IPAM.Config[1].Subnet: undefined, 10.1.0.0/24'],
    ],
    [
      bridge().subnet('10.0.0.0/24').ipRange('10.0.0.0/25').gateway('10.0.0.2').auxAddress('a', '10.0.0.9').toRequest(),
      pools({ Subnet: '10.0.0.0/24', AuxiliaryAddresses: { a: '10.0.0.8' } }),
      [
        'IPAM.Config[0].IPRange: 10.0.0.0/25, 10.0.0.0/24',
        'IPAM.Config[0].Gateway: 10.0.0.2, 10.0.0.1',
        'IPAM.Config[0].AuxiliaryAddresses.a: 10.0.0.9, 10.0.0.8',
      ],
    ],
    [
      bridge().option('com.docker.network.bridge.enable_icc', 'false').label('app', 'web').toRequest(),
      { Labels: { app: 'api' } },
      ['Options.com.docker.network.bridge.enable_icc: false, undefined', 'Labels.app: web, api'],
    ],
    [{ Name: 'net', ConfigFrom: { Network: 'one' } }, {}, ['ConfigFrom.Network: one, undefined']],
    [bridge().toRequest(), { ConfigOnly: true, Driver: 'null' }, ['Driver: bridge, null', 'ConfigOnly: false, true']],
    [
      { Name: 'net', Driver: 'weave', Options: { a: '1' } },
      { Driver: 'weave', Options: { a: '01' } },
      ['Options.a: 1, 01'],
    ],
    [{ Name: 'net', EnableIPv4: false }, {}, ['EnableIPv4: false, true']],
  ]
  test.each(other)('%j', (wanted, found, differences) => {
    const told = differencesOf(wanted, networkSummary(found))
    expect(told.map((one) => `${one.field}: ${one.wanted ?? 'undefined'}, ${one.found ?? 'undefined'}`)).toEqual(
      differences,
    )
  })
})

function trusted(names: string): NetworkCreateRequest {
  return bridge().option('com.docker.network.bridge.trusted_host_interfaces', names).toRequest()
}
