import { describe, expect, it } from 'vitest'
import { sourceTree, type Import, type SourceFile } from './source-tree.js'

/**
 * The one way round: a builder makes containers, and a container is replaced by what a builder makes. Both are classes
 * that name each other in their public methods. See docs/decisions/015-replace.md.
 */
const wayRound: Pick<Import, 'from' | 'to'> = { from: 'container/container.ts', to: 'container/replace/replace.ts' }

const tree = sourceTree()
const files = tree.map((file) => ({ ...file, imports: file.imports.filter((edge) => !isWayRound(edge)) }))
const imports = files.flatMap((file) => file.imports)
const paths = new Set(files.map((file) => file.path))
const ours = imports.filter(({ to }) => paths.has(to))
const packages = imports.filter(({ to }) => !to.endsWith('.ts') && !to.startsWith('node:'))

const nouns = ['network', 'container', 'image', 'volume', 'distribution', 'swarm', 'system']
const belowNouns = ['docker-words', 'engine', 'tar', 'stream', 'cidr', 'time', 'errors']

/** What the files of a room may import from other rooms. `.` are the files that stand in src itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  cidr: ['errors'],
  stream: ['time', 'errors'],
  time: [],
  tar: ['time', 'errors'],
  transport: ['stream', 'time', 'errors'],
  engine: ['transport', 'stream', 'time', 'errors'],
  'docker-config': ['engine', 'time', 'errors'],
  'docker-words': ['engine', 'stream', 'cidr', 'errors'],
  ...Object.fromEntries(nouns.map((noun) => [noun, belowNouns])),
  host: ['engine', 'cidr', 'errors'],
  topology: [...nouns, ...belowNouns],
  plan: [...nouns, ...belowNouns],
  '.': ['plan', ...nouns, ...belowNouns, 'host', 'docker-config', 'transport'],
}

/** What a noun, or a file of it, takes of another room beyond that, and why. */
const published: readonly {
  readonly from: string
  readonly to: string
  readonly kind?: 'type'
  readonly why: string
}[] = [
  {
    from: 'container/run/create.ts',
    to: 'network/operations.ts',
    why: 'a create connects the second network and the next',
  },
  {
    from: 'container/run/joined-networks.ts',
    to: 'network/operations.ts',
    why: 'a create looks up the networks it joins: what they are called, whether they open ports',
  },
  { from: 'container/run/joined-networks.ts', to: 'network/wire/network.ts', kind: 'type', why: 'the same list' },
  { from: 'container/wait.ts', to: 'system/operations.ts', why: 'whether a container that is gone ever ran' },
  { from: 'container/wait.ts', to: 'system/clock.ts', why: "events are asked for until now by the engine's clock" },
  { from: 'container/commit.ts', to: 'image/image.ts', why: 'a commit gives an image' },
  {
    from: 'container/commit.ts',
    to: 'image/name.ts',
    why: 'its name is checked, and shortened, as every image name is',
  },
  { from: 'container/container.ts', to: 'image/image.ts', kind: 'type', why: 'a commit gives an image' },
  {
    from: 'container/lifecycle.ts',
    to: 'volume/operations.ts',
    why: 'a container that replaced another one takes the volumes along that it had from it',
  },
  { from: 'container/replace/being-stopped.ts', to: 'system/clock.ts', why: "events until now, by the engine's clock" },
  {
    from: 'container/replace/making/kept.ts',
    to: 'image/operations.ts',
    why: 'what a container has of its image is not its own',
  },
  {
    from: 'container/readiness/states.ts',
    to: 'system/operations.ts',
    why: 'events tell when a container has changed',
  },
  { from: 'container/readiness/states.ts', to: 'system/clock.ts', why: "events from now on, by the engine's clock" },
  { from: 'container/operations.ts', to: 'image/changes.ts', why: 'a commit takes what an import takes' },
  {
    from: 'container/like/like.ts',
    to: 'image/operations.ts',
    why: 'what a container has of its image is not its own',
  },
  { from: 'container/like/made-with.ts', to: 'image/wire/image.ts', kind: 'type', why: 'the same' },
  {
    from: 'container/host-probe/helper-container.ts',
    to: 'image/pull.ts',
    why: 'the helper image is pulled where the client says so',
  },
  { from: 'container/run/create.ts', to: 'image/pull.ts', why: 'a create pulls the image that is missing' },
  {
    from: 'image/import.ts',
    to: 'system/operations.ts',
    why: 'an old engine imports for its own architecture only, which its version tells',
  },
  {
    from: 'image/builder/builder.ts',
    to: 'container/builder/network/values.ts',
    why: 'a line of the hosts file is written as for a container',
  },
  { from: 'container/streams/logs.ts', to: 'system/clock.ts', why: "'10m' ago is counted by the engine's clock" },
  { from: 'container/streams/restarted.ts', to: 'system/clock.ts', why: 'events up to now, by its clock' },
  {
    from: 'container/streams/got-signal.ts',
    to: 'system/operations.ts',
    why: 'events tell whether a container was told to stop',
  },
  {
    from: 'container/addresses/veth.ts',
    to: 'network/operations.ts',
    why: 'some drivers give a container no cable to the host',
  },
  {
    from: 'container/run/create.ts',
    to: 'network/endpoint/fixed-addresses.ts',
    why: 'a fixed address is looked at before a create',
  },
  {
    from: 'container/run/same-mac.ts',
    to: 'network/operations.ts',
    why: 'a network tells which MAC addresses are on it',
  },
  {
    from: 'container/run/explain-start.ts',
    to: 'network/explain/explain-address.ts',
    why: 'a refused start names who holds the address',
  },
  {
    from: 'network/attach.ts',
    to: 'container/operations.ts',
    why: 'a connect looks whether the container is on the network',
  },
  { from: 'network/attach.ts', to: 'container/wire/inspect.ts', kind: 'type', why: 'the state it looks at' },
  {
    from: 'network/endpoint/has-endpoints.ts',
    to: 'container/wire/inspect.ts',
    kind: 'type',
    why: 'the same state',
  },
  {
    from: 'network/endpoint/listed-members.ts',
    to: 'container/wire/inspect.ts',
    kind: 'type',
    why: 'the same state, and the endpoints',
  },
  {
    from: 'network/explain/explain-leftover.ts',
    to: 'container/operations.ts',
    why: 'a container tells whether it kept the settings of a refused connect',
  },
  {
    from: 'network/detach.ts',
    to: 'container/operations.ts',
    why: 'of an endpoint without a container it asks whether that is gone',
  },
  {
    from: 'network/builder/drivers/engine-age.ts',
    to: 'system/operations.ts',
    why: "a driver's options come with the engine, not with the API: its version tells whether it would ignore one",
  },
  { from: 'network/prune.ts', to: 'container/operations.ts', why: 'networks of stopped containers are spared' },
  {
    from: 'network/containers-on.ts',
    to: 'container/operations.ts',
    why: 'a network is not replaced under containers in any state',
  },
  {
    from: 'network/repair/repair.ts',
    to: 'container/operations.ts',
    why: 'a repair reads what the container was on',
  },
  { from: 'network/repair/repair.ts', to: 'container/wire/inspect.ts', kind: 'type', why: 'which it reads there' },
  { from: 'network/containers-on.ts', to: 'container/name.ts', why: 'which are named as everywhere' },
  { from: 'network/prune.ts', to: 'system/clock.ts', why: "'24h' ago is counted by the engine's clock" },
  {
    from: 'network/attach.ts',
    to: 'system/operations.ts',
    why: 'a worker of a swarm connects to what it does not list',
  },
  {
    from: 'network/ipam/',
    to: 'system/operations.ts',
    why: 'how an engine gives addresses follows from its version and its id',
  },
  {
    from: 'network/across-hosts/',
    to: 'system/operations.ts',
    why: 'two clients may be of one engine, which its info tells',
  },
  {
    from: 'network/across-hosts/',
    to: 'container/operations.ts',
    why: 'the addresses of containers are compared between the hosts of a LAN',
  },
  { from: 'network/across-hosts/', to: 'container/wire/summary.ts', kind: 'type', why: 'which a list shows' },
  { from: 'network/across-hosts/', to: 'container/name.ts', why: 'and named as everywhere' },
  { from: 'network/ipam/', to: 'system/wire/info.ts', kind: 'type', why: 'its default address pools' },
  {
    from: 'network/ipam/',
    to: 'container/operations.ts',
    why: 'stopped containers have fixed addresses that nobody keeps for them',
  },
  { from: 'network/ipam/', to: 'container/wire/summary.ts', kind: 'type', why: 'the same' },
  { from: 'network/ipam/', to: 'container/name.ts', why: 'and are named as everywhere' },
  {
    from: 'network/ipam/conflicts.ts',
    to: 'container/host-probe/routes.ts',
    why: 'routes of the host are in the way, too, and only a container sees them',
  },
  { from: 'network/names/', to: 'container/inspect-all.ts', why: 'containers are inspected for their names' },
  { from: 'network/names/', to: 'container/operations.ts', why: 'and so is the one that asks' },
  { from: 'network/names/', to: 'container/wire/inspect.ts', kind: 'type', why: 'which it has there' },
  { from: 'network/watch/', to: 'container/operations.ts', why: 'containers tell which networks they are on' },
  {
    from: 'network/watch/',
    to: 'container/readiness/watch.ts',
    why: 'an engine that is gone is asked ever less often',
  },
  { from: 'network/watch/', to: 'system/events/events.ts', why: 'events tell when to look' },
  { from: 'network/watch/', to: 'system/events/event.ts', kind: 'type', why: 'and at what' },
  {
    from: 'host/macvlan-shim.ts',
    to: 'network/operations.ts',
    why: "a shim stands beside a network's containers, out of the way of what its engine gives them",
  },
  { from: 'host/macvlan-shim.ts', to: 'network/addresses.ts', why: 'as above' },
  { from: 'host/macvlan-shim.ts', to: 'network/wire/network.ts', kind: 'type', why: 'as above' },
  {
    from: 'host/host.ts',
    to: 'container/host-probe/links.ts',
    why: "links are read inside a container on the host's network",
  },
  { from: 'host/host.ts', to: 'container/host-probe/routes.ts', why: 'and so are routes' },
  {
    from: 'container/builder/storage/',
    to: 'volume/volume-name.ts',
    why: 'a container makes the volumes that it names and that are missing',
  },
  { from: 'volume/users.ts', to: 'container/operations.ts', why: 'the containers that mount a volume are listed' },
  { from: 'volume/users.ts', to: 'container/name.ts', why: 'and named as everywhere' },
  {
    from: 'volume/prune.ts',
    to: 'system/operations.ts',
    why: 'on old engines the disk usage tells which volumes nothing uses, and their sizes',
  },
  { from: 'system/wire/disk-usage.ts', to: 'container/wire/summary.ts', why: 'the disk usage lists the containers' },
  { from: 'system/wire/disk-usage.ts', to: 'image/wire/summary.ts', why: 'and the images' },
  { from: 'system/wire/disk-usage.ts', to: 'volume/wire/volume.ts', why: 'and the volumes' },
  { from: 'system/disk-usage.ts', to: 'container/wire/summary.ts', kind: 'type', why: 'which are added up' },
  { from: 'system/disk-usage.ts', to: 'image/wire/summary.ts', kind: 'type', why: 'as above' },
  { from: 'system/disk-usage.ts', to: 'volume/wire/volume.ts', kind: 'type', why: 'as above' },
  { from: 'swarm/wire/swarm.ts', to: 'system/wire/swarm.ts', why: 'info shows a part of the same swarm' },
  {
    from: 'system/wire/ping.ts',
    to: 'transport/transport.ts',
    kind: 'type',
    why: 'what a ping says stands in its headers',
  },
]

