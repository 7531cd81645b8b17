import { describe, expectTypeOf, it } from 'vitest'
import { Cidr, Ip, Mac, type CidrText, type IpText, type MacText } from '../../src/cidr/index.js'

describe('a literal that can be', () => {
  it('passes as itself', () => {
    expectTypeOf<CidrText<'172.72.0.0/16'>>().toEqualTypeOf<'172.72.0.0/16'>()
    expectTypeOf<CidrText<'0.0.0.0/0'>>().toEqualTypeOf<'0.0.0.0/0'>()
    expectTypeOf<CidrText<'255.255.255.255/32'>>().toEqualTypeOf<'255.255.255.255/32'>()
    expectTypeOf<CidrText<'fd00:1::/64'>>().toEqualTypeOf<'fd00:1::/64'>()
    expectTypeOf<CidrText<'::/128'>>().toEqualTypeOf<'::/128'>()
    expectTypeOf<IpText<'172.72.0.1'>>().toEqualTypeOf<'172.72.0.1'>()
    expectTypeOf<IpText<'fd00:1::a'>>().toEqualTypeOf<'fd00:1::a'>()
    expectTypeOf<MacText<'02:42:AC:11:00:02'>>().toEqualTypeOf<'02:42:AC:11:00:02'>()
    expectTypeOf<MacText<'02-42-ac-11-00-02'>>().toEqualTypeOf<'02-42-ac-11-00-02'>()
    expectTypeOf<MacText<'0242.ac11.0002'>>().toEqualTypeOf<'0242.ac11.0002'>()
  })
})

describe('text that is only known at run time', () => {
  it('passes: a string, a pattern, a brand', () => {
    expectTypeOf<CidrText<string>>().toEqualTypeOf<string>()
    expectTypeOf<CidrText<`10.${number}.0.0/16`>>().toEqualTypeOf<`10.${number}.0.0/16`>()
    expectTypeOf<IpText<string>>().toEqualTypeOf<string>()
    expectTypeOf<MacText<string>>().toEqualTypeOf<string>()
    const blocks = [1, 2].map((at) => Cidr.parse(`10.${at}.0.0/16`))
    expectTypeOf(blocks).toEqualTypeOf<Cidr[]>()
    const text: string = '10.0.0.0/8'
    expectTypeOf(Cidr.parse(text)).toEqualTypeOf<Cidr>()
    expectTypeOf([text].map(Cidr.parse)).toEqualTypeOf<Cidr[]>()
    expectTypeOf([text].map(Cidr.from)).toEqualTypeOf<Cidr[]>()
  })

  it('is judged member by member in a union', () => {
    expectTypeOf<CidrText<'10.0.0.0/8' | '10.0.0.0'>>().toEqualTypeOf<
      '10.0.0.0/8' | '10.0.0.0 has no prefix length; write it like 172.72.0.0/16'
    >()
  })
})

