import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Docker } from '../../../src/docker.js'
import { MooringError } from '../../../src/errors/base.js'
import type { OwnedNetwork } from '../../../src/network/network.js'
import { onEachEngine } from '../each-engine.js'
import { busybox, openDocker, rich, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'

onEachEngine('what a container is now, not what it was made as, on engine %s', (engineName) => {
  let docker: Docker
  let net: OwnedNetwork
  beforeAll(async () => {
    docker = await openDocker(engineName)
    net = await docker.network.bridge(unique('states')).subnet('10.205.0.0/24').create()
  })
  afterAll(async () => {
    await docker.cleanup()
    await docker.close()
  })

  test('made with none and connected later, it has the addresses of that network, also after a restart', async () => {
    await using web = await sleeper(docker, rich).net('none').start()
    await docker.network.disconnect('none', web)
    await net.connect(web, { ip: '10.205.0.7' })
    for (const step of ['connected', 'restarted'] as const) {
      if (step === 'restarted') await web.restart({ stopTimeout: 0 })
      expect(`${await web.ip()}`).toBe('10.205.0.7')
      expect(`${await web.ip(net)}`).toBe('10.205.0.7')
      const { stdout } = await web.exec('cat', '/sys/class/net/eth0/address').output({ check: true })
      expect(`${await web.mac()}`).toBe(stdout.trim())
      expect((await web.ips()).map(({ network }) => network)).toEqual([net.name])
      const [cable, ...others] = await web.veth()
      expect(others).toEqual([])
      expect(cable).toMatchObject({ interface: 'eth0', network: net.name })
    }
    await using joined = await sleeper(docker, rich).net(web).start()
    expect(`${await joined.ip()}`).toBe('10.205.0.7')
  })

  test('disconnected from every network, it has none', async () => {
    await using web = await sleeper(docker).net(net).start()
    await net.disconnect(web)
    await expect(web.ip()).rejects.toMatchObject({ code: 'NO_NETWORK', details: { mode: 'own' } })
    await expect(web.mac(net)).rejects.toMatchObject({ code: 'NO_NETWORK' })
    expect(await web.ips()).toEqual([])
    expect(await web.veth()).toEqual([])
  })

  test('paused, it keeps its addresses and its cable', async () => {
    await using web = await sleeper(docker).net(net, { ip: '10.205.0.8' }).start()
    const cable = await web.veth()
    expect(cable).toHaveLength(1)
    await web.pause()
    expect(`${await web.ip()}`).toBe('10.205.0.8')
    expect(await web.veth()).toEqual(cable)
  })

  test('waiting to be started again, it does not run', async () => {
    await using web = await docker.container.run(busybox, 'false').restart('always').net(net).start()
    // Between two waits it runs, for a moment.
    let refused: unknown
    while (!MooringError.is(refused, 'NOT_RUNNING')) refused = await web.ip().catch((error: unknown) => error)
    expect(refused).toMatchObject({ message: expect.stringMatching(/is (restarting|exited)/) as unknown })
  })

  test('a network is one, whatever the container was told to call it', async () => {
    for (const word of [net, net.name, net.id, net.id.slice(0, 12)]) {
      await using web = await sleeper(docker).net(word, { ip: '10.205.0.9' }).start()
      for (const step of ['started', 'restarted'] as const) {
        if (step === 'restarted') await web.restart({ stopTimeout: 0 })
        expect(`${await web.ip()}`).toBe('10.205.0.9')
        expect((await web.ips()).map(({ network }) => network)).toEqual([net.name])
      }
    }
  })

  test('a network that is named twice is joined once, as it was described last', async () => {
    await using web = await sleeper(docker).net(net.name, { ip: '10.205.0.10' }).net(net, { ip: '10.205.0.11' }).start()
    expect((await web.ips()).map(({ network, ip }) => `${network} ${ip ?? ''}`)).toEqual([`${net.name} 10.205.0.11`])
  })

  test('a container that another tool joined by a short id is on one network', async () => {
    const short = net.id.slice(0, 12)
    const body = { Image: busybox, Cmd: ['sleep', '600'], HostConfig: { Init: true, NetworkMode: short } }
    const EndpointsConfig = { [short]: { IPAMConfig: { IPv4Address: '10.205.0.12' } } }
    const { Id } = await docker.call('ContainerCreate', { body: { ...body, NetworkingConfig: { EndpointsConfig } } })
    const web = docker.container.ref(Id)
    try {
      await web.start()
      expect(Object.keys((await web.inspect()).NetworkSettings.Networks ?? {})).toHaveLength(2)
      for (const word of [undefined, net, short]) expect(`${await web.ip(word)}`).toBe('10.205.0.12')
      expect(await web.ips()).toHaveLength(1)
      expect(await web.veth()).toHaveLength(1)
    } finally {
      await web.remove({ force: true })
    }
  })

  test('in container mode it has the addresses of the other under any name, until that ends', async () => {
    await using first = await sleeper(docker).net(net, { ip: '10.205.0.13' }).start()
    await using second = await sleeper(docker).net(`container:${first.name}`).start()
    const renamed = await first.rename(unique('renamed'))
    await using namesake = await sleeper(docker).name(first.name).start()
    expect(`${await second.ip()}`).toBe('10.205.0.13')
    expect(`${await namesake.ip()}`).not.toBe('10.205.0.13')

    await renamed.restart({ stopTimeout: 0 })
    await expect(second.ip()).rejects.toMatchObject({ code: 'NO_NETWORK', details: { mode: 'shared' } })
    await second.restart({ stopTimeout: 0 })
    expect(`${await second.ip()}`).toBe('10.205.0.13')

    await renamed.stop({ stopTimeout: 0 })
    await expect(second.ip()).rejects.toMatchObject({ code: 'NOT_RUNNING', details: { id: first.id } })
    await renamed.remove()
    await expect(second.ip()).rejects.toMatchObject({ code: 'NO_NETWORK', details: { mode: 'shared' } })
  })
})
