import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { Cidr, Ip } from '../../../src/cidr/index.js'
import { MooringError } from '../../../src/errors/base.js'

// prettier-ignore
const REFUSED: readonly [value: unknown, code: string, hint: string][] = [
  ['172.72.0.0', 'PREFIX_MISSING', '172.72.0.0 has no prefix length; write it like 172.72.0.0/16'],
  ['fd00::1', 'PREFIX_MISSING', 'fd00::1 has no prefix length; write it like fd00:1::/64'],
  ['10.99.0.5/24', 'HOST_BITS_SET', '10.99.0.5/24 has host bits set; did you mean 10.99.0.0/24?'],
  ['fd00::1/64', 'HOST_BITS_SET', 'fd00::1/64 has host bits set; did you mean fd00::/64?'],
  ['10.1.2.3/99', 'INVALID_CIDR', '10.1.2.3/99 has a wrong prefix length; for IPv4 it runs from 0 to 32'],
  ['fd00::/129', 'INVALID_CIDR', 'fd00::/129 has a wrong prefix length; for IPv6 it runs from 0 to 128'],
  ['10.0.0.0/', 'INVALID_CIDR', '10.0.0.0/ has a wrong prefix length; for IPv4 it runs from 0 to 32'],
  ['10.0.0.0/+8', 'INVALID_CIDR', '10.0.0.0/+8 has a wrong prefix length; for IPv4 it runs from 0 to 32'],
  ['10.0.0.0/255.0.0.0', 'INVALID_CIDR', '10.0.0.0/255.0.0.0 has a wrong prefix length; for IPv4 it runs from 0 to 32'],
  ['banana', 'INVALID_CIDR', 'banana is not an IPv4 block; write four numbers from 0 to 255 and a prefix length, like 172.72.0.0/16'],
  ['fd00::g/64', 'INVALID_CIDR', 'fd00::g/64 is not an IPv6 block; write up to eight groups of hexadecimal digits and a prefix length, like fd00:1::/64'],
  ['fe80::%eth0/64', 'INVALID_CIDR', 'fe80::%eth0/64 has a zone; leave it out, docker takes none'],
  ['10.0.0.0/08', 'INVALID_CIDR', '10.0.0.0/08 has a leading zero; write its numbers without one, because some programs read it as octal'],
  ['::/064', 'INVALID_CIDR', '::/064 has a leading zero; write its numbers without one, because some programs read it as octal'],
  ['010.0.0.1/24', 'INVALID_CIDR', '010.0.0.1/24 has a leading zero; write its numbers without one, because some programs read it as octal'],
  [undefined, 'INVALID_CIDR', 'undefined is not a block; give text like 172.72.0.0/16'],
  [{}, 'INVALID_CIDR', 'an object is not a block; give text like 172.72.0.0/16'],
]

// prettier-ignore
const ODD: readonly unknown[] = [
  '', '/', '/8', ' 10.0.0.0/8', '10.0.0.0/8 ', '10.0.0.0 /8', '10.0.0.0/8\n', '10.0.0.0//8', '10.0.0.0/8/8', '10.0.0/8',
  '10.0.0.0/-1', '10.0.0.0/8.0', '10.0.0.0/1e1', '10.0.0.0/0x8', '10.0.0.0/٨', '256.0.0.0/8', '1::2::/64', '::%1/0',
  '::ffff:10.0.0.0/33/1', null, 8, 8n, [], ['10.0.0.0/8'], Ip.parse('10.0.0.0'), Symbol('block'), () => '10.0.0.0/8',
]

describe('a block that cannot be', () => {
  it.each(REFUSED)('is refused: %j with %s', (value, code, hint) => {
    const text = value as string
    expect(Cidr.tryParse(text)).toBeUndefined()
    expect(Cidr.check(text)).toEqual({ ok: false, code, hint })
    expect(() => Cidr.parse(text)).toThrow(expect.objectContaining({ code }))
    expect(() => Cidr.from(text)).toThrow(expect.objectContaining({ code }))
  })

  it.each(ODD.map((value) => [value]))('is refused with a usage error, never another: %s', (value) => {
    expect(() => Cidr.parse(value as string)).toThrow(expect.objectContaining({ name: 'UsageError', sent: 'no' }))
  })

  it('is refused with the block that was meant', () => {
    try {
      const text: string = '10.99.0.5/24'
      Cidr.parse(text)
      expect.unreachable()
    } catch (error) {
      if (!MooringError.is(error, 'HOST_BITS_SET')) throw error
      expect(error.sentence).toBe('10.99.0.5/24 has host bits set')
      expect(error.hint).toBe('did you mean 10.99.0.0/24?')
      expect(error.details).toEqual({ value: '10.99.0.5/24', suggestion: '10.99.0.0/24' })
    }
  })
})

