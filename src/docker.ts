import { negotiateApi } from './system/ping.js'
import type { Ping } from './system/wire/ping.js'
import type { Calls, ContainerStatsOnce, ExecStartDetached, OperationId } from './calls.js'
import type { ContainerStats } from './container/wire/stats.js'
import { Containers } from './container/containers.js'
import { dockerCredentials } from './docker-config/credentials.js'
import { findHost, type FoundHost } from './discovery.js'
import type { CallOptions } from './engine/call/call-options.js'
import { nobody } from './engine/credentials.js'
import { Distribution } from './distribution/distribution.js'
import { Engine } from './engine/engine.js'
import { beforeEndingBy, type EndingSignal } from './engine/session/ending-signals.js'
import { cleanup } from './engine/session/cleanup.js'
import { nearest } from './engine/call/nearest.js'
import type { InputOf, Operation } from './engine/call/operation.js'
import { invalidArgument } from './errors/invalid-argument.js'
import { UsageError } from './errors/usage.js'
import { Host } from './host/host.js'
import { Images } from './image/images.js'
import { Networks } from './network/networks.js'
import { NetworkWatch, type WatchOptions } from './network/watch/watch.js'
import { operationFor, operations } from './operations.js'
import { checkOptions, helperImage, type DockerOptions } from './options.js'
import type { Events, EventFilters, EventsOptions } from './system/events/events.js'
import type { EventType } from './system/events/event.js'
import { Swarm } from './swarm/swarm.js'
import { System } from './system/system.js'
import type { SystemInfo } from './system/wire/info.js'
import type { SystemVersion } from './system/wire/version.js'
import type { Transport } from './transport/transport.js'
import { openTransport } from './transport/open.js'
import { Volumes } from './volume/volumes.js'

/** How a client reaches its engine. */
export interface Connection extends Pick<FoundHost, 'host' | 'from' | 'tried'> {
  /** The API version that calls are made with. */
  readonly apiVersion: string
}

/**
 * One client of one Docker engine. Opening it does nothing yet: the engine is looked for at the first call.
 *
 * @example
 * await using docker = new Docker()
 * await using net = await docker.network.bridge('mybridge').subnet('172.72.0.0/16').create()
 * await using web = await docker.container.run('nginx:alpine').net(net, { ip: '172.72.1.10' }).start()
 * console.log(`${web.name} is ${await web.ip(net)}`)
 */
export class Docker implements AsyncDisposable {
  /** Networks: list, inspect, make, connect. CLI `docker network` */
  readonly network: Networks
  /** Containers: run, list, inspect, remove. CLI `docker container` */
  readonly container: Containers
  /** Images: pull, import, list, remove. CLI `docker image` */
  readonly image: Images
  /** Volumes: list, inspect, make, remove. CLI `docker volume` */
  readonly volume: Volumes
  /** Registries: what they have under a name. CLI `docker manifest inspect` */
  readonly distribution: Distribution
  /** The swarm that the engine is a node of: begin, join, leave. CLI `docker swarm` */
  readonly swarm: Swarm
  /** The engine as a whole: version, info, events. CLI `docker system` */
  readonly system: System
  /** The machine the engine runs on: its network interfaces. */
  readonly host: Host
  /** One level down: calls of single operations, for code that is built on mooring. */
  readonly engine: Engine
  #found: FoundHost | undefined

  /** @throws UsageError for an option that is unknown or cannot be */
  constructor(options: DockerOptions = {}) {
    const {
      apiVersion,
      timeout = 60_000,
      maxReplyBytes = 64 * 1024 ** 2,
      validateReplies = false,
      readOnly = false,
      helper,
      credentials = true,
    } = checkOptions(options)
    const { image = 'busybox', pull = false } = helperImage(helper)
    this.engine = new Engine({
      open: () => this.#open(options),
      negotiate: (engine) => (apiVersion === undefined ? negotiateApi(engine) : Promise.resolve(apiVersion)),
      timeout,
      maxReplyBytes,
      validateReplies,
      readOnly,
      helper: image,
      pullsHelper: pull,
      credentials: credentials ? dockerCredentials() : nobody,
    })
    this.network = new Networks(this.engine)
    this.container = new Containers(this.engine)
    this.image = new Images(this.engine)
    this.volume = new Volumes(this.engine)
    this.distribution = new Distribution(this.engine)
    this.swarm = new Swarm(this.engine)
    this.system = new System(this.engine)
    this.host = new Host(this.engine)
  }

  /** The session: its id stands in the labels and names of what this client makes. */
  get session(): { readonly id: string } {
    return { id: this.engine.session.id }
  }

  /** Asks for a sign of life. @throws ConnectionError ENGINE_UNREACHABLE with every place that was tried */
  ping(options: CallOptions = {}): Promise<Ping> {
    return this.system.ping(options)
  }

  /** Which engine this is. CLI `docker version` */
  version(options: CallOptions = {}): Promise<SystemVersion> {
    return this.system.version(options)
  }

  /** The state and the abilities of the engine and its host. CLI `docker info` */
  info(options: CallOptions = {}): Promise<SystemInfo> {
    return this.system.info(options)
  }

