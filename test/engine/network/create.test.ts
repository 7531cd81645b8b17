import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cidr } from '../../../src/cidr/cidr.js'
import type { Docker } from '../../../src/docker.js'
import { onEachEngine } from '../each-engine.js'
import { busybox, openDocker, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'

onEachEngine('a network made on engine %s', (engineName) => {
  let docker: Docker
  beforeAll(async () => {
    docker = await openDocker(engineName)
  })
  afterAll(() => docker.close())

  const bridge = () => docker.network.bridge(unique('create'))

  test('has the subnet, range, gateway and auxiliary addresses it was given', async () => {
    await using net = await bridge()
      .subnet('10.201.0.0/24')
      .ipRange('10.201.0.128/25')
      .gateway('10.201.0.254')
      .auxAddress('router', '10.201.0.2')
      .create()
    const { IPAM, Driver, Scope, Name, Id } = await net.inspect()
    expect({ Driver, Scope, Name, Id }).toEqual({ Driver: 'bridge', Scope: 'local', Name: net.name, Id: net.id })
    expect(IPAM.Config).toEqual([
      {
        Subnet: '10.201.0.0/24',
        IPRange: '10.201.0.128/25',
        Gateway: '10.201.0.254',
        AuxiliaryAddresses: { router: '10.201.0.2' },
      },
    ])
    expect(net.warnings).toEqual([])
  })

  test('is the same whether its pool is written as setters or as data', async () => {
    const pool = { ipRange: '10.201.1.128/25', gateway: '10.201.1.254', auxAddress: { router: '10.201.1.2' } }
    await using net = await bridge().subnet('10.201.1.0/24', pool).create()
    expect((await net.inspect()).IPAM.Config).toEqual([
      {
        Subnet: '10.201.1.0/24',
        IPRange: '10.201.1.128/25',
        Gateway: '10.201.1.254',
        AuxiliaryAddresses: { router: '10.201.1.2' },
      },
    ])
  })

  test('gives dynamic addresses out of its range, and never an auxiliary one', async () => {
    // .128 is the gateway, .129 is set aside: one address is left, and the next container finds none.
    await using net = await bridge()
      .subnet('10.201.2.0/24')
      .gateway('10.201.2.128')
      .ipRange('10.201.2.128/31')
      .auxAddress('router', '10.201.2.1')
      .create()
    await using only = await sleeper(docker).net(net).start()
    expect(`${await only.ip(net)}`).toBe('10.201.2.129')
    await expect(sleeper(docker).net(net).start()).rejects.toMatchObject({
      code: 'ADDRESSES_EXHAUSTED',
      name: 'UnavailableError',
      operation: 'ContainerStart',
    })
  })

  test('with an IPv6 subnet gives both kinds of addresses', async () => {
    await using net = await bridge().subnet('10.201.3.0/24').subnet('fd00:201:3::/64').create()
    expect(await net.inspect()).toMatchObject({ EnableIPv6: true })
    await using container = await sleeper(docker).net(net, { ip6: 'fd00:201:3::77' }).start()
    const [member] = await net.members()
    expect(member?.container.name).toBe(container.name)
    expect(`${member?.ip6 ?? ''}`).toBe('fd00:201:3::77')
    expect(member?.ip === undefined ? false : Cidr.parse('10.201.3.0/24').contains(member.ip)).toBe(true)
  })

  test('of the engine’s own choosing has a subnet that no other network has', async () => {
    await using first = await bridge().create()
    await using second = await bridge().create()
    const [a = '', b = ''] = await Promise.all(
      [first, second].map(async (net) => (await net.inspect()).IPAM.Config?.[0]?.Subnet),
    )
    expect(Cidr.parse(a).overlaps(Cidr.parse(b))).toBe(false)
  })

  test('may be internal and attachable, with labels and options', async () => {
    await using net = await bridge()
      .subnet('10.201.4.0/24')
      .internal()
      .attachable()
      .label('a', '1')
      .label({ b: '2' })
      .option('com.docker.network.bridge.enable_icc', 'false')
      .option('com.docker.network.driver.mtu', '1400')
      .create()
    expect(await net.inspect()).toMatchObject({
      Internal: true,
      Attachable: true,
      Labels: { a: '1', b: '2' },
      Options: { 'com.docker.network.bridge.enable_icc': 'false', 'com.docker.network.driver.mtu': '1400' },
    })
  })

  test('that is internal is cut off from the outside, and others are not', async () => {
    await using inside = await bridge().subnet('10.201.9.0/24').internal().create()
    await using outside = await bridge().subnet('10.201.10.0/24').create()
    // the switch of the lab's LAN
    const ping = docker.container.run(busybox, 'ping', '-c', '1', '-W', '1', '192.168.0.1')
    expect((await ping.net(outside).output()).exitCode).toBe(0)
    expect((await ping.net(inside).output()).exitCode).not.toBe(0)
  })

  test('bears the id of the client that made it, and a label of the one call', async () => {
    await using net = await bridge().subnet('10.201.5.0/24').create()
    const { Labels } = await net.inspect()
    expect(Labels).toMatchObject({ 'mooring.session': docker.session.id })
    expect(Labels?.['mooring.call']).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  })

  test('without a name of its own is named after its client, the same name for one builder', async () => {
    const builder = docker.network.bridge().subnet('10.201.6.0/24')
    await using net = await builder.create()
    expect(net.name).toMatch(new RegExp(`^mooring-${docker.session.id}-\\d+$`))
    expect((await net.inspect()).Name).toBe(net.name)
    await expect(builder.create()).rejects.toMatchObject({ code: 'NAME_TAKEN' })
  })

  test('may be of a driver by its name', async () => {
    await using net = await docker.network.driver('bridge', unique('create')).subnet('10.201.7.0/24').create()
    expect((await net.inspect()).Driver).toBe('bridge')
  })

  test('takes fields that the builder has no setter for, checked against the API', async () => {
    const builder = bridge().subnet('10.201.8.0/24')
    await using net = await builder.raw({ Options: { 'com.docker.network.driver.mtu': '1300' } }).create()
    expect((await net.inspect()).Options).toEqual({ 'com.docker.network.driver.mtu': '1300' })
    const wrong = { Internal: 'yes' as unknown as boolean }
    await expect(builder.raw(wrong).create()).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', sent: 'no' })
  })

  test('can be made and looked at by the ids of the API', async () => {
    const name = unique('create')
    const { Id } = await docker.call('NetworkCreate', { body: { Name: name, CheckDuplicate: true } })
    try {
      expect(await docker.call('NetworkInspect', { id: name, query: { verbose: true } })).toMatchObject({
        Id,
        Name: name,
      })
    } finally {
      await docker.call('NetworkDelete', { id: Id })
    }
  })

  test('can be made of blocks that are free, many at once without a clash', async () => {
    const from = '10.201.128.0/20'
    const names = Array.from({ length: 4 }, () => unique('free'))
    for (const name of names) {
      const subnet = await docker.network.freeSubnet({ size: 26, from })
      await docker.network.bridge(name).subnet(subnet).create()
    }
    try {
      const nets = await docker.network.list({ name: names.map((name) => `^${name}$`) })
      const subnets = nets.map(({ summary }) => Cidr.parse(summary.IPAM.Config?.[0]?.Subnet ?? ''))
      expect(subnets).toHaveLength(4)
      for (const one of subnets) {
        expect(Cidr.parse(from).contains(one) && one.prefixLength === 26).toBe(true)
        expect(subnets.filter((other) => other.overlaps(one))).toHaveLength(1)
      }
    } finally {
      for (const name of names) await docker.network.remove(name)
    }
  })

  test('when no block is free, says so', async () => {
    await using net = await bridge().subnet('10.201.160.0/24').create()
    expect(net.name).toContain('create')
    await expect(docker.network.freeSubnet({ size: 25, from: '10.201.160.0/24' })).rejects.toMatchObject({
      code: 'SUBNETS_TAKEN',
      details: { from: '10.201.160.0/24', size: 25 },
    })
  })
})