describe('a literal that cannot be', () => {
  it('does not compile', () => {
    // @ts-expect-error no prefix length
    Cidr.parse('172.72.0.0')
    // @ts-expect-error four numbers from 0 to 255
    Ip.parse('172.72.0.256')
    // @ts-expect-error from 0 to 32
    Cidr.masked('10.0.0.5/33')
    // @ts-expect-error six pairs of hexadecimal digits
    Mac.parse('02:42')
  })

  it('is told what is wrong in the words of Cidr.check', () => {
    type NotBlock = 'is not an IPv4 block; write four numbers from 0 to 255 and a prefix length, like 172.72.0.0/16'
    type Not6 =
      'is not an IPv6 block; write up to eight groups of hexadecimal digits and a prefix length, like fd00:1::/64'
    type Zero = 'has a leading zero; write its numbers without one, because some programs read it as octal'
    expectTypeOf<
      CidrText<'172.72.0.0'>
    >().toEqualTypeOf<'172.72.0.0 has no prefix length; write it like 172.72.0.0/16'>()
    expectTypeOf<CidrText<'fd00::1'>>().toEqualTypeOf<'fd00::1 has no prefix length; write it like fd00:1::/64'>()
    expectTypeOf<CidrText<'172.72.0.256/16'>>().toEqualTypeOf<`172.72.0.256/16 ${NotBlock}`>()
    expectTypeOf<CidrText<'172.72.0/16'>>().toEqualTypeOf<`172.72.0/16 ${NotBlock}`>()
    expectTypeOf<CidrText<'banana'>>().toEqualTypeOf<`banana ${NotBlock}`>()
    expectTypeOf<CidrText<''>>().toEqualTypeOf<`'' ${NotBlock}`>()
    expectTypeOf<CidrText<' 10.0.0.0/8'>>().toEqualTypeOf<`' 10.0.0.0/8' ${NotBlock}`>()
    expectTypeOf<CidrText<'banana/fd00::'>>().toEqualTypeOf<`banana/fd00:: ${Not6}`>()
    expectTypeOf<CidrText<'10.0.0.0/08'>>().toEqualTypeOf<`10.0.0.0/08 ${Zero}`>()
    expectTypeOf<CidrText<'010.0.0.0/8'>>().toEqualTypeOf<`010.0.0.0/8 ${Zero}`>()
    expectTypeOf<CidrText<'::/064'>>().toEqualTypeOf<`::/064 ${Zero}`>()
    type Wrong4 = 'has a wrong prefix length; for IPv4 it runs from 0 to 32'
    expectTypeOf<CidrText<'10.0.0.0/33'>>().toEqualTypeOf<`10.0.0.0/33 ${Wrong4}`>()
    expectTypeOf<CidrText<'10.0.0.0/'>>().toEqualTypeOf<`10.0.0.0/ ${Wrong4}`>()
    expectTypeOf<CidrText<'10.0.0.0/-1'>>().toEqualTypeOf<`10.0.0.0/-1 ${Wrong4}`>()
    expectTypeOf<
      CidrText<'::/129'>
    >().toEqualTypeOf<'::/129 has a wrong prefix length; for IPv6 it runs from 0 to 128'>()
    expectTypeOf<
      CidrText<'fe80::%eth0/64'>
    >().toEqualTypeOf<'fe80::%eth0/64 has a zone; leave it out, docker takes none'>()
  })

  it('is told what is wrong in the words of Ip.check', () => {
    type NotIp = 'is not an IPv4 address; write four numbers from 0 to 255, like 172.72.0.10'
    expectTypeOf<IpText<'172.72.0.256'>>().toEqualTypeOf<`172.72.0.256 ${NotIp}`>()
    expectTypeOf<IpText<'1.2.3.4.5'>>().toEqualTypeOf<`1.2.3.4.5 ${NotIp}`>()
    expectTypeOf<IpText<''>>().toEqualTypeOf<`'' ${NotIp}`>()
    expectTypeOf<
      IpText<'10.0.0.1/8'>
    >().toEqualTypeOf<'10.0.0.1/8 is a block, not an address; write it like 10.0.0.1'>()
    expectTypeOf<IpText<'fe80::1%eth0'>>().toEqualTypeOf<'fe80::1%eth0 has a zone; leave it out, docker takes none'>()
    expectTypeOf<
      IpText<'10.0.0.01'>
    >().toEqualTypeOf<'10.0.0.01 has a leading zero; write its numbers without one, because some programs read it as octal'>()
  })

  it('is told what is wrong in the words of Mac.check', () => {
    type NotMac = 'is not a MAC address; write six pairs of hexadecimal digits, like 02:42:ac:11:00:02'
    expectTypeOf<MacText<'zz'>>().toEqualTypeOf<`zz ${NotMac}`>()
    expectTypeOf<MacText<'02:42:ac:11:00:0g'>>().toEqualTypeOf<`02:42:ac:11:00:0g ${NotMac}`>()
    expectTypeOf<MacText<'02:42:ac:11:00:021'>>().toEqualTypeOf<`02:42:ac:11:00:021 ${NotMac}`>()
    expectTypeOf<MacText<'02-42:ac:11:00:02'>>().toEqualTypeOf<`02-42:ac:11:00:02 ${NotMac}`>()
    expectTypeOf<MacText<'0242.ac11.02'>>().toEqualTypeOf<`0242.ac11.02 ${NotMac}`>()
  })
})

describe('the results', () => {
  it('say what they are', () => {
    const block = Cidr.from('10.0.0.0/8')
    expectTypeOf(block.split(2)).toEqualTypeOf<[Cidr, Cidr]>()
    expectTypeOf(block.split(2 as number)).toEqualTypeOf<Cidr[]>()
    expectTypeOf(block.size).toEqualTypeOf<bigint>()
    expectTypeOf(Cidr.tryParse('')).toEqualTypeOf<Cidr | undefined>()
    const check = Cidr.check('')
    if (check.ok) expectTypeOf(check.value).toEqualTypeOf<Cidr>()
    else expectTypeOf(check.code).toEqualTypeOf<'INVALID_CIDR' | 'PREFIX_MISSING' | 'HOST_BITS_SET'>()
  })

  it('cannot be made by new, or changed', () => {
    // @ts-expect-error the constructor is private
    new Ip(1)
    // @ts-expect-error a value does not change
    Cidr.parse('10.0.0.0/8').prefixLength = 9
  })
})