/** The files of src itself; between them from left to right only. */
const topFiles = [
  'contexts.ts',
  'calls.ts',
  'operations.ts',
  'discovery.ts',
  'options.ts',
  'docker.ts',
  'wire.ts',
  'zod.ts',
  'index.ts',
]

/** Inside a noun, from left to right: what stands further left can never see, over any number of files, what stands further right. */
const ranksOf = (noun: string, handle: string, collection: string): readonly string[] => [
  `${noun}/wire/`,
  `${noun}/operations.ts`,
  `${noun}/${handle}.ts`,
  `${noun}/builder/`,
  `${noun}/${collection}.ts`,
]
const ranks = [
  ranksOf('network', 'network', 'networks'),
  ranksOf('container', 'container', 'containers'),
  ranksOf('image', 'image', 'images'),
  ranksOf('volume', 'volume', 'volumes'),
  ranksOf('distribution', 'distribution', 'distribution'),
  ranksOf('swarm', 'swarm', 'swarm'),
  ranksOf('system', 'system', 'system'),
]

describe('imports go downwards only', () => {
  it.each(Object.keys(mayImport))('%s imports only what lies below it', (room) => {
    const wrong = ours.filter((edge) => roomOf(edge.from) === room && roomOf(edge.to) !== room)
    expect(wrong.filter((edge) => !isBelow(edge) && !isPublished(edge)).map(arrow)).toEqual([])
  })

  it('every folder of src is a room of the table', () => {
    expect([...new Set(files.map(({ path }) => roomOf(path)))].sort()).toEqual(Object.keys(mayImport).sort())
  })

  it('what one noun takes of another is still taken', () => {
    const unused = published.filter((edge) => !ours.some((one) => matches(one, edge)))
    expect(unused.map(arrow)).toEqual([])
  })

  it('the files of src itself know only those before them', () => {
    const wrong = ours.filter(({ from, to }) => roomOf(from) === '.' && roomOf(to) === '.')
    expect(wrong.filter(({ from, to }) => topFiles.indexOf(from) <= topFiles.indexOf(to)).map(arrow)).toEqual([])
    expect(files.filter(({ path }) => roomOf(path) === '.').map(({ path }) => path)).toEqual([...topFiles].sort())
  })

  it('no door is imported from inside', () => {
    const doors = new Set([
      'index.ts',
      'wire.ts',
      'zod.ts',
      'cidr/index.ts',
      'plan/index.ts',
      'transport/index.ts',
      'topology/index.ts',
    ])
    expect(ours.filter(({ to }) => doors.has(to)).map(arrow)).toEqual([])
  })

  it.each(ranks)('inside a noun: %s → %s → %s → %s → %s', (...noun) => {
    const wrong = files.flatMap(({ path }) => {
      const rank = noun.findIndex((place) => path.startsWith(place))
      if (rank === -1) return []
      const seen = reachable(path, (other) => roomOf(other) === roomOf(path))
      return noun.slice(rank + 1).flatMap((place) => {
        if (noun[rank] === place) return []
        return [...seen].filter((other) => other.startsWith(place)).map((other) => `${path} sees ${other}`)
      })
    })
    expect(wrong).toEqual([])
  })

  it('a container leads to its replacement, and by that alone to the builder', () => {
    expect(tree.flatMap((file) => file.imports).filter(isWayRound)).toHaveLength(1)
  })

  it('no file imports itself over any number of others, not even its types', () => {
    expect(cycles()).toEqual([])
  })
})

