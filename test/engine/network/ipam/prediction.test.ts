import { expect, test } from 'vitest'
import type { Cidr } from '../../../../src/cidr/cidr.js'
import { ulaOfEngine } from '../../../../src/network/ipam/ula.js'
import { onEachEngine } from '../../each-engine.js'
import { sleeper } from '../../open-docker.js'
import { unique } from '../../open-engine.js'
import { seeded } from './random.js'
import { groundOn, runSequence, type Tally } from './sequence.js'

onEachEngine('what is foretold of engine %s', (engineName) => {
  const ground = groundOn(engineName)

  // The long run has five hundred sequences.
  test.each([1, 2])('is the address that a container gets, in random sequence %i', async (seed) => {
    const tally: Tally = { steps: 0, addresses: 0, refusals: 0 }
    await runSequence(ground(), seeded(seed), 6, tally)
    console.log(`${engineName}: ${JSON.stringify(tally)}`)
    expect(tally.addresses).toBeGreaterThan(0)
  })

  test('a stopped container does not hold its fixed address, and capacity() tells', async () => {
    const { docker } = ground()
    await using net = await docker.network.bridge(unique('held')).subnet('10.205.2.0/29').create()
    await using fixed = await sleeper(docker).net(net, { ip: '10.205.2.2' }).start()
    const [running] = await net.capacity()
    expect(running).toMatchObject({ size: 6n, used: 2n, free: 4n, notHeld: [], counted: undefined })
    expect(String(running?.next)).toBe('10.205.2.3')
    expect(String(running?.gateway)).toBe('10.205.2.1')
    await fixed.stop()
    const [stopped] = await net.capacity()
    expect(stopped?.notHeld.map(({ container, ip }) => [container.name, `${ip}`])).toEqual([[fixed.name, '10.205.2.2']])
    expect(stopped).toMatchObject({ used: 1n, free: 5n })
    expect(String(stopped?.next)).toBe('10.205.2.2')
  })

  test('the next subnet is the one that a network without its own gets', async () => {
    const { docker } = ground()
    const given: Cidr[] = []
    const make = async () => {
      const { free, next } = await docker.network.capacity({ after: given.at(-1) })
      const net = await docker.network.bridge(unique('pool')).internal().create()
      const [subnet] = await net.subnets()
      if (subnet === undefined) throw new Error(`${net.name} has no subnet`)
      given.push(subnet)
      const after = await docker.network.capacity()
      expect(after.free).toBe(free - 1n)
      return { net, next, subnet }
    }
    // an engine that goes round comes to the block of its host's LAN, and leaves that out
    const makeBesideLan = async () => {
      const made = await make()
      if (made.next?.overlaps('192.168.0.0/24') !== true) return made
      expect(made.subnet.overlaps('192.168.0.0/24')).toBe(false)
      await made.net.remove()
      return await make()
    }
    const first = await makeBesideLan()
    // up to 26 nobody knows where the engine stands before it has given one
    const isOld = engineName !== 'newest'
    expect(first.next).toEqual(isOld ? undefined : first.subnet)
    const second = await makeBesideLan()
    expect(second.next).toEqual(second.subnet)
    await first.net.remove()
    const third = await makeBesideLan()
    expect(third.next).toEqual(third.subnet)
    expect(third.subnet.equals(first.subnet)).toBe(!isOld)
    await Promise.all([second.net.remove(), third.net.remove()])
  })

  test('IPv6 without a subnet works, in the private block that follows from the engine’s id', async () => {
    const { docker } = ground()
    const ula = ulaOfEngine((await docker.info()).ID)
    await using first = await docker.network.bridge(unique('ula')).subnet('10.205.3.0/28').ipv6().create()
    await using second = await docker.network.bridge(unique('ula')).subnet('10.205.3.16/28').ipv6().create()
    const found = [...(await first.subnets()), ...(await second.subnets())].filter(({ family }) => family === 6)
    expect(found.map((subnet) => [ula.contains(subnet), subnet.prefixLength])).toEqual([
      [true, 64],
      [true, 64],
    ])
    await using container = await sleeper(docker).net(first).start()
    const [address] = await container.ips()
    expect(found[0]?.contains(address?.ip6 ?? '')).toBe(true)
  })
})
