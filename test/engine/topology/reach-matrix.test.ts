import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ContainerBuilder } from '../../src/container/builder/builder.js'
import type { Container } from '../../src/container/container.js'
import type { Docker } from '../../src/docker.js'
import { topology, type Reach, type ReachEnd, type Topology } from '../../src/topology/index.js'
import { lab, type LabEngineName } from '../lab/lab.js'
import { onEachEngine } from '../engine/each-engine.js'
import { busybox, openDocker, sleeper } from '../engine/open-docker.js'
import { fromContainer, fromMachine, type Dialler } from '../engine/topology/dial.js'

// What t.reach() says of every pair, against real connections: both must agree, or reach says that it cannot know.

interface Target {
  readonly name: string
  readonly end: ReachEnd
  readonly port: number
  /** every address that might lead there, by any way */
  readonly addresses: readonly string[]
}

interface Row {
  readonly from: string
  readonly to: string
  readonly predicted: Reach
  /** what answered, of all that might lead there and of what reach said */
  readonly connected: ReadonlySet<string>
}

/** Each engine's part of the LAN, for macvlan. */
const macvlanRanges = { e20: '192.168.0.160/29', e26: '192.168.0.168/29', newest: '192.168.0.176/29' } as const
/** Where the one in host mode listens. */
const portOfHost = 18_097

onEachEngine('reach on %s', (engineName) => {
  let docker: Docker
  let rows: readonly Row[]
  beforeAll(async () => {
    docker = await openDocker(engineName)
    const made = await makeAll(docker, engineName)
    rows = await compare(await topology(docker, { listeners: true }), made, engineName)
  })
  afterAll(async () => {
    await docker.cleanup()
    await docker.close()
  })

  test('agrees with what connects, for every pair', () => {
    const unknown = rows.filter(({ predicted }) => predicted.reachable === 'unknown')
    const wrong = rows.filter(({ predicted: { reachable, address = '' }, connected }) =>
      reachable === true ? !connected.has(address) : reachable === false && connected.size > 0,
    )
    const agreed = rows.length - wrong.length - unknown.length
    console.log(`reach on ${engineName}: ${rows.length} pairs, ${agreed} agreed, ${unknown.length} unknown`)
    console.log(`by reason: ${countReasons(rows)}`)
    expect(wrong.map(told)).toEqual([])
  })
})

/** What reach says of each pair of ends, and what answers. */
async function compare(
  t: Topology,
  made: Readonly<Record<string, Container>>,
  engineName: LabEngineName,
): Promise<Row[]> {
  const machine = await lab.engine(engineName)
  const targets = await targetsOf(made, machine.address)
  const running = Object.entries(made).filter(([name]) => name !== 'stopped' && name !== 'paused')
  const diallers: [ReachEnd, Dialler][] = [
    ...running.map(([, one]): [ReachEnd, Dialler] => [one, fromContainer(one)]),
    ['host', fromMachine('host', machine)],
    ['outside', fromMachine('outside', await lab.engine('b'))],
  ]
  return inGroups(diallers, async ([end, dialler]) => {
    const asked = targets
      .filter(({ end: to }) => to !== end)
      .map((target) => ({ target, predicted: t.reach(end, target.end, { port: target.port }) }))
      .map((one) => ({ ...one, ways: [...one.target.addresses, one.predicted.address ?? []].flat() }))
    const answered = await dialler.dial([...new Set(asked.flatMap(({ ways }) => ways))])
    return asked.map(({ target, predicted, ways }) => {
      const connected = new Set(ways.filter((address) => answered.has(address)))
      return { from: dialler.name, to: target.name, predicted, connected }
    })
  })
}

/** Four at a time: each makes some forty connections, or a container. */
async function inGroups<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result[]>,
): Promise<Result[]> {
  const results: Result[] = []
  for (let at = 0; at < items.length; at += 4)
    results.push(...(await Promise.all(items.slice(at, at + 4).map(work))).flat())
  return results
}

