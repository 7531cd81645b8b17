import { describe, expect, test } from 'vitest'
import type { ContainerSummary } from '../../../../src/container/wire/summary.js'
import { conflictsBetween } from '../../../../src/network/across-hosts/lan-conflicts.js'
import type { SeenHost } from '../../../../src/network/across-hosts/seen-host.js'
import type { IpamConfig } from '../../../../src/network/wire/ipam.js'
import type { NetworkSummary } from '../../../../src/network/wire/network.js'

const Subnet = '192.168.0.0/24'

/** A macvlan network of eth0, unless said otherwise. */
function net(Name: string, config: IpamConfig, more: Partial<NetworkSummary> = {}): NetworkSummary {
  return {
    Name,
    Id: `id-${Name}`,
    Created: '',
    Scope: 'local',
    Driver: 'macvlan',
    EnableIPv6: false,
    IPAM: { Config: [config] },
    Internal: false,
    Attachable: false,
    Ingress: false,
    ConfigFrom: { Network: '' },
    ConfigOnly: false,
    Options: { parent: 'eth0' },
    Labels: null,
    ...more,
  }
}

/** A container on a network; all that is looked at of it. */
function box(name: string, network: string, IPAddress: string, MacAddress = ''): ContainerSummary {
  const Networks = { [network]: { NetworkID: `id-${network}`, IPAddress, MacAddress } }
  return { Id: `c-${name}`, Names: [`/${name}`], NetworkSettings: { Networks } } as unknown as ContainerSummary
}

function host(name: string, IPRange: string, seen: Partial<SeenHost> = {}): SeenHost {
  const Config = [{ Subnet, IPRange, Gateway: '192.168.0.1', AuxiliaryAddresses: { printer: '192.168.0.9' } }]
  return {
    name,
    identity: name,
    apiVersion: '1.51',
    request: { Name: 'lan', Driver: 'macvlan', Options: { parent: 'eth0' }, IPAM: { Config } },
    networks: [],
    containers: [],
    ...seen,
  }
}

const [rangeA, rangeB] = ['192.168.0.64/28', '192.168.0.128/28'] as const
const found = (seenA: Partial<SeenHost>, seenB: Partial<SeenHost> = {}, own: readonly string[] = []) =>
  conflictsBetween([host('A', rangeA, seenA), host('B', rangeB, seenB)], new Set(own)).map(
    ({ kind, host, network, found }) => [kind, host, network.name, found].join(' '),
  )

describe('between hosts that are to share a LAN', () => {
  test('nothing is in the way where there is nothing, or something of another LAN', () => {
    expect(found({})).toEqual([])
    const elsewhere = [
      net('vlan', { Subnet }, { Options: { parent: 'eth0.10' } }),
      net('bridge', { Subnet }, { Driver: 'bridge', Options: {} }),
      net('settings', { Subnet }, { ConfigOnly: true }),
      net('other', { Subnet: '10.0.0.0/8' }),
      net('words', { Subnet: 'dhcp' }),
    ]
    expect(found({ networks: elsewhere })).toEqual([])
  })

  test('a range that another engine gives from is, and one of the same engine is not: there addresses are counted once', () => {
    expect(found({ networks: [net('old', { Subnet, IPRange: rangeB })] })).toEqual([`range A old ${rangeB}`])
    expect(found({ networks: [net('old', { Subnet, IPRange: rangeA })] })).toEqual([])
    expect(found({ networks: [net('whole', { Subnet })] })).toEqual([`range A whole ${Subnet}`])
    expect(found({ networks: [net('wide', { Subnet: '192.168.0.0/16' })] })).toEqual(['range A wide 192.168.0.0/16'])
    const ipvlan = net('ip', { Subnet, IPRange: '192.168.0.136/30' }, { Driver: 'ipvlan' })
    expect(found({ networks: [ipvlan] })).toEqual(['range A ip 192.168.0.136/30'])
  })

  test('another router of the same subnet is', () => {
    const other = net('old', { Subnet, IPRange: '192.168.0.32/28', Gateway: '192.168.0.254' })
    expect(found({ networks: [other] })).toEqual(['gateway A old 192.168.0.254'])
    const same = net('old', { Subnet, IPRange: '192.168.0.32/28', Gateway: '192.168.0.1' })
    expect(found({ networks: [same] })).toEqual([])
  })

  test('a taken name is, of whatever driver', () => {
    expect(found({}, { networks: [net('lan', { Subnet: '10.0.0.0/8' }, { Driver: 'bridge' })] })).toEqual([
      'name B lan lan',
    ])
  })

  test('a parent that serves another network is, on engines before 27', () => {
    const old = net('old', { Subnet, IPRange: rangeA })
    expect(found({ networks: [old], apiVersion: '1.45' })).toEqual(['parent A old eth0'])
    expect(found({ networks: [old], apiVersion: '1.46' })).toEqual([])
  })

  test('an address in the range of another host is, running or fixed, and so is one that is reserved', () => {
    const networks = [net('old', { Subnet, IPRange: '192.168.0.32/28' })]
    const at = (ip: string): Partial<SeenHost> => ({ networks, containers: [box('c1', 'old', ip)] })
    expect(found(at('192.168.0.130'))).toEqual(['address A old 192.168.0.130'])
    expect(found(at('192.168.0.70'))).toEqual([])
    expect(found(at('192.168.0.9'))).toEqual(['address A old 192.168.0.9'])
    const fixed = { NetworkID: 'id-old', IPAddress: '', IPAMConfig: { IPv4Address: '192.168.0.131' } }
    const stopped = { ...box('c2', 'old', ''), NetworkSettings: { Networks: { old: fixed } } }
    expect(found({ networks, containers: [stopped] })).toEqual(['address A old 192.168.0.131'])
  })

  test('one MAC address of two containers is', () => {
    const [mac, other] = ['02:42:c0:a8:00:20', '02:42:c0:a8:00:21']
    const networks = [net('old', { Subnet, IPRange: '192.168.0.32/28' })]
    const seen = (given: string): Partial<SeenHost> => ({
      networks,
      containers: [box('c', 'old', '192.168.0.32', given)],
    })
    expect(found(seen(mac), seen(mac))).toEqual([`mac B old ${mac}`])
    expect(found(seen(mac), seen(other))).toEqual([])
  })

  test('of the network itself, once it is there, only containers can be', () => {
    const lan = (IPRange: string) => net('lan', { Subnet, IPRange, Gateway: '192.168.0.1' })
    const [onA, onB] = [lan(rangeA), lan(rangeB)]
    const strayed = [box('c1', 'lan', '192.168.0.130', '02:42:c0:a8:00:20')]
    const seenB = { networks: [onB], containers: [box('c2', 'lan', '192.168.0.128', '02:42:c0:a8:00:20')] }
    expect(found({ networks: [onA] }, { networks: [onB] }, [onA.Id, onB.Id])).toEqual([])
    expect(found({ networks: [onA], containers: strayed }, seenB, [onA.Id, onB.Id])).toEqual([
      'address A lan 192.168.0.130',
      'mac B lan 02:42:c0:a8:00:20',
    ])
  })
})
