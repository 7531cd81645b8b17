import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Cidr } from '../../../../src/cidr/cidr.js'
import { Ip } from '../../../../src/cidr/ip.js'
import { overlaps } from '../../../../src/cidr/set.js'
import { dealRanges } from '../../../../src/network/across-hosts/deal-ranges.js'
import { refusal } from '../../refusal.js'

const lan = Cidr.parse('192.168.0.0/24')
const router = [Ip.parse('192.168.0.1')]
const texts = (ranges: readonly Cidr[]): string[] => ranges.map(String)
const nobody = (hosts: number): undefined[] => Array.from({ length: hosts }, () => undefined)

describe('ranges dealt out over hosts', () => {
  test('are sixteenths of what is shared, and the part of the router goes to nobody', () => {
    const dealt = dealRanges({ from: lan, given: nobody(3), spared: router })
    expect(texts(dealt)).toEqual(['192.168.0.16/28', '192.168.0.32/28', '192.168.0.48/28'])
  })

  test('have the size that was asked for, in IPv6 as well', () => {
    const dealt = dealRanges({ from: lan, size: 26, given: nobody(2), spared: router })
    expect(texts(dealt)).toEqual(['192.168.0.64/26', '192.168.0.128/26'])
    const six = dealRanges({ from: Cidr.parse('fd00:1::/64'), given: nobody(2), spared: router })
    expect(texts(six)).toEqual(['fd00:1::/68', 'fd00:1:0:0:1000::/68'])
  })

  test('are not smaller than four addresses where there are so many', () => {
    expect(texts(dealRanges({ from: Cidr.parse('10.0.0.0/28'), given: nobody(2), spared: [] }))).toEqual([
      '10.0.0.0/30',
      '10.0.0.4/30',
    ])
    expect(texts(dealRanges({ from: Cidr.parse('10.0.0.0/31'), given: nobody(1), spared: [] }))).toEqual([
      '10.0.0.0/31',
    ])
  })

  test('leave out what a host before has of its own', () => {
    const given = [Cidr.parse('192.168.0.16/28'), undefined, Cidr.parse('192.168.0.128/25'), undefined]
    expect(texts(dealRanges({ from: lan, given, spared: router }))).toEqual([
      '192.168.0.16/28',
      '192.168.0.32/28',
      '192.168.0.128/25',
      '192.168.0.48/28',
    ])
  })

  test('are too few in the end, and the error says so', () => {
    expect(() => dealRanges({ from: lan, given: nobody(16), spared: router })).toThrow(
      expect.objectContaining({
        code: 'SUBNETS_TAKEN',
        sent: 'no',
        sentence: 'no /28 of 192.168.0.0/24 is left for host 16',
      }),
    )
  })

  test('have a size that the block can hold', () => {
    const deal = (): unknown => dealRanges({ from: lan, size: 23, given: nobody(1), spared: [] })
    expect(refusal(deal)).toMatchObject({ code: 'INVALID_ARGUMENT', details: { argument: 'size' } })
  })

  test('are disjoint and without the router, and none moves when hosts are added at the end', () => {
    const hosts = fc.array(fc.option(fc.integer({ min: 0, max: 63 }), { nil: undefined }), { maxLength: 12 })
    fc.assert(
      fc.property(hosts, fc.integer({ min: 1, max: 254 }), (own, gateway) => {
        const given = own.map((at) => (at === undefined ? undefined : Cidr.around(`192.168.0.${at * 4}`, 30)))
        const spared = [Ip.from(`192.168.0.${gateway}`)]
        const deal = (some: typeof given): Cidr[] => dealRanges({ from: lan, size: 28, given: some, spared })
        const dealt = deal(given)
        const free = dealt.filter((_, at) => given[at] === undefined)
        expect(free.some((range) => spared.some((ip) => range.contains(ip)))).toBe(false)
        expect(overlaps(free)).toEqual([])
        for (let some = 0; some <= given.length; some++)
          expect(deal(given.slice(0, some))).toEqual(dealt.slice(0, some))
      }),
    )
  })
})
