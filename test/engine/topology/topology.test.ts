import { describe, expect, test } from 'vitest'
import { topology } from '../../../src/topology/index.js'
import { onEachEngine } from '../each-engine.js'
import { openDocker, rich, sleeper } from '../open-docker.js'

onEachEngine('the topology of %s', (engineName) => {
  test('what a refused connect left in the settings of a container is no endpoint, until it is connected again', async () => {
    await using docker = await openDocker(engineName)
    await using front = await docker.network.bridge().create()
    await using apart = await sleeper(docker).start()
    await using web = await sleeper(docker).net(front).start()
    const body = { Container: apart.id, EndpointConfig: { IPAMConfig: { LinkLocalIPs: ['fe80::9'] } } }
    await expect(docker.call('NetworkConnect', { id: front.id, body })).rejects.toMatchObject({ status: 500 })
    expect((await apart.inspect()).NetworkSettings.Networks?.[front.name]?.IPAddress).not.toBe('')

    const before = await topology(docker)
    const on = before.endpoints.filter(({ network }) => network === front.id)
    expect(on.map(({ container }) => container)).toEqual([web.id])
    const { reachable, because } = before.reach(web, apart)
    expect([reachable, because[0]?.reason]).toEqual([false, 'no-common-network'])
    await front.connect(apart)
    expect((await topology(docker)).reach(web, apart).reachable).toBe(true)
  })

  test('is what the engine has, and what its containers see', async () => {
    await using docker = await openDocker(engineName)
    const label = `topology=${docker.session.id}`
    const run = (name: string, image?: string) =>
      sleeper(docker, image).name(`${name}-${docker.session.id}`).label('topology', docker.session.id)
    await using front = await docker.network.bridge().subnet('10.231.1.0/24').ipv6().subnet('fd00:231:1::/64').create()
    await using back = await docker.network.bridge().subnet('10.231.2.0/24').internal().create()
    await using lan = await docker.network
      .macvlan()
      .parent('eth0')
      .subnet('192.168.0.0/24')
      .ipRange('192.168.0.208/28')
      .create()
    await using web = await run('web')
      .net(front, { alias: ['web', 'www'] })
      .publish('127.0.0.1::80', '8053:53/udp')
      .start()
    await using api = await run('api', rich).net(back, { ip: '10.231.2.77' }).net(front).start()
    await using edge = await run('edge').net(lan).start()
    await using side = await run('side').net(web).create()
    await using monitor = await run('monitor').net('host').create()
    await using job = await run('job').net('none').create()
    await using plain = await run('plain').create()
    await using old = await run('old').net(front, { ip: '10.231.1.200' }).publish('8054:80').create()

    const t = await topology(docker, { label })
    expect(t.hosts).toHaveLength(1)
    expect(t.hosts[0]).toMatchObject({ version: (await docker.version()).Version, changing: false })
    const nameOf = (id: string | undefined) => t.containers.find((one) => one.id === id)?.name.replace(/-.*/, '')
    const networkOf = (id: string) => t.networks.find((one) => one.id === id)?.name

    expect(
      t.endpoints.map(({ container, network }) => `${String(nameOf(container))} ${String(networkOf(network))}`).sort(),
    ).toEqual(
      [
        `api ${back.name}`,
        `api ${front.name}`,
        `edge ${lan.name}`,
        'monitor host',
        `old ${front.name}`,
        'plain bridge',
        `web ${front.name}`,
      ].sort(),
    )
    const on = (container: { readonly id: string }, network: { readonly id: string }) =>
      t.endpoints.find((one) => one.container === container.id && one.network === network.id)
    expect(on(web, front)).toMatchObject({
      active: true,
      aliases: ['web', 'www'],
      defaultRoute: true,
      defaultRoute6: true,
    })
    expect(String(on(web, front)?.ip)).toBe(`${await web.ip(front)}`)
    expect(String(on(web, front)?.mac)).toBe(`${await web.mac(front)}`)
    expect(String(on(api, back)?.ip)).toBe('10.231.2.77')
    expect(String(on(edge, lan)?.ip)).toMatch(/^192\.168\.0\.2\d\d$/)
    expect(on(old, front)).toMatchObject({ active: false, gateway: undefined })
    expect(String(on(old, front)?.ip)).toBe('10.231.1.200')

    // the way out is the one that the container's kernel takes
    const { stdout } = await api.exec('sh', '-c', 'ip route show default; ip -6 route show default').output()
    const gateways = t.endpoints.filter(({ container }) => container === api.id)
    expect(stdout).toContain(`default via ${String(gateways.find(({ defaultRoute }) => defaultRoute)?.gateway)} `)
    expect(stdout).toContain(`default via ${String(gateways.find(({ defaultRoute6 }) => defaultRoute6)?.gateway6)} `)

    const found = (container: { readonly id: string }) => t.containers.find(({ id }) => id === container.id)
    expect(found(side)).toMatchObject({ net: 'shared', sharesWith: web.id, ports: [] })
    expect(found(job)).toMatchObject({ net: 'none', running: false, state: 'created' })
    expect(found(monitor)?.net).toBe('host')
    expect(found(plain)?.net).toBe('own')
    const [chosen] = await web.port(80)
    const ports = found(web)?.ports.map(
      ({ port, protocol, hostIp, hostPort }) => `${hostIp}:${String(hostPort)} ${port}/${protocol}`,
    )
    expect(ports?.filter((one) => !one.startsWith(':'))).toEqual([
      '0.0.0.0:8053 53/udp',
      `127.0.0.1:${String(chosen?.port)} 80/tcp`,
    ])
    expect(found(old)?.ports.map(({ hostPort }) => hostPort)).toEqual([8054])

    const networks = Object.fromEntries(t.networks.map((network) => [network.name, network]))
    expect(networks[back.name]).toMatchObject({ internal: true, driver: 'bridge', icc: true })
    expect(networks[lan.name]).toMatchObject({ driver: 'macvlan', hostInterface: 'eth0' })
    expect(networks[front.name]?.pools.map(({ subnet, gateway }) => `${subnet} ${String(gateway)}`)).toEqual([
      '10.231.1.0/24 10.231.1.1',
      'fd00:231:1::/64 fd00:231:1::1',
    ])
    // whatever else is on the engine comes and goes; this part of it did not
    const again = await topology(docker, { label })
    for (const print of ['toText', 'toMermaid', 'toDot', 'toJSON'] as const) expect(again[print]()).toEqual(t[print]())

    const part = await topology(docker, { network: back.name })
    expect(part.networks.map(({ name }) => name)).toEqual([back.name])
    expect(part.containers.map(({ id }) => id)).toEqual([api.id])
    const running = await topology(docker, { label, stopped: false })
    expect(running.containers.map(({ state }) => state)).toEqual(Array(3).fill('running'))
    await expect(topology(docker, { network: `${back.name}x` })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      hint: `did you mean ${back.name}?`,
    })
  })
})

