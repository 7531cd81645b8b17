import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OwnedContainer } from '../../../src/container/container.js'
import type { Docker } from '../../../src/docker.js'
import { topology, type Probe, type Topology } from '../../../src/topology/index.js'
import { onEachEngine } from '../each-engine.js'
import { busybox, openDocker, rich, sleeper } from '../open-docker.js'

/** `true agrees` and what was dialled. */
const told = ({ connected, agrees, tried }: Probe) =>
  `${String(connected)} ${String(agrees)}: ${tried.map(({ address, outcome }) => `${address} ${outcome}`).join(', ')}`

onEachEngine('a probe on %s', (engineName) => {
  let docker: Docker
  let neighbour: Docker
  let t: Topology
  const made: Record<string, OwnedContainer> = {}
  const port = { port: 80 }
  const ports = {
    e20: { web: 18_110, deaf: 18_111, local: 18_112 },
    e26: { web: 18_113, deaf: 18_114, local: 18_115 },
    newest: { web: 18_116, deaf: 18_117, local: 18_118 },
  }[engineName]

  beforeAll(async () => {
    docker = await openDocker(engineName)
    neighbour = await openDocker('b')
    const front = await docker.network.bridge().subnet('10.233.1.0/24').create()
    const back = await docker.network.bridge().subnet('10.233.2.0/24').internal().create()
    const server = docker.container.run(busybox, 'httpd', '-f', '-h', '/etc', '-p', '80').init()
    const start = async (name: string, builder = server) =>
      (made[name] = await builder.name(`${name}-${docker.session.id}`).start())
    await start('web', server.net(front, { ip: '10.233.1.10' }).publish(`${ports.web}:80`))
    await start('local', server.net(front, { ip: '10.233.1.11' }).publish(`127.0.0.1:${ports.local}:80`))
    await start('inside', server.net(back, { ip: '10.233.2.10' }))
    for (const one of Object.values(made)) await one.waitFor(port)
    await start('deaf', sleeper(docker, rich).net(front, { ip: '10.233.1.12' }).publish(`${ports.deaf}:80`))
    const bare = sleeper(docker).entrypoint('/bin/sleep').command('600').env('PATH', '/nowhere')
    await start('bare', bare.net(front))
    await start('paused', server.net(front, { ip: '10.233.1.13' }))
    await start('gone', server.net(front, { ip: '10.233.1.14' }))
    await made['paused']?.pause()
    t = await topology(docker, neighbour, { listeners: true, hosts: ['here', 'there'] })
    await made['gone']?.remove({ force: true })
  })
  afterAll(async () => {
    await docker.cleanup()
    await Promise.all([docker.close(), neighbour.close()])
  })
  const probe = (from: string, to: string, options = port) => t.probe(made[from] ?? from, made[to] ?? to, options)

  test('connects to the address that reach() says', async () => {
    const [byBash, byNc, itself, fromHost, fromOutside] = await Promise.all([
      probe('deaf', 'web'),
      probe('web', 'local'),
      probe('web', 'web'),
      probe('host', 'inside'),
      probe('outside', 'web'),
    ])
    expect(byBash).toMatchObject({ address: '10.233.1.10:80', predicted: { reachable: true, via: 'direct' } })
    expect(told(byBash)).toBe('true true: 10.233.1.10:80 connected')
    expect(told(byNc)).toBe('true true: 10.233.1.11:80 connected')
    expect(told(itself)).toBe('true true: 127.0.0.1:80 connected')
    expect(told(fromHost)).toBe('true true: 10.233.2.10:80 connected')
    expect(told(fromOutside)).toMatch(new RegExp(`^true true: 192\\.168\\.0\\.\\d+:${ports.web} connected$`))
  })

  test('tries all that might lead there where reach() says that nothing does', async () => {
    const [inside, deaf, local, host] = await Promise.all([
      probe('web', 'inside'),
      probe('web', 'deaf'),
      probe('outside', 'local'),
      probe('bare', 'host', { port: 9 }),
    ])
    expect(told(inside)).toBe('false true: 10.233.2.10:80 timed-out')
    // whoever connects to the published port meets the engine's proxy, and nobody behind it
    expect(told(deaf)).toMatch(`false true: 10.233.1.12:80 refused, 10.233.1.1:${ports.deaf} closed, `)
    expect(told(local)).toMatch(
      new RegExp(`^false true: 10\\.233\\.1\\.11:80 \\S+, 192\\.168\\.0\\.\\d+:${ports.local} refused$`),
    )
    expect(told(host)).toMatch('false true: 10.233.1.1:9 refused, ')
  })

  test('takes the helper container where the image has no shell, and leaves none', async () => {
    const all = async () => (await docker.container.list({ all: true })).map(({ id }) => id).sort()
    const before = await all()
    expect(told(await probe('bare', 'web'))).toBe('true true: 10.233.1.10:80 connected')
    expect((await all()).filter((id) => !before.includes(id))).toEqual([])
  })

  test('says so where the prediction is not what happens', async () => {
    expect(told(await probe('web', 'gone'))).toBe('false false: 10.233.1.14:80 timed-out')
    expect(told(await probe('web', 'paused'))).toBe('true unknown: 10.233.1.13:80 connected')
    const unread = await topology(docker)
    const unknown = await unread.probe(made['web'] ?? '', made['local'] ?? '', port)
    expect(unknown.predicted.reachable).toBe('unknown')
    expect(told(unknown)).toMatch('true unknown: 10.233.1.11:80 connected')
  })

  test('is refused where nobody can connect', async () => {
    const bare = made['bare'] ?? ''
    await expect(probe('gone', 'web')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(probe('paused', 'web')).rejects.toMatchObject({ code: 'CONTAINER_PAUSED' })
    await using poor = await openDocker(engineName, { helper: 'no-such-image:1' })
    const alone = await topology(poor)
    await expect(alone.probe(bare, 'host', port)).rejects.toMatchObject({ code: 'NO_TOOL' })
    await expect(alone.probe('outside', bare, port)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      hint: 'read the engine of another machine on the LAN as well: topology(docker, other)',
    })
    await made['local']?.kill()
    await expect(probe('local', 'web')).rejects.toMatchObject({ code: 'NOT_RUNNING' })
  })
})
