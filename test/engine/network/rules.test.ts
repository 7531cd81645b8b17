import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Docker } from '../../../src/docker.js'
import { UsageError } from '../../../src/errors/usage.js'
import type { ErrorCode } from '../../../src/errors/codes.js'
import { EngineError } from '../../../src/errors/engine.js'
import { subnetsIn } from '../../../src/network/addresses.js'
import type { NetworkCreateRequest } from '../../../src/network/wire/requests.js'
import { allRules } from '../../contract/network-rules/table.js'
import { lab } from '../../lab/lab.js'
import { onEachEngine } from '../each-engine.js'
import { openAt, openDocker, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'
import { WatchedTransport } from '../watched-transport.js'

const held = allRules.flatMap(({ id, rule, breaks, block, code }) =>
  breaks === undefined ? [] : [{ id, rule, breaks, block, code }],
)

/** What is thrown at the call, or what its promise is rejected with. */
async function reasonOf(attempt: () => unknown): Promise<unknown> {
  try {
    await attempt()
    return undefined
  } catch (reason) {
    return reason
  }
}

onEachEngine('the rules of networks on engine %s', (engineName) => {
  describe('what mooring holds', () => {
    let transport: WatchedTransport
    let docker: Docker
    beforeAll(async () => {
      transport = new WatchedTransport((await lab.engine(engineName)).socket)
      docker = openAt('', { transport })
    })
    beforeEach(() => {
      transport.requests.length = 0
    })
    afterAll(() => docker.close())

    test.each(held)('$id is refused before a byte is sent', async ({ breaks, code }) => {
      const error = await reasonOf(() => breaks(docker))
      expect(error).toBeInstanceOf(UsageError)
      expect(error).toMatchObject({ code, sent: 'no' })
      expect(transport.requests).toEqual([])
    })

    test('the blocks of what was refused are free', async () => {
      const blocks = new Set(held.flatMap(({ block }) => block ?? []))
      expect(blocks.size).toBeGreaterThan(0)
      for (const block of blocks) {
        await using net = await docker.network.bridge(unique('rules')).subnet(block).create()
        expect((await net.inspect()).IPAM.Config?.[0]?.Subnet).toBe(block)
      }
    })
  })

  describe('what engines refuse', () => {
    let docker: Docker
    beforeAll(async () => {
      docker = await openDocker(engineName)
    })
    afterAll(async () => {
      await docker.cleanup()
      await docker.close()
    })

    /** The very body, which no rule of ours has seen. */
    const create = (body: Partial<NetworkCreateRequest>) =>
      docker.call('NetworkCreate', { body: { Name: unique('rules'), ...body } })

    test.each<readonly [what: string, code: ErrorCode, body: Partial<NetworkCreateRequest>]>([
      ['R08 a driver for addresses that there is not', 'DRIVER_NOT_FOUND', { IPAM: { Driver: 'nosuch' } }],
      ['R11 the scope swarm without a swarm', 'NOT_SWARM_MANAGER', { Scope: 'swarm' }],
      ['R13 an ingress network that is a bridge', 'FORBIDDEN', { Ingress: true }],
      ['R20 a configuration that is internal', 'FORBIDDEN', { ConfigOnly: true, Internal: true }],
      ['R21 a configuration of a configuration', 'FORBIDDEN', { ConfigOnly: true, ConfigFrom: { Network: 'nosuch' } }],
      ['R22 a configuration that there is not', 'NOT_FOUND', { ConfigFrom: { Network: 'nosuch' } }],
      ['R30 a subnet that is none', 'BAD_REQUEST', { IPAM: { Config: [{ Subnet: 'garbage' }] } }],
      [
        'R35 a gateway outside',
        'BAD_REQUEST',
        { IPAM: { Config: [{ Subnet: '10.214.3.0/24', Gateway: '10.214.4.1' }] } },
      ],
      [
        'R36 a gateway at the end',
        'ADDRESS_IN_USE',
        { IPAM: { Config: [{ Subnet: '10.214.3.0/24', Gateway: '10.214.3.0' }] } },
      ],
      [
        'R43 two subnets of a bridge',
        'BAD_REQUEST',
        { IPAM: { Config: [{ Subnet: '10.214.3.0/24' }, { Subnet: '10.214.4.0/24' }] } },
      ],
      [
        'R46 one address of IPv6',
        'BAD_REQUEST',
        { EnableIPv6: true, IPAM: { Config: [{ Subnet: 'fd00:214:3::7/128' }] } },
      ],
      ['R55 a bridge without addresses', 'BAD_REQUEST', { IPAM: { Driver: 'null' } }],
      [
        'R56 a value that the driver cannot read',
        'BAD_REQUEST',
        { Options: { 'com.docker.network.bridge.enable_icc': 'maybe' } },
      ],
      ['R57 an MTU below zero', 'BAD_REQUEST', { Options: { 'com.docker.network.driver.mtu': '-5' } }],
      [
        'R58 a name of a Linux bridge that is too long',
        'BAD_REQUEST',
        { Options: { 'com.docker.network.bridge.name': 'sixteen-letters-' } },
      ],
      [
        'R58 a Linux bridge called as the loopback',
        'BAD_REQUEST',
        { Options: { 'com.docker.network.bridge.name': 'lo' } },
      ],
    ])('%s', async (_, code, body) => {
      const refused = await reasonOf(() => create(body))
      if (!(refused instanceof EngineError)) throw refused
      expect(refused).toMatchObject({ code, operation: 'NetworkCreate' })
      expect(refused.hint ?? '').not.toBe('')
    })

    test('R124 an IPv6 range that is too large for engines up to 26', async () => {
      const pool = { Subnet: 'fd00:214:9::/48', IPRange: 'fd00:214:9::/52' }
      const making = create({ EnableIPv6: true, IPAM: { Config: [pool] } })
      if (engineName === 'newest') await docker.network.remove((await making).Id)
      else await expect(making).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    })

    describe('of a configuration', () => {
      const settings = unique('settings')
      beforeAll(async () => {
        await create({ Name: settings, ConfigOnly: true, IPAM: { Config: [{ Subnet: '10.214.5.0/24' }] } })
      })
      afterAll(() => docker.network.remove(settings))

      test('R26 a container that would join a configuration', async () => {
        await using one = await sleeper(docker).start()
        await expect(docker.network.connect(settings, one)).rejects.toMatchObject({
          code: 'FORBIDDEN',
          hint: expect.stringContaining('config-only') as string,
        })
      })

      test('R28 a subnet that only a configuration names is free', async () => {
        await using net = await docker.network.bridge(unique('rules')).subnet('10.214.5.0/24').create()
        expect(net.name).toMatch(/^rules/)
        // and one that is taken may be named, with a range as well
        const more = docker.network
          .configOnly(unique('settings'))
          .subnet('10.214.5.0/24', { ipRange: '10.214.5.128/25' })
        await using named = await more.create()
        expect(await named.inspect()).toMatchObject({ ConfigOnly: true })
      })

      test('R25 what is made from a configuration may be internal', async () => {
        const { Id } = await create({ ConfigFrom: { Network: settings }, Internal: true })
        try {
          expect(await docker.network.inspect(Id)).toMatchObject({ Internal: true, ConfigFrom: { Network: settings } })
        } finally {
          await docker.network.remove(Id)
        }
      })

      test('R27 removal of a configuration in use', async () => {
        const { Id } = await create({ ConfigFrom: { Network: settings } })
        try {
          await expect(docker.network.remove(settings)).rejects.toMatchObject({
            code: 'NETWORK_IN_USE',
            details: { network: settings },
          })
        } finally {
          await docker.network.remove(Id)
        }
      })
    })

    test('R74 an endpoint that there is not, by force', async () => {
      await using net = await docker.network.bridge(unique('rules')).subnet('10.214.6.0/24').create()
      await expect(net.disconnect('nosuch', { force: true })).rejects.toMatchObject({ code: 'NOT_ATTACHED' })
    })

    test('R76 a fixed address where nobody named a subnet', async () => {
      await using net = await docker.network.bridge(unique('rules')).create()
      const ip = subnetsIn((await net.inspect()).IPAM)[0]?.last.previous()
      await using one = await sleeper(docker).start()
      await expect(net.connect(one, { ip })).rejects.toMatchObject({
        code: 'BAD_REQUEST',
        hint: expect.stringContaining('.subnet(...)') as string,
      })
    })

    test('R84 two containers with one MAC address', async () => {
      await using net = await docker.network.bridge(unique('rules')).subnet('10.214.8.0/24').create()
      const twin = sleeper(docker).net(net, { mac: '02:42:0a:d6:08:02' })
      await using first = await twin.start()
      await using second = await twin.start()
      const macs = (await net.members()).map(({ container, mac }) => [container.id, `${mac}`] as const)
      expect(new Map(macs)).toEqual(new Map([first, second].map(({ id }) => [id, '02:42:0a:d6:08:02'] as const)))
    })

    test('R109 a container for which no address is left', async () => {
      await using net = await docker.network.bridge(unique('rules')).subnet('10.214.7.0/30').create()
      await using first = await sleeper(docker).net(net).start()
      await expect(sleeper(docker).net(net).start()).rejects.toMatchObject({
        code: 'ADDRESSES_EXHAUSTED',
        details: { network: net.name },
      })
    })
  })
})
