import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ContainerBuilder } from '../../../src/container/builder/builder.js'
import type { Container } from '../../../src/container/container.js'
import type { Docker } from '../../../src/docker.js'
import { fewAtATime } from '../../../src/engine/few-at-a-time.js'
import { topology, type Reach, type ReachEnd, type Topology } from '../../../src/topology/index.js'
import { lab, type LabEngine, type LabEngineName } from '../../lab/lab.js'
import { onEachEngine } from '../each-engine.js'
import { busybox, openDocker, sleeper } from '../open-docker.js'
import { fromContainer, fromMachine, type Dialler } from './dial.js'

// What t.reach() says of every pair, against real connections: both must agree, or reach says that it cannot know. A few
// pairs of each reason are held against t.probe() as well.

/** A port of somebody, and every address that might lead there, by any way. */
interface Target {
  readonly name: string
  readonly end: ReachEnd
  readonly asked: { readonly port: number; readonly host?: string }
  readonly addresses: readonly string[]
}

interface Row {
  readonly from: ReachEnd
  readonly name: string
  readonly target: Target
  readonly predicted: Reach
  /** what answered, of all that might lead there and of what reach said */
  readonly connected: ReadonlySet<string>
}

type Made = Readonly<Record<string, Container>>

/** Each engine's part of the LAN, for macvlan. */
const macvlanRanges = { e20: '192.168.0.160/29', e26: '192.168.0.168/29', newest: '192.168.0.176/29' } as const
/** One more interface of the machine, for a second macvlan: engines before 28 give a parent to one network only. */
const spare = 'reach0'
/** What the servers listen on: one port that some publish, and one that nobody does. */
const serverPorts = [80, 8080]
/** Where the one in host mode listens. */
const hostPort = 18_097
/** And on the other machine, for each engine. */
const otherPorts = { e20: 18_101, e26: 18_102, newest: 18_103 } as const

onEachEngine('reach on %s', (engineName) => {
  let docker: Docker
  let other: Docker
  let machine: LabEngine
  let t: Topology
  let rows: readonly Row[]
  beforeAll(async () => {
    docker = await openDocker(engineName)
    other = await openDocker('b')
    machine = await lab.engine(engineName)
    await machine.exec('ip', 'link', 'add', spare, 'type', 'veth', 'peer', 'name', `${spare}-peer`)
    const made = await makeAll(docker, engineName)
    const otherPort = otherPorts[engineName]
    await server(other, otherPort).net('host').start()
    t = await readWhenAllListen([docker, other], made, otherPort)
    rows = await compare(t, await targetsOf(made, machine, otherPort), made, machine)
  })
  afterAll(async () => {
    for (const one of [docker, other]) {
      await one.cleanup()
      await one.close()
    }
    await machine.exec('ip', 'link', 'delete', spare)
  })

  test('agrees with what connects, for every pair', () => {
    const unknown = rows.filter(({ predicted }) => predicted.reachable === 'unknown')
    const wrong = rows.filter(({ predicted: { reachable, address = '' }, connected }) =>
      reachable === true ? !connected.has(address) : reachable === false && connected.size > 0,
    )
    const agreed = rows.length - wrong.length - unknown.length
    console.log(`reach on ${engineName}: ${rows.length} pairs, ${agreed} agreed, ${unknown.length} unknown`)
    const counts = countReasons(rows)
    console.log(`by reason: ${[...counts].map(([key, count]) => `${key} ${String(count)}`).join(', ')}`)
    expect(wrong.map(told)).toEqual([])
    const few = [...counts].filter(([key, count]) => count < 4 && !key.endsWith(' unknown'))
    expect(few).toEqual([])
  })

  test('and so does a probe, for a pair of each reason', async () => {
    const chosen = onePairOfEach(rows)
    const differ: string[] = []
    await fewAtATime(6, chosen, async (row) => {
      const { connected, agrees } = await t.probe(row.from, row.target.end, row.target.asked)
      if (agrees !== true || connected !== row.connected.size > 0)
        differ.push(`${told(row)}; probe: ${String(connected)}`)
    })
    console.log(`probes on ${engineName}: ${chosen.length}, ${chosen.length - differ.length} agreed`)
    expect(differ).toEqual([])
  })
})

