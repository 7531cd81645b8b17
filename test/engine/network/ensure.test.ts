import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Docker } from '../../../src/docker.js'
import type { Network } from '../../../src/network/network.js'
import { onEachEngine } from '../each-engine.js'
import { openDocker, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'

onEachEngine('ensure() of a network on engine %s', (engineName) => {
  let docker: Docker
  const ensured: Network[] = []
  beforeAll(async () => {
    docker = await openDocker(engineName)
  })
  afterAll(async () => {
    await docker.cleanup()
    for (const network of ensured) {
      if (await docker.network.exists(network)) await network.remove()
    }
    await docker.close()
  })

  /** What it gives is nobody's, so it is removed at the end. */
  const noted = async (ensuring: Promise<Network>): Promise<Network> => {
    const network = await ensuring
    ensured.push(network)
    return network
  }
  const named = async (name: string): Promise<readonly string[]> =>
    (await docker.network.list({ name })).filter((one) => one.name === name).map(({ id }) => id)

  test('makes it once, owns it never, and finds it again whatever else it has', async () => {
    const wanted = docker.network
      .bridge(unique('ens'))
      .subnet('10.204.0.0/24')
      .ipRange('10.204.0.0/25')
      .gateway('10.204.0.1')
      .auxAddress('router', '10.204.0.200')
      .subnet('fd00:204::/64')
      .option({ 'com.docker.network.bridge.enable_icc': '1', 'com.docker.network.driver.mtu': '1400' })
      .label('app', 'web')
    const made = await noted(wanted.ensure())
    expect(Symbol.asyncDispose in made).toBe(false)
    expect((await wanted.ensure()).id).toBe(made.id)
    const spelt = docker.network.bridge(made.name).subnet('fd00:204:0::/64').subnet('10.204.0.0/24')
    expect((await spelt.ensure({ replace: true })).id).toBe(made.id)
    expect((await docker.network.bridge(made.name).ensure()).id).toBe(made.id)
    await docker.cleanup()
    expect(await named(made.name)).toEqual([made.id])
  })

  test('of many at once one makes it, and all find it', async () => {
    const wanted = docker.network.bridge(unique('ens-race')).subnet('10.204.1.0/24')
    const all = await Promise.all(Array.from({ length: 6 }, () => noted(wanted.ensure())))
    expect(new Set(all.map(({ id }) => id)).size).toBe(1)
    expect(await named(wanted.toRequest().Name)).toEqual([all[0]?.id])
  })

  test('takes any subnet of the wanted size that it has for one that was to be chosen', async () => {
    const wanted = docker.network.bridge(unique('ens')).subnet({ size: 28, from: '10.204.128.0/20' })
    const [one, two] = await Promise.all([noted(wanted.ensure()), noted(wanted.ensure())])
    expect(two.id).toBe(one.id)
    expect((await wanted.ensure({ replace: true })).id).toBe(one.id)
    const smaller = docker.network.bridge(one.name).subnet({ size: 27, from: '10.204.128.0/20' })
    const found = (await one.inspect()).IPAM.Config?.[0]?.Subnet
    await expect(smaller.ensure()).rejects.toMatchObject({
      code: 'DIFFERS',
      details: {
        differences: [
          {
            field: 'IPAM.Config.Subnet',
            wanted: 'a /27 of 10.204.128.0/20',
            found,
          },
        ],
      },
    })
  })

  test('tells what differs, field by field, and changes nothing', async () => {
    const there = await noted(docker.network.bridge(unique('ens')).subnet('10.204.2.0/24').label('app', 'web').ensure())
    const wanted = docker.network.bridge(there.name).subnet('10.204.3.0/24').internal().label('app', 'api')
    await expect(wanted.ensure()).rejects.toMatchObject({
      code: 'DIFFERS',
      details: {
        noun: 'network',
        name: there.name,
        differences: [
          { field: 'Internal', wanted: 'true', found: 'false' },
          { field: 'IPAM.Config[0].Subnet', wanted: '10.204.3.0/24', found: '10.204.2.0/24' },
          { field: 'Labels.app', wanted: 'api', found: 'web' },
        ],
      },
    })
    expect(await named(there.name)).toEqual([there.id])
  })

  test('with replace makes it anew, but not from under a container in any state', async () => {
    const there = await noted(docker.network.bridge(unique('ens')).subnet('10.204.4.0/24').ensure())
    const wanted = docker.network.bridge(there.name).subnet('10.204.5.0/24')
    await using running = await sleeper(docker).name(unique('ens-b')).net(there).start()
    await using created = await sleeper(docker).name(unique('ens-a')).net(there.name).create()
    const held = (...containers: readonly { id: string; name: string }[]): object => ({
      code: 'ACTIVE_ENDPOINTS',
      details: { network: there.name, containers: containers.map(({ id, name }) => ({ id, name })) },
    })
    await expect(wanted.ensure({ replace: true })).rejects.toMatchObject(held(created, running))
    await running.kill()
    await expect(wanted.ensure({ replace: true })).rejects.toMatchObject(held(created, running))
    await created.remove()
    await running.remove()
    expect(await named(there.name)).toEqual([there.id])
    const [one, two] = await Promise.all([wanted.ensure({ replace: true }), wanted.ensure({ replace: true })])
    expect(one.id).toBe(two.id)
    expect(one.id).not.toBe(there.id)
    ensured.push(one)
    expect((await one.inspect()).IPAM.Config?.[0]?.Subnet).toBe('10.204.5.0/24')
  })

  test('puts the old one back when the new one cannot be made', async () => {
    await using other = await docker.network.bridge(unique('ens')).subnet('10.204.6.0/24').create()
    const there = await noted(docker.network.bridge(unique('ens')).subnet('10.204.7.0/24').label('a', 'b').ensure())
    const before = await there.inspect()
    await expect(
      docker.network.bridge(there.name).subnet('10.204.6.0/25').ensure({ replace: true }),
    ).rejects.toMatchObject({ code: 'SUBNET_OVERLAP', details: { network: { name: other.name } } })
    const [id] = await named(there.name)
    const after = await docker.network.inspect(id ?? '')
    ensured.push(await docker.network.get(after.Id))
    expect({ ...after, Id: before.Id, Created: before.Created }).toEqual(before)
  })

  test('finds a macvlan, a configuration and what was made from it', async () => {
    const lan = docker.network.macvlan(unique('ens')).parent('eth0').mode('bridge').subnet('10.204.8.0/24')
    const settings = docker.network
      .bridge(unique('ens'))
      .raw({ ConfigOnly: true, IPAM: { Config: [{ Subnet: '10.204.9.0/24' }] } })
    const from = docker.network.bridge(unique('ens')).raw({ ConfigFrom: { Network: settings.toRequest().Name } })
    // in this order: the configuration goes last
    for (const wanted of [from, settings, lan]) {
      if (wanted === from) await noted(settings.ensure())
      const made = await noted(wanted.ensure())
      expect((await wanted.ensure({ replace: true })).id).toBe(made.id)
    }
    ensured.push(
      ...ensured
        .splice(0)
        .sort((a, b) => Number(a.name === settings.toRequest().Name) - Number(b.name === settings.toRequest().Name)),
    )
  })

  test('refuses a misspelt option, and a name that the engine has', async () => {
    await expect(docker.network.bridge('x').ensure({ repalce: true } as object)).rejects.toMatchObject({
      code: 'UNKNOWN_OPTION',
      details: { nearest: 'replace' },
    })
    const abort = new AbortController()
    abort.abort(new Error('enough'))
    await expect(docker.network.bridge(unique('ens')).ensure({ signal: abort.signal })).rejects.toThrow('enough')
  })
})
