import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { Docker } from '../../../../src/docker.js'
import type { FreeSubnetQuery } from '../../../../src/network/ipam/free-subnet.js'
import { ulaOfEngine } from '../../../../src/network/ipam/ula.js'
import { refusal } from '../../refusal.js'

const docker = new Docker({ host: 'unix:///nowhere.sock' })
const bridge = () => docker.network.bridge('front')
const fixed = () => bridge().subnet('10.0.0.0/24')
const untyped = (builder: unknown) => builder as ReturnType<typeof fixed>
// As it comes out of a file: the compiler cannot see what it is.
const query = (value: unknown): FreeSubnetQuery => value as FreeSubnetQuery

describe('a subnet by its size', () => {
  test.each([
    [{ size: 7 }, 'INVALID_ARGUMENT', /from 8 to 32/],
    [{ size: 24, from: '10.0.0.0/25' }, 'INVALID_ARGUMENT', /from 25 to 32/],
    [{ size: 24.5 }, 'INVALID_ARGUMENT', /from 8 to 32/],
    [{ size: '24' }, 'INVALID_ARGUMENT', /from 8 to 32/],
    [{ size: 40 }, 'INVALID_ARGUMENT', /fd00::\/8/],
    [{ size: 129 }, 'INVALID_ARGUMENT', /48 to 128/],
    [{ size: 24, from: '10.0.0.1/8' }, 'HOST_BITS_SET', /10\.0\.0\.0\/8/],
    [{ size: 24, from: '224.0.0.0/8' }, 'SUBNET_UNUSABLE', /private block/],
    [{ size: 24, from: '0.0.0.0/0' }, 'SUBNET_UNUSABLE', /private block/],
    [{ size: 24, form: '10.0.0.0/8' }, 'UNKNOWN_OPTION', /"from"/],
    [{ size: 24, avoid: '10.0.0.0/8' }, 'INVALID_ARGUMENT', /list/],
    [{ size: 24, avoid: ['10.0.0.1'] }, 'PREFIX_MISSING', /\//],
    [{}, 'INVALID_ARGUMENT', /from 8 to 32/],
  ])('%j is refused at the call: %s', async (value, code, hint) => {
    const error = refusal(() => bridge().subnet(query(value)))
    expect(error.code).toBe(code)
    expect(error.hint).toMatch(hint)
    await expect(docker.network.freeSubnet(query(value))).rejects.toMatchObject({ code, sent: 'no' })
  })

  test('is chosen by create(): the request before it cannot be shown, and says so', () => {
    const builder = bridge().subnet({ size: 24, from: '10.9.0.0/16' })
    expect(refusal(() => builder.toRequest())).toMatchObject({
      code: 'SUBNET_NOT_CHOSEN',
      details: { size: 24, from: '10.9.0.0/16' },
      message: expect.stringContaining('freeSubnet') as string,
    })
    expect(inspect(builder)).toContain('which /24 of 10.9.0.0/16 front gets is chosen by create()')
  })

  test('has no gateway, range or auxiliary address, before or after', () => {
    // the fixed one before it does not take them either; the compiler refuses all three
    const builder: unknown = fixed().subnet({ size: 64, from: 'fd00:9::/48' })
    for (const set of [
      () => untyped(builder).gateway('10.0.0.1'),
      () => untyped(builder).ipRange('10.0.0.0/25'),
      () => untyped(builder).auxAddress('a', '10.0.0.9'),
    ])
      expect(refusal(set).code).toBe('SUBNET_MISSING')
  })

  test('counts where a driver takes one subnet of a family', () => {
    const two = { size: 24 }
    expect(refusal(() => bridge().subnet(two).subnet(two)).code).toBe('CONFLICTING_OPTIONS')
    expect(refusal(() => bridge().subnet('10.0.0.0/24').subnet(two)).code).toBe('CONFLICTING_OPTIONS')
    expect(refusal(() => bridge().subnet(two).subnet('10.0.0.0/24')).code).toBe('CONFLICTING_OPTIONS')
    expect(refusal(() => bridge().subnet({ size: 64 }).subnet('fd00::/64')).code).toBe('CONFLICTING_OPTIONS')
    bridge().subnet(two).subnet('fd00::/64')
    docker.network.macvlan('lan').subnet(two).subnet(two)
  })
})

test('the private IPv6 block of an engine follows from its id', () => {
  // the first is what an engine said of itself; the other is computed by another program: printf | sha256sum
  expect(`${ulaOfEngine('')}`).toBe('fd42:98fc:1c14::/48')
  expect(`${ulaOfEngine('one')}`).not.toBe(`${ulaOfEngine('other')}`)
})