/** What reach says of each pair of ends, and what answers. */
async function compare(t: Topology, targets: readonly Target[], made: Made, machine: LabEngine): Promise<Row[]> {
  const running = Object.entries(made).filter(([name]) => name !== 'stopped' && name !== 'paused')
  const diallers: [ReachEnd, Dialler][] = [
    ...running.map(([, one]): [ReachEnd, Dialler] => [one, fromContainer(one, machine)]),
    ['host', fromMachine('host', machine)],
    ['outside', fromMachine('outside', await lab.engine('b'))],
  ]
  const rows: Row[] = []
  await fewAtATime(12, diallers, async ([end, dialler]) => {
    const asked = targets
      // the other machine is asked by containers: the host is none for it, and outside is what it stands for itself
      .filter(({ end: to, asked: { host } }) => to !== end && (host !== 'there' || typeof end !== 'string'))
      .map((target) => ({ target, predicted: t.reach(end, target.end, target.asked) }))
      .map((one) => ({ ...one, ways: [...one.target.addresses, one.predicted.address ?? []].flat() }))
    const answered = new Set(await dialler.dial([...new Set(asked.flatMap(({ ways }) => ways))]))
    // who is slow to answer, while all are asked at once, is asked again
    const late = asked.flatMap(({ predicted: { address = '' } }) => (answered.has(address) ? [] : address || []))
    if (late.length > 0) for (const address of await dialler.dial([...new Set(late)])) answered.add(address)
    for (const { target, predicted, ways } of asked) {
      const connected = new Set(ways.filter((address) => answered.has(address)))
      rows.push({ from: end, name: dialler.name, target, predicted, connected })
    }
  })
  return rows
}

/** A container with a server at each of these. */
function server(docker: Docker, ...where: readonly (number | string)[]): ContainerBuilder {
  const servers = where.map((one) => `httpd -f -h /etc -p ${one} &`)
  return docker.container.run(busybox, 'sh', '-c', `${servers.join(' ')} wait`).init()
}

/** Containers for every reason that engines on these machines can give. */
async function makeAll(docker: Docker, engineName: LabEngineName): Promise<Made> {
  const network = (name: string) => docker.network.bridge(`${name}-${docker.session.id}`)
  const macvlan = (parent: string) => docker.network.macvlan().parent(parent)
  const onLan = macvlan('eth0').subnet('192.168.0.0/24').gateway('192.168.0.1').ipRange(macvlanRanges[engineName])
  const [front, back, quiet, side, hidden, lan, apart] = await Promise.all([
    network('front').subnet('10.232.1.0/24').create(),
    network('back').subnet('10.232.2.0/24').internal().create(),
    network('quiet').subnet('10.232.3.0/24').icc(false).create(),
    network('side').subnet('10.232.4.0/24').create(),
    network('hidden').subnet('10.232.5.0/24').inhibitIpv4().create(),
    onLan.create(),
    macvlan(spare).mode('private').subnet('10.232.6.0/24').create(),
  ])

  const made: Record<string, Container> = {}
  const start = async ([name, builder]: [string, ContainerBuilder]): Promise<void> => {
    made[name] = await builder.name(`${name}-${docker.session.id}`).start()
  }
  const serves = server(docker, ...serverPorts)
  // an address that only the host and its containers know
  const onBridge = (port: number): `172.17.0.1:${number}:80` => `172.17.0.1:${port}:80`
  const all: [string, ContainerBuilder][] = [
    ['web', serves.net(front).publish('18098:80')],
    ['quiet1', serves.net(quiet)],
    ['both', serves.net(front).net(back).publish(onBridge(18_093))],
    ['inside', serves.net(back)],
    ['quiet2', serves.net(quiet).publish('18096:80')],
    ['apart', serves.net(side).publish('127.0.0.1:18095:80', onBridge(18_092))],
    ['plain', serves.publish(onBridge(18_091))],
    ['plain2', serves],
    ['hidden1', serves.net(hidden)],
    ['lan1', serves.net(lan)],
    ['lan2', serves.net(lan)],
    ['private1', serves.net(apart)],
    ['private2', serves.net(apart)],
    ['alone', serves.net('none')],
    ['deaf', sleeper(docker).net(front).publish('18094:80')],
    ['local', server(docker, ...serverPorts.map((port) => `127.0.0.1:${port}`)).net(front)],
    ['host', server(docker, hostPort).net('host')],
    ['paused', serves.net(front)],
    ...(engineName === 'newest' ? await sinceModes(network, serves) : []),
  ]
  await fewAtATime(4, all, start)
  await start(['beside', sleeper(docker).net(made['quiet1'] ?? '')])
  for (const port of serverPorts) await made['paused']?.waitFor({ port })
  await made['paused']?.pause()
  made['stopped'] = await serves.name(`stopped-${docker.session.id}`).net(front).create()
  return made
}

