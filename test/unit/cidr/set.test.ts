import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Cidr, freeAddress, freeBlock, freeBlocks, Ip, overlaps } from '../../../src/cidr/index.js'

// A small space with many blocks in it, so that all are seen, nested or apart.
const SPACES = ['10.0.0.0/24', '255.255.255.0/24', 'fd00::/120', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ff00/120'] as const
const spaces = fc.constantFrom(...SPACES).map((text) => Cidr.parse(text as string))

const blocksIn = (space: Cidr) =>
  fc.array(
    fc
      .tuple(fc.nat(255), fc.integer({ min: 1, max: 8 }))
      .map(([offset, bits]) => Cidr.around(space.first.plus(offset), space.prefixLength + bits)),
    { maxLength: 12 },
  )

describe('freeBlock', () => {
  it('finds the lowest block between those that are taken', () => {
    const taken = ['10.0.2.0/23', '10.0.0.0/24', '192.168.0.0/16', 'fd00::/8']
    expect(`${freeBlock({ size: 24, from: '10.0.0.0/8', taken })}`).toBe('10.0.1.0/24')
    expect(`${freeBlock({ size: 23, from: Cidr.parse('10.0.0.0/8'), taken: new Set(taken) })}`).toBe('10.0.4.0/23')
  })

  it('finds none if all is taken, by one block or by many', () => {
    expect(freeBlock({ size: 24, from: '10.0.0.0/16', taken: ['10.0.0.0/8'] })).toBeUndefined()
    expect(freeBlock({ size: 25, from: '10.0.0.0/24', taken: ['10.0.0.1/32', '10.0.0.255/32'] })).toBeUndefined()
    expect(freeBlock({ size: 1, from: '0.0.0.0/0', taken: ['0.0.0.0/1', '128.0.0.0/1'] })).toBeUndefined()
  })

  it('does not walk through a huge space', () => {
    expect(`${freeBlock({ size: 64, from: 'fd00::/48', taken: ['fd00::/49', 'fd00:0:0:8000::/64'] })}`).toBe(
      'fd00:0:0:8001::/64',
    )
    expect(freeBlock({ size: 128, from: '::/0', taken: ['::/1', '8000::/1'] })).toBeUndefined()
  })

  it.each([7, 33, 8.5, Number.NaN, '24' as unknown as number])('refuses size %s of 10.0.0.0/8', (size) => {
    const search = () => freeBlocks({ size, from: '10.0.0.0/8', taken: [] })
    expect(search).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
  })

  it('refuses a taken block that is none', () => {
    const search = () => freeBlock({ size: 24, from: '10.0.0.0/8', taken: ['10.0.0.1/24'] })
    expect(search).toThrow(expect.objectContaining({ code: 'HOST_BITS_SET' }))
  })

  it('finds the one gap among 10,000 taken blocks in a moment', () => {
    const taken = Array.from({ length: 10_000 }, (_, at) => `10.${at >> 8}.${at & 255}.0/24`)
    const shuffled = taken.filter((block) => block !== '10.30.7.0/24').reverse()
    const start = performance.now()
    expect(`${freeBlock({ size: 24, from: '10.0.0.0/8', taken: shuffled })}`).toBe('10.30.7.0/24')
    // A few milliseconds; a scan of all pairs would take seconds.
    expect(performance.now() - start).toBeLessThan(500)
  })

  it('finds all blocks that a plain scan finds', () => {
    const situation = spaces.chain((space) => fc.tuple(fc.constant(space), blocksIn(space), fc.nat(8)))
    fc.assert(
      fc.property(situation, ([space, taken, bits]) => {
        const size = space.prefixLength + bits
        const scanned = [...space.subnets(size)].filter((part) => !taken.some((block) => block.overlaps(part)))
        expect([...freeBlocks({ size, from: space, taken })]).toEqual(scanned)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('freeAddress', () => {
  it('finds the lowest address that an interface can have', () => {
    expect(`${freeAddress({ subnet: '10.0.0.0/24', taken: [] })}`).toBe('10.0.0.1')
    expect(`${freeAddress({ subnet: '10.0.0.0/24', taken: ['10.0.0.2', Ip.parse('10.0.0.1')] })}`).toBe('10.0.0.3')
    expect(`${freeAddress({ subnet: 'fd00::/64', taken: ['fd00::1'] })}`).toBe('fd00::2')
  })

  it('takes the first and last address of an ip range, as the engine does, if they are not those of the subnet', () => {
    const subnet = '10.60.0.0/24'
    expect(`${freeAddress({ subnet, ipRange: '10.60.0.128/30', taken: [] })}`).toBe('10.60.0.128')
    const taken = ['10.60.0.252', '10.60.0.253', '10.60.0.254']
    expect(freeAddress({ subnet, ipRange: '10.60.0.252/30', taken })).toBeUndefined()
    expect(`${freeAddress({ subnet, ipRange: '10.60.0.0/28', taken: [] })}`).toBe('10.60.0.1')
    expect(`${freeAddress({ subnet, ipRange: '10.0.0.0/8', taken: [] })}`).toBe('10.60.0.1')
  })

  it('leaves out the first address of a /127, as engines do', () => {
    expect(`${freeAddress({ subnet: 'fd00::/127', taken: [] })}`).toBe('fd00::1')
    expect(freeAddress({ subnet: 'fd00::/127', taken: ['fd00::1'] })).toBeUndefined()
  })

  it('finds none in a full subnet, or in a range outside of it', () => {
    expect(freeAddress({ subnet: '10.0.0.0/30', taken: ['10.0.0.1', '10.0.0.2'] })).toBeUndefined()
    expect(freeAddress({ subnet: '10.0.0.0/24', ipRange: '10.0.1.0/28', taken: [] })).toBeUndefined()
    expect(freeAddress({ subnet: '10.0.0.0/24', ipRange: 'fd00::/64', taken: [] })).toBeUndefined()
  })

  it('finds the address that a plain scan finds', () => {
    const offsets = fc.uniqueArray(fc.nat(20), { maxLength: 20 })
    const situation = spaces.chain((space) => fc.tuple(fc.constant(space), fc.constantFrom(0, 4, 5, 6, 8), offsets))
    fc.assert(
      fc.property(situation, ([space, bits, taken]) => {
        const subnet = Cidr.around(space.first, space.prefixLength + bits)
        const addresses = taken
          .filter((offset) => BigInt(offset) < space.size)
          .map((offset) => space.first.plus(offset))
        const scanned = [...subnet.hosts()].find((host) => !addresses.some((address) => address.equals(host)))
        expect(freeAddress({ subnet, taken: addresses })).toEqual(scanned)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('overlaps', () => {
  it('gives each pair once, the wider first, as the values that were given', () => {
    const [narrow, wide, apart] = [Cidr.parse('10.0.1.0/24'), Cidr.parse('10.0.0.0/16'), Cidr.parse('10.1.0.0/16')]
    const [pair, ...others] = overlaps([narrow, wide, apart])
    expect(others).toEqual([])
    expect(pair?.[0]).toBe(wide)
    expect(pair?.[1]).toBe(narrow)
  })

  it('takes a block that is listed twice for an overlap', () => {
    const block = Cidr.parse('10.0.0.0/8')
    expect(overlaps([block, block])).toEqual([[block, block]])
  })

  it('finds the pairs that a plain scan finds', () => {
    fc.assert(
      fc.property(fc.array(spaces.chain(blocksIn), { maxLength: 3 }), (lists) => {
        const blocks = lists.flat().sort(Cidr.compare)
        const scanned = blocks.flatMap((outer, at) =>
          blocks
            .slice(at + 1)
            .filter((inner) => inner.overlaps(outer))
            .map((inner) => `${outer} ${inner}`),
        )
        expect(
          overlaps(blocks)
            .map(([outer, inner]) => `${outer} ${inner}`)
            .sort(),
        ).toEqual(scanned.sort())
      }),
      { numRuns: 1000 },
    )
  })
})
