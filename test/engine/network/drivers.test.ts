import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OwnedContainer } from '../../../src/container/container.js'
import type { Docker } from '../../../src/docker.js'
import { compareApi } from '../../../src/engine/call/api-version.js'
import type { OwnedNetwork } from '../../../src/network/network.js'
import { lab } from '../../lab/lab.js'
import { onEachEngine } from '../each-engine.js'
import { olderApi, openDocker, rich, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'

onEachEngine('the drivers of engine %s', (engineName) => {
  let docker: Docker
  let api: string
  beforeAll(async () => {
    docker = await openDocker(engineName)
    api = (await lab.engine(engineName)).apiVersion
  })
  afterAll(async () => {
    await docker.cleanup()
    await docker.close()
  })

  const name = () => unique('drivers')
  const isSince = (version: string) => compareApi(api, version) >= 0

  describe('a bridge with every option of this engine', () => {
    let net: OwnedNetwork
    let one: OwnedContainer
    let two: OwnedContainer
    const bridgeName = `br-${unique('d').slice(-8)}`
    beforeAll(async () => {
      let bridge = docker.network
        .bridge(name())
        .subnet('10.215.0.0/24')
        .icc(false)
        .masquerade(true)
        .mtu(1400)
        .bridgeName(bridgeName)
        .hostBinding('127.0.0.1')
        .containerIfacePrefix('lan')
        .hostIpv4('192.168.0.11')
        .inhibitIpv4(false)
      if (isSince('1.46')) bridge = bridge.gatewayMode('nat')
      if (isSince('1.48')) bridge = bridge.advertiseAddrNmsgs(1).advertiseAddrMs(100)
      if (isSince('1.50')) bridge = bridge.trustedHostInterfaces(['eth0'])
      net = await bridge.create()
      one = await sleeper(docker, rich).net(net).publish('80').start()
      two = await sleeper(docker, rich).net(net).start()
    })

    test('shows what it was told', async () => {
      const { Options } = await net.inspect()
      expect(Options).toMatchObject({
        'com.docker.network.bridge.enable_icc': 'false',
        'com.docker.network.bridge.enable_ip_masquerade': 'true',
        'com.docker.network.driver.mtu': '1400',
        'com.docker.network.bridge.name': bridgeName,
        'com.docker.network.bridge.host_binding_ipv4': '127.0.0.1',
        'com.docker.network.container_iface_prefix': 'lan',
        'com.docker.network.host_ipv4': '192.168.0.11',
        'com.docker.network.bridge.inhibit_ipv4': 'false',
      })
      expect(Options?.['com.docker.network.bridge.trusted_host_interfaces']).toBe(isSince('1.50') ? 'eth0' : undefined)
    })

    test('gives its containers interfaces of that name and size', async () => {
      const { stdout } = await one.exec('ip', '-o', 'link', 'show', 'lan0').output({ check: true })
      expect(stdout).toContain(' mtu 1400 ')
    })

    test('keeps them from each other', async () => {
      const ping = await one.exec('ping', '-c', '1', '-W', '1', `${await two.ip()}`).output()
      expect(ping.exitCode).not.toBe(0)
    })

    test('publishes ports where it was told to', async () => {
      expect((await one.port(80)).map(({ ip }) => `${ip}`)).toEqual(['127.0.0.1'])
    })

    test('has its name on the host', async () => {
      expect((await docker.host.links()).find((link) => link.name === bridgeName)).toMatchObject({ kind: 'bridge' })
    })
  })

  test('what leaves a bridge without masquerading has no address of the host', async () => {
    // the switch of the lab's LAN has no way back to the container
    const ping = docker.container.run(rich, 'ping', '-c', '1', '-W', '1', '192.168.0.1')
    await using bare = await docker.network.bridge(name()).subnet('10.215.1.0/24').masquerade(false).create()
    expect((await ping.net(bare).output()).exitCode).not.toBe(0)
  })

  test('a bridge whose gateway is somebody else has no address', async () => {
    const bridgeName = `br-${unique('i').slice(-8)}`
    const bridge = docker.network.bridge(name()).subnet('10.215.2.0/24').bridgeName(bridgeName).inhibitIpv4()
    await using net = await bridge.create()
    const link = (await docker.host.links()).find((one) => one.name === bridgeName)
    expect(link?.kind).toBe('bridge')
    const { stdout } = await docker.container
      .run(rich, 'ip', '-o', '-4', 'addr', 'show', bridgeName)
      .net('host')
      .output({ check: true })
    expect(stdout).toBe('')
    expect(net.name).toContain('drivers')
  })

  test.each([
    ['gateway_mode_ipv4', '27.0', '1.46', (one: Bridge) => one.gatewayMode('routed', 'ipv4')],
    ['gateway_mode_ipv4', '28.0', '1.48', (one: Bridge) => one.gatewayMode('nat-unprotected', 'ipv4')],
    ['gateway_mode_ipv6', '28.0', '1.48', (one: Bridge) => one.gatewayMode('isolated', 'ipv6').internal()],
    ['trusted_host_interfaces', '28.2', '1.50', (one: Bridge) => one.trustedHostInterfaces(['eth0'])],
    ['host_ipv6', '25.0', '1.44', (one: Bridge) => one.hostIpv6('fd00:9::1')],
    ['advertise_addr_nmsgs', '28.0', '1.48', (one: Bridge) => one.advertiseAddrNmsgs(0)],
    ['advertise_addr_ms', '28.0', '1.48', (one: Bridge) => one.advertiseAddrMs(200)],
  ] as const)('%s of Engine %s is kept, or refused by what is older', async (key, engine, since, told) => {
    const bridge = told(docker.network.bridge(name()).subnet('10.215.3.0/24'))
    if (!isSince(since)) {
      await expect(bridge.create()).rejects.toMatchObject({
        code: 'API_TOO_OLD',
        sent: 'no',
        details: { needs: since, has: api },
        message: expect.stringContaining(`needs Engine ${engine} (API ${since})`) as string,
      })
      return
    }
    await using net = await bridge.create()
    const [, value] = Object.entries(bridge.toRequest().Options ?? {}).find(([one]) => one.endsWith(key)) ?? []
    const kept = Object.entries((await net.inspect()).Options ?? {}).find(([one]) => one.endsWith(key))
    expect(kept?.[1]).toBe(value)
  })

  test('an option that this engine would ignore is refused, and nothing is made', async () => {
    const young = docker.network.ipvlan(name()).parent('eth0').flag('private').subnet('10.215.4.0/24')
    if (isSince('1.42')) {
      await using net = await young.create()
      expect((await net.inspect()).Options).toEqual({ parent: 'eth0', ipvlan_flag: 'private' })
      return
    }
    await expect(young.create()).rejects.toMatchObject({ code: 'API_TOO_OLD', details: { option: 'ipvlan_flag' } })
    expect(await docker.network.exists(young.toRequest().Name)).toBe(false)
  })

  test('what counts is the engine, and not the API that it is spoken to with', async () => {
    await using old = await openDocker(engineName, { apiVersion: olderApi(engineName) })
    const bridge = old.network.bridge(name()).subnet('10.215.5.0/24').gatewayMode('routed', 'ipv4')
    if (!isSince('1.46')) {
      await expect(bridge.create()).rejects.toMatchObject({ code: 'API_TOO_OLD', details: { has: api } })
      return
    }
    await using net = await bridge.create()
    expect((await net.inspect()).Options).toMatchObject({ 'com.docker.network.bridge.gateway_mode_ipv4': 'routed' })
  })

  test('a bridge has IPv6 alone from Engine 28 on; older ones would give it IPv4', async () => {
    const bridge = docker.network.bridge(name()).subnet('fd00:215::/64').ipv4(false)
    if (!isSince('1.48')) {
      await expect(bridge.create()).rejects.toMatchObject({ code: 'API_TOO_OLD', details: { needs: '1.48' } })
      return
    }
    await using net = await bridge.create()
    expect(await net.inspect()).toMatchObject({ EnableIPv4: false, EnableIPv6: true })
  })

  test.each(['l2', 'l3', 'l3s'] as const)(
    'an ipvlan network in mode %s is kept; the kernel of the lab runs no container on it',
    async (mode) => {
      const lan = docker.network.ipvlan(name()).parent('eth0').mode(mode).subnet('10.215.6.0/24')
      if (mode === 'l3s' && !isSince('1.42')) {
        await expect(lan.create()).rejects.toMatchObject({ code: 'BAD_REQUEST' })
        return
      }
      await using net = await lan.create()
      expect(await net.inspect()).toMatchObject({ Driver: 'ipvlan', Options: { parent: 'eth0', ipvlan_mode: mode } })
      await expect(sleeper(docker).net(net).start()).rejects.toMatchObject({ code: 'SERVER_ERROR' })
    },
  )

  test.each(['bridge', 'private', 'vepa', 'passthru'] as const)(
    'a macvlan network in mode %s is kept',
    async (mode) => {
      const lan = docker.network.macvlan(name()).parent('eth0').mode(mode).subnet('10.215.7.0/24')
      await using net = await lan.create()
      expect(await net.inspect()).toMatchObject({ Driver: 'macvlan', Options: { parent: 'eth0', macvlan_mode: mode } })
    },
  )

  test('a network in a VLAN, or without a parent, is for another kernel; a parent that is missing is told', async () => {
    const { network } = docker
    for (const lan of [() => network.macvlan(name()), () => network.ipvlan(name())]) {
      for (const one of [lan().parent('eth0.10'), lan()])
        await expect(one.create()).rejects.toMatchObject({ code: 'SERVER_ERROR', operation: 'NetworkCreate' })
      for (const parent of ['nope0', 'nope0.10'])
        await expect(lan().parent(parent).create()).rejects.toMatchObject({ code: 'PARENT_UNUSABLE' })
    }
  })

  test('an overlay needs a swarm, whatever it is told', async () => {
    const overlay = docker.network
      .overlay(name())
      .subnet('10.215.9.0/24')
      .attachable()
      .encrypted()
      .vxlanId(5000)
      .mtu(1400)
    for (const one of [overlay, docker.network.overlay(name()), docker.network.bridge(name()).scope('swarm')])
      await expect(one.create()).rejects.toMatchObject({ code: 'NOT_SWARM_MANAGER', operation: 'NetworkCreate' })
  })

  test('a network takes its addresses, options and labels from a configuration, and can be removed before it', async () => {
    const settings = docker.network.configOnly(name()).parent('eth0').macvlanMode('private').label('team', 'web')
    await using here = await settings.subnet('10.215.10.0/24').gateway('10.215.10.1').create()
    expect(await here.inspect()).toMatchObject({ ConfigOnly: true, Driver: 'null', Scope: 'local' })
    await using lan = await docker.network.macvlan(name()).configFrom(here).create()
    expect(await lan.inspect()).toMatchObject({
      Driver: 'macvlan',
      ConfigFrom: { Network: here.name },
      Options: { parent: 'eth0', macvlan_mode: 'private' },
      Labels: { team: 'web' },
      IPAM: { Config: [{ Subnet: '10.215.10.0/24', Gateway: '10.215.10.1' }] },
    })
    await expect(docker.network.remove(here.name)).rejects.toMatchObject({ name: 'InUseError' })
    await expect(sleeper(docker).net(here).start()).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const none = docker.network.macvlan(name()).configFrom('no-such-configuration')
    await expect(none.create()).rejects.toMatchObject({ code: 'NOT_FOUND', details: { noun: 'network' } })
  })
})

type Bridge = ReturnType<Docker['network']['bridge']>