describe('two hosts on one LAN', () => {
  test('are two groups of one graph, called as they were given', async () => {
    await using a = await openDocker('a')
    await using b = await openDocker('b')
    const builder = a.network.macvlan().parent('eth0').subnet('192.168.0.0/24').gateway('192.168.0.1')
    await using both = await builder
      .acrossHosts([
        { docker: a, ipRange: '192.168.0.96/28' },
        { docker: b, ipRange: '192.168.0.112/28' },
      ])
      .create()
    await using c1 = await sleeper(a).net(both.name).start()
    await using c2 = await sleeper(b).net(both.name).start()
    const t = await topology(a, b, { network: both.name, hosts: ['left', 'right'] })
    expect(t.hosts.map(({ name }) => name)).toEqual(['left', 'right'])
    expect(t.networks.map(({ name, hosts }) => [name, hosts])).toEqual(t.hosts.map(({ id }) => [both.name, [id]]))
    expect(t.containers.map(({ id }) => id)).toEqual([c1.id, c2.id])
    expect(t.endpoints.map(({ ip }) => String(ip))).toEqual(['192.168.0.96', '192.168.0.112'])
    expect(t.toText()).toMatch(
      /^left, Docker .*\n.* {2}macvlan, eth0, 192\.168\.0\.0\/24 range 192\.168\.0\.96\/28 gateway 192\.168\.0\.1\n/,
    )
  })

  test('that are one are refused', async () => {
    await using a = await openDocker('a')
    await using again = await openDocker('a')
    await using closed = await openDocker('b')
    await expect(topology(a, a)).rejects.toMatchObject({ code: 'SAME_ENGINE', sent: 'no' })
    await expect(topology(a, again)).rejects.toMatchObject({ code: 'SAME_ENGINE', sent: 'yes' })
    await closed.close()
    await expect(topology(a, closed)).rejects.toMatchObject({ code: 'CLIENT_CLOSED' })
  })
})
