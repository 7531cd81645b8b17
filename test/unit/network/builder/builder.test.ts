import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { Docker } from '../../../../src/docker.js'
import type { NetworkBuilder } from '../../../../src/network/builder/network-builder.js'
import { refusal } from '../../refusal.js'

const docker = new Docker({ host: 'unix:///nowhere.sock' })

describe('a network builder', () => {
  test('says what it was told, in the words of the engine', () => {
    const request = docker.network
      .bridge('front')
      .subnet('172.72.0.0/16')
      .ipRange('172.72.0.0/24')
      .gateway('172.72.0.1')
      .auxAddress('router', '172.72.0.9')
      .internal()
      .attachable()
      .label('team', 'web')
      .label({ stage: 'test' })
      .option('com.docker.network.driver.mtu', '1400')
      .toRequest()
    expect(request).toEqual({
      Name: 'front',
      CheckDuplicate: true,
      Driver: 'bridge',
      Internal: true,
      Attachable: true,
      IPAM: {
        Driver: 'default',
        Config: [
          {
            Subnet: '172.72.0.0/16',
            IPRange: '172.72.0.0/24',
            Gateway: '172.72.0.1',
            AuxiliaryAddresses: { router: '172.72.0.9' },
          },
        ],
      },
      Options: { 'com.docker.network.driver.mtu': '1400' },
      Labels: { team: 'web', stage: 'test' },
    })
  })

  test('told nothing, asks for nothing: the engine chooses', () => {
    expect(docker.network.bridge('front').toRequest()).toEqual({
      Name: 'front',
      CheckDuplicate: true,
      Driver: 'bridge',
    })
  })

  test('takes a pool in one call, for code that is driven by data', () => {
    const pool = { ipRange: '10.0.0.0/25', gateway: '10.0.0.254', auxAddress: { a: '10.0.0.9' } }
    const whole = docker.network.bridge('front').subnet('10.0.0.0/24', pool)
    const parts = docker.network.bridge('front').subnet('10.0.0.0/24').ipRange('10.0.0.0/25')
    expect(whole.toRequest()).toEqual(parts.gateway('10.0.0.254').auxAddress('a', '10.0.0.9').toRequest())
  })

  test('an IPv6 subnet turns IPv6 on: engines ignore it otherwise', () => {
    const request = docker.network.bridge('front').subnet('10.0.0.0/24').subnet('fd00:1::/64').toRequest()
    expect(request.EnableIPv6).toBe(true)
    expect(request.IPAM?.Config).toEqual([{ Subnet: '10.0.0.0/24' }, { Subnet: 'fd00:1::/64' }])
    expect(docker.network.bridge('front').ipv6().toRequest().EnableIPv6).toBe(true)
    expect(docker.network.bridge('front').subnet('10.0.0.0/24').toRequest()).not.toHaveProperty('EnableIPv6')
  })

  test('never changes: each setter makes another one', () => {
    const bare = docker.network.bridge('front')
    const before = bare.toRequest()
    const pooled = bare.subnet('10.0.0.0/24').label('a', 'b').internal()
    pooled.gateway('10.0.0.1')
    expect(bare.toRequest()).toEqual(before)
    expect(pooled.toRequest().IPAM?.Config).toEqual([{ Subnet: '10.0.0.0/24' }])
  })

  test('is no promise: returned from an async function it is still itself', async () => {
    const builder = docker.network.bridge('front')
    expect(await Promise.resolve(builder)).toBe(builder)
  })

  test('without a name it has one from the start, another each time', () => {
    const [first, second] = [docker.network.bridge(), docker.network.bridge()]
    expect(first.toRequest().Name).toMatch(new RegExp(`^mooring-${docker.session.id}-\\d+$`))
    expect(first.toRequest().Name).toBe(first.toRequest().Name)
    expect(second.toRequest().Name).not.toBe(first.toRequest().Name)
  })

  test('hands itself to a function, takes fields of the engine last, and moves to another engine', () => {
    const shared = docker.network.bridge('front').use((builder) => builder.label('a', 'b'))
    expect(shared.raw({ Ingress: false, Labels: { c: 'd' } }).toRequest()).toMatchObject({
      Ingress: false,
      Labels: { a: 'b', c: 'd' },
    })
    expect(shared.on(new Docker({ host: 'unix:///elsewhere.sock' })).toRequest()).toEqual(shared.toRequest())
  })

  test('takes driver options one by one or as a map, and refuses what is not text', () => {
    const builder = docker.network.driver('weave', 'w').option('a', '1').option({ b: '2', c: '3' })
    expect(builder.toRequest().Options).toEqual({ a: '1', b: '2', c: '3' })
    for (const wrong of [{ b: 2 as never }, { '': 'b' }, ['b'] as never])
      expect(refusal(() => builder.option(wrong)).code).toBe('INVALID_ARGUMENT')
  })

  test('in a function for every network can be given a subnet, and stays of its kind', () => {
    const pooled = (net: NetworkBuilder) => net.subnet('10.0.0.0/24').label('team', 'web')
    const lan = docker.network.macvlan('lan').use((net) => net.subnet('10.0.0.0/24').gateway('10.0.0.1').parent('eth0'))
    expect(lan.toRequest().Options).toEqual({ parent: 'eth0' })
    expect(docker.network.bridge('front').use(pooled).toRequest().IPAM?.Config).toEqual([{ Subnet: '10.0.0.0/24' }])
    expect(docker.network.driver('weave', 'w').use(pooled).toRequest().Driver).toBe('weave')
  })

  test('is printed as what it will send, or why it cannot be sent', () => {
    const printed = inspect(docker.network.bridge('front').subnet('10.0.0.0/24'))
    expect(printed).toMatch(/^NetworkBuilder \{/)
    expect(printed).toContain("Config: [ { Subnet: '10.0.0.0/24' } ]")
    expect(inspect(docker.network.bridge('front').subnet('fd00:1::/64').ipv6(false))).toContain('has no IPv6')
  })

  test('macvlan has a parent and a mode; any driver has a name and options', () => {
    const macvlan = docker.network.macvlan('lan').parent('eth0.10').mode('private').subnet('192.168.0.0/24').toRequest()
    expect(macvlan).toMatchObject({ Driver: 'macvlan', Options: { parent: 'eth0.10', macvlan_mode: 'private' } })
    expect(docker.network.driver('weave', 'w').option('a', 'b').toRequest()).toMatchObject({
      Driver: 'weave',
      Options: { a: 'b' },
    })
  })
})
