import { describe, expect, test } from 'vitest'
import { Docker } from '../../../../src/docker.js'
import { refusal } from '../../refusal.js'

const docker = new Docker({ host: 'unix:///nowhere.sock' })
// As it comes out of a file: the compiler cannot see what it is.
const text = (value: unknown): string => value as string
const bridge = () => docker.network.bridge('front')
const pooled = (subnet: string) => bridge().subnet(subnet)

describe('a subnet is refused at the call', () => {
  test.each([
    ['172.72.0.0', 'PREFIX_MISSING', /172\.72\.0\.0\/16/],
    ['10.99.0.5/24', 'HOST_BITS_SET', /10\.99\.0\.0\/24/],
    ['10.1.2.3/99', 'INVALID_CIDR', /0 to 32/],
    ['banana', 'INVALID_CIDR', /172\.72\.0\.0\/16/],
    ['fd00::/129', 'INVALID_CIDR', /0 to 128/],
    ['010.0.0.0/8', 'INVALID_CIDR', /./],
    ['0.0.0.0/0', 'SUBNET_UNUSABLE', /private block/],
    ['127.0.0.0/8', 'SUBNET_UNUSABLE', /private block/],
    ['224.0.0.0/24', 'SUBNET_UNUSABLE', /private block/],
    ['240.0.0.0/8', 'SUBNET_UNUSABLE', /private block/],
    ['ff00:1::/64', 'SUBNET_UNUSABLE', /private block/],
    ['fe80::/80', 'SUBNET_UNUSABLE', /private block/],
    ['::ffff:10.0.0.0/120', 'SUBNET_UNUSABLE', /private block/],
    [undefined, 'INVALID_CIDR', /./],
    [42, 'INVALID_CIDR', /./],
  ])('%s: %s', (subnet, code, hint) => {
    const error = refusal(() => pooled(text(subnet)))
    expect(error.code).toBe(code)
    expect(error.message).toContain(String(subnet))
    expect(error.hint).toMatch(hint)
  })

  test('when it overlaps another of the same network', () => {
    const lan = docker.network.macvlan('lan').subnet('10.0.0.0/16')
    const error = refusal(() => lan.subnet('10.0.5.0/24'))
    expect(error).toMatchObject({ code: 'POOLS_OVERLAP', details: { subnet: '10.0.5.0/24', other: '10.0.0.0/16' } })
  })

  test('when a bridge would get two of one family', () => {
    expect(refusal(() => pooled('10.0.0.0/24').subnet('10.1.0.0/24')).code).toBe('CONFLICTING_OPTIONS')
  })
})

describe('a gateway', () => {
  test.each([
    ['10.0.0.0/24', '10.0.1.1', 'GATEWAY_OUTSIDE_SUBNET'],
    ['10.0.0.0/24', 'fd00::1', 'GATEWAY_OUTSIDE_SUBNET'],
    ['10.0.0.0/24', '10.0.0.0', 'GATEWAY_UNUSABLE'],
    ['10.0.0.0/24', '10.0.0.255', 'GATEWAY_UNUSABLE'],
    ['fd00:1::/64', 'fd00:1::', 'GATEWAY_UNUSABLE'],
    ['fd00:1::/127', 'fd00:1::', 'GATEWAY_UNUSABLE'],
    ['10.0.0.0/24', '10.0.0.256', 'INVALID_IP'],
    ['10.0.0.0/24', '', 'INVALID_IP'],
  ])('in %s, %s is refused with the way out: %s', (subnet, gateway, code) => {
    const error = refusal(() => pooled(subnet).gateway(gateway))
    expect(error.code).toBe(code)
    expect(error.message).toContain(gateway)
  })

  test.each([
    ['10.0.0.0/31', '10.0.0.0'],
    ['10.0.0.0/31', '10.0.0.1'],
    ['10.0.0.7/32', '10.0.0.7'],
    ['fd00:1::/64', 'fd00:1::1'],
    ['fd00:1::/64', 'fd00:1::ffff:ffff:ffff:ffff'],
  ])('in %s, %s is spared: it has no network or broadcast address', (subnet, gateway) => {
    expect(pooled(subnet).gateway(gateway).toRequest().IPAM?.Config?.[0]?.Gateway).toBe(gateway)
  })

  test('before its subnet is refused, with the sentence that the compiler says', () => {
    const error = refusal(() => bridge().gateway('10.0.0.1' as never))
    expect(error).toMatchObject({
      code: 'SUBNET_MISSING',
      message: expect.stringContaining('call .subnet(cidr) first') as string,
    })
  })
})

