import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Docker } from '../../../../src/docker.js'
import { lab } from '../../../lab/lab.js'
import { onEachEngine } from '../../each-engine.js'
import { openDocker, sleeper } from '../../open-docker.js'
import { unique } from '../../open-engine.js'

onEachEngine('a block and what is in its way on engine %s', (engineName) => {
  let docker: Docker
  beforeAll(async () => {
    docker = await openDocker(engineName)
  })
  afterAll(() => docker.close())

  test('networks with their containers, and the routes of the host', async () => {
    const engine = await lab.engine(engineName)
    await engine.exec('ip', 'route', 'add', '10.207.128.0/17', 'dev', 'eth0')
    try {
      await using net = await docker.network.bridge(unique('conflict')).subnet('10.207.1.0/24').create()
      await using running = await sleeper(docker).net(net).start()
      await using created = await sleeper(docker).net(net).create()
      const found = await docker.network.conflicts('10.207.0.0/16', { reserved: ['10.0.0.0/8', '10.9.0.0/16'] })
      expect(found.hostUnseen).toBeUndefined()
      expect(found.reserved.map(String)).toEqual(['10.0.0.0/8'])
      expect(found.networks.map(({ network, subnet }) => [network.name, `${subnet}`])).toEqual([
        [net.name, '10.207.1.0/24'],
      ])
      const on = new Map(found.networks[0]?.containers.map((one) => [one.container.name, one.isRunning]))
      expect(on).toEqual(
        new Map([
          [running.name, true],
          [created.name, false],
        ]),
      )
      // the network's own bridge has a route and an address in it, which are no news
      expect(found.host.map(({ kind, block, interface: device }) => [kind, `${block}`, device])).toEqual([
        ['route', '10.207.128.0/17', 'eth0'],
      ])
      const free = await docker.network.conflicts('10.207.64.0/24')
      expect(free).toEqual({ networks: [], host: [], hostUnseen: undefined, reserved: [] })
      const lan = await docker.network.conflicts('192.168.0.0/30')
      expect(new Set(lan.host.map(({ kind }) => kind))).toContain('route')
    } finally {
      await engine.exec('ip', 'route', 'del', '10.207.128.0/17')
    }
  })

  test('where the host cannot be looked at, it says why', async () => {
    await using blind = await openDocker(engineName, { helper: 'nosuch/helper:1' })
    expect(await blind.network.conflicts('10.207.0.0/16')).toMatchObject({
      networks: [],
      host: [],
      hostUnseen: expect.stringContaining('nosuch/helper:1') as string,
    })
    expect((await docker.network.conflicts('10.207.0.0/16', { host: false })).hostUnseen).toBe('it was not asked for')
  })

  test('the names of a network are those that DNS answers to, and with the same addresses', async () => {
    await using net = await docker.network.bridge(unique('names')).subnet('10.207.2.0/28').create()
    const app = sleeper(docker).net(net, { alias: ['Shared', 'both'] })
    await using one = await app.hostname('host-one').start()
    await using two = await app.start()
    await using _stopped = await sleeper(docker).net(net, { alias: 'stopped' }).create()
    const names = await net.names()
    const expected = [one.name, two.name, one.id.slice(0, 12), two.id.slice(0, 12), 'host-one', 'Shared', 'both']
    expect(names.map(({ name }) => name).sort()).toEqual(expected.sort())
    for (const { name, answers } of names.filter((known) => ['Shared', 'host-one', one.name].includes(known.name))) {
      const answered = await one.lookup(name, { family: 4 })
      expect(answered.map(String).sort()).toEqual(answers.map(({ ip }) => `${ip}`).sort())
    }
    expect(await docker.network.ref('bridge').names()).toEqual([])
    expect((await net.subnets()).map(String)).toEqual(['10.207.2.0/28'])
  })
})