/** Networks with a gateway mode, which engines have since API 1.46. */
async function sinceModes(
  network: (name: string) => ReturnType<Docker['network']['bridge']>,
  serves: ContainerBuilder,
): Promise<[string, ContainerBuilder][]> {
  const routed = await network('routed').subnet('10.232.7.0/24').gatewayMode('routed').create()
  const isolated = await network('isolated').subnet('10.232.8.0/24').internal().gatewayMode('isolated').create()
  return [
    ['routed', serves.net(routed).publish('80', '8080')],
    ['isolated', serves.net(isolated)],
  ]
}

/** Those that do not serve. */
const silent = ['deaf', 'beside', 'stopped', 'host']

/** The topology, once all servers listen. */
async function readWhenAllListen(
  [here, there]: readonly [Docker, Docker],
  made: Made,
  otherPort: number,
): Promise<Topology> {
  const servers = Object.entries(made).filter(([name]) => !silent.includes(name))
  for (;;) {
    const t = await topology(here, there, { listeners: true, hosts: ['here', 'there'] })
    const listening = (id: string) => t.containers.find((one) => one.id === id)?.listeners?.length ?? 0
    const areHostsReady = [hostPort, otherPort].every((wanted, at) =>
      t.hosts[at]?.listeners?.some(({ port }) => port === wanted),
    )
    if (areHostsReady && servers.every(([, { id }]) => listening(id) >= serverPorts.length)) return t
  }
}

async function targetsOf(made: Made, { address }: LabEngine, otherPort: number): Promise<Target[]> {
  // by what a machine may be dialled: on the LAN, on its bridges, by itself
  const machine = [address, '172.17.0.1', '10.232.1.1', '10.232.2.1', '127.0.0.1']
  const ofMachine = machine.map((ip) => `${ip}:${hostPort}`)
  const { address: otherAddress } = await lab.engine('b')
  const targets: Target[] = [
    { name: 'the machine', end: 'host', asked: { port: hostPort, host: 'here' }, addresses: ofMachine },
    {
      name: 'the other machine',
      end: 'host',
      asked: { port: otherPort, host: 'there' },
      addresses: [`${otherAddress}:${otherPort}`],
    },
  ]
  for (const [name, one] of Object.entries(made)) {
    if (name === 'host') {
      targets.push({ name, end: one, asked: { port: hostPort }, addresses: ofMachine })
      continue
    }
    // one that shares a network has no addresses of its own
    const { NetworkSettings, State } = await ((name === 'beside' ? made['quiet1'] : one) ?? one).inspect()
    const ips = Object.values(NetworkSettings.Networks ?? {}).flatMap(({ IPAddress = '' }) => IPAddress || [])
    const bindings = State.Running ? (NetworkSettings.Ports ?? {}) : {}
    for (const port of serverPorts) {
      const outside = [...new Set((bindings[`${port}/tcp`] ?? []).map(({ HostPort = '' }) => HostPort))]
      const published = outside.flatMap((door) => machine.map((ip) => `${ip}:${door}`))
      targets.push({ name, end: one, asked: { port }, addresses: [...ips.map((ip) => `${ip}:${port}`), ...published] })
    }
  }
  return targets
}

function told({ name, target, predicted: { reachable, address = 'no address', because }, connected }: Row): string {
  const reasons = because.map(({ reason }) => reason).join()
  const answers = [...connected].join() || 'none'
  return `${name} -> ${target.name}:${target.asked.port}: ${String(reachable)}, ${address}, because ${reasons}; connected: ${answers}`
}

/** What a pair tells: its reasons, each with the answer. */
function keysOf({ predicted: { reachable, because } }: Row): string[] {
  return [...new Set(because.map(({ reason }) => `${reason} ${String(reachable)}`))]
}

/** In how many answers each reason stands, by what they say. */
function countReasons(rows: readonly Row[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of rows.flatMap(keysOf)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return new Map([...counts].sort())
}

/** Pairs until each reason is there with each answer. */
function onePairOfEach(rows: readonly Row[]): Row[] {
  const seen = new Set<string>()
  return rows.filter((row) => {
    const fresh = keysOf(row).filter((key) => !seen.has(key))
    // a container that is paused takes connections, and a probe asks for no more; and one needs addresses to connect to
    const isOpen = row.target.name !== 'paused' && row.target.addresses.length > 0
    if (!isOpen || row.predicted.reachable === 'unknown' || fresh.length === 0) return false
    for (const key of fresh) seen.add(key)
    return true
  })
}
