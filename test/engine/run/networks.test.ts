import { afterAll, beforeAll, expect, test } from 'vitest'
import { compareApi } from '../../../src/engine/call/api-version.js'
import type { Docker } from '../../../src/docker.js'
import type { OwnedNetwork } from '../../../src/network/network.js'
import { lab } from '../../lab/lab.js'
import { onEachEngine } from '../each-engine.js'
import { busybox, openDocker, rich, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'
import { containersOf } from './made.js'

onEachEngine('a container run on engine %s', (engineName) => {
  let docker: Docker
  let apiVersion: string
  let net: OwnedNetwork
  let second: OwnedNetwork
  let third: OwnedNetwork
  beforeAll(async () => {
    docker = await openDocker(engineName)
    apiVersion = (await docker.describeConnection()).apiVersion
    net = await docker.network.bridge(unique('run')).subnet('10.206.0.0/24').ipRange('10.206.0.128/25').create()
    second = await docker.network.bridge(unique('run')).subnet('10.206.1.0/24').create()
    third = await docker.network.bridge(unique('run')).subnet('10.206.2.0/24').create()
  })
  afterAll(async () => {
    await docker.cleanup()
    await docker.close()
  })

  test('has a network of its own: the default bridge, or the one it names', async () => {
    await using plain = await sleeper(docker).start()
    expect((await plain.ips()).map(({ network }) => network)).toEqual(['bridge'])
    await using named = await sleeper(docker).net(net.name).start()
    expect((await named.ips()).map(({ network }) => network)).toEqual([net.name])
    await using byHandle = await sleeper(docker).net(net).start()
    expect((await byHandle.ips()).map(({ network }) => network)).toEqual([net.name])
  })

  test('in host mode sees the interfaces and the name of its engine’s machine', async () => {
    const host = await lab.engine(engineName)
    const { stdout } = await docker.container
      .run(rich, 'sh', '-c', 'ls /sys/class/net')
      .net('host')
      .output({ check: true })
    const { stdout: outside } = await host.exec('ip', '-br', '-4', 'addr', 'show', 'dev', 'eth0')
    expect(outside).toContain(host.address)
    expect(stdout.split('\n')).toContain('docker0')
    const { stdout: inside } = await docker.container
      .run(rich, 'ip', '-br', '-4', 'addr', 'show', 'dev', 'eth0')
      .net('host')
      .output()
    expect(inside.trim()).toBe(outside.trim())
    await using onHost = await sleeper(docker).net('host').start()
    expect(await onHost.ips()).toEqual([])
  })

  test('in host and none mode starts, whatever the network is called', async () => {
    for (const mode of ['host', 'none'] as const) {
      const { Id } = await docker.network.inspect(mode)
      await using container = await sleeper(docker).net(Id.slice(0, 12)).start()
      expect((await container.inspect()).HostConfig.NetworkMode).toBe(mode)
    }
  })

  test('has every alias of a network that it was given twice', async () => {
    await using container = await sleeper(docker, rich)
      .net(net.name, { alias: 'q' })
      .net(net.id.slice(0, 12), { alias: 'w' })
      .start()
    for (const alias of ['q', 'w'])
      expect((await net.lookup(alias)).map((one) => one.container.id)).toEqual([container.id])
  })

  test('in none mode has the loopback alone', async () => {
    const { stdout } = await docker.container.run(rich, 'ls', '/sys/class/net').net('none').output({ check: true })
    expect(stdout).toBe('lo\n')
  })

  test('in container mode has the addresses of the other', async () => {
    await using first = await sleeper(docker).net(net).start()
    const ip = `${await first.ip()}`
    for (const target of [first, `container:${first.name}`] as const) {
      await using joined = await sleeper(docker, rich).net(target).start()
      expect(`${await joined.ip()}`).toBe(ip)
      expect(`${await joined.mac()}`).toBe(`${await first.mac()}`)
      const { stdout } = await joined.exec('ip', '-br', '-4', 'addr', 'show', 'dev', 'eth0').output({ check: true })
      expect(stdout).toContain(`${ip}/24`)
    }
  })

  test('joins several networks at once, each with an address and aliases, also where an engine takes one at a time', async () => {
    await using container = await sleeper(docker, rich)
      .net(net, { ip: '10.206.0.11', alias: 'one' })
      .net(second, { ip: '10.206.1.11', alias: ['two', 'zwei'] })
      .net(third.name, { ip: '10.206.2.11' })
      .start()
    const ips = (await container.ips()).map(({ network, ip }) => `${network} ${ip ?? ''}`)
    expect(ips.sort()).toEqual(
      [`${net.name} 10.206.0.11`, `${second.name} 10.206.1.11`, `${third.name} 10.206.2.11`].sort(),
    )
    expect((await second.lookup('zwei')).map(({ ip }) => `${ip}`)).toEqual(['10.206.1.11'])
    expect((await container.lookup('one')).map(String)).toEqual(['10.206.0.11'])
  })

  test('that cannot join its second network does not stay', async () => {
    const client = await openDocker(engineName)
    try {
      const missing = unique('nosuch')
      await expect(sleeper(client).net(net.name).net(missing).start()).rejects.toMatchObject({
        code: 'NOT_FOUND',
        details: { noun: 'network', ref: missing },
      })
      expect(await containersOf(client)).toEqual([])
    } finally {
      await client.close()
    }
  })

  test('has the MAC address it was given on its first network', async () => {
    await using container = await sleeper(docker).net(net, { mac: '02:42:0A:CE:00:63' }).start()
    expect(`${await container.mac()}`).toBe('02:42:0a:ce:00:63')
    expect(
      (
        await docker.container
          .run(busybox, 'cat', '/sys/class/net/eth0/address')
          .net(net, { mac: '02:42:0a:ce:00:64' })
          .output()
      ).stdout,
    ).toBe('02:42:0a:ce:00:64\n')
  })

  test('has the MAC address of its second network, or a refusal where the engine would ignore it', async () => {
    const starting = sleeper(docker).net(net).net(second, { mac: '02:42:0a:ce:01:63' }).start()
    if (compareApi(apiVersion, '1.44') < 0) {
      await expect(starting).rejects.toMatchObject({ code: 'API_TOO_OLD', sent: 'no' })
      expect(await docker.container.list({ all: true, network: second.id })).toEqual([])
    } else {
      await using container = await starting
      expect(`${await container.mac(second)}`).toBe('02:42:0a:ce:01:63')
    }
  })

  test('has what newer engines know of an endpoint, or a refusal that names the version they need', async () => {
    for (const [needs, endpoint] of [
      ['1.48', { gwPriority: 5 }],
      ['1.48', { interface: 'lan0' }],
      ['1.46', { sysctls: { 'net.ipv4.conf.IFNAME.log_martians': '1' } }],
    ] as const) {
      const running = docker.container
        .run(rich, 'sh', '-c', 'ls /sys/class/net')
        .net(net, endpoint)
        .output({ check: true })
      if (compareApi(apiVersion, needs) < 0) {
        await expect(running).rejects.toMatchObject({
          code: 'API_TOO_OLD',
          sent: 'no',
          details: { needs, has: apiVersion },
        })
      } else {
        expect((await running).stdout).toBe('interface' in endpoint ? 'lan0\nlo\n' : 'eth0\nlo\n')
      }
    }
  })

  test('keeps a fixed address outside the range through stop and start, whoever came meanwhile', async () => {
    await using fixed = await sleeper(docker).net(net, { ip: '10.206.0.10' }).start()
    await fixed.stop()
    await using first = await sleeper(docker).net(net).start()
    await using other = await sleeper(docker).net(net).start()
    await fixed.start()
    expect(`${await fixed.ip()}`).toBe('10.206.0.10')
    for (const one of [first, other]) expect(`${await one.ip()}`).not.toBe('10.206.0.10')
  })

  test('can lose a fixed address inside the range to who comes while it is stopped', async () => {
    // Two dynamic addresses, .8 and .9: with both given away, whoever had one fixed has lost it.
    await using tight = await docker.network
      .bridge(unique('tight'))
      .subnet('10.206.3.0/24')
      .ipRange('10.206.3.8/31')
      .gateway('10.206.3.1')
      .create()
    await using fixed = await sleeper(docker).net(tight, { ip: '10.206.3.8' }).start()
    await fixed.stop()
    await using first = await sleeper(docker).net(tight).start()
    await using other = await sleeper(docker).net(tight).start()
    expect(first.id).not.toBe(other.id)
    await expect(fixed.start()).rejects.toMatchObject({ code: 'ADDRESS_IN_USE', operation: 'ContainerStart' })
  })

  test('has IPv6 on a network that has it', async () => {
    await using six = await docker.network
      .bridge(unique('six'))
      .subnet('10.206.4.0/24')
      .subnet('fd00:206:4::/64')
      .create()
    await using container = await sleeper(docker, rich).net(six, { ip6: 'fd00:206:4::b' }).start()
    const { stdout } = await container.exec('ip', '-6', '-br', 'addr', 'show', 'dev', 'eth0').output({ check: true })
    expect(stdout).toContain('fd00:206:4::b/64')
  })

  test('uses the DNS servers and hosts it was given', async () => {
    const { stdout } = await docker.container
      .run(busybox, 'cat', '/etc/resolv.conf', '/etc/hosts')
      .dns('192.168.0.1')
      .addHost('db:10.0.0.5', 'six:fd00::5')
      .output({ check: true })
    expect(stdout).toMatch(/^nameserver 192\.168\.0\.1$/m)
    expect(stdout).toMatch(/^10\.0\.0\.5\s+db$/m)
    expect(stdout).toMatch(/^fd00::5\s+six$/m)
  })

  test('publishes its ports where it was told to', async () => {
    await using web = await sleeper(docker).publish('127.0.0.1::80', '53/udp').expose('81').start()
    const [bound] = await web.port('80/tcp')
    expect(`${bound?.ip ?? ''}`).toBe('127.0.0.1')
    expect(bound?.port).toBeGreaterThan(0)
    expect((await web.port('53/udp')).map(({ ip }) => `${ip}`)).toContain('0.0.0.0')
    expect(await web.port(81)).toEqual([])
  })
})
