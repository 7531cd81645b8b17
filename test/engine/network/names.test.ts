import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OwnedContainer } from '../../../src/container/container.js'
import type { Docker } from '../../../src/docker.js'
import type { OwnedNetwork } from '../../../src/network/network.js'
import { onEachEngine } from '../each-engine.js'
import { openDocker, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'

onEachEngine('names on engine %s', (engineName) => {
  let docker: Docker
  const prefix = unique('mooring-test')
  /** In the order of their names: the second has no way out. */
  const networks: OwnedNetwork[] = []
  let first: OwnedNetwork
  let inner: OwnedNetwork
  let last: OwnedNetwork
  let web: OwnedContainer
  let asker: OwnedContainer
  /** Without a program that could ask. */
  let bare: OwnedContainer

  beforeAll(async () => {
    docker = await openDocker(engineName)
    first = await docker.network.bridge(`${prefix}-a`).create()
    inner = await docker.network.bridge(`${prefix}-b`).internal().create()
    last = await docker.network.bridge(`${prefix}-c`).create()
    networks.push(first, inner, last)
    const app = sleeper(docker)
    ;[web, asker, bare] = await Promise.all([
      app.name(`${prefix}-web`).net(first, { alias: 'db' }).start(),
      app.net(last).net(inner).net(first).start(),
      app.entrypoint('/bin/sleep').command('600').env('PATH', '/nowhere').net(last).start(),
      app
        .name(`${prefix}-inner`)
        .net(inner, { alias: ['db', 'queue'] })
        .start(),
      app
        .name(`${prefix}-last`)
        .net(last, { alias: ['db', 'queue'] })
        .start(),
      app.name(`${prefix}-idle`).net(first, { alias: 'idle' }).create(),
      app.name(`${prefix}-shares`).net(`container:${prefix}-web`).create(),
    ])
  })
  afterAll(async () => {
    await docker.cleanup()
    await docker.close()
  })

  test('an empty answer says why', async () => {
    const bridge = docker.network.ref('bridge')
    const why = async (name: string, network = first, from?: OwnedContainer) =>
      (await network.lookup(name, { from })).because
    expect((await bridge.lookup('db')).because).toMatchObject([{ reason: 'no-dns', network: 'bridge' }])
    const idle = { name: `${prefix}-idle` }
    expect(await why('idle')).toMatchObject([{ reason: 'stopped', container: idle }])
    expect(await why('IDLE', last)).toMatchObject([
      { reason: 'other-network', container: idle, networks: [first.name] },
    ])
    expect(await why(`${prefix}-shares`)).toMatchObject([{ reason: 'other-network', networks: [] }])
    expect(await why('queeu', last)).toMatchObject([{ reason: 'misspelt', nearest: 'queue' }])
    expect(await why('nobody-has-this-name')).toMatchObject([{ reason: 'unknown' }])
    expect(await why('queue', last, web)).toMatchObject([{ reason: 'asker-elsewhere', networks: [first.name] }])
    const idler = await docker.container.get(idle.name)
    expect((await first.lookup('db', { from: idler })).because).toMatchObject([{ reason: 'asker-elsewhere' }])
    expect(await why('db')).toEqual([])
    for (const { message, hint } of await why('idle')) expect(`${message}: ${hint}`).toMatch(/created: start it/)
  })

  test('one network wins for a container on several', async () => {
    for (const [name, winner] of [
      ['db', first],
      ['queue', last],
    ] as const) {
      const told = (await asker.lookup(name)).map((ip) => `${ip}`)
      for (const network of networks) {
        const answers = await network.lookup(name, { from: asker })
        if (network === winner) expect(answers.map(({ ip }) => `${ip}`)).toEqual(told)
        else if (name === 'queue' && network === first) expect(answers.because[0]?.reason).toBe('other-network')
        else expect(answers.because).toMatchObject([{ reason: 'other-network-first', network: winner.toJSON() }])
      }
    }
    const qualified = await inner.lookup(`db.${inner.name}`, { from: asker })
    expect((await asker.lookup(`db.${inner.name}`)).map(String)).toEqual(qualified.map(({ ip }) => `${ip}`))
  })

  test('an image without any tool needs none', async () => {
    const recorded = (await last.lookup('queue', { from: bare })).map(({ ip }) => `${ip}`)
    expect((await bare.lookup('queue')).map(String)).toEqual(recorded)
  })

  test('the highest gateway priority goes first, since Engine 28; older engines have none', async () => {
    const starting = sleeper(docker).net(first).net(last, { gwPriority: 5 }).start()
    if (engineName !== 'newest') {
      await expect(starting).rejects.toMatchObject({ code: 'API_TOO_OLD' })
      return
    }
    await using chosen = await starting
    const told = (await chosen.lookup('db')).map((ip) => `${ip}`)
    expect((await last.lookup('db', { from: chosen })).map(({ ip }) => `${ip}`)).toEqual(told)
    expect((await first.lookup('db', { from: chosen })).because).toMatchObject([{ reason: 'other-network-first' }])
  })

  test('without a tool in the image and without the helper image, what was tried is told', async () => {
    await using poor = await openDocker(engineName, { helper: 'no-such-image:1' })
    await expect(poor.container.ref(bare.id).lookup('db')).rejects.toMatchObject({
      code: 'NO_TOOL',
      details: { tried: ['dig', 'nslookup', 'drill', 'getent', 'no-such-image:1'] },
      message: expect.stringContaining('helper: { pull: true }') as string,
    })
  })

  test('the host tells its routes', async () => {
    const [subnet] = await first.subnets()
    const routes = await docker.host.routes()
    const own = routes.find(({ destination }) => subnet?.equals(destination))
    expect(own).toMatchObject({ interface: `br-${first.id.slice(0, 12)}`, gateway: undefined, metric: 0 })
  })
})
