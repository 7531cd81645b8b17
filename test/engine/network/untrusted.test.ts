import { expect, test } from 'vitest'
import { topology } from '../../../src/topology/index.js'
import { lab } from '../../lab/lab.js'
import { onEachEngine } from '../each-engine.js'
import { busybox, openDocker, sleeper } from '../open-docker.js'
import { fromContainer } from '../topology/dial.js'

// Each sentence of docs/networking/untrusted.md, by what t.reach() says and by real connections.

const port = 18_093
const metadata = '169.254.169.254'

onEachEngine('a network for code that is not trusted, on %s', (engineName) => {
  test('leads to the proxy that is on it, and to nothing else', async () => {
    const machine = await lab.engine(engineName)
    await using docker = await openDocker(engineName)
    await using cell = await docker.network.bridge().subnet('10.233.1.0/24').internal().inhibitIpv4().create()
    await using world = await docker.network.bridge().subnet('10.233.2.0/24').create()
    const server = docker.container.run(busybox, 'httpd', '-f', '-p', '80').init()
    await using site = await server.net(world).publish('18092:80').start()
    await using proxy = await server.net(world).net(cell, { alias: 'proxy' }).start()
    await using code = await sleeper(docker).readOnly().net(cell).start()
    await using neighbour = await sleeper(docker).net(world).start()
    // what the host itself listens on, at every address: one of them is that of a cloud's metadata
    await using onHost = await docker.container
      .run(busybox, 'httpd', '-f', '-p', String(port))
      .init()
      .net('host')
      .start()
    await machine.exec('ip', 'address', 'add', `${metadata}/32`, 'dev', 'lo')
    try {
      for (const one of [site, proxy]) await one.waitFor({ port: 80 })
      await onHost.waitFor({ port })

      const proxied = `${await proxy.ip(cell)}:80`
      const siteIp = await site.ip(world)
      const elsewhere = [
        `${siteIp}:80`,
        `${await proxy.ip(world)}:80`,
        `${machine.address}:18092`,
        ...[metadata, machine.address, '10.233.1.1', '10.233.2.1', '172.17.0.1'].map((ip) => `${ip}:${port}`),
        '192.168.0.1:5000', // a machine on the LAN
      ]
      expect(await fromContainer(code, machine).dial([proxied, ...elsewhere])).toEqual(new Set([proxied]))
      // the same from a container on an ordinary network: those addresses do answer
      const open = await fromContainer(neighbour, machine).dial(elsewhere)
      expect([...open]).toEqual(
        expect.arrayContaining([
          `${siteIp}:80`,
          `${metadata}:${port}`,
          `${machine.address}:${port}`,
          '192.168.0.1:5000',
        ]),
      )

      const t = await topology(docker, { listeners: true })
      expect(t.reach(code, proxy, { port: 80 })).toMatchObject({ reachable: true, via: 'direct', address: proxied })
      for (const to of [site, 'outside'] as const) expect(t.reach(code, to).reachable).toBe(false)
      expect(t.reach(code, 'host', { port }).reachable).toBe(false)
      expect(t.reach(neighbour, 'host', { port }).reachable).toBe(true)

      // names: of the network itself, and neither of other networks nor of the outside
      const found = async (from: typeof code, name: string): Promise<boolean> =>
        (await from.exec('sh', '-c', `nslookup -type=a ${name} > /dev/null 2>&1 && echo found || true`).output())
          .stdout !== ''
      expect(await Promise.all(['proxy', site.name, 'gw.lab.test'].map((name) => found(code, name)))).toEqual([
        true,
        false,
        false,
      ])
      expect(await found(neighbour, 'gw.lab.test')).toBe(true)
    } finally {
      await machine.exec('ip', 'address', 'delete', `${metadata}/32`, 'dev', 'lo')
    }
  })
})
