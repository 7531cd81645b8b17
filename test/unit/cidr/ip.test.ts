import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { MooringError } from '../../../src/errors/base.js'
import { Ip } from '../../../src/cidr/index.js'

// prettier-ignore
const WRONG: readonly unknown[] = [
  '', ' ', '10.0.0', '10.0.0.0.0', '10.0.0.', '.10.0.0.1', '10..0.1', '10.0.0.256', '010.0.0.1', '10.0.0.01', ' 10.0.0.1',
  '10.0.0.1 ', '10.0.0.1\n', '+10.0.0.1', '10.0.0.-1', '0x0a.0.0.1', '167772161', '10.0.0.1/8', '١0.0.0.1', 'localhost',
  ':', ':::', '1::2::3', '12345::', 'g::', 'fe80::1%eth0', '::1/128', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7:8::', '::ffff:10.0.0.256', '::ffff:010.0.0.1', '[::1]', '::1.2.3', 'fd00::1\n',
  undefined, null, 5, 5n, Number.NaN, true, {}, [], ['10.0.0.1'], () => '10.0.0.1', Symbol('ip'), new Date(0),
]

describe('Ip', () => {
  it.each([
    ['10.0.0.1', 4, '10.0.0.1'],
    ['0.0.0.0', 4, '0.0.0.0'],
    ['255.255.255.255', 4, '255.255.255.255'],
    ['FD00:0::0A', 6, 'fd00::a'],
    ['0:0:0:0:0:0:0:0', 6, '::'],
    ['1:0:0:2:0:0:0:3', 6, '1:0:0:2::3'],
    ['2001:db8:0:1:1:1:1:1', 6, '2001:db8:0:1:1:1:1:1'],
    ['1:2:3:4:5:6:7::', 6, '1:2:3:4:5:6:7:0'],
    ['64:ff9b::10.0.0.1', 6, '64:ff9b::a00:1'],
  ])('reads %s', (text, family, canonical) => {
    const ip = Ip.parse(text)
    expect([ip.family, ip.toString(), JSON.stringify(ip)]).toEqual([family, canonical, `"${canonical}"`])
  })

  it.each(WRONG.map((value) => [value]))('refuses %s with INVALID_IP, never with another error', (value) => {
    const text = value as string
    expect(Ip.tryParse(text)).toBeUndefined()
    expect(Ip.check(text)).toMatchObject({ ok: false, code: 'INVALID_IP' })
    expect(() => Ip.parse(text)).toThrow(expect.objectContaining({ code: 'INVALID_IP', sent: 'no' }))
    expect(() => Ip.from(text)).toThrow(expect.objectContaining({ code: 'INVALID_IP' }))
  })

  it('keeps an IPv4-mapped address in IPv6, and shows its IPv4 part', () => {
    const mapped = Ip.parse('::ffff:a00:1')
    expect(mapped.family).toBe(6)
    expect(`${mapped}`).toBe('::ffff:10.0.0.1')
    expect(mapped.equals(Ip.parse('10.0.0.1'))).toBe(false)
  })

  it('says what is wrong in the message and how to mend it in the hint', () => {
    const text: string = '172.72.0.256'
    try {
      Ip.parse(text)
      expect.unreachable()
    } catch (error) {
      if (!MooringError.is(error, 'INVALID_IP')) throw error
      expect(error.sentence).toBe('172.72.0.256 is not an IPv4 address')
      expect(error.hint).toBe('write four numbers from 0 to 255, like 172.72.0.10')
      expect(error.details).toEqual({ value: '172.72.0.256' })
    }
  })

  it.each([
    ['fe80::1%eth0', 'fe80::1%eth0 has a zone; leave it out, docker takes none'],
    ['172.72.0.1/16', '172.72.0.1/16 is a block, not an address; write it like 172.72.0.1'],
    ['fd00::zz', 'fd00::zz is not an IPv6 address; write up to eight groups of hexadecimal digits, like fd00:1::a'],
    [
      '10.0.0.01',
      '10.0.0.01 has a leading zero; write its numbers without one, because some programs read it as octal',
    ],
    ['a\nb', String.raw`'a\nb' is not an IPv4 address; write four numbers from 0 to 255, like 172.72.0.10`],
    [undefined, 'undefined is not an address; give text like 172.72.0.10'],
    [{}, 'an object is not an address; give text like 172.72.0.10'],
  ])('hints at what is wrong with %j', (text, hint) => {
    expect(Ip.check(text as string)).toEqual({ ok: false, code: 'INVALID_IP', hint })
  })

  it('does not print a novel that is given for an address', () => {
    expect(Ip.check('1'.repeat(100_000))).toMatchObject({ hint: expect.stringMatching(/^.{1,200}$/) as string })
  })

  it('steps forward and back, over octets and groups', () => {
    expect(`${Ip.parse('10.0.0.255').next()}`).toBe('10.0.1.0')
    expect(`${Ip.parse('10.0.1.0').previous()}`).toBe('10.0.0.255')
    expect(`${Ip.parse('fd00::ffff').next()}`).toBe('fd00::1:0')
    expect(`${Ip.parse('10.0.0.0').plus(65_536n)}`).toBe('10.1.0.0')
    expect(`${Ip.parse('fd00::').plus(-1)}`).toBe('fcff:ffff:ffff:ffff:ffff:ffff:ffff:ffff')
  })

  it.each([
    ['255.255.255.255', 1],
    ['0.0.0.0', -1],
    ['10.0.0.0', 2n ** 64n],
    ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 1n],
    ['::', -1],
    ['10.0.0.0', 0.5],
    ['10.0.0.0', Number.NaN],
    ['10.0.0.0', '1' as unknown as number],
  ])('refuses %s plus %s', (text, count) => {
    expect(() => Ip.parse(text).plus(count)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
  })

  it('is made from a number of its family, and gives it back', () => {
    expect(`${Ip.fromValue(0x0a00_0001)}`).toBe('10.0.0.1')
    expect(`${Ip.fromValue(1n)}`).toBe('::1')
    expect(Ip.parse('::1').value).toBe(1n)
  })

  it.each([-1, 2 ** 32, 0.5, Number.NaN, -1n, 2n ** 128n, undefined, '1', {}])('is not made from %s', (value) => {
    expect(() => Ip.fromValue(value as number)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
  })

  it('sorts IPv4 before IPv6, by number', () => {
    const texts = ['::1', '10.0.0.10', '10.0.0.9', '::', '9.255.0.0']
    expect(
      texts
        .map((text) => Ip.parse(text))
        .sort(Ip.compare)
        .map(String),
    ).toEqual(['9.255.0.0', '10.0.0.9', '10.0.0.10', '::', '::1'])
  })

  it.each([
    ['10.1.2.3', 'private'],
    ['172.31.255.255', 'private'],
    ['172.72.0.1', 'public'],
    ['192.168.0.1', 'private'],
    ['127.0.0.53', 'loopback'],
    ['169.254.1.1', 'link-local'],
    ['100.64.0.1', 'shared'],
    ['224.0.0.251', 'multicast'],
    ['0.0.0.0', 'reserved'],
    ['255.255.255.255', 'reserved'],
    ['203.0.113.9', 'documentation'],
    ['198.18.0.1', 'benchmarking'],
    ['8.8.8.8', 'public'],
    ['::', 'reserved'],
    ['::1', 'loopback'],
    ['fd00::1', 'private'],
    ['fe80::1', 'link-local'],
    ['ff02::1', 'multicast'],
    ['2001:db8::1', 'documentation'],
    ['2606:4700::1', 'public'],
    ['::ffff:10.0.0.1', 'ipv4-mapped'],
    ['64:ff9b::1', 'public'],
    ['4000::', 'reserved'],
  ])('knows that %s is %s', (text, scope) => {
    expect(Ip.parse(text).scope).toBe(scope)
  })

  it('is one line in console.log, and compares by content in tests', () => {
    expect(inspect({ ip: Ip.parse('10.0.0.1') })).toBe('{ ip: Ip(10.0.0.1) }')
    expect(Ip.parse('10.0.0.1')).toEqual(Ip.parse('10.0.0.1'))
    expect(Ip.parse('10.0.0.1')).not.toEqual(Ip.parse('10.0.0.2'))
  })

  it('cannot be changed', () => {
    expect(() => Object.assign(Ip.parse('10.0.0.1'), { value: 1 })).toThrow(TypeError)
  })

  it('takes itself for text, and a value of another copy of the package too', () => {
    const ip = Ip.parse('10.0.0.1')
    const foreign = { [Symbol.toStringTag]: 'Ip', toString: () => '10.0.0.1' } as unknown as Ip
    expect(Ip.from(ip)).toBe(ip)
    expect(Ip.from(foreign).equals(ip)).toBe(true)
  })
})
