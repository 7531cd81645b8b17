import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OwnedContainer } from '../../src/container/container.js'
import type { Docker } from '../../src/docker.js'
import type { NetworkAcrossHosts } from '../../src/network/across-hosts/across-hosts.js'
import type { MooringError } from '../../src/errors/base.js'
import { lab, type LabEngine } from '../lab/lab.js'
import { openDocker, rich, sleeper } from './open-docker.js'

/** Two machines on one LAN, with the addresses of the notes: one subnet, and a range of it for each. */
describe('a macvlan network over two hosts', () => {
  let hosts: readonly [a: LabEngine, b: LabEngine]
  let a: Docker
  let b: Docker
  let c1: OwnedContainer
  let c2: OwnedContainer
  let both: NetworkAcrossHosts

  beforeAll(async () => {
    hosts = await lab.hosts()
    a = await openDocker('a')
    b = await openDocker('b')
    const lan = a.network
      .macvlan('my_macvlan')
      .parent('eth0')
      .mode('bridge')
      .subnet('192.168.0.0/24')
      .gateway('192.168.0.1')
    const made = await lan
      .acrossHosts([
        { docker: a, ipRange: '192.168.0.64/28' },
        { docker: b, ipRange: '192.168.0.128/28' },
      ])
      .create()
    both = made
    const [onA, onB] = made.networks
    c1 = await sleeper(a, rich).name('c1').hostname('c1').net(onA, { ip: '192.168.0.64' }).start()
    c2 = await sleeper(b, rich).name('c2').hostname('c2').net(onB, { ip: '192.168.0.128' }).start()
  })
  afterAll(async () => {
    for (const docker of [a, b]) {
      await docker.cleanup()
      await docker.close()
    }
  })

  const ping = async (from: OwnedContainer, address: string): Promise<number> =>
    (await from.exec('ping', '-c', '1', '-W', '2', address).output()).exitCode

  test('is what was asked for, on each host', async () => {
    for (const [docker, IPRange] of [
      [a, '192.168.0.64/28'],
      [b, '192.168.0.128/28'],
    ] as const) {
      expect(await docker.network.inspect('my_macvlan')).toMatchObject({
        Driver: 'macvlan',
        Options: { macvlan_mode: 'bridge', parent: 'eth0' },
        IPAM: { Config: [{ Subnet: '192.168.0.0/24', IPRange, Gateway: '192.168.0.1' }] },
      })
    }
  })

  test('gives its containers addresses on the LAN', async () => {
    expect(`${await c1.ip()}`).toBe('192.168.0.64')
    expect(`${await c2.ip()}`).toBe('192.168.0.128')
    const [member] = await (await a.network.get('my_macvlan')).members()
    expect(member?.container.name).toBe('c1')
    expect(member?.mac?.equals(await c1.mac())).toBe(true)
    expect((await c1.mac()).equals(await c2.mac())).toBe(false)
  })

  test('lets them reach each other across the hosts, both ways', async () => {
    expect(await ping(c1, '192.168.0.128')).toBe(0)
    expect(await ping(c2, '192.168.0.64')).toBe(0)
  })

  test('lets them reach the gateway, the other host, and their neighbours on the same host', async () => {
    const [hostA, hostB] = hosts
    await using neighbour = await sleeper(a, rich).net('my_macvlan', { ip: '192.168.0.70' }).start()
    expect(await ping(c1, '192.168.0.1')).toBe(0)
    expect(await ping(c1, hostB.address)).toBe(0)
    expect(await ping(c2, hostA.address)).toBe(0)
    expect(await ping(c1, `${await neighbour.ip()}`)).toBe(0)
    expect(await ping(c2, `${await neighbour.ip()}`)).toBe(0)
  })

  test('keeps them from their own host, both ways', async () => {
    const [hostA] = hosts
    expect(await ping(c1, hostA.address)).not.toBe(0)
    expect((await hostA.exec('ping', '-c', '1', '-W', '1', '192.168.0.64')).exitCode).not.toBe(0)
    expect((await hostA.exec('ping', '-c', '1', '-W', '2', '192.168.0.128')).exitCode).toBe(0)
  })

  test('is reached by its own host over a shim, made by the commands that mooring tells', async () => {
    const [hostA] = hosts
    const wanted = { address: '192.168.0.150', others: [b] }
    const shim = await a.host.macvlanShim('my_macvlan', wanted)
    for (const line of shim.up) expect(await hostA.exec(...line.split(' '))).toMatchObject({ exitCode: 0 })
    expect((await hostA.exec('ping', '-c', '1', '-W', '2', '192.168.0.64')).exitCode).toBe(0)
    expect(await ping(c1, '192.168.0.150')).toBe(0)
    for (const line of shim.down) expect(await hostA.exec(...line.split(' '))).toMatchObject({ exitCode: 0 })
    expect((await hostA.exec('ping', '-c', '1', '-W', '1', '192.168.0.64')).exitCode).not.toBe(0)
  })

  test('has no shim at an address that another host gives away, that a container has, or that is no host’s', async () => {
    for (const address of ['192.168.0.130', '192.168.0.64', '192.168.0.70', '192.168.0.1', '192.168.0.255', '10.0.0.1'])
      await expect(a.host.macvlanShim('my_macvlan', { address, others: [b] })).rejects.toMatchObject({
        code: 'SHIM_UNUSABLE',
        details: { address },
      })
    await expect(a.host.macvlanShim('bridge', { address: '172.17.0.9' })).rejects.toMatchObject({
      code: 'SHIM_UNUSABLE',
    })
  })

  test('knows names on one host only', async () => {
    await using neighbour = await sleeper(a, rich).net('my_macvlan', { alias: 'neighbour' }).start()
    expect((await c1.lookup('neighbour')).map(String)).toEqual([`${await neighbour.ip()}`])
    expect(await c2.lookup('neighbour')).toEqual([])
  })

  test('gives dynamic addresses out of each host’s own range', async () => {
    await using dynamic = await sleeper(b, rich).net('my_macvlan').start()
    const last = Number(`${await dynamic.ip()}`.split('.').at(-1))
    expect(last).toBeGreaterThan(128)
    expect(last).toBeLessThanOrEqual(143)
  })

  test('sees what has come between the hosts since: engines do not', async () => {
    expect(await both.conflicts()).toEqual([])
    const mac = `${await c1.mac()}`
    await using _strayed = await sleeper(b, rich).name('strayed').net('my_macvlan', { ip: '192.168.0.79', mac }).start()
    expect((await both.conflicts()).map(({ kind, host, found }) => [kind, host, found])).toEqual([
      ['address', expect.stringMatching(/^host 2/), '192.168.0.79'],
      ['mac', expect.stringMatching(/^host 2/), mac],
    ])
  })

  test('is refused where it would meet itself, by another name and with other ranges, and is made nowhere', async () => {
    const again = a.network.macvlan('lan2').parent('eth0').subnet('192.168.0.0/24').gateway('192.168.0.254')
    const creating = again.acrossHosts([{ docker: a, ipRange: '192.168.0.128/28' }, { docker: b }]).create()
    const error: unknown = await creating.catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'LAN_CONFLICT' })
    const { conflicts } = (error as MooringError<'LAN_CONFLICT'>).details
    expect(conflicts.map(({ kind, found }) => `${kind} ${found}`).sort()).toEqual([
      'address 192.168.0.128',
      'gateway 192.168.0.1',
      'gateway 192.168.0.1',
      'range 192.168.0.128/28',
    ])
    expect([await a.network.exists('lan2'), await b.network.exists('lan2')]).toEqual([false, false])
  })

  test('gives no address away that is the router’s or reserved, though a range holds it', async () => {
    const lan = a.network.macvlan('lan3').parent('eth0').subnet('192.168.8.0/24').gateway('192.168.8.1')
    await using made = await lan
      .auxAddress('printer', '192.168.8.2')
      .acrossHosts([{ docker: a, ipRange: '192.168.8.0/30' }, { docker: b }])
      .create()
    await using box = await sleeper(a, rich).net(made.networks[0]).start()
    expect(`${await box.ip()}`).toBe('192.168.8.3')
  })

  test('that one host cannot have is on none: the parent is missing there', async () => {
    const lan = a.network.macvlan('lan4').parent('eth0').subnet('192.168.9.0/24').gateway('192.168.9.1')
    await expect(lan.acrossHosts([{ docker: a }, { docker: b, parent: 'eth9' }]).create()).rejects.toMatchObject({
      code: 'NOT_ON_ALL_HOSTS',
      details: { failed: [expect.stringMatching(/^host 2/)], undone: [expect.stringMatching(/^host 1/)], left: [] },
      cause: { code: 'PARENT_UNUSABLE', details: { parent: 'eth9' } },
    })
    expect(await a.network.exists('lan4')).toBe(false)
  })

  test('has no cable on the host', async () => {
    expect(await c1.veth()).toEqual([])
  })

  test('on an interface that the host does not have is refused', async () => {
    await expect(
      a.network.macvlan('mooring-no-parent').parent('eth9').subnet('192.168.9.0/24').create(),
    ).rejects.toMatchObject({
      code: 'PARENT_UNUSABLE',
      operation: 'NetworkCreate',
    })
    expect(await a.network.exists('mooring-no-parent')).toBe(false)
  })
})