/** Containers for every reason that engines on these machines can give. */
async function makeAll(docker: Docker, engineName: LabEngineName): Promise<Record<string, Container>> {
  const network = (name: string) => docker.network.bridge(`${name}-${docker.session.id}`)
  const front = await network('front').subnet('10.232.1.0/24').create()
  const back = await network('back').subnet('10.232.2.0/24').internal().create()
  const quiet = await network('quiet').subnet('10.232.3.0/24').icc(false).create()
  const side = await network('side').subnet('10.232.4.0/24').create()
  const hidden = await network('hidden').subnet('10.232.5.0/24').inhibitIpv4().create()
  const lan = await docker.network
    .macvlan()
    .parent('eth0')
    .subnet('192.168.0.0/24')
    .gateway('192.168.0.1')
    .ipRange(macvlanRanges[engineName])
    .create()

  const made: Record<string, Container> = {}
  const start = async ([name, builder]: [string, ContainerBuilder]): Promise<Container[]> => [
    (made[name] = await builder.name(`${name}-${docker.session.id}`).start()),
  ]
  const at = (where: string) => docker.container.run(busybox, 'httpd', '-f', '-h', '/etc', '-p', where).init()
  const server = at('80')
  const [web = ''] = await start(['web', server.net(front).publish('18098:80')])
  const others: [string, ContainerBuilder][] = [
    ['both', server.net(front).net(back)],
    ['inside', server.net(back)],
    ['inside2', server.net(back)],
    ['quiet1', server.net(quiet)],
    ['quiet2', server.net(quiet).publish('18096:80')],
    ['apart', server.net(side).publish('127.0.0.1:18095:80')],
    ['plain', server],
    ['plain2', server],
    ['hidden1', server.net(hidden)],
    ['lan1', server.net(lan)],
    ['lan2', server.net(lan)],
    ['alone', server.net('none')],
    ['deaf', sleeper(docker).net(front).publish('18094:80')],
    ['local', at('127.0.0.1:80').net(front)],
    ['host', at(String(portOfHost)).net('host')],
    ['beside', sleeper(docker).net(web)],
    ['paused', server.net(front)],
  ]
  await inGroups(others, start)
  made['stopped'] = await server.name(`stopped-${docker.session.id}`).net(front).create()
  const silent = ['deaf', 'beside', 'stopped']
  const servers = Object.entries(made).filter(([name]) => !silent.includes(name))
  for (const [name, one] of servers) await one.waitFor({ port: name === 'host' ? portOfHost : 80 })
  await made['paused']?.pause()
  return made
}

async function targetsOf(made: Readonly<Record<string, Container>>, hostAddress: string): Promise<Target[]> {
  // by what a machine may be dialled: on the LAN, on its bridges, by itself
  const machine = [hostAddress, '172.17.0.1', '10.232.1.1', '10.232.2.1', '127.0.0.1']
  const ofMachine = machine.map((ip) => `${ip}:${portOfHost}`)
  const containers = await Promise.all(
    Object.entries(made).map(async ([name, one]): Promise<Target> => {
      if (name === 'host') return { name, end: one, port: portOfHost, addresses: ofMachine }
      // one that shares a network has no addresses of its own
      const { NetworkSettings, State } = await ((name === 'beside' ? made['web'] : one) ?? one).inspect()
      const networks = Object.values(NetworkSettings.Networks ?? {})
      const own = networks.flatMap(({ IPAddress = '' }) => (IPAddress === '' ? [] : [`${IPAddress}:80`]))
      const bindings = State.Running ? Object.values(NetworkSettings.Ports ?? {}).flatMap((some) => some ?? []) : []
      const outside = [...new Set(bindings.map(({ HostPort = '' }) => HostPort))]
      const published = outside.flatMap((port) => machine.map((ip) => `${ip}:${port}`))
      return { name, end: one, port: 80, addresses: [...own, ...published] }
    }),
  )
  return [...containers, { name: 'the machine', end: 'host', port: portOfHost, addresses: ofMachine }]
}

function told({ from, to, predicted: { reachable, address = 'no address', because }, connected }: Row): string {
  const reasons = because.map(({ reason }) => reason).join()
  return `${from} -> ${to}: ${String(reachable)}, ${address}, because ${reasons}; connected: ${[...connected].join() || 'none'}`
}

/** In how many answers each reason stands, by what they say. */
function countReasons(rows: readonly Row[]): string {
  const counts = new Map<string, number>()
  for (const { predicted } of rows)
    for (const reason of new Set(predicted.because.map((one) => one.reason))) {
      const key = `${reason} ${String(predicted.reachable)}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  const each = [...counts].map(([key, count]) => `${key} ${String(count)}`)
  return each.sort().join(', ')
}
