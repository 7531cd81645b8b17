import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OwnedContainer } from '../../src/container/container.js'
import type { Docker } from '../../src/docker.js'
import { rich, sleeper } from './open-docker.js'
import { swarmOfTwo } from './swarms.js'

/** Networks of a swarm whose nodes are two machines of one LAN: a is its manager, b a worker. */
describe('in a swarm of two hosts', () => {
  let swarm: Awaited<ReturnType<typeof swarmOfTwo>>
  let a: Docker
  let b: Docker

  beforeAll(async () => {
    swarm = await swarmOfTwo()
    ;({ a, b } = swarm)
  })
  afterAll(() => swarm[Symbol.asyncDispose]())

  const ping = async (from: OwnedContainer, to: string): Promise<number> =>
    (await from.exec('ping', '-c', '1', '-W', '2', to).output()).exitCode

  test('containers on an attachable overlay reach each other by name, both ways', async () => {
    await using ov = await a.network.overlay('ov').subnet('10.50.0.0/24').attachable().create()
    expect(await ov.inspect()).toMatchObject({ Driver: 'overlay', IPAM: { Config: [{ Gateway: '10.50.0.1' }] } })
    await using o1 = await sleeper(a, rich).name('o1').net(ov, { alias: 'web' }).start()
    await using o2 = await sleeper(b, rich).name('o2').net('ov', { alias: 'web' }).start()
    // nodes tell each other of names and addresses after the start
    const soon = { timeout: 15_000 }
    await expect.poll(() => ping(o1, 'o2'), soon).toBe(0)
    await expect.poll(() => ping(o2, 'o1'), soon).toBe(0)
    const both = [`${await o1.ip('ov')}`, `${await o2.ip('ov')}`].sort()
    await expect.poll(async () => (await o1.lookup('web')).map(String).sort(), soon).toEqual(both)
  })

  test('an overlay that meets another network of the swarm is refused, which engines take and never place', async () => {
    await using ov = await a.network.overlay('ov1').subnet('10.51.0.0/24').create()
    await expect(a.network.overlay('ov2').subnet('10.51.0.0/25').create()).rejects.toMatchObject({
      code: 'SUBNET_OVERLAP',
      details: { subnet: '10.51.0.0/25', network: { name: 'ov1' }, networkSubnet: '10.51.0.0/24' },
    })
    const taken = (await ov.inspect()).Options?.['com.docker.network.driver.overlay.vxlanid_list'] ?? ''
    expect(taken).toMatch(/^\d+$/)
    await expect(a.network.overlay('ov3').vxlanId(Number(taken)).create()).rejects.toMatchObject({
      code: 'NETWORK_NOT_ALLOCATED',
      details: { network: 'ov3' },
    })
    expect([await a.network.exists('ov2'), await a.network.exists('ov3')]).toEqual([false, false])
  })

  test('a worker makes no network of the swarm', async () => {
    await expect(b.network.overlay('ov').create()).rejects.toMatchObject({ code: 'NOT_SWARM_MANAGER' })
  })

  test('a macvlan network has settings of each node’s own, and its containers reach each other', async () => {
    const settings = (docker: Docker, range: string) =>
      docker.network
        .configOnly('lan-settings')
        .parent('eth0')
        .subnet('192.168.0.0/24', { ipRange: range, gateway: '192.168.0.1' })
        .create()
    await using _onA = await settings(a, '192.168.0.64/28')
    await using _onB = await settings(b, '192.168.0.128/28')
    {
      const made = a.network.macvlan('swarm-lan').scope('swarm').configFrom('lan-settings').attachable()
      await using lan = await made.create()
      await using m1 = await sleeper(a, rich).net(lan).start()
      await using m2 = await sleeper(b, rich).net('swarm-lan').start()
      const [ip1, ip2] = [`${await m1.ip('swarm-lan')}`, `${await m2.ip('swarm-lan')}`]
      expect([ip1, ip2]).toEqual([expect.stringMatching(/\.0\.(6|7)\d$/), expect.stringMatching(/\.0\.1[234]\d$/)])
      expect(await ping(m1, ip2)).toBe(0)
      expect(await ping(m2, ip1)).toBe(0)
    }
    // the managers answer before it is gone from a node
    for (const docker of [a, b])
      await expect.poll(() => docker.network.exists('swarm-lan'), { timeout: 10_000 }).toBe(false)
  })
})