describe('packages are known in one place each', () => {
  const importersOf = (name: string): readonly string[] =>
    packages
      .filter(({ to }) => to === name || to.startsWith(`${name}/`))
      .map(({ from, to, kind }) => `${from} ${kind} ${to}`)

  it('undici, and of it only the Client, loaded with the first call', () => {
    expect(importersOf('undici')).toEqual([
      'transport/connection.ts type undici',
      'transport/connection.ts dynamic undici/lib/dispatcher/client.js',
      'transport/exchange.ts type undici',
    ])
  })

  it('ip-address', () => {
    expect(importersOf('ip-address')).toEqual(['cidr/ip.ts value ip-address'])
  })

  it('zod, loaded by the checker alone and by nobody at import', () => {
    expect(importersOf('zod').filter((importer) => !importer.includes(' type '))).toEqual([
      'engine/wire/check.ts dynamic zod',
      'zod.ts value zod',
    ])
  })

  it('modern-tar, loaded when archives are written or read, and by nobody at import', () => {
    expect(importersOf('modern-tar')).toEqual([
      'tar/modern-tar.ts type modern-tar',
      'tar/modern-tar.ts dynamic modern-tar',
    ])
  })

  it('@balena/dockerignore, loaded by the reader of a .dockerignore', () => {
    expect(new Set(importersOf('@balena/dockerignore').map((importer) => importer.split(' ')[0]))).toEqual(
      new Set(['image/builder/dockerignore.ts']),
    )
  })

  it('yaml, loaded when a spec in YAML is read', () => {
    expect(importersOf('yaml').filter((importer) => !importer.includes(' type '))).toEqual([
      'plan/yaml/load-yaml.ts dynamic yaml',
    ])
  })

  it('no other package', () => {
    const known = ['undici', 'ip-address', 'zod', 'modern-tar', '@balena', 'yaml']
    expect(new Set(packages.map(({ to }) => to.split('/')[0]))).toEqual(new Set(known))
  })
})

