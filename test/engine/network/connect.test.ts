import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OwnedContainer } from '../../../src/container/container.js'
import { compareApi } from '../../../src/engine/call/api-version.js'
import type { Docker } from '../../../src/docker.js'
import type { Network, OwnedNetwork } from '../../../src/network/network.js'
import { onEachEngine } from '../each-engine.js'
import { openDocker, rich, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'

onEachEngine('a container on a network of engine %s', (engineName) => {
  let docker: Docker
  let home: OwnedNetwork
  let net: OwnedNetwork
  let container: OwnedContainer
  beforeAll(async () => {
    docker = await openDocker(engineName)
    home = await docker.network.bridge(unique('home')).subnet('10.203.0.0/24').create()
    net = await docker.network.bridge(unique('net')).subnet('10.203.1.0/24').create()
    container = await sleeper(docker, rich).name(unique('Member')).hostname('HostName').net(home).start()
  })
  afterAll(async () => {
    await docker.cleanup()
    await docker.close()
  })

  const names = async (network: Network): Promise<string[]> =>
    (await network.members()).map((one) => one.container.name)

  test('can be attached while it runs, with a name and an address, and detached', async () => {
    await net.connect(container, { alias: ['www', 'web.internal'], ip: '10.203.1.77' })
    expect(await names(net)).toEqual([container.name])
    const [member] = await net.members()
    expect(`${member?.ip ?? ''}`).toBe('10.203.1.77')
    expect(member?.mac?.isUnicast).toBe(true)
    expect(member?.endpointId).toMatch(/^[0-9a-f]{64}$/)
    expect(`${await container.ip(net)}`).toBe('10.203.1.77')
    expect((await container.lookup('www')).map(String)).toEqual(['10.203.1.77'])
    expect((await container.lookup('web.internal')).map(String)).toEqual(['10.203.1.77'])
    await net.disconnect(container)
    expect(await names(net)).toEqual([])
    expect(await container.lookup('www')).toEqual([])
  })

  test('can be attached and detached by names alone, and by force', async () => {
    await docker.network.connect(net.name, container.name)
    expect(await names(net)).toEqual([container.name])
    await docker.network.disconnect(net.name, container.name, { force: true })
    expect(await names(net)).toEqual([])
  })

  test('keeps its other network while it comes and goes', async () => {
    await net.connect(container)
    expect((await container.ips()).map(({ network }) => network).sort()).toEqual([home.name, net.name].sort())
    await net.disconnect(container)
    expect((await container.ips()).map(({ network }) => network)).toEqual([home.name])
  })

  test('is attached when it starts, if it was stopped when that was asked', async () => {
    await using stopped = await sleeper(docker).net(home).create()
    await net.connect(stopped, { ip: '10.203.1.78' })
    expect(await names(net)).toEqual([])
    await stopped.start()
    expect(`${await stopped.ip(net)}`).toBe('10.203.1.78')
  })

  test('answers to its name, alias, hostname and short id, in any case, with or without the network', async () => {
    await net.connect(container, { alias: 'Www' })
    try {
      const ip = `${await container.ip(net)}`
      const words = { name: container.name, alias: 'www', hostname: 'hostname', id: container.id.slice(0, 12) }
      for (const [via, word] of Object.entries(words)) {
        for (const asked of [word, word.toUpperCase(), `${word}.${net.name}`, `${word}.`]) {
          const answers = await net.lookup(asked)
          expect(answers.map((one) => [one.container.name, `${one.ip}`, one.via])).toEqual([[container.name, ip, via]])
        }
      }
      expect(await net.lookup('nobody')).toEqual([])
      expect(await net.lookup(`www.${home.name}`)).toEqual([])
      expect(await net.lookup(container.id)).toEqual([])
    } finally {
      await net.disconnect(container)
    }
  })

  test('shares an alias, and a lookup gives every address that DNS gives', async () => {
    const shared = sleeper(docker).net(net, { alias: 'alicek106' })
    await using first = await shared.start()
    await using second = await shared.start()
    await net.connect(container, { alias: 'alicek106' })
    try {
      const answers = await net.lookup('alicek106')
      expect(answers.map((one) => one.container.id).sort()).toEqual([first.id, second.id, container.id].sort())
      expect(answers.map(({ via }) => via)).toEqual(['alias', 'alias', 'alias'])
      const recorded = answers.map(({ ip }) => `${ip}`).sort()
      expect((await container.lookup('alicek106')).map(String).sort()).toEqual(recorded)
    } finally {
      await net.disconnect(container)
    }
  })

  test('that stops leaves the members and the answers', async () => {
    await using leaving = await sleeper(docker).net(net, { alias: 'leaving' }).start()
    expect(await net.lookup('leaving')).toHaveLength(1)
    await leaving.stop()
    expect(await net.lookup('leaving')).toEqual([])
    expect(await names(net)).toEqual([])
  })

  test('on the default bridge answers to no name there', async () => {
    await using plain = await sleeper(docker).start()
    const bridge = await docker.network.get('bridge')
    expect(await names(bridge)).toContain(plain.name)
    expect(await bridge.lookup(plain.name)).toEqual([])
  })

  test('gets the MAC address of a live connect, or a refusal where the engine would ignore it', async () => {
    const { apiVersion } = await docker.describeConnection()
    const connecting = net.connect(container, { mac: '02:42:0a:cb:01:63' })
    if (compareApi(apiVersion, '1.54') < 0) {
      await expect(connecting).rejects.toMatchObject({ code: 'API_TOO_OLD', sent: 'no' })
      expect(await names(net)).toEqual([])
    } else {
      await connecting
      expect(`${await container.mac(net)}`).toBe('02:42:0a:cb:01:63')
      await net.disconnect(container)
    }
  })

  test('is detached by a removal that is told to', async () => {
    const goner = await docker.network.bridge(unique('goner')).subnet('10.203.2.0/24').create()
    await goner.connect(container)
    await docker.network.remove(goner, { detach: true })
    expect(await docker.network.exists(goner)).toBe(false)
    expect((await container.ips()).map(({ network }) => network)).toEqual([home.name])
  })
})
