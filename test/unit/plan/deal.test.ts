import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Cidr } from '../../../src/cidr/cidr.js'
import type { NetworkSummary } from '../../../src/network/wire/network.js'
import { dealtOut } from '../../../src/plan/diff/deal.js'
import { readSpec } from '../../../src/plan/spec/read-spec.js'
import { pathText } from '../../../src/plan/spec/violations.js'

const ipam = { subnet: '192.168.0.0/24', gateway: '192.168.0.1' }
const lanWith = (ipRange: object, members = {}) => ({
  networks: { lan: { driver: 'macvlan', subnet: { ...ipam, ipRange } } },
  members,
})

/** What each engine gets, by its name; `has` is what their networks have already. */
function dealt(spec: object, engines: readonly string[], has: Readonly<Record<string, string>> = {}) {
  const { read, violations } = readSpec(spec, engines)
  expect(violations.found).toEqual([])
  const seen = engines.map((on) => {
    const network = { Name: 'lan', IPAM: { Config: [{ Subnet: ipam.subnet, IPRange: has[on] }] } }
    return { on, networks: has[on] === undefined ? [] : [network as unknown as NetworkSummary] }
  })
  const result = dealtOut(read, seen)
  const ranges = result.read.networks.map(({ on, request }) => [on ?? '', request?.IPAM?.Config?.[0]?.IPRange] as const)
  return { ranges: Object.fromEntries<string | undefined>(ranges), obstacles: result.obstacles }
}

describe('ranges that are dealt out', () => {
  test('are the lowest parts, but for that of the router and of fixed addresses', () => {
    const members = { 'a/web': { lan: { ip: '192.168.0.40' } } }
    expect(dealt(lanWith({ size: 28 }, members), ['a', 'b']).ranges).toEqual({
      a: '192.168.0.16/28',
      b: '192.168.0.48/28',
    })
    expect(dealt(lanWith({ size: 29, from: '192.168.0.64/26' }), ['a', 'b']).ranges).toEqual({
      a: '192.168.0.64/29',
      b: '192.168.0.72/29',
    })
    expect(dealt(lanWith({}), ['a']).ranges).toEqual({ a: '192.168.0.16/28' })
  })

  test('of one address each are none that no container gets', () => {
    expect(dealt(lanWith({ size: 32 }), ['a', 'b']).ranges).toEqual({ a: '192.168.0.2/32', b: '192.168.0.3/32' })
  })

  test('stay as they are when an engine is added, wherever it stands', () => {
    const has = { a: '192.168.0.16/28', b: '192.168.0.32/28' }
    expect(dealt(lanWith({ size: 28 }), ['c', 'a', 'b'], has).ranges).toEqual({ ...has, c: '192.168.0.48/28' })
  })

  test('are dealt anew where two engines have one, and where one is of another size', () => {
    const twice = { a: '192.168.0.16/28', b: '192.168.0.16/28', c: '192.168.0.128/25' }
    expect(dealt(lanWith({ size: 28 }), ['a', 'b', 'c'], twice).ranges).toEqual({
      a: '192.168.0.16/28',
      b: '192.168.0.32/28',
      c: '192.168.0.48/28',
    })
  })

  test('are an obstacle where the engines have too many of them', () => {
    const spec = lanWith({ size: 26, from: '192.168.0.128/25' }, { 'a/web': { lan: { ip: '192.168.0.200' } } })
    expect(dealt(spec, ['a', 'b']).obstacles).toMatchObject([
      { path: 'networks.lan.subnet.ipRange', message: 'no /26 of 192.168.0.128/25 is left for host 2' },
    ])
  })

  test('overlap in no case, and whoever had one keeps it', () => {
    const parts = [...Cidr.parse('192.168.0.0/24').split(16)].map(String).slice(1)
    const hosts = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { minLength: 1 })
    fc.assert(
      fc.property(hosts, fc.shuffledSubarray(parts, { maxLength: 7 }), fc.nat(8), (engines, had, count) => {
        const has = Object.fromEntries(
          engines.slice(0, Math.min(count, had.length)).map((on, at) => [on, had[at] ?? '']),
        )
        const { ranges } = dealt(lanWith({ size: 28 }), [...engines].sort(), has)
        expect(ranges).toMatchObject(has)
        expect(Object.keys(ranges).sort()).toEqual([...engines].sort())
        expect(new Set(Object.values(ranges)).size).toBe(engines.length)
        // and once applied, they are what they were
        expect(dealt(lanWith({ size: 28 }), ['z', ...engines], ranges as Record<string, string>).ranges).toMatchObject(
          ranges,
        )
      }),
    )
  })
})

test.each<[string, object, string[]]>([
  ['a misspelt setting', { sice: 28, from: '192.168.0.0/25' }, ['networks.lan.subnet.ipRange UNKNOWN_OPTION']],
  ['a size that is none', { size: 2.5, from: '192.168.0.0/25' }, ['networks.lan.subnet.ipRange INVALID_ARGUMENT']],
  [
    'a block outside the subnet',
    { from: '10.0.0.0/8', size: 28 },
    ['networks.lan.subnet.ipRange RANGE_OUTSIDE_SUBNET'],
  ],
  ['fewer parts than engines', { from: '192.168.0.0/28', size: 28 }, ['networks.lan.subnet.ipRange SUBNETS_TAKEN']],
  ['a part larger than the subnet', { size: 20 }, ['networks.lan.subnet.ipRange INVALID_ARGUMENT']],
  [
    'an engine that is none',
    { a: '192.168.0.0/28', c: '192.168.0.16/28' },
    ['networks.lan.subnet.ipRange UNKNOWN_OPTION'],
  ],
  ['text for a size', { size: '28' }, ['networks.lan.subnet.ipRange UNKNOWN_OPTION']],
  ['ranges that overlap', { a: '192.168.0.0/25', b: '192.168.0.64/26' }, ['networks.lan.subnet RANGES_OVERLAP']],
])('%s is told with its place', (_, ipRange, expected) => {
  const { violations } = readSpec(lanWith(ipRange), ['a', 'b'])
  expect(violations.found.map(({ path, error }) => `${pathText(path)} ${error.code}`)).toEqual(expected)
})
