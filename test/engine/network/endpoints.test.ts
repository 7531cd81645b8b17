import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OwnedContainer } from '../../../src/container/container.js'
import type { Docker } from '../../../src/docker.js'
import type { EndpointOptions } from '../../../src/docker-words/endpoint.js'
import type { EndpointSettings } from '../../../src/docker-words/endpoint-settings.js'
import { compareApi } from '../../../src/engine/call/api-version.js'
import type { OwnedNetwork } from '../../../src/network/network.js'
import { onEachEngine } from '../each-engine.js'
import { openDocker, rich, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'

onEachEngine('an endpoint on engine %s', (engineName) => {
  let docker: Docker
  let apiVersion: string
  let home: OwnedNetwork
  let net: OwnedNetwork
  let running: OwnedContainer
  let stopped: OwnedContainer
  beforeAll(async () => {
    docker = await openDocker(engineName)
    ;({ apiVersion } = await docker.describeConnection())
    home = await docker.network.bridge(unique('home')).subnet('10.206.0.0/24').create()
    net = await docker.network.bridge(unique('net')).subnet('10.206.1.0/24').subnet('fd00:206:1::/64').create()
    running = await sleeper(docker, rich).net(home).start()
    stopped = await sleeper(docker).net(home).create()
  })
  afterAll(async () => {
    await docker.cleanup()
    await docker.close()
  })

  const since = (version: string): boolean => compareApi(apiVersion, version) >= 0
  /** All that can be asked for on this engine, at a create and at a connect. */
  const everything = (at: number): EndpointOptions => ({
    alias: ['Www', 'web.internal'],
    ip: `10.206.1.${at}`,
    ip6: `fd00:206:1::${at}`,
    linkLocalIps: ['169.254.7.7'],
    link: ['db:database'],
    driverOpts: { 'com.example.note': 'kept' },
    ...(since('1.46') && { sysctls: { 'net.ipv4.conf.IFNAME.log_martians': '1' } }),
    ...(since('1.48') && { interface: 'front0', gwPriority: 7 }),
  })
  /** What an engine makes up by itself. */
  const invented = ['EndpointID', 'MacAddress', 'IPAddress', 'GlobalIPv6Address', 'IPAMConfig', 'DNSNames', 'Aliases']
  const said = (endpoint: EndpointSettings | undefined): object =>
    Object.fromEntries(Object.entries(endpoint ?? {}).filter(([name]) => !invented.includes(name)))
  const on = async (container: OwnedContainer): Promise<EndpointSettings | undefined> =>
    (await container.inspect()).NetworkSettings.Networks?.[net.name]

  test('has all that was asked for, at a create with several networks and at a connect alike', async () => {
    await using made = await sleeper(docker, rich).net(home).net(net, everything(10)).start()
    await using connected = await sleeper(docker, rich).net(home).start()
    await net.connect(connected, everything(11))
    await using later = await sleeper(docker, rich).net(home).create()
    await net.connect(later, everything(12))
    await later.start()
    for (const [at, container] of [made, connected, later].entries()) {
      expect(await container.cloneEndpoint(net)).toEqual(everything(10 + at))
      expect(`${await container.ip(net)}`).toBe(`10.206.1.${10 + at}`)
      const { stdout } = await container.exec('ip', '-o', 'addr').output()
      expect(stdout).toContain(`inet6 fd00:206:1::${10 + at}/64`)
      expect(stdout).toContain('inet 169.254.7.7/16')
      if (since('1.48')) expect(stdout).toContain('front0')
    }
    expect(said(await on(connected))).toEqual(said(await on(made)))
    expect(said(await on(later))).toEqual(said(await on(made)))
    // what was cloned is an endpoint again
    await net.disconnect(made)
    await net.connect(made, { ...(await connected.cloneEndpoint(net)), ip: '10.206.1.20', ip6: 'fd00:206:1::20' })
    expect((await net.lookup('www')).map(({ container }) => container.id).sort()).toEqual(
      [made.id, connected.id, connected.id, later.id, later.id, made.id].sort(),
    )
  })

  test('R82 and R85: a MAC address is that of its network at a create, and is refused at a connect that drops it', async () => {
    await using made = await sleeper(docker).net(net, { mac: '02:42:0a:ce:01:63' }).start()
    expect(`${await made.mac(net)}`).toBe('02:42:0a:ce:01:63')
    expect(await made.cloneEndpoint(net)).toEqual({ mac: '02:42:0a:ce:01:63' })
    expect(await running.cloneEndpoint(home)).toEqual({})
    for (const container of [running, stopped]) {
      const connecting = net.connect(container, { mac: '02:42:0a:ce:01:64' })
      if (since('1.54')) await connecting.then(() => net.disconnect(container))
      else
        await expect(connecting).rejects.toMatchObject({
          code: 'API_TOO_OLD',
          details: { needs: '1.54' },
          hint: 'engines before 29.3 set it only when a container is made: .net(network, { mac })',
          sent: 'no',
        })
    }
  })

  test('an option that the engine would ignore is refused with the version it needs, at a create and at a connect', async () => {
    const newer: readonly [needs: string, endpoint: EndpointOptions][] = [
      ['1.46', { sysctls: { 'net.ipv4.conf.IFNAME.log_martians': '1' } }],
      ['1.48', { interface: 'front0' }],
      ['1.48', { gwPriority: 1 }],
    ]
    for (const [needs, endpoint] of newer.filter(([version]) => !since(version))) {
      const [name = ''] = Object.keys(endpoint)
      const refused = {
        code: 'API_TOO_OLD',
        sentence: `${name} of an endpoint needs API ${needs}, and this engine is spoken to with ${apiVersion}`,
        details: { needs, has: apiVersion },
        hint: `this engine would ignore it: leave ${name} out, or use a newer engine`,
      }
      for (const container of [running, stopped])
        await expect(net.connect(container, endpoint)).rejects.toMatchObject(refused)
      await expect(sleeper(docker).net(net, endpoint).create()).rejects.toMatchObject(refused)
    }
    expect(await on(running)).toBe(undefined)
    expect(await on(stopped)).toBe(undefined)
  })

  test('R77: a fixed address outside of the subnets is refused, whatever state the container is in', async () => {
    for (const endpoint of [{ ip: '10.207.0.9' }, { ip6: 'fd00:207::9' }]) {
      const refused = { code: 'ADDRESS_OUTSIDE_SUBNET', details: { address: Object.values(endpoint)[0] } }
      for (const container of [running, stopped])
        await expect(net.connect(container, endpoint)).rejects.toMatchObject(refused)
      await expect(sleeper(docker).net(net, endpoint).create()).rejects.toMatchObject(refused)
    }
    expect(await on(stopped)).toBe(undefined)
  })

  test('an IPv6 address on a network without IPv6 is refused before anything is made', async () => {
    await using apart = await sleeper(docker).net(net).start()
    for (const endpoint of [{ ip6: 'fd00:206::9' }, { linkLocalIps: ['fe80::9'] }]) {
      const address = Object.values(endpoint).flat().join()
      const refused = { code: 'ADDRESS_OUTSIDE_SUBNET', details: { address } }
      await expect(home.connect(apart, endpoint)).rejects.toMatchObject(refused)
      await expect(sleeper(docker).net(home, endpoint).create()).rejects.toMatchObject(refused)
    }
  })

  test('an interface that could not be made: the refusal and a disconnect tell the way out, and a connect is one', async () => {
    await using apart = await sleeper(docker).net(net).start()
    const body = { Container: apart.id, EndpointConfig: { IPAMConfig: { LinkLocalIPs: ['fe80::9'] } } }
    await expect(docker.call('NetworkConnect', { id: home.id, body })).rejects.toMatchObject({ status: 500 })
    const wayOut = expect.stringContaining('connect it again as it should be, or stop it') as string
    await expect(home.disconnect(apart)).rejects.toMatchObject({ code: 'NOT_ATTACHED', hint: wayOut })
    await home.connect(apart, { alias: 'mended' })
    expect((await home.lookup('mended')).map(({ container }) => container.id)).toEqual([apart.id])
    await expect(home.connect(apart)).rejects.toMatchObject({ code: 'ALREADY_ATTACHED' })
    await home.disconnect(apart)
  })

  test('a network that is not there: a container that goes again is not told to be mended', async () => {
    await expect(sleeper(docker).net('no-such-network').start()).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { noun: 'network' },
      hint: 'check its name; docker.network.list() shows what there is',
    })
  })

  test('R66: a second connect of a stopped container is refused, where engines drop its settings', async () => {
    await net.connect(stopped, { alias: 'one' })
    await expect(net.connect(stopped, { alias: 'two' })).rejects.toMatchObject({ code: 'ALREADY_ATTACHED' })
    expect(await stopped.cloneEndpoint(net)).toEqual({ alias: ['one'] })
    await net.disconnect(stopped)
    await expect(stopped.cloneEndpoint(net)).rejects.toMatchObject({ code: 'NOT_ON_NETWORK' })
  })

  test('two interfaces of one name are refused, at the call and at a connect', async () => {
    const named = { driverOpts: { 'com.docker.network.endpoint.ifname': 'front0' } }
    expect(() => sleeper(docker).net(home, named).net(net, { interface: 'front0' })).toThrow(
      'each interface of a container has a name of its own',
    )
    await using made = await sleeper(docker).net(home).create()
    const connecting = net.connect(made, { interface: 'front0' })
    if (!since('1.48')) {
      await expect(connecting).rejects.toMatchObject({ code: 'API_TOO_OLD' })
      return
    }
    await connecting
    await home.disconnect(made)
    await expect(home.connect(made, named)).rejects.toMatchObject({ code: 'CONFLICTING_OPTIONS' })
  })

  test('R84: a MAC address that another container on the network has is told', async () => {
    await using first = await sleeper(docker).net(net, { mac: '02:42:0a:ce:01:70' }).start()
    await using second = await sleeper(docker).net(net, { mac: '02:42:0a:ce:01:70' }).create()
    expect(first.warnings).toEqual([])
    expect(second.warnings).toEqual([
      `container "${first.name}" has the MAC address 02:42:0a:ce:01:70 on network "${net.name}" as well: what is sent to one of them may reach the other`,
    ])
  })
})