describe('Cidr', () => {
  it('knows its family, prefix length, ends and size', () => {
    const { family, prefixLength, first, last, size } = Cidr.parse('172.72.0.0/16')
    expect([family, prefixLength, `${first}`, `${last}`, size]).toEqual([
      4,
      16,
      '172.72.0.0',
      '172.72.255.255',
      65_536n,
    ])
    expect(Cidr.parse('fd00:1::/64').size).toBe(2n ** 64n)
    expect(`${Cidr.parse('0.0.0.0/0').last}`).toBe('255.255.255.255')
    expect(Cidr.parse('::/0').size).toBe(2n ** 128n)
    expect(Cidr.parse('10.0.0.1/32').first.equals(Cidr.parse('10.0.0.1/32').last)).toBe(true)
  })

  it('clears host bits only when asked', () => {
    expect(`${Cidr.masked('10.0.0.5/8')}`).toBe('10.0.0.0/8')
    expect(`${Cidr.masked('FD00::1/64')}`).toBe('fd00::/64')
    const address: string = '10.0.0.5'
    expect(() => Cidr.masked(address)).toThrow(expect.objectContaining({ code: 'PREFIX_MISSING' }))
  })

  it('is made around the address of an endpoint', () => {
    expect(`${Cidr.around('172.17.0.2', 16)}`).toBe('172.17.0.0/16')
    expect(`${Cidr.around(Ip.parse('fd00::2'), 64)}`).toBe('fd00::/64')
    for (const length of [-1, 33, 0.5, Number.NaN, '16' as unknown as number]) {
      expect(() => Cidr.around('10.0.0.1', length)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
    }
  })

  it('contains addresses and blocks, as values or as text', () => {
    const block = Cidr.parse('172.72.0.0/16')
    expect(block.contains('172.72.255.255')).toBe(true)
    expect(block.contains(Ip.parse('172.73.0.0'))).toBe(false)
    expect(block.contains('172.72.128.0/17')).toBe(true)
    expect(block.contains(block)).toBe(true)
    expect(block.contains('172.0.0.0/8')).toBe(false)
    expect(() => block.contains('172.72.0')).toThrow(expect.objectContaining({ code: 'INVALID_IP' }))
  })

  it('never mixes families', () => {
    const [four, six] = [Cidr.parse('0.0.0.0/0'), Cidr.parse('::/0')]
    expect([four.contains('::1'), six.contains('10.0.0.1'), four.overlaps(six), six.overlaps(four)]).not.toContain(true)
    expect(Cidr.parse('10.0.0.0/8').contains('::ffff:10.0.0.1')).toBe(false)
    expect(four.equals(six)).toBe(false)
  })

  it('splits in a power of two', () => {
    expect(Cidr.parse('10.0.0.0/8').split(2).map(String)).toEqual(['10.0.0.0/9', '10.128.0.0/9'])
    expect(Cidr.parse('fd00::/48').split(4).map(String).at(-1)).toBe('fd00:0:0:c000::/50')
    expect(Cidr.parse('10.0.0.0/8').split(1).map(String)).toEqual(['10.0.0.0/8'])
    expect(Cidr.parse('255.255.255.254/31').split(2).map(String)).toEqual(['255.255.255.254/32', '255.255.255.255/32'])
  })

  it.each([0, 3, -2, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 131_072, '2x' as unknown as number])(
    'does not split in %s',
    (parts) => {
      expect(() => Cidr.parse('10.0.0.0/8').split(parts)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
    },
  )

  it('does not split into parts smaller than an address', () => {
    expect(() => Cidr.parse('10.0.0.0/31').split(4)).toThrow('10.0.0.0/31 cannot be split in 4')
  })

  it('walks through its subnets without making them all', () => {
    const walk = Cidr.parse('fd00::/48').subnets(64)
    expect([walk.next(), walk.next()].map(({ value }) => String(value))).toEqual(['fd00::/64', 'fd00:0:0:1::/64'])
    expect([...Cidr.parse('255.255.255.0/24').subnets(25)].map(String)).toEqual([
      '255.255.255.0/25',
      '255.255.255.128/25',
    ])
    expect(() => Cidr.parse('10.0.0.0/8').subnets(7)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
  })

  it.each([
    ['10.0.0.0/30', 2n, '10.0.0.1', '10.0.0.2'],
    ['10.0.0.0/31', 2n, '10.0.0.0', '10.0.0.1'],
    ['10.0.0.0/32', 1n, '10.0.0.0', '10.0.0.0'],
    ['255.255.255.252/30', 2n, '255.255.255.253', '255.255.255.254'],
    ['fd00::/126', 3n, 'fd00::1', 'fd00::3'],
    ['fd00::/127', 2n, 'fd00::', 'fd00::1'],
    ['fd00::/128', 1n, 'fd00::', 'fd00::'],
  ])('knows the addresses of %s that an interface can have', (text, count, lowest, highest) => {
    const block = Cidr.parse(text)
    const hosts = [...block.hosts()]
    expect([BigInt(hosts.length), block.hostCount]).toEqual([count, count])
    expect([hosts.at(0), hosts.at(-1)].map(String)).toEqual([lowest, highest])
    expect(hosts.every((host) => block.hasHost(host))).toBe(true)
    expect([block.hasHost(block.first), block.hasHost(block.last)]).toEqual([
      lowest === `${block.first}`,
      highest === `${block.last}`,
    ])
  })

  it('starts to walk through the hosts of a huge block at once', () => {
    const [first, second] = Cidr.parse('::/0').hosts()
    expect([`${first}`, `${second}`]).toEqual(['::1', '::2'])
  })

  it('sorts by family, address and prefix length', () => {
    const texts = ['::/0', '10.0.0.0/24', '9.0.0.0/8', '10.0.0.0/8', '0.0.0.0/0']
    const sorted = texts
      .map((text) => Cidr.parse(text))
      .sort(Cidr.compare)
      .map(String)
    expect(sorted).toEqual(['0.0.0.0/0', '9.0.0.0/8', '10.0.0.0/8', '10.0.0.0/24', '::/0'])
  })

  it.each([
    ['10.0.0.0/8', 'private'],
    ['172.72.0.0/16', 'public'],
    ['172.0.0.0/8', 'mixed'],
    ['0.0.0.0/1', 'mixed'],
    ['127.0.0.0/8', 'loopback'],
    ['224.0.0.0/24', 'multicast'],
    ['240.0.0.0/4', 'reserved'],
    ['169.254.0.0/16', 'link-local'],
    ['0.0.0.0/8', 'reserved'],
    ['fd00:1::/64', 'private'],
    ['fe80::/64', 'link-local'],
    ['::/0', 'mixed'],
    ['2000::/3', 'mixed'],
    ['2606:4700::/32', 'public'],
    ['::ffff:10.0.0.0/120', 'ipv4-mapped'],
  ])('knows that %s is %s', (text, scope) => {
    expect(Cidr.parse(text).scope).toBe(scope)
  })

  it('is one line in console.log, a string in JSON, and compares by content in tests', () => {
    const block = Cidr.parse('FD00::/8')
    expect([inspect([block]), JSON.stringify({ block })]).toEqual(['[ Cidr(fd00::/8) ]', '{"block":"fd00::/8"}'])
    expect(block).toEqual(Cidr.parse('fd00::/8'))
    expect(block).not.toEqual(Cidr.parse('fd00::/9'))
  })

  it('cannot be changed', () => {
    expect(() => Object.assign(Cidr.parse('10.0.0.0/8'), { prefixLength: 9 })).toThrow(TypeError)
  })

  it('takes itself for text, and a value of another copy of the package too', () => {
    const block = Cidr.parse('10.0.0.0/8')
    const foreign = { [Symbol.toStringTag]: 'Cidr', toString: () => '10.0.0.0/8' } as unknown as Cidr
    expect(Cidr.from(block)).toBe(block)
    expect(Cidr.from(foreign).equals(block)).toBe(true)
    expect(block.contains(foreign)).toBe(true)
  })

  it('ends after the last block of the family', () => {
    expect(`${Cidr.parse('10.0.255.0/24').next()}`).toBe('10.1.0.0/24')
    expect(Cidr.parse('255.255.255.0/24').next()).toBeUndefined()
    expect(Cidr.parse('::/0').next()).toBeUndefined()
  })
})
