import { merged } from '../../docker-words/patch.js'
import type { PullPolicy } from '../run/pull-policy.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { conflict } from '../../errors/conflict.js'
import type { NetMode } from './net-modes.js'
import { toPortMap, type PublishedPort } from './ports.js'
import type { ContainerCreateRequest } from '../wire/create.js'
import type { HostConfig } from '../wire/host-config.js'
import type { Mount } from '../wire/mount.js'

/** One network a container joins. */
export interface JoinedNetwork {
  /** A name, or the id of a handle. */
  readonly target: string
  /** Whether it came from a handle, which belongs to one engine. */
  readonly fromHandle: boolean
  readonly endpoint: EndpointSettings
}

/** Everything a container builder has been told. */
export interface ContainerSpec {
  readonly image: string
  readonly command: readonly string[]
  readonly name: string | undefined
  /** The network modes that are still open. */
  readonly modes: readonly NetMode[]
  readonly networks: readonly JoinedNetwork[]
  /** `container:<id>`, for the mode `shared`. */
  readonly joins: { readonly container: string; readonly fromHandle: boolean } | undefined
  readonly hostname: string | undefined
  readonly env: readonly string[]
  readonly labels: Readonly<Record<string, string>>
  readonly entrypoint: readonly string[] | undefined
  readonly workdir: string | undefined
  readonly user: string | undefined
  readonly tty: boolean
  readonly interactive: boolean
  /** Whether the program's stdin ends with the stdin of who attaches first. Otherwise it never ends. */
  readonly stdinOnce: boolean
  readonly init: boolean | undefined
  readonly rm: boolean
  readonly restart: HostConfig['RestartPolicy']
  readonly published: readonly PublishedPort[]
  readonly exposed: readonly string[]
  readonly dns: readonly string[]
  readonly addHost: readonly string[]
  readonly mounts: readonly Mount[]
  readonly pull: PullPolicy
  readonly platform: string | undefined
  readonly patch: Partial<ContainerCreateRequest> | undefined
}

/** What a builder knows of a container before it has been told anything. */
export function emptySpec(image: string, command: readonly string[]): ContainerSpec {
  return {
    image,
    command,
    name: undefined,
    modes: ['own', 'host', 'none', 'shared'],
    networks: [],
    joins: undefined,
    hostname: undefined,
    env: [],
    labels: {},
    entrypoint: undefined,
    workdir: undefined,
    user: undefined,
    tty: false,
    interactive: false,
    stdinOnce: true,
    init: undefined,
    rm: false,
    restart: undefined,
    published: [],
    exposed: [],
    dns: [],
    addHost: [],
    mounts: [],
    pull: 'missing',
    platform: undefined,
    patch: undefined,
  }
}

/** The body for the engine. Pure: nothing is asked, nothing is sent. */
export function toCreateRequest(spec: ContainerSpec): ContainerCreateRequest {
  if (spec.rm && spec.restart != null && spec.restart.Name !== 'no') {
    throw conflict(
      'rm()',
      `restart('${spec.restart.Name}')`,
      'a container that is removed when it ends cannot be started again',
    )
  }
  const ports = [...spec.exposed, ...spec.published.map(({ key }) => key)]
  const request: ContainerCreateRequest = {
    Image: spec.image,
    ...(spec.command.length > 0 && { Cmd: [...spec.command] }),
    ...(spec.entrypoint !== undefined && { Entrypoint: [...spec.entrypoint] }),
    ...(spec.hostname !== undefined && { Hostname: spec.hostname }),
    ...(spec.env.length > 0 && { Env: [...spec.env] }),
    ...(Object.keys(spec.labels).length > 0 && { Labels: { ...spec.labels } }),
    ...(spec.workdir !== undefined && { WorkingDir: spec.workdir }),
    ...(spec.user !== undefined && { User: spec.user }),
    ...(spec.tty && { Tty: true }),
    ...(spec.interactive && { OpenStdin: true }),
    ...(spec.interactive && spec.stdinOnce && { StdinOnce: true }),
    // Engines before 29 publish no port that is not listed here as well.
    ...(ports.length > 0 && { ExposedPorts: Object.fromEntries(ports.map((port) => [port, {}])) }),
    HostConfig: toHostConfig(spec),
    ...(spec.networks.length > 0 && {
      NetworkingConfig: {
        EndpointsConfig: Object.fromEntries(spec.networks.map(({ target, endpoint }) => [target, endpoint])),
      },
    }),
  }
  return merged(request, spec.patch ?? {})
}

function toHostConfig(spec: ContainerSpec): HostConfig {
  const mode = networkMode(spec)
  return {
    ...(mode !== undefined && { NetworkMode: mode }),
    ...(spec.init !== undefined && { Init: spec.init }),
    ...(spec.rm && { AutoRemove: true }),
    ...(spec.restart !== undefined && { RestartPolicy: spec.restart }),
    ...(spec.published.length > 0 && { PortBindings: toPortMap(spec.published) }),
    ...(spec.dns.length > 0 && { Dns: [...spec.dns] }),
    ...(spec.addHost.length > 0 && { ExtraHosts: [...spec.addHost] }),
    ...(spec.mounts.length > 0 && { Mounts: [...spec.mounts] }),
  }
}

/** The mode is the first network's name: where they differ, the engine joins what the endpoints say and confuses the rest. */
function networkMode({ modes, networks, joins }: ContainerSpec): string | undefined {
  if (joins !== undefined) return `container:${joins.container}`
  const [first] = networks
  if (first !== undefined) return first.target
  const [only] = modes
  return modes.length === 1 && (only === 'host' || only === 'none') ? only : undefined
}
