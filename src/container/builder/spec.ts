import type { HealthConfig } from '../../docker-words/health-config.js'
import { isFullId, type Ref } from '../../engine/ref.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { UsageError } from '../../errors/usage.js'
import type { PullPolicy } from '../run/pull-policy.js'
import type { ContainerCreateRequest } from '../wire/create.js'
import type { HostConfig } from '../wire/host-config.js'
import type { Mount } from '../wire/mount.js'
import type { NetMode } from './network/net-modes.js'
import type { PublishedPort } from './network/ports.js'
import type { Bind } from './storage/volume-text.js'

/** One network a container joins. */
export interface JoinedNetwork {
  /** A name, or the id of a handle. */
  readonly target: string
  /** Whether it came from a handle, which belongs to one engine. */
  readonly fromHandle: boolean
  readonly endpoint: EndpointSettings
}

/** What the engine keeps of a container, and for how long. */
interface LifetimeSpec {
  readonly name: string | undefined
  readonly labels: Readonly<Record<string, string>>
  readonly pull: PullPolicy
  readonly platform: string | undefined
  readonly rm: boolean
  readonly restart: HostConfig['RestartPolicy']
  readonly stopSignal: string | undefined
  /** Seconds. */
  readonly stopTimeout: number | undefined
  readonly annotations: Readonly<Record<string, string>>
}

interface HealthSpec {
  readonly health: HealthConfig | undefined
}

/** The program, and what it is run with. */
interface ProcessSpec {
  readonly env: readonly string[]
  readonly entrypoint: readonly string[] | undefined
  readonly workdir: string | undefined
  readonly user: string | undefined
  readonly tty: boolean
  /** The size of its terminal from the start: rows, columns. */
  readonly consoleSize: readonly number[] | undefined
  readonly interactive: boolean
  /** Whether the program's stdin ends with the stdin of who attaches first. Otherwise it never ends. */
  readonly stdinOnce: boolean
  readonly init: boolean | undefined
}

interface NetworkSpec {
  /** The network modes that are still open. */
  readonly modes: readonly NetMode[]
  readonly networks: readonly JoinedNetwork[]
  /** `container:<id>`, for the mode `shared`. */
  readonly joins: { readonly container: string; readonly fromHandle: boolean } | undefined
  readonly hostname: string | undefined
  readonly domainname: string | undefined
  readonly published: readonly PublishedPort[]
  readonly exposed: readonly string[]
  readonly publishAll: boolean
  readonly dns: readonly string[]
  readonly dnsOptions: readonly string[]
  readonly dnsSearch: readonly string[]
  readonly links: readonly string[]
  readonly addHost: readonly string[]
}

interface StorageSpec {
  readonly mounts: readonly Mount[]
  readonly binds: readonly Bind[]
  /** Where volumes without a name are. */
  readonly anonymous: readonly string[]
  /** Mount options by path. */
  readonly tmpfs: Readonly<Record<string, string>>
  readonly volumesFrom: readonly string[]
  readonly volumeDriver: string | undefined
  readonly readOnly: boolean
  readonly storageOpts: Readonly<Record<string, string>>
  /** Handles among what it was told: each belongs to one engine. */
  readonly handles: readonly Ref[]
}

/** Rights, namespaces, limits, devices, logging: what was said of them stands as the engine takes it. */
interface HostSpec {
  readonly host: Partial<HostConfig>
}

/** Everything a container builder has been told. */
export interface ContainerSpec extends LifetimeSpec, HealthSpec, ProcessSpec, NetworkSpec, StorageSpec, HostSpec {
  readonly image: string
  readonly command: readonly string[]
  readonly patch: Partial<ContainerCreateRequest> | undefined
  /** What another container was made with, which all that is said stands on. */
  readonly base: Partial<ContainerCreateRequest> | undefined
}

/** What a builder knows of a container before it has been told anything. */
export function emptySpec(image: string, command: readonly string[]): ContainerSpec {
  return {
    image,
    command,
    patch: undefined,
    base: undefined,
    name: undefined,
    labels: {},
    pull: 'missing',
    platform: undefined,
    rm: false,
    restart: undefined,
    health: undefined,
    stopSignal: undefined,
    stopTimeout: undefined,
    annotations: {},
    env: [],
    entrypoint: undefined,
    workdir: undefined,
    user: undefined,
    tty: false,
    consoleSize: undefined,
    interactive: false,
    stdinOnce: true,
    init: undefined,
    modes: ['own', 'host', 'none', 'shared'],
    networks: [],
    joins: undefined,
    hostname: undefined,
    domainname: undefined,
    published: [],
    exposed: [],
    publishAll: false,
    dns: [],
    dnsOptions: [],
    dnsSearch: [],
    links: [],
    addHost: [],
    mounts: [],
    binds: [],
    anonymous: [],
    tmpfs: {},
    volumesFrom: [],
    volumeDriver: undefined,
    readOnly: false,
    storageOpts: {},
    handles: [],
    host: {},
  }
}

/** Takes note of a handle, if it is one: it belongs to one engine. */
export function holding(spec: ContainerSpec, given: unknown): ContainerSpec {
  if (typeof given !== 'object' || given === null) return spec
  return { ...spec, handles: [...spec.handles, given as Ref] } // checkRef() has looked
}

/**
 * Refuses to take handles to another engine.
 *
 * @throws UsageError OTHER_ENGINE
 */
export function refuseHandles({ networks, joins, handles }: ContainerSpec): void {
  const [handle] = handles
  const network = networks.find(({ fromHandle }) => fromHandle)?.target
  const container = joins?.fromHandle === true ? joins.container : undefined
  const name = network ?? container ?? handle?.name
  if (name === undefined) return
  const noun = network !== undefined ? 'network' : container !== undefined ? 'container' : (handle?.noun ?? 'volume')
  throw new UsageError('OTHER_ENGINE', {
    message: `the container was given a handle on ${isFullId(name) ? name.slice(0, 12) : name}, which is on another engine`,
    details: { noun, name },
    hint: 'give a name in place of the handle: it is looked up on the engine that makes the container',
  })
}