  /** What happens on the engine, as it happens; see {@link System.events}. CLI `docker events` */
  events<const Type extends EventType = EventType>(
    which: EventFilters<Type> = {},
    options: EventsOptions = {},
  ): Events<Type> {
    return this.system.events(which, options)
  }

  /**
   * What changes on all networks, as it changes: first a snapshot of them, then networks that are made and removed, and
   * containers that join, leave, come back with another address or are renamed. It goes on over a restart of the engine:
   * a `gap` is told, then what is different, then `resumed`.
   *
   * @example
   * for await (const change of docker.watch()) {
   *   if (change.type === 'joined') console.log(change.member.container.name, 'is on', change.network.name)
   * }
   *
   * @throws ConnectionError: from the first read
   */
  watch(options: WatchOptions = {}): NetworkWatch {
    return new NetworkWatch(this.engine, options)
  }

  /** Where the engine was found, what was tried before, and which API is spoken. */
  async describeConnection(options: CallOptions = {}): Promise<Connection> {
    const apiVersion = await this.engine.apiVersion(options)
    const { host } = await this.engine.transport()
    const { from = 'the option transport', tried = [] } = this.#found ?? {}
    return { host, from, tried, apiVersion }
  }

  /**
   * Calls any operation of the API by its id, typed; the body is checked as a whole before it is sent.
   *
   * @example const { Containers } = await docker.call('NetworkInspect', { id: 'mybridge', query: { verbose: true } })
   * @throws UsageError INVALID_ARGUMENT for a body that is not what the operation takes
   */
  call(operation: 'ExecStart', input: ExecStartDetached, options?: CallOptions): Promise<undefined>
  call(operation: 'ContainerStats', input: ContainerStatsOnce, options?: CallOptions): Promise<ContainerStats>
  call<Id extends OperationId>(
    operation: Id,
    input: Calls[Id]['input'],
    options?: CallOptions,
  ): Promise<Calls[Id]['output']>
  async call(operation: OperationId, input: unknown = {}, options: CallOptions = {}): Promise<unknown> {
    const given = input as InputOf<Operation> // the signatures have tied it to the operation
    const op = Object.hasOwn(operations, operation) ? operationFor(operation, given) : undefined
    if (op === undefined) throw unknownOperation(operation)
    const body = (given as { readonly body?: unknown } | null)?.body // callers without types may pass null for none
    if (body !== undefined) await this.engine.checkBody(op, body)
    return await this.engine.call(op, given, options)
  }

  /**
   * Removes what this client made and has not given away with `release()`: containers first, the latest first. What a
   * call is still making is waited for; the container of an `output()` or a terminal that runs is left to that call.
   *
   * @throws StateError STILL_THERE with what could not be removed
   */
  cleanup(): Promise<void> {
    return cleanup(this.engine.session, this.engine.options.timeout)
  }

  /**
   * When the program gets one of these signals, running calls and streams end with CLIENT_CLOSED, and what this client
   * made and has not released is removed. Then the signal goes on its usual way: it ends the program, with exit code 130
   * after Ctrl-C; where the program listens for it as well, that is left to the program. A second signal does not wait.
   * Gives a function that takes it back, as `close()` does.
   *
   * @example
   * const stop = docker.cleanupOn('SIGINT', 'SIGTERM')
   *
   * @throws UsageError INVALID_ARGUMENT for no signal, or for one that cannot be caught
   */
  cleanupOn(...signals: readonly EndingSignal[]): () => void {
    const stop = beforeEndingBy(signals, () => removeBeforeEnding(this.engine))
    this.engine.ending.arm()
    this.engine.closing.whenPassed(stop)
    return stop
  }

  /** Ends streams and sockets; objects on the engine stay. Closing again is fine. */
  close(): Promise<void> {
    return this.engine.close()
  }

  /** The same as `close()`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #open({ host, context, transport }: DockerOptions): Promise<Transport> {
    if (transport !== undefined) return transport
    this.#found = await findHost({ host, context })
    return openTransport(this.#found.address, { host: this.#found.host, from: this.#found.from })
  }
}

/** The program ends whatever comes of it: what stays can only be printed. */
async function removeBeforeEnding(engine: Engine): Promise<() => void> {
  try {
    await engine.closeAndRemove()
  } catch (error) {
    const printed = new Promise((resolve) => process.once('warning', resolve))
    process.emitWarning(error instanceof Error ? error.message : String(error), 'MooringWarning')
    await printed
  }
  return () => engine.ending.release()
}

function unknownOperation(operation: unknown): UsageError {
  const hint = 'operations have the ids of the engine API, such as NetworkInspect'
  if (typeof operation !== 'string') return invalidArgument('operation', operation, hint)
  const close = nearest(operation, Object.keys(operations))
  return new UsageError('UNKNOWN_OPTION', {
    message: `mooring knows no operation ${JSON.stringify(operation)}`,
    details: { option: operation, nearest: close },
    hint: close === undefined ? hint : `did you mean ${close}?`,
  })
}
