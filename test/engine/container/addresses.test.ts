import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onEachEngine } from '../each-engine.js'
import type { OwnedContainer } from '../../../src/container/container.js'
import { readLinks } from '../../../src/container/host-probe/links.js'
import { containerList } from '../../../src/container/operations.js'
import { networkConnect } from '../../../src/network/operations.js'
import { openCall } from '../../../src/engine/context.js'
import type { Engine } from '../../../src/engine/engine.js'
import { sessionLabel } from '../../../src/engine/session/session.js'
import { lab, type LabEngine } from '../../lab/lab.js'
import { openEngine } from '../open-engine.js'
import { makeContainer, makeNetwork, startContainer } from './made.js'

const subnets = { e20: '10.91.20', e26: '10.91.26', newest: '10.91.28' }

onEachEngine('addresses on engine %s', (engineName) => {
  let host: LabEngine
  let engine: Engine
  const net = subnets[engineName]
  beforeAll(async () => {
    host = await lab.engine(engineName)
    engine = openEngine(host.socket)
  })
  afterAll(() => engine.close())

  const on = (network: string, more: object = {}) => ({
    HostConfig: { NetworkMode: network },
    NetworkingConfig: { EndpointsConfig: { [network]: more } },
  })

  test('the one address of a container is its ip, by any name of its network', async () => {
    await using network = await makeNetwork(engine, `${net}.0/24`)
    await using web = await startContainer(engine, on(network.name, { IPAMConfig: { IPv4Address: `${net}.77` } }))
    for (const name of [undefined, network, network.name, network.id, network.id.slice(0, 12)]) {
      expect((await web.ip(name)).toString()).toBe(`${net}.77`)
    }
    expect((await web.exec('cat', '/sys/class/net/eth0/address').output()).stdout.trim()).toBe(
      (await web.mac()).toString(),
    )
    await expect(web.ip('nowhere')).rejects.toMatchObject({
      code: 'NOT_ON_NETWORK',
      details: { networks: [network.name] },
    })
  })

  test('on several networks the address must be asked for by network', async () => {
    await using one = await makeNetwork(engine, `${net}.0/25`)
    await using two = await makeNetwork(engine, `${net}.128/25`)
    await using web = await startContainer(engine, on(one.name))
    await engine.call(networkConnect, { id: two.id, body: { Container: web.id } })
    await expect(web.ip()).rejects.toMatchObject({
      code: 'AMBIGUOUS_NETWORK',
      details: { networks: expect.arrayContaining([one.name, two.name]) as unknown },
    })
    const ips = await web.ips()
    expect(ips).toHaveLength(2)
    for (const { network, ip } of ips) expect((await web.ip(network)).equals(ip ?? (await web.ip(one)))).toBe(true)
    expect((await web.veth()).map(({ network }) => network).sort()).toEqual([one.name, two.name].sort())
    expect(await web.veth(two)).toHaveLength(1)
    await web[Symbol.asyncDispose]()
  })

  test('a container that does not run has none', async () => {
    await using stopped = await makeContainer(engine)
    await expect(stopped.ip()).rejects.toMatchObject({ code: 'NOT_RUNNING', name: 'StateError' })
  })

  test.each(['host', 'none'])('mode %s has none', async (mode) => {
    await using container = await startContainer(engine, { HostConfig: { NetworkMode: mode } })
    await expect(container.ip()).rejects.toMatchObject({ code: 'NO_NETWORK', details: { mode } })
    expect(await container.ips()).toEqual([])
    expect(await container.veth()).toEqual([])
  })

  test('container mode has those of the other container', async () => {
    await using first = await startContainer(engine)
    await using second = await startContainer(engine, { HostConfig: { NetworkMode: `container:${first.id}` } })
    expect((await first.ip()).equals(await second.ip('bridge'))).toBe(true)
    expect((await first.mac()).equals(await second.mac())).toBe(true)
    expect(await second.veth()).toEqual(await first.veth())
    await second[Symbol.asyncDispose]()
  })

  test('a veth is the one that the host sees', async () => {
    await using web = await startContainer(engine)
    const [pair] = await web.veth()
    const index = (await web.exec('cat', '/sys/class/net/eth0/iflink').output()).stdout.trim()
    expect(pair).toMatchObject({
      interface: 'eth0',
      network: 'bridge',
      host: { index: Number(index), bridge: 'docker0' },
    })
    const { stdout } = await host.exec('ip', '-o', 'link', 'show', 'dev', pair?.host.name ?? '')
    expect(stdout).toContain('master docker0')
    expect(stdout).toMatch(new RegExp(`^${index}: `))
  })

  test('a macvlan has no veth', async () => {
    await using network = await makeNetwork(engine, '192.168.0.0/24', 'macvlan', { parent: 'eth0' })
    await using web = await startContainer(engine, on(network.name, { IPAMConfig: { IPv4Address: '192.168.0.151' } }))
    expect((await web.ip()).toString()).toBe('192.168.0.151')
    expect(await web.veth()).toEqual([])
    await web[Symbol.asyncDispose]()
  })

  test("the host's links are those that ip shows", async () => {
    const links = await readLinks(openCall(engine))
    const { stdout } = await host.exec('ip', '-o', 'link')
    const shown = stdout
      .trim()
      .split('\n')
      .map((line) => line.split(': ')[1]?.split('@')[0])
    expect(links.map(({ name }) => name).sort()).toEqual(shown.sort())
    expect(links.find(({ name }) => name === 'lo')?.kind).toBe('loopback')
    expect(links.find(({ name }) => name === 'docker0')?.kind).toBe('bridge')
  })

  test('helpers leave nothing behind, also after an abort', async () => {
    const own = openEngine(host.socket)
    try {
      const mine = () =>
        own.call(containerList, { query: { all: true, filters: { label: `${sessionLabel}=${own.session.id}` } } })
      await readLinks(openCall(own))
      expect(await mine()).toEqual([])
      const abort = new AbortController()
      const reading = readLinks(openCall(own, { signal: abort.signal }))
      setTimeout(() => abort.abort('enough'), 100)
      await reading.catch(() => undefined)
      await own.session.settled()
      expect(await mine()).toEqual([])
    } finally {
      await own.close()
    }
  })

  test('a helper image that is not there is named', async () => {
    const poor = openEngine(host.socket, { helper: 'no-such-image:1' })
    try {
      await expect(readLinks(openCall(poor))).rejects.toMatchObject({
        code: 'NO_TOOL',
        details: { tried: ['no-such-image:1'] },
      })
    } finally {
      await poor.close()
    }
  })

  test('a published port is where the host listens', async () => {
    await using web = await startContainer(engine, {
      ExposedPorts: { '80/tcp': {}, '81/udp': {} },
      HostConfig: { PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] } },
    })
    const [bound, ...others] = await web.port(80)
    expect(others).toEqual([])
    expect(bound?.ip.toString()).toBe('127.0.0.1')
    expect(bound?.port).toBeGreaterThan(0)
    expect(await web.port('80/tcp')).toEqual([bound])
    expect(await web.port('81/udp')).toEqual([])
    await expect(web.port('eighty')).rejects.toMatchObject({ code: 'INVALID_PORT' })
  })

  describe('a lookup inside', () => {
    let apps: OwnedContainer[]
    let network: Awaited<ReturnType<typeof makeNetwork>>
    beforeAll(async () => {
      network = await makeNetwork(engine)
      apps = await Promise.all(
        [1, 2, 3].map(() => startContainer(engine, on(network.name, { Aliases: ['alicek106'] }))),
      )
    })
    afterAll(async () => {
      for (const app of apps) await app[Symbol.asyncDispose]()
      await network[Symbol.asyncDispose]()
    })

    test.each([
      ['ubuntu', 'dig'],
      ['lab/busybox:1', 'nslookup'],
    ])('image %s answers with every container of an alias', async (Image) => {
      await using asker = await startContainer(engine, { Image, ...on(network.name) })
      const answers = await asker.lookup('alicek106')
      const expected = await Promise.all(apps.map((app) => app.ip()))
      expect(answers.map(String).sort()).toEqual(expected.map(String).sort())
      expect(await asker.lookup('alicek106', { family: 6 })).toEqual([])
      expect(await asker.lookup('no-such-name.lab.test')).toEqual([])
      expect((await asker.lookup(apps[0]?.name ?? '')).join()).toBe(String(expected[0]))
    })

    test('comes in the order of the answer, which the engine shuffles', async () => {
      await using asker = await startContainer(engine, { Image: 'ubuntu', ...on(network.name) })
      const orders = new Set<string>()
      for (let round = 0; round < 60 && orders.size < 2; round++)
        orders.add((await asker.lookup('alicek106', { family: 4 })).join(' '))
      expect(orders.size).toBe(2)
    })

    test('of what is no name is refused', async () => {
      await expect(apps[0]?.lookup('-x')).rejects.toMatchObject({ code: 'INVALID_NAME' })
    })
  })
})
