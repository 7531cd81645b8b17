import { containerExec } from '../container/operations.js'
import { openCall, openChange, type CallContext } from '../engine/context.js'
import type { Engine, HasEngine } from '../engine/engine.js'
import { buildGraph } from './graph/build-graph.js'
import { chosenOf } from './graph/chosen.js'
import type {
  TopologyContainer,
  TopologyEndpoint,
  TopologyGraph,
  TopologyHost,
  TopologyJson,
  TopologyNetwork,
} from './graph/graph.js'
import type { TopologyConflict } from './conflicts/conflict.js'
import { conflictsIn } from './conflicts/conflicts.js'
import { exposedIn, type Exposure } from './exposed/exposed.js'
import { readReach, type ReachEnd, type ReachOptions } from './reach/asked.js'
import { Parties } from './reach/parties.js'
import { reachBetween, type Reach } from './reach/reach.js'
import { readProbe, type ProbeOptions } from './probe/asked.js'
import { probeWith, type Probe } from './probe/probe.js'
import { readArguments, sameEngine, type TopologyOptions } from './options.js'
import { checkWord, invalidArgument } from '../errors/invalid-argument.js'
import { refuseUnknown } from '../engine/call/nearest.js'
import { dotOf } from './print/dot.js'
import { mermaidOf } from './print/mermaid.js'
import { textOf } from './print/text.js'
import { readSnapshot, type Snapshot } from './read/snapshot.js'
import { svgOf } from './svg/draw.js'
import type { TopologyTheme } from './svg/style.js'

/** How a picture looks. */
export interface TopologySvgOptions {
  /** Above the picture, and what screen readers say first. */
  readonly title?: string | undefined
  /** `auto`, the default, is dark where its reader prefers that. */
  readonly theme?: TopologyTheme | undefined
}

/** Where a topology comes from. */
interface TopologyOrigin {
  /** What was read, of which it may be a part. */
  readonly whole: TopologyGraph
  /** By the ids of the hosts. */
  readonly engines: ReadonlyMap<string, Engine>
}

/**
 * Hosts, networks, containers and the endpoints between them, as they were when they were read. Only `probe()` asks
 * more, and two of an engine that has not changed print the same.
 *
 * @example
 * const t = await topology(docker)
 * for (const { name, ports } of t.containers) console.log(name, ports.map(({ hostIp, hostPort }) => `${hostIp}:${hostPort}`))
 */
export class Topology implements TopologyGraph {
  /** In the order that the engines were given. */
  readonly hosts: readonly TopologyHost[]
  /** By host and name. */
  readonly networks: readonly TopologyNetwork[]
  /** By host and name. */
  readonly containers: readonly TopologyContainer[]
  /** By container and network. */
  readonly endpoints: readonly TopologyEndpoint[]

  #known: Parties | undefined
  readonly #origin: TopologyOrigin

  /** @internal */
  constructor({ hosts, networks, containers, endpoints }: TopologyGraph, origin: TopologyOrigin) {
    this.hosts = hosts
    this.networks = networks
    this.containers = containers
    this.endpoints = endpoints
    this.#origin = origin
  }

