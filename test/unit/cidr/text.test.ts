import { expect, it } from 'vitest'
import { Cidr, Ip, Mac, type CidrText, type IpText, type MacText } from '../../../src/cidr/index.js'

/** Each sentence is checked twice: by the compiler, for it must be the type, and at run time. */
const blocks: { [Text in WrongBlock]: CidrText<Text> } = {
  '172.72.0.0': '172.72.0.0 has no prefix length; write it like 172.72.0.0/16',
  'fd00::1': 'fd00::1 has no prefix length; write it like fd00:1::/64',
  '172.72.0.256/16':
    '172.72.0.256/16 is not an IPv4 block; write four numbers from 0 to 255 and a prefix length, like 172.72.0.0/16',
  'banana/fd00::':
    'banana/fd00:: is not an IPv6 block; write up to eight groups of hexadecimal digits and a prefix length, like fd00:1::/64',
  '': "'' is not an IPv4 block; write four numbers from 0 to 255 and a prefix length, like 172.72.0.0/16",
  '10.0.0.0 /8':
    "'10.0.0.0 /8' is not an IPv4 block; write four numbers from 0 to 255 and a prefix length, like 172.72.0.0/16",
  '10.0.0.0/33': '10.0.0.0/33 has a wrong prefix length; for IPv4 it runs from 0 to 32',
  '10.0.0.0/8/9': '10.0.0.0/8/9 has a wrong prefix length; for IPv4 it runs from 0 to 32',
  '::/129': '::/129 has a wrong prefix length; for IPv6 it runs from 0 to 128',
  '10.0.0.0/08':
    '10.0.0.0/08 has a leading zero; write its numbers without one, because some programs read it as octal',
  '010.0.0.0': '010.0.0.0 has a leading zero; write its numbers without one, because some programs read it as octal',
  'fe80::%eth0/64': 'fe80::%eth0/64 has a zone; leave it out, docker takes none',
}
type WrongBlock =
  | '172.72.0.0'
  | 'fd00::1'
  | '172.72.0.256/16'
  | 'banana/fd00::'
  | ''
  | '10.0.0.0 /8'
  | '10.0.0.0/33'
  | '10.0.0.0/8/9'
  | '::/129'
  | '10.0.0.0/08'
  | '010.0.0.0'
  | 'fe80::%eth0/64'

const addresses: { [Text in '172.72.0.256' | '10.0.0.1/8' | 'fe80::1%eth0' | '10.0.0.01']: IpText<Text> } = {
  '172.72.0.256': '172.72.0.256 is not an IPv4 address; write four numbers from 0 to 255, like 172.72.0.10',
  '10.0.0.1/8': '10.0.0.1/8 is a block, not an address; write it like 10.0.0.1',
  'fe80::1%eth0': 'fe80::1%eth0 has a zone; leave it out, docker takes none',
  '10.0.0.01': '10.0.0.01 has a leading zero; write its numbers without one, because some programs read it as octal',
}

const macs: { [Text in 'zz' | '02:42']: MacText<Text> } = {
  zz: 'zz is not a MAC address; write six pairs of hexadecimal digits, like 02:42:ac:11:00:02',
  '02:42': '02:42 is not a MAC address; write six pairs of hexadecimal digits, like 02:42:ac:11:00:02',
}

it.each(Object.entries(blocks))('the compiler and Cidr.check say the same of %j', (text, sentence) => {
  expect(Cidr.check(text)).toMatchObject({ ok: false, hint: sentence })
})

it.each(Object.entries(addresses))('the compiler and Ip.check say the same of %j', (text, sentence) => {
  expect(Ip.check(text)).toMatchObject({ ok: false, hint: sentence })
})

it.each(Object.entries(macs))('the compiler and Mac.check say the same of %j', (text, sentence) => {
  expect(Mac.check(text)).toMatchObject({ ok: false, hint: sentence })
})