describe('every import says where it leads', () => {
  it('to a file that exists', () => {
    const local = imports.filter(({ to }) => to.endsWith('.ts'))
    expect(local.filter(({ to }) => !paths.has(to)).map(arrow)).toEqual([])
    expect(imports.filter(({ to }) => to === 'not a literal').map(arrow)).toEqual([])
  })

  it('and what not every program needs is loaded when it is used', () => {
    expect(imports.filter(({ kind }) => kind === 'dynamic').map(arrow)).toEqual([
      'container/readiness/http-status.ts → node:http',
      'engine/wire/check.ts → zod',
      'image/builder/dockerignore.ts → @balena/dockerignore',
      'plan/yaml/load-yaml.ts → yaml',
      'tar/modern-tar.ts → modern-tar',
      'transport/connection.ts → undici/lib/dispatcher/client.js',
    ])
  })
})

function isWayRound({ from, to }: Import): boolean {
  return from === wayRound.from && to === wayRound.to
}

function roomOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : '.'
}

function isBelow({ from, to }: Import): boolean {
  return (mayImport[roomOf(from)] ?? []).includes(roomOf(to))
}

function isPublished(edge: Import): boolean {
  return published.some((known) => matches(edge, known))
}

function matches(edge: Import, known: (typeof published)[number]): boolean {
  return (
    edge.from.startsWith(known.from) && edge.to === known.to && (known.kind === undefined || edge.kind === known.kind)
  )
}

function arrow({ from, to }: { readonly from: string; readonly to: string }): string {
  return `${from} → ${to}`
}

function importsOf(path: string): readonly string[] {
  const file: SourceFile | undefined = files.find((one) => one.path === path)
  return [...new Set(file?.imports.map(({ to }) => to).filter((to) => paths.has(to)))]
}

/** Every file that a file sees, over any number of others, on ways that stay where `within` holds. */
function reachable(start: string, within: (path: string) => boolean): ReadonlySet<string> {
  const seen = new Set<string>()
  const waiting = [start]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    for (const next of importsOf(path)) {
      if (seen.has(next) || !within(next)) continue
      seen.add(next)
      waiting.push(next)
    }
  }
  return seen
}

/** One way round for each file that leads back to itself. */
function cycles(): readonly string[] {
  const inCycle = files.map(({ path }) => path).filter((path) => reachable(path, () => true).has(path))
  return inCycle.map((path) => {
    const way = [path]
    for (let here = path; way.length <= files.length;) {
      const next = importsOf(here).find(
        (one) => one === path || (reachable(one, () => true).has(path) && !way.includes(one)),
      )
      if (next === undefined) break
      way.push(next)
      if (next === path) break
      here = next
    }
    return way.join(' → ')
  })
}
