import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { Docker } from '../../src/docker.js'
import { topology } from '../../src/topology/index.js'
import { MooringError } from '../../src/errors/base.js'
import { everything, topologyOf } from '../unit/topology/made.js'
import { rejection } from './outcome.js'
import { fakeEngine } from './fake-engine.js'

type Verb = (docker: Docker) => Promise<unknown>

const runs = (docker: Docker) => docker.container.run('alpine', 'true')
const keyboard = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined })
const terminal = { input: keyboard, output: new PassThrough(), size: { rows: 24, columns: 80 } }

/** Every verb that changes something, or that starts a program to find something out, by the room that it is in. */
const changing: Readonly<Record<string, Readonly<Record<string, Verb>>>> = {
  docker: { call: (docker) => docker.call('NetworkDelete', { id: 'net' }) },
  'mooring/topology': {
    'topology with its listeners': (docker) => topology(docker, { listeners: true }),
    probe: (docker) => topologyOf({ one: everything }, { one: docker }).probe('web-2', 'web-10', { port: 80 }),
  },
  network: {
    connect: (docker) => docker.network.connect('net', 'web'),
    disconnect: (docker) => docker.network.disconnect('net', 'web'),
    repair: (docker) => docker.network.repair('web'),
    prune: (docker) => docker.network.prune(),
    remove: (docker) => docker.network.remove('net', { detach: true }),
  },
  'a network': {
    connect: (docker) => docker.network.ref('net').connect('web', { ip: '10.0.0.9' }),
    disconnect: (docker) => docker.network.ref('net').disconnect('web', { force: true }),
    remove: (docker) => docker.network.ref('net').remove(),
  },
  'a network to be made': {
    create: (docker) => docker.network.bridge('net').subnet({ size: 24 }).create(),
    ensure: (docker) => docker.network.bridge('net').ensure(),
  },
  'a network across hosts': { create: (docker) => acrossHosts(docker).create() },
  container: {
    recover: (docker) => docker.container.recover('web'),
    prune: (docker) => docker.container.prune(),
    remove: (docker) => docker.container.remove('web'),
  },
  'a container': {
    remove: (docker) => docker.container.ref('web').remove({ force: true }),
    rename: (docker) => docker.container.ref('web').rename('new'),
    replace: (docker) => docker.container.ref('web').replace(),
    commit: (docker) => docker.container.ref('web').commit('team/web'),
    attach: (docker) => docker.container.ref('web').attach(),
    attachTerminal: (docker) => docker.container.ref('web').attachTerminal(terminal),
    resize: (docker) => docker.container.ref('web').resize({ rows: 24, columns: 80 }),
    lookup: (docker) => docker.container.ref('web').lookup('db'),
    veth: (docker) => docker.container.ref('web').veth(),
    copyIn: (docker) => docker.container.ref('web').copyIn({ 'a.txt': 'a' }, '/tmp'),
    putArchive: (docker) => docker.container.ref('web').putArchive(new Uint8Array(1024), '/tmp'),
    start: (docker) => docker.container.ref('web').start(),
    stop: (docker) => docker.container.ref('web').stop(),
    restart: (docker) => docker.container.ref('web').restart(),
    kill: (docker) => docker.container.ref('web').kill(),
    update: (docker) => docker.container.ref('web').update({ memory: '64m' }),
    pause: (docker) => docker.container.ref('web').pause(),
    unpause: (docker) => docker.container.ref('web').unpause(),
    wait: (docker) => docker.container.ref('web').wait(),
  },
  'a container to be made': {
    create: (docker) => runs(docker).create(),
    start: (docker) => runs(docker).net('net').net('other').pull('always').start(),
    output: (docker) => runs(docker).output(),
    attach: (docker) => runs(docker).interactive().attach(),
    attachTerminal: (docker) => runs(docker).tty().attachTerminal(terminal),
  },
  'a program in a container': {
    output: (docker) => docker.container.ref('web').exec('true').output(),
    attach: (docker) => docker.container.ref('web').exec('true').attach(),
    detach: (docker) => docker.container.ref('web').exec('true').detach(),
  },
  image: {
    prune: (docker) => docker.image.prune(),
    pruneBuildCache: (docker) => docker.image.pruneBuildCache(),
    pull: (docker) => docker.image.pull('alpine'),
    push: (docker) => docker.image.push('team/web:1'),
    pushAllTags: (docker) => docker.image.pushAllTags('team/web'),
    import: (docker) => docker.image.import(new Uint8Array(1024), { name: 'team/web', platform: 'linux/amd64' }),
    load: (docker) => docker.image.load(new Uint8Array(1024)),
    remove: (docker) => docker.image.remove('alpine'),
  },
  'an image': {
    tag: (docker) => docker.image.ref('alpine').tag('team/web:1'),
    remove: (docker) => docker.image.ref('alpine').remove(),
  },
  'an image to be made': { create: (docker) => docker.image.build({ Dockerfile: 'FROM scratch' }).create() },
  volume: {
    prune: (docker) => docker.volume.prune(),
    remove: (docker) => docker.volume.remove('data'),
  },
  'a volume': { remove: (docker) => docker.volume.ref('data').remove() },
  'a volume to be made': {
    create: (docker) => docker.volume.local('data').create(),
    ensure: (docker) => docker.volume.local('data').ensure(),
  },
  swarm: {
    init: (docker) => docker.swarm.init(),
    join: (docker) => docker.swarm.join('10.0.0.1', { token: 'SWMTKN-1-a-b' }),
    leave: (docker) => docker.swarm.leave(),
  },
  system: { auth: (docker) => docker.system.auth({ username: 'u', password: 'p' }) },
  host: { links: (docker) => docker.host.links(), routes: (docker) => docker.host.routes() },
}