  /**
   * Whether one reaches the other, by what the engines said: containers, `host` or `outside`, a machine on the LAN. A way
   * that leads only through a published port counts, and `via` says so. `because` is the chain of reasons, each with what
   * would change it. Nothing is asked.
   *
   * @example
   * const t = await topology(docker, { listeners: true })
   * const { reachable, because } = t.reach('web', 'db', { port: 5432 })
   * for (const { message, change } of because) console.log(message, change?.docker ?? '')
   *
   * @param from a handle, a name, an id, `host` or `outside`
   * @param to the same; the port is its own
   * @throws UsageError INVALID_ARGUMENT, INVALID_PORT, UNKNOWN_OPTION
   */
  reach(from: ReachEnd, to: ReachEnd, options: ReachOptions = {}): Reach {
    const asked = readReach(this.#parties, { from, to }, options)
    return reachBetween(asked.from, asked.to, asked.question)
  }

  /**
   * Connects for real, over TCP: to the address that `reach()` says, or, where it says that there is none or does not
   * know, to all that might lead there. The container that connects does so by its own bash or by busybox's nc, or the
   * helper container does it in its network; for `host` and `outside` the helper does, on the machine itself and on
   * another one of this topology. Addresses are those that were read: read again what has changed.
   *
   * @example
   * const { connected, tried, agrees } = await t.probe('web', 'db', { port: 5432 })
   * for (const { address, outcome } of tried) console.log(address, outcome)
   *
   * @param from a handle, a name, an id, `host` or `outside`
   * @param to a handle, a name, an id or `host`; the port is its own
   * @throws UsageError INVALID_ARGUMENT, INVALID_PORT, UNKNOWN_OPTION, READ_ONLY; NotFoundError NOT_FOUND;
   *   ConflictError NOT_RUNNING, CONTAINER_PAUSED; StateError NO_TOOL where only the helper can and its image is missing
   */
  async probe(from: ReachEnd, to: ReachEnd, options: ProbeOptions): Promise<Probe> {
    const asked = readProbe(this.#parties, { from, to }, options)
    return await probeWith(this.#engineOf(asked.machine), asked)
  }

  #engineOf({ id, name }: TopologyHost): Engine {
    const engine = this.#origin.engines.get(id)
    if (engine !== undefined) return engine
    const says = `this topology has no engine of ${JSON.stringify(name)}`
    throw invalidArgument('from', name, 'read it from a client: await topology(docker)', says)
  }

  /**
   * Every port of a container that somebody on another machine can reach, on which addresses and through what. Those that
   * people do not expect come first: open on every address and around the host's firewall, or without one in front.
   *
   * @example
   * for (const { container, port, addresses, unexpected } of t.exposed())
   *   console.log(unexpected ? '!' : ' ', container.name, port ?? 'every port', addresses.join(' '))
   */
  exposed(): Exposure[] {
    return exposedIn(this.#parties)
  }

  /**
   * What two of the graph want both, and no engine keeps apart: subnets that overlap, an address of the host under a bridge,
   * ranges and routers of one LAN that do not agree, an address or a MAC address that two have, ports of a host that two
   * want. Empty where all is well. Containers that do not run count, with what they were made with.
   *
   * @example
   * for (const { message, change } of t.conflicts()) console.log(message, change.docker)
   */
  conflicts(): TopologyConflict[] {
    return conflictsIn(this)
  }

  get #parties(): Parties {
    return (this.#known ??= new Parties(this, this.#origin.whole))
  }

  /** For a terminal: each network with the containers on it, their addresses, aliases and ports. */
  toText(): string {
    return textOf(this)
  }

  /** A flowchart of Mermaid's, which GitHub and GitLab draw in a Markdown page. */
  toMermaid(): string {
    return mermaidOf(this)
  }

  /** A graph of Graphviz's: `dot -Tsvg`. */
  toDot(): string {
    return dotOf(this)
  }

  /**
   * A picture: a bar for each network, dashed where it is internal; a box for each container; a dot with the address where
   * they meet, filled where the default route is. Published ports stand above their container. What is cut is whole in
   * the tooltip.
   *
   * @example
   * await writeFile('networks.svg', t.toSvg({ title: 'Production' }))
   *
   * @throws UsageError UNKNOWN_OPTION, INVALID_ARGUMENT
   */
  toSvg(options: TopologySvgOptions = {}): string {
    refuseUnknown(options, ['title', 'theme'], 'toSvg')
    const { title, theme = 'auto' } = options
    const given: unknown = title // untyped callers may pass anything
    if (given !== undefined && typeof given !== 'string') throw invalidArgument('title', given, 'give a text')
    checkWord('theme', theme, ['light', 'dark', 'auto'])
    return svgOf(this, { title, theme })
  }

  /** The graph as plain data: addresses are texts. `JSON.stringify(t)` takes it. */
  toJSON(): TopologyJson {
    const { hosts, networks, containers, endpoints } = this
    return JSON.parse(JSON.stringify({ hosts, networks, containers, endpoints })) as TopologyJson // as the type says
  }

  /** The same as `toText()`. */
  toString(): string {
    return this.toText()
  }
}

/**
 * Reads one or several engines, and makes one graph of them. The options stand last. An engine that changes while it is
 * read is read again, up to five times; its host says `changing` where it never held still.
 *
 * @example
 * const t = await topology(docker)
 * console.log(t.toText())
 *
 * @example
 * const t = await topology(a, b, { label: 'com.docker.compose.project=shop', hosts: ['server-a', 'server-b'] })
 *
 * @throws UsageError SAME_ENGINE, INVALID_ARGUMENT, UNKNOWN_OPTION; ConnectionError where an engine cannot be read
 */
export async function topology(
  docker: HasEngine,
  ...others: readonly (HasEngine | TopologyOptions)[]
): Promise<Topology> {
  const { engines, given, call } = readArguments([docker, ...others])
  const { label, network, stopped = true, listeners = false, hosts: names = [] } = given
  // to look who listens takes a program in a container
  const open = (engine: Engine): CallContext =>
    listeners ? openChange(engine, { operation: containerExec.id }, call) : openCall(engine, call)
  const read = await Promise.all(
    engines.map(async (engine, at): Promise<{ engine: Engine; snapshot: Snapshot }> => {
      const { host, ...rest } = await readSnapshot(open(engine), { label, stopped, listeners })
      return { engine, snapshot: { host: { ...host, name: names[at] ?? host.name }, ...rest } }
    }),
  )
  const snapshots = read.map(({ snapshot }) => snapshot)
  const ids = snapshots.map(({ host }) => host.id)
  const again = ids.findIndex((id, at) => ids.indexOf(id) < at)
  if (again !== -1) throw sameEngine(ids.indexOf(ids[again] ?? ''), again, 'yes')
  const whole = buildGraph(snapshots)
  const origin = { whole, engines: new Map(read.map(({ engine, snapshot }) => [snapshot.host.id, engine])) }
  return new Topology(chosenOf(whole, { network, byLabel: label !== undefined }), origin)
}
