import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cidr } from '../../../src/cidr/cidr.js'
import type { Docker } from '../../../src/docker.js'
import { ulaOfEngine } from '../../../src/network/ipam/ula.js'
import { onEachEngine } from '../each-engine.js'
import { openDocker } from '../open-docker.js'
import { unique } from '../open-engine.js'
import { race } from './race/race.js'
import { run } from './race/racer.js'

onEachEngine('a network in a free block on engine %s', (engineName) => {
  let docker: Docker
  beforeAll(async () => {
    docker = await openDocker(engineName)
  })
  afterAll(() => docker.close())
  const bridge = () => docker.network.bridge(unique('free'))
  const subnetsOf = async (id: string) => (await docker.network.inspect(id)).IPAM.Config?.map(({ Subnet }) => Subnet)

  test('has the lowest one, and not what is to be avoided', async () => {
    const from = '10.201.192.0/24'
    await using first = await bridge().subnet({ size: 28, from }).create()
    await using second = await bridge()
      .subnet({ size: 28, from, avoid: ['10.201.192.16/28'] })
      .create()
    expect(await subnetsOf(first.id)).toEqual(['10.201.192.0/28'])
    expect(await subnetsOf(second.id)).toEqual(['10.201.192.32/28'])
    const next = await docker.network.freeSubnet({ size: 27, from, avoid: [Cidr.parse('10.201.192.64/26')] })
    expect(`${next}`).toBe('10.201.192.128/27')
    const full = bridge().subnet({ size: 24, from }).create()
    await expect(full).rejects.toMatchObject({ code: 'SUBNETS_TAKEN', details: { from, size: 24 } })
  })

  test('may have an IPv6 block, by default of the engine’s own', async () => {
    const ula = ulaOfEngine((await docker.info()).ID)
    await using net = await bridge().subnet({ size: 28, from: '10.201.193.0/24' }).subnet({ size: 64 }).create()
    const [v4, v6] = (await subnetsOf(net.id)) ?? []
    expect(v4).toBe('10.201.193.0/28')
    expect(ula.contains(Cidr.from(v6 ?? ''))).toBe(true)
    expect((await net.inspect()).EnableIPv6).toBe(true)
    await using other = await bridge().subnet('10.201.193.64/28').subnet({ size: 80, from: 'fd00:201::/48' }).create()
    expect(await subnetsOf(other.id)).toContain('fd00:201::/80')
  })

  // Each client has connections and a session of its own, as a process has; the long run has 16 processes.
  test('does not meet the block of another client that makes one at the same time', async () => {
    await race(docker, { racers: 4, networks: 5, from: '10.202.0.0/23' }, async (leg) => {
      await using racer = await openDocker(engineName)
      await run(racer, leg)
    })
  })
})