describe('a range and an auxiliary address', () => {
  test.each(['10.0.1.0/28', '10.0.0.0/16', 'fd00::/64'])('range %s outside 10.0.0.0/24 is refused', (range) => {
    expect(refusal(() => pooled('10.0.0.0/24').ipRange(range))).toMatchObject({
      code: 'RANGE_OUTSIDE_SUBNET',
      details: { ipRange: range, subnet: '10.0.0.0/24' },
    })
  })

  test('the range may be all of the subnet', () => {
    expect(pooled('10.0.0.0/24').ipRange('10.0.0.0/24').toRequest().IPAM?.Config?.[0]?.IPRange).toBe('10.0.0.0/24')
  })

  test.each([
    ['10.0.1.9', 'not in the subnet'],
    ['10.0.0.0', 'it is the network address'],
    ['10.0.0.254', 'it is the gateway'],
  ])('auxiliary address %s is refused: %s', (address, why) => {
    const error = refusal(() => pooled('10.0.0.0/24').gateway('10.0.0.254').auxAddress('a', address))
    expect(error.code).toBe('AUX_ADDRESS_UNUSABLE')
    expect(error.message).toContain(why)
  })

  test('two names for one address are refused', () => {
    const one = pooled('10.0.0.0/24').auxAddress('a', '10.0.0.9')
    expect(refusal(() => one.auxAddress('b', '10.0.0.9')).message).toContain('a has it already')
  })

  test('on a bridge it may not be the gateway that the engine takes unasked', () => {
    expect(refusal(() => pooled('10.0.0.0/24').auxAddress('a', '10.0.0.1').toRequest()).code).toBe(
      'AUX_ADDRESS_UNUSABLE',
    )
    const ranged = pooled('10.0.0.0/24').ipRange('10.0.0.128/25').auxAddress('a', '10.0.0.128')
    expect(refusal(() => ranged.toRequest()).message).toContain('it is the gateway')
    const lan = docker.network.macvlan('lan').subnet('10.0.0.0/24').auxAddress('a', '10.0.0.1')
    expect(lan.toRequest().IPAM?.Config?.[0]?.AuxiliaryAddresses).toEqual({ a: '10.0.0.1' })
  })
})

describe('a name is refused', () => {
  test.each(['bridge', 'host', 'none', 'default'])('%s: it belongs to the engine', (name) => {
    expect(refusal(() => docker.network.bridge(text(name)))).toMatchObject({
      code: 'PREDEFINED_NETWORK',
      details: { network: name },
    })
  })

  test.each([
    '',
    ' ',
    'a b',
    'a/b',
    '../x',
    'a\nb',
    'container',
    'container:web',
    '-x',
    'é',
    'a'.repeat(129),
    'f'.repeat(64),
    7,
  ])('%j: it could not be used later', (name) => {
    expect(refusal(() => docker.network.bridge(text(name))).code).toBe('INVALID_NAME')
    expect(refusal(() => bridge().name(text(name))).code).toBe('INVALID_NAME')
  })

  test.each([
    ['a'.repeat(64), 'give one that is not 64 hexadecimal digits'],
    ['n'.repeat(129), 'give a shorter one'],
    ['a b', /^use letters, digits/],
  ])('%j has a hint that leads to a name which is taken', (name, hint) => {
    expect(refusal(() => docker.network.bridge(text(name))).hint).toMatch(hint)
  })
})

describe('values that are lost on an engine are refused', () => {
  test.each([
    ['a label that is a number', () => bridge().label('a', text(7))],
    ['a label without a name', () => bridge().label('', 'b')],
    ['an option that is true', () => bridge().option('a', text(true))],
    ['a parent that is loopback', () => docker.network.macvlan('lan').parent('lo')],
    ['a parent that is a path', () => docker.network.macvlan('lan').parent('a/b')],
    ['a mode that there is not', () => docker.network.macvlan('lan').mode(text('fast') as never)],
  ])('%s', (_, call) => {
    expect(refusal(call).code).toBe('INVALID_ARGUMENT')
  })
})
