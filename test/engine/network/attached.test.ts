import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Docker } from '../../../src/docker.js'
import type { OwnedContainer } from '../../../src/container/container.js'
import type { OwnedNetwork } from '../../../src/network/network.js'
import { onEachEngine } from '../each-engine.js'
import { busybox, openDocker, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'

onEachEngine('what is attached already on engine %s', (engineName) => {
  let docker: Docker
  let other: Docker
  let home: OwnedNetwork
  let net: OwnedNetwork
  beforeAll(async () => {
    docker = await openDocker(engineName)
    other = await openDocker(engineName)
    home = await docker.network.bridge(unique('home')).subnet('10.206.0.0/24').create()
    net = await docker.network.bridge(unique('net')).subnet('10.206.1.0/24').create()
  })
  afterAll(async () => {
    for (const client of [docker, other]) {
      await client.cleanup()
      await client.close()
    }
  })

  /** A container in each state that a connect can meet; `dead` needs a broken disk. */
  const states: Readonly<Record<string, () => Promise<OwnedContainer>>> = {
    created: () => sleeper(docker).net(home).create(),
    exited: async () => {
      const container = await sleeper(docker).net(home).start()
      await container.stop()
      return container
    },
    running: () => sleeper(docker).net(home).start(),
    paused: async () => {
      const container = await sleeper(docker).net(home).start()
      await container.pause()
      return container
    },
    // It fails at once, and again after each wait of the engine, which doubles.
    restarting: async () => {
      const container = await docker.container.run(busybox, 'false').net(home).restart('always').start()
      while ((await container.inspect()).State.Status !== 'restarting' || (await container.inspect()).RestartCount < 4);
      return container
    },
  }

  test.each(Object.keys(states))(
    'is refused a second time while it is %s, and keeps its settings, by name, id, short id and handle',
    async (state) => {
      await using container = await states[state]?.()
      if (container === undefined) throw new Error(`no container is ${state}`)
      await docker.network.connect(net.id.slice(0, 12), container.id.slice(0, 12), { alias: 'first' })
      const aliases = async (): Promise<readonly string[] | null | undefined> =>
        (await container.inspect()).NetworkSettings.Networks?.[net.name]?.Aliases
      expect(await aliases()).toContain('first')
      const again = [
        [net, container],
        [net.name, container.name],
        [net.id, container.id],
        [net.id.slice(0, 12), container.id.slice(0, 12)],
        [home, container],
      ] as const
      for (const [network, one] of again) {
        await expect(docker.network.connect(network, one, { alias: 'second' })).rejects.toMatchObject({
          code: 'ALREADY_ATTACHED',
          name: 'ConflictError',
          operation: 'NetworkConnect',
          details: { container: container.name },
        })
      }
      expect(await aliases()).toContain('first')
      expect(await aliases()).not.toContain('second')
      const { NetworkSettings } = await container.inspect()
      expect(Object.keys(NetworkSettings.Networks ?? {}).sort()).toEqual([home.name, net.name].sort())
    },
  )

  test('is refused a second time in the moments between its first starts, by name and by whole id', async () => {
    await using container = await docker.container.run(busybox, 'false').net(net).restart('always').start()
    const refused = { code: 'ALREADY_ATTACHED', details: { container: container.name } }
    for (let times = 0; times < 3; times += 1) {
      while ((await container.inspect()).State.Status !== 'restarting');
      await expect(docker.network.connect(net.name, container.name, { alias: 'second' })).rejects.toMatchObject(refused)
      await expect(docker.network.connect(net.id, container.id, { alias: 'second' })).rejects.toMatchObject(refused)
    }
    expect((await container.inspect()).NetworkSettings.Networks?.[net.name]?.Aliases ?? []).not.toContain('second')
  })

  test('is another container’s network: refused in container mode, before its start and after', async () => {
    await using host = await sleeper(docker).net(home).start()
    await using shared = await sleeper(docker).net(host).create()
    const refused = { code: 'NOT_CONNECTABLE', name: 'BadRequestError', operation: 'NetworkConnect' }
    await expect(net.connect(shared)).rejects.toMatchObject(refused)
    await shared.start()
    await expect(docker.network.connect(net.name, shared.name)).rejects.toMatchObject(refused)
    expect((await shared.inspect()).NetworkSettings.Networks).toEqual({})
  })

  test('can be attached with other settings once it was detached', async () => {
    await using container = await sleeper(docker).net(home).create()
    await net.connect(container, { ip: '10.206.1.20' })
    await docker.network.disconnect(net.name, container.name)
    await net.connect(container, { ip: '10.206.1.21' })
    await container.start()
    expect(`${await container.ip(net)}`).toBe('10.206.1.21')
  })

  test('is one endpoint, whatever its network was called when it was stopped', async () => {
    await using container = await sleeper(docker).net(home).create()
    await docker.network.connect(net.id.slice(0, 12), container)
    await container.start()
    expect((await container.ips()).map(({ network }) => network).sort()).toEqual([home.name, net.name].sort())
    await container.restart({ stopTimeout: 0 })
    expect(`${await container.ip(net.id.slice(0, 12))}`).toMatch(/^10\.206\.1\./)
  })

  test('is not a network that does not exist, which engines would give to a stopped container', async () => {
    await using container = await sleeper(docker).net(home).create()
    const ref = unique('nosuch')
    await expect(docker.network.connect(ref, container)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { noun: 'network', ref },
    })
    await container.start()
    expect((await container.ips()).map(({ network }) => network)).toEqual([home.name])
  })

  test.each(['by handles', 'by names', 'by short ids'])(
    'and was detached again %s stays when somebody else attaches it',
    async (how) => {
      const mine = await docker.network.bridge(unique('mine')).subnet('10.206.2.0/24').create()
      await using theirs = await sleeper(other).start()
      const words: Readonly<Record<string, readonly [string, string]>> = {
        'by names': [mine.name, theirs.name],
        'by short ids': [mine.id.slice(0, 12), theirs.id.slice(0, 12)],
      }
      const [network, container] = words[how] ?? [mine, theirs]
      await docker.network.connect(network, container)
      await docker.network.disconnect(network, container)
      await other.network.connect(mine.id, theirs)
      await expect(mine[Symbol.asyncDispose]()).rejects.toMatchObject({ code: 'STILL_THERE' })
      expect(`${await theirs.ip(mine.id)}`).toMatch(/^10\.206\.2\./)
      await other.network.disconnect(mine.id, theirs)
      await mine[Symbol.asyncDispose]()
      expect(await docker.network.exists(mine.id)).toBe(false)
    },
  )

  test.each(['by names', 'by short ids'])('%s is taken off when its network is disposed of', async (how) => {
    const mine = await docker.network.bridge(unique('mine')).subnet('10.206.3.0/24').create()
    await using theirs = await sleeper(other).start()
    const word = ({ id, name }: { id: string; name: string }): string => (how === 'by names' ? name : id.slice(0, 12))
    await docker.network.connect(word(mine), word(theirs))
    await mine[Symbol.asyncDispose]()
    expect(await docker.network.exists(mine.id)).toBe(false)
  })

  test('and removed by its name or a part of its id is owned no more', async () => {
    const { session } = docker.engine
    for (const word of [(id: string) => id.slice(0, 12), (_: string, name: string) => name, (id: string) => id]) {
      const mine = await docker.network.bridge(unique('mine')).subnet('10.206.4.0/24').create()
      await docker.network.remove(word(mine.id, mine.name))
      expect(session.owns(mine.id)).toBe(false)
    }
  })
})
