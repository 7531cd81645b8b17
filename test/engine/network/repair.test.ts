import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Docker } from '../../../src/docker.js'
import { compareApi } from '../../../src/engine/call/api-version.js'
import type { Network } from '../../../src/network/network.js'
import { onEachEngine } from '../each-engine.js'
import { openDocker, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'

onEachEngine('the networks of containers on engine %s', (engineName) => {
  let docker: Docker
  let apiVersion: string
  beforeAll(async () => {
    docker = await openDocker(engineName)
    ;({ apiVersion } = await docker.describeConnection())
  })
  afterAll(async () => {
    await docker.cleanup()
    await docker.close()
  })

  const again = async (network: Network): Promise<Network> => {
    const { IPAM } = await network.inspect()
    await network.remove()
    return await docker.network.bridge(network.name).raw({ IPAM }).create()
  }

  test('R70: a container whose network was made anew is put on it again, with its settings, and starts', async () => {
    const net = await docker.network.bridge(unique('rep')).subnet('10.205.0.0/24').create()
    const other = await docker.network.bridge(unique('rep')).subnet('10.205.1.0/24').create()
    const settings = {
      alias: ['www', 'Web'],
      ip: '10.205.0.77',
      linkLocalIps: ['169.254.9.9'],
      link: 'db:database',
    } as const
    // by a handle, whose network is called by its name all the same: by an id newer engines would look for that one
    await using web = await sleeper(docker).net(net, settings).net(other, { alias: 'other' }).start()
    expect((await web.inspect()).HostConfig.NetworkMode).toBe(net.name)
    await web.kill()
    const cloned = await web.cloneEndpoint(net.name)
    expect(cloned).toEqual({ ...settings, link: ['db:database'] })
    expect(await docker.network.repair(web)).toEqual([])

    const net2 = await again(net)
    await expect(web.start()).rejects.toMatchObject({ code: 'NOT_FOUND', details: { noun: 'network' } })
    expect(await docker.network.repair(web.name)).toEqual([{ network: net.name, was: net.id, now: net2.id }])
    await web.start()
    expect(await web.cloneEndpoint(net2)).toEqual(cloned)
    expect(await web.cloneEndpoint(other)).toEqual({ alias: ['other'] })
    expect(`${await web.ip(net2)}`).toBe('10.205.0.77')
    expect((await net2.lookup('www')).map(({ container }) => container.id)).toEqual([web.id])
    expect(await docker.network.repair(web)).toEqual([])
  })

  test('R70: a container that is off the network it was made with starts on its others, or is told how it can', async () => {
    const net = await docker.network.bridge(unique('rep')).create()
    const other = await docker.network.bridge(unique('rep')).create()
    const { name } = await sleeper(docker).name(unique('rep')).net(net).net(other).start()
    const web = docker.container.ref(name)
    await net.remove({ detach: true })
    const refused = {
      code: 'NOT_FOUND',
      hint: `it was made with network "${net.name}", and starts only where there is one of that name: make one again, or the container without it: docker.container.ref("${name}").replace()`,
    }
    const restarting = web.restart({ stopTimeout: 0 })
    if (compareApi(apiVersion, '1.44') < 0) await restarting
    else {
      await expect(restarting).rejects.toMatchObject(refused)
      await expect(web.start()).rejects.toMatchObject(refused)
      await web.replace()
      await web.start()
    }
    expect((await web.ips()).map(({ network }) => network)).toEqual([other.name])
    await web.remove({ force: true })
  })

  test('R70: what cannot be kept is refused, and nothing is changed', async () => {
    const net = await docker.network.bridge(unique('rep')).subnet('10.205.2.0/24').create()
    await using web = await sleeper(docker).net(net, { ip: '10.205.2.77' }).start()
    await web.kill()
    await net.remove()
    await expect(docker.network.repair(web)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { noun: 'network', ref: net.name },
      hint: 'make it again first, under the same name',
    })
    await using smaller = await docker.network.bridge(net.name).subnet('10.205.3.0/24').create()
    await expect(docker.network.repair(web)).rejects.toMatchObject({
      code: 'ADDRESS_OUTSIDE_SUBNET',
      details: { address: '10.205.2.77' },
    })
    expect(await web.cloneEndpoint(net.name)).toEqual({ ip: '10.205.2.77' })
    expect(smaller.name).toBe(net.name)
  })

  test('R70: a fixed MAC address is kept, or the repair is refused', async () => {
    const net = await docker.network.bridge(unique('rep')).subnet('10.205.4.0/24').create()
    const mac = '02:42:0a:cd:04:63'
    await using web = await sleeper(docker).net(net, { mac }).start()
    await web.kill()
    expect(await web.cloneEndpoint(net)).toEqual({ mac })
    await again(net)
    const repairing = docker.network.repair(web)
    if (compareApi(apiVersion, '1.44') >= 0 && compareApi(apiVersion, '1.54') < 0) {
      await expect(repairing).rejects.toMatchObject({
        code: 'NOT_REPAIRABLE',
        details: { container: web.name, network: net.name },
      })
      expect(await web.cloneEndpoint(net.name)).toEqual({ mac })
    } else {
      await repairing
      await web.start()
      expect(`${await web.mac()}`).toBe(mac)
    }
  })

  test('a removal with detach takes stopped, created and paused containers off, and they start again', async () => {
    const net = await docker.network.bridge(unique('rep')).subnet('10.205.5.0/24').create()
    const on = sleeper(docker).net(net)
    await using running = await on.start()
    await using paused = await on.start()
    await using stopped = await on.start()
    await using created = await on.create()
    await paused.pause()
    await stopped.kill()
    await expect(net.remove()).rejects.toMatchObject({ code: 'ACTIVE_ENDPOINTS' })
    await net.remove({ detach: true })
    expect(await docker.network.exists(net.name)).toBe(false)
    await paused.unpause()
    for (const one of [stopped, created]) await one.start()
    for (const one of [running, paused, stopped, created]) expect(await one.ips()).toEqual([])
  })
})
