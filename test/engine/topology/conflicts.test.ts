import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import type { Docker } from '../../../src/docker.js'
import { MooringError } from '../../../src/errors/base.js'
import { topology } from '../../../src/topology/index.js'
import { onEachEngine } from '../each-engine.js'
import { openDocker, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'

/** Does what a `change` says, as its reader would. */
async function carryOut(docker: Docker, call: string): Promise<void> {
  await (runInNewContext(`(async () => { ${call} })()`, { docker }) as Promise<void>)
}

onEachEngine('conflicts on %s', (engineName) => {
  const hostPort = { e20: 18_120, e26: 18_121, newest: 18_122 }[engineName]

  test('a port and an address that two want are told before the second one fails, and the change ends that', async () => {
    await using docker = await openDocker(engineName)
    await using front = await docker.network.bridge().subnet('10.232.1.0/24').create()
    const run = () => sleeper(docker).name(unique('conflict')).label('conflicts', docker.session.id)
    await using old = await run().net(front, { ip: '10.232.1.5' }).create()
    await using web = await run().net(front, { ip: '10.232.1.5' }).start()
    await using first = await run().publish(`127.0.0.1:${hostPort}:80`).start()
    await using second = await run().publish(`127.0.0.1:${hostPort}:80`).create()
    const found = (await topology(docker, { label: `conflicts=${docker.session.id}` })).conflicts()
    expect(
      found.map(({ conflict, what, containers }) => [conflict, what, ...containers.map(({ id }) => id).sort()]),
    ).toEqual([
      ['address-twice', '10.232.1.5', ...[old.id, web.id].sort()],
      ['port-twice', `127.0.0.1:${hostPort}/tcp`, ...[first.id, second.id].sort()],
    ])
    for (const one of [old, second])
      expect(await one.start().catch((error: unknown) => MooringError.is(error))).toBe(true)
    const [address] = found
    await carryOut(docker, address?.change.mooring ?? '')
    const left = (await topology(docker, { label: `conflicts=${docker.session.id}` })).conflicts()
    expect(left.map(({ conflict }) => conflict)).toEqual(['port-twice'])
  })

  test('what reach() says to change of icc=false lets the two talk, while both run', async () => {
    await using docker = await openDocker(engineName)
    await using mute = await docker.network.bridge(unique('mute')).icc(false).create()
    await using one = await sleeper(docker).name(unique('one')).net(mute).start()
    await using other = await sleeper(docker).name(unique('other')).net(mute).start()
    const reached = async () => (await topology(docker)).reach(one, other)
    const { because } = await reached()
    const change = because.find(({ reason }) => reason === 'icc-off')?.change?.mooring ?? ''
    try {
      await carryOut(docker, change)
      expect(await reached()).toMatchObject({ reachable: true, via: 'direct' })
    } finally {
      await docker.network.remove('shared', { detach: true })
    }
  })

  test('a port that is open to all is so no longer when what exposed() says was done', async () => {
    await using docker = await openDocker(engineName)
    const name = unique('exposed')
    await using web = await sleeper(docker).name(name).publish(`${hostPort}:80`).publish('81').start()
    const look = async () =>
      (await topology(docker, { listeners: true }))
        .exposed()
        .filter(({ container, port }) => container.name === name && port === 80)
    const [exposed] = await look()
    expect(exposed).toMatchObject({ unexpected: true, because: [{ reason: 'open-on-every-address' }, {}, {}] })
    const [call = ''] = (exposed?.because[0]?.change?.mooring ?? '').split(', or ')
    await carryOut(docker, call)
    expect(await look()).toEqual([])
    const { HostConfig } = await docker.container.ref(name).inspect()
    expect(HostConfig.PortBindings?.['80/tcp']).toEqual([{ HostIp: '127.0.0.1', HostPort: `${hostPort}` }])
    expect(HostConfig.PortBindings?.['81/tcp']).toHaveLength(1)
    await docker.container.ref(name).remove({ force: true })
  })
})

test('two hosts that give the same addresses of one LAN', async () => {
  await using a = await openDocker('a')
  await using b = await openDocker('b')
  const name = unique('lan')
  const lan = (docker: Docker) =>
    docker.network.macvlan(name).parent('eth0').subnet('192.168.0.0/24').gateway('192.168.0.1')
  await using onA = await lan(a).create()
  await using onB = await lan(b).create()
  const mac = '02:42:c0:a8:00:c8'
  await using one = await sleeper(a).name(unique('one')).net(onA, { ip: '192.168.0.200', mac }).start()
  await using two = await sleeper(b).name(unique('two')).net(onB, { ip: '192.168.0.200', mac }).start()
  await using host = await sleeper(b).name(unique('host')).net(onB, { ip: '192.168.0.2' }).start()
  const t = await topology(a, b, { listeners: true })
  const found = t.conflicts().filter(({ networks }) => networks.some((network) => network.name === name))
  expect(found.map(({ conflict, what, containers }) => [conflict, what, ...containers.map((each) => each.id)])).toEqual(
    [
      ['ranges-overlap', '192.168.0.0/24'],
      ['address-twice', '192.168.0.200', one.id, two.id],
      ['address-twice', '192.168.0.2', host.id],
      ['mac-twice', mac, one.id, two.id],
    ],
  )
  expect(found[2]?.hosts.map((each) => each.id)).toEqual([(await a.info()).ID])
})
