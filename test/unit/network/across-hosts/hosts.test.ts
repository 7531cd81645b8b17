import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { Docker } from '../../../../src/docker.js'
import type { HostOnLan } from '../../../../src/network/across-hosts/hosts.js'
import { refusal } from '../../refusal.js'

const [a, b, c] = ['a', 'b', 'c'].map((name) => new Docker({ host: `unix:///${name}.sock` })) as [
  Docker,
  Docker,
  Docker,
]
const lan = a.network.macvlan('lan').parent('eth0').subnet('192.168.0.0/24').gateway('192.168.0.1')

describe('a network over several hosts', () => {
  test('asks each engine for the same subnet, and for a range of its own', () => {
    const [onA, onB] = lan
      .auxAddress('printer', '192.168.0.70')
      .acrossHosts([
        { docker: a, ipRange: '192.168.0.64/28' },
        { docker: b, ipRange: '192.168.0.128/28', parent: 'ens3' },
      ])
      .toRequests()
    const pool = { Subnet: '192.168.0.0/24', Gateway: '192.168.0.1', AuxiliaryAddresses: { printer: '192.168.0.70' } }
    expect(onA).toMatchObject({ Name: 'lan', Driver: 'macvlan', Options: { parent: 'eth0' } })
    expect(onA.IPAM?.Config).toEqual([{ ...pool, IPRange: '192.168.0.64/28' }])
    expect(onB).toMatchObject({ Name: 'lan', Driver: 'macvlan', Options: { parent: 'ens3' } })
    expect(onB.IPAM?.Config).toEqual([{ ...pool, IPRange: '192.168.0.128/28' }])
  })

  test('deals ranges out of the part that the hosts share', () => {
    const requests = lan
      .ipRange('192.168.0.128/25')
      .acrossHosts([{ docker: a }, { docker: b }], { size: 27 })
      .toRequests()
    expect(requests.map(({ IPAM }) => IPAM?.Config?.[0]?.IPRange)).toEqual(['192.168.0.128/27', '192.168.0.160/27'])
  })

  test('with two subnets takes a range of each, given or dealt out', () => {
    const both = lan.subnet('fd00:1::/64').gateway('fd00:1::1')
    const requests = both.acrossHosts([
      { docker: a, ipRange: ['fd00:1::8000:0:0:0/68', '192.168.0.64/28'] },
      { docker: b },
    ])
    const ranges = requests.toRequests().map(({ IPAM }) => IPAM?.Config?.map(({ IPRange }) => IPRange))
    expect(ranges).toEqual([
      ['192.168.0.64/28', 'fd00:1:0:0:8000::/68'],
      ['192.168.0.16/28', 'fd00:1:0:0:1000::/68'],
    ])
  })

  test('is printed as what it will send', () => {
    expect(inspect(lan.acrossHosts([{ docker: a }]))).toContain("IPRange: '192.168.0.16/28'")
  })

  type Refusal = readonly [what: string, hosts: unknown, refused: object]
  test.each<Refusal>([
    ['no list', undefined, { code: 'INVALID_ARGUMENT' }],
    ['no hosts', [], { code: 'INVALID_ARGUMENT' }],
    ['a host that is none', [null], { code: 'INVALID_ARGUMENT' }],
    ['a host without a client', [{ ipRange: '192.168.0.64/28' }], { code: 'INVALID_ARGUMENT' }],
    ['a misspelt setting', [{ docker: a, range: 'x' }], { code: 'UNKNOWN_OPTION', details: { option: 'range' } }],
    ['one client twice', [{ docker: a }, { docker: b }, { docker: a }], { code: 'SAME_ENGINE', sent: 'no' }],
    ['a range without a prefix', [{ docker: a, ipRange: '192.168.0.64' }], { code: 'PREFIX_MISSING' }],
    ['a range that is a number', [{ docker: a, ipRange: 28 }], { code: 'INVALID_ARGUMENT' }],
    ['a range outside', [{ docker: a, ipRange: '192.168.1.0/28' }], { code: 'RANGE_OUTSIDE_SUBNET' }],
    ['a range of another family', [{ docker: a, ipRange: 'fd00::/80' }], { code: 'RANGE_OUTSIDE_SUBNET' }],
    [
      'two ranges of one subnet',
      [{ docker: a, ipRange: ['192.168.0.64/28', '192.168.0.80/28'] }],
      { code: 'CONFLICTING_OPTIONS' },
    ],
    ['a range with no address left', [{ docker: a, ipRange: '192.168.0.0/31' }], { code: 'INVALID_ARGUMENT' }],
    ['a parent that is loopback', [{ docker: a, parent: 'lo' }], { code: 'INVALID_ARGUMENT' }],
    [
      'ranges that overlap',
      [
        { docker: a, ipRange: '192.168.0.64/27' },
        { docker: b, ipRange: '192.168.0.80/28' },
      ],
      {
        code: 'RANGES_OVERLAP',
        details: { range: '192.168.0.80/28', other: '192.168.0.64/27', hosts: ['host 2', 'host 1'] },
      },
    ],
    [
      'a range that a host before it was dealt',
      [{ docker: c }, { docker: b, ipRange: '192.168.0.16/29' }],
      { code: 'RANGES_OVERLAP', details: { hosts: ['host 2', 'host 1'] } },
    ],
  ])('with %s is refused at the call', (_, hosts, refused) => {
    expect(refusal(() => lan.acrossHosts(hosts as readonly HostOnLan[]))).toMatchObject(refused)
  })

  test('needs a subnet, a parent and a router, and says so', () => {
    const hosts = [{ docker: a }]
    const bare = a.network.macvlan('lan').parent('eth0')
    expect(refusal(() => bare.acrossHosts(hosts as never))).toMatchObject({ code: 'SUBNET_MISSING' })
    const pooled = a.network.macvlan('lan').subnet('192.168.0.0/24').gateway('192.168.0.1')
    expect(refusal(() => pooled.acrossHosts(hosts)).message).toContain('has no parent')
    expect(pooled.acrossHosts([{ docker: a, parent: 'eth0' }]).toRequests()).toHaveLength(1)
    const routerless = bare.subnet('192.168.0.0/24')
    expect(refusal(() => routerless.acrossHosts(hosts)).message).toContain('has no gateway')
    expect(routerless.internal().acrossHosts(hosts).toRequests()).toHaveLength(1)
  })

  test('shares what the builder’s range says, and nothing beside it', () => {
    const shared = lan.ipRange('192.168.0.128/25')
    expect(refusal(() => shared.acrossHosts([{ docker: a, ipRange: '192.168.0.64/28' }]))).toMatchObject({
      code: 'RANGE_OUTSIDE_SUBNET',
      details: { ipRange: '192.168.0.64/28', subnet: '192.168.0.128/25' },
    })
  })
})