const ofCollections = 'list get find ref exists inspect'
/** What only asks, or sends nothing. */
const reading: Readonly<Record<string, string>> = {
  docker: 'ping version info events watch describeConnection cleanup cleanupOn close',
  network: `${ofCollections} bridge macvlan ipvlan overlay configOnly driver freeSubnet conflicts capacity`,
  'a network': 'inspect members subnets names capacity lookup watch',
  container: `${ofCollections} run like fromDockerRun`,
  'a container':
    'inspect top export changes stats logs exec ip ips mac cloneEndpoint port copyOut readFile getArchive archiveInfo waitFor',
  image: `${ofCollections} build search save`,
  'an image': 'inspect history attestations',
  volume: `${ofCollections} local driver`,
  'a volume': 'inspect users',
  swarm: 'inspect tokens',
  system: 'ping version info df events',
  host: 'macvlanShim',
}
const ownRooms: Readonly<Record<string, (docker: Docker) => object>> = {
  docker: (docker) => docker,
  network: (docker) => docker.network,
  'a network': (docker) => docker.network.ref('net'),
  container: (docker) => docker.container,
  'a container': (docker) => docker.container.ref('web'),
  image: (docker) => docker.image,
  'an image': (docker) => docker.image.ref('alpine'),
  volume: (docker) => docker.volume,
  'a volume': (docker) => docker.volume.ref('data'),
  swarm: (docker) => docker.swarm,
  system: (docker) => docker.system,
  host: (docker) => docker.host,
}

function acrossHosts(docker: Docker) {
  const other = new Docker({ host: 'unix:///nowhere.sock', readOnly: true })
  const lan = docker.network.macvlan('lan').parent('eth0').subnet('192.168.0.0/24').gateway('192.168.0.1')
  return lan.acrossHosts([
    { docker, ipRange: '192.168.0.64/28' },
    { docker: other, ipRange: '192.168.0.128/28' },
  ])
}

const verbs = Object.entries(changing).flatMap(([room, verbs]) =>
  Object.entries(verbs).map(([name, verb]) => [`${room}: ${name}`, verb] as const),
)

test.each(verbs)('a client that only reads refuses it before anything is asked. %s', async (_, verb) => {
  await using engine = await fakeEngine({}, { readOnly: true })
  const error = await rejection(verb(engine.docker))
  expect({ error, requests: engine.requests }).toEqual({ error: expect.any(MooringError) as unknown, requests: [] })
  expect(error).toMatchObject({ code: 'READ_ONLY', sent: 'no', details: { operation: expect.any(String) as unknown } })
})

test.each(Object.entries(ownRooms))('no verb of %s is in neither list, and none in both', (room, of) => {
  const docker = new Docker({ host: 'unix:///nowhere.sock', readOnly: true })
  const listed = [...Object.keys(changing[room] ?? {}), ...(reading[room] ?? '').split(' ')]
  expect(listed.sort()).toEqual(publicMethods(of(docker)).sort())
})

/** Those that users may call: what is inherited from the bases of all nouns is theirs, and no verb. */
function publicMethods(thing: object): string[] {
  const names = new Set<string>()
  for (let at: unknown = thing; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    const members = Object.entries(Object.getOwnPropertyDescriptors(at as object))
    for (const [name, { value }] of members) if (typeof value === 'function') names.add(name)
  }
  return [...names].filter((name) => !notPublic.has(name))
}
const notPublic = new Set(['constructor', 'at', 'handleOn', 'toJSON', 'removeOwned', 'delete'])
