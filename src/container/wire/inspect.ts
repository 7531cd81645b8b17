import { wire } from '../../engine/wire/wire.js'
import { containerConfig, type ContainerConfig } from './config.js'
import { health, type Health } from './health.js'
import { hostConfig, type HostConfig } from './host-config.js'
import { mountPoint, type MountPoint } from './mount.js'
import { portMap, type PortMap } from './ports.js'
import { endpointSettings, type EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { ociDescriptor, type OciDescriptor } from '../../docker-words/oci.js'

/** What a container is doing. */
export interface ContainerState {
  /** In one word. */
  readonly Status: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead'
  /** True for a paused or restarting one, too. */
  readonly Running: boolean
  /** Whether its processes are frozen. */
  readonly Paused: boolean
  /** Whether it has ended and will be started again. */
  readonly Restarting: boolean
  /** Whether one of its processes was killed for want of memory. */
  readonly OOMKilled: boolean
  /** Whether its removal failed half-way. */
  readonly Dead: boolean
  /** On the engine's host; 0 while it does not run. */
  readonly Pid: number
  /** Of the last run; 0 before the first. */
  readonly ExitCode: number
  /** Why it could not start; `''` when it could. */
  readonly Error: string
  /** RFC 3339; `0001-01-01T00:00:00Z` before the first start. */
  readonly StartedAt: string
  /** RFC 3339; `0001-01-01T00:00:00Z` before the first end. */
  readonly FinishedAt: string
  /** Left out when there is no health check. */
  readonly Health?: Health | null | undefined
}

export const containerState = wire<ContainerState>('ContainerState', (z) =>
  z.object({
    Status: z.enum(['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead']),
    Running: z.boolean(),
    Paused: z.boolean(),
    Restarting: z.boolean(),
    OOMKilled: z.boolean(),
    Dead: z.boolean(),
    Pid: z.integer(),
    ExitCode: z.integer(),
    Error: z.string(),
    StartedAt: z.string(),
    FinishedAt: z.string(),
    Health: z.nullish(health),
  }),
)

/** One more address of an interface. */
export interface SecondaryAddress {
  /** The address. */
  readonly Addr: string
  /** Its prefix length, in bits. */
  readonly PrefixLen: number
}

export const secondaryAddress = wire<SecondaryAddress>('Address', (z) =>
  z.object({
    Addr: z.string(),
    PrefixLen: z.integer(),
  }),
)

/** A container's network sandbox. API 1.52 and newer leave out what repeats the default bridge's endpoint. */
export interface NetworkSettings {
  /** The id of the sandbox; `''` while it does not run. */
  readonly SandboxID?: string | undefined
  /** The network namespace's file on the host; `''` while it does not run. */
  readonly SandboxKey?: string | undefined
  /** Where its ports are published now; empty while it does not run. */
  readonly Ports?: PortMap | null | undefined
  /** Endpoints by the network's name. */
  readonly Networks?: Readonly<Record<string, EndpointSettings>> | null | undefined
  /** Always `''`. Until API 1.52. */
  readonly Bridge?: string | undefined
  /** Always false. Until API 1.52. */
  readonly HairpinMode?: boolean | undefined
  /** Always `''`. Until API 1.52. */
  readonly LinkLocalIPv6Address?: string | undefined
  /** Always 0. Until API 1.52. */
  readonly LinkLocalIPv6PrefixLen?: number | undefined
  /** Always `null`. Until API 1.52. */
  readonly SecondaryIPAddresses?: readonly SecondaryAddress[] | null | undefined
  /** Always `null`. Until API 1.52. */
  readonly SecondaryIPv6Addresses?: readonly SecondaryAddress[] | null | undefined
  /** As the endpoint on the default bridge says. Until API 1.52. */
  readonly EndpointID?: string | undefined
  /** As the endpoint on the default bridge says. Until API 1.52. */
  readonly Gateway?: string | undefined
  /** As the endpoint on the default bridge says. Until API 1.52. */
  readonly GlobalIPv6Address?: string | undefined
  /** As the endpoint on the default bridge says; in bits. Until API 1.52. */
  readonly GlobalIPv6PrefixLen?: number | undefined
  /** As the endpoint on the default bridge says. Until API 1.52. */
  readonly IPAddress?: string | undefined
  /** As the endpoint on the default bridge says; in bits. Until API 1.52. */
  readonly IPPrefixLen?: number | undefined
  /** As the endpoint on the default bridge says. Until API 1.52. */
  readonly IPv6Gateway?: string | undefined
  /** As the endpoint on the default bridge says. Until API 1.52. */
  readonly MacAddress?: string | undefined
}

export const networkSettings = wire<NetworkSettings>('NetworkSettings', (z) =>
  z.object({
    SandboxID: z.optional(z.string()),
    SandboxKey: z.optional(z.string()),
    Ports: z.nullish(portMap),
    Networks: z.nullish(z.record(endpointSettings)),
    Bridge: z.until('1.52', z.optional(z.string())),
    HairpinMode: z.until('1.52', z.optional(z.boolean())),
    LinkLocalIPv6Address: z.until('1.52', z.optional(z.string())),
    LinkLocalIPv6PrefixLen: z.until('1.52', z.optional(z.integer())),
    SecondaryIPAddresses: z.until('1.52', z.nullish(z.array(secondaryAddress))),
    SecondaryIPv6Addresses: z.until('1.52', z.nullish(z.array(secondaryAddress))),
    EndpointID: z.until('1.52', z.optional(z.string())),
    Gateway: z.until('1.52', z.optional(z.string())),
    GlobalIPv6Address: z.until('1.52', z.optional(z.string())),
    GlobalIPv6PrefixLen: z.until('1.52', z.optional(z.integer())),
    IPAddress: z.until('1.52', z.optional(z.string())),
    IPPrefixLen: z.until('1.52', z.optional(z.integer())),
    IPv6Gateway: z.until('1.52', z.optional(z.string())),
    MacAddress: z.until('1.52', z.optional(z.string())),
  }),
)

/** Where a storage driver keeps files. */
export interface GraphDriver {
  /** The driver: `overlay2`. */
  readonly Name: string
  /** What the driver says of it: paths on the host. */
  readonly Data?: Readonly<Record<string, string>> | null | undefined
}

export const graphDriver = wire<GraphDriver>('DriverData', (z) =>
  z.object({
    Name: z.string(),
    Data: z.nullish(z.record(z.string())),
  }),
)

/** Where an engine that keeps images in containerd keeps a container's files. */
export interface ContainerStorage {
  /** Its root file system. */
  readonly RootFS?: unknown
}

export const containerStorage = wire<ContainerStorage>('Storage', (z) =>
  z.object({
    RootFS: z.optional(z.unknown()),
  }),
)

/** Everything the engine knows of one container. */
export interface ContainerInspect {
  /** 64 hexadecimal digits. */
  readonly Id: string
  /** With a leading slash. */
  readonly Name: string
  /** When it was made, RFC 3339. */
  readonly Created: string | null
  /** The program. */
  readonly Path: string
  /** The program's arguments. */
  readonly Args: readonly string[] | null
  /** What it is doing. */
  readonly State: ContainerState
  /** The image's id; its name, as asked for, is `Config.Image`. */
  readonly Image: string
  /** Its resolv.conf on the host; `''` before its first start. */
  readonly ResolvConfPath: string
  /** Its file of the hostname on the host; `''` before its first start. */
  readonly HostnamePath: string
  /** Its hosts file on the host; `''` before its first start. */
  readonly HostsPath: string
  /** Its log on the host; `''` for log drivers that keep none there. */
  readonly LogPath?: string | null | undefined
  /** How often the engine has started it again by itself. */
  readonly RestartCount: number
  /** The storage driver. */
  readonly Driver: string
  /** The operating system: `linux`. */
  readonly Platform: string
  /** The SELinux label of its files. */
  readonly MountLabel: string
  /** The SELinux label of its processes. */
  readonly ProcessLabel: string
  /** The AppArmor profile of its processes. */
  readonly AppArmorProfile: string
  /** Programs that run beside its own. */
  readonly ExecIDs?: readonly string[] | null | undefined
  /** What it is on its host. */
  readonly HostConfig: HostConfig
  /** Where its files are. Left out by engines that keep images in containerd. */
  readonly GraphDriver?: GraphDriver | null | undefined
  /** Where its files are, on engines that keep images in containerd. Since API 1.52. */
  readonly Storage?: ContainerStorage | null | undefined
  /** Bytes it has written; only when `size` was asked for. */
  readonly SizeRw?: number | null | undefined
  /** Bytes of all its files, its image's included; only when `size` was asked for. */
  readonly SizeRootFs?: number | null | undefined
  /** What is mounted in it. */
  readonly Mounts: readonly MountPoint[]
  /** What it is, wherever it runs. */
  readonly Config: ContainerConfig
  /** Its networks. */
  readonly NetworkSettings: NetworkSettings
  /** The manifest that it was made of, on engines that keep images in containerd. Since API 1.48. */
  readonly ImageManifestDescriptor?: OciDescriptor | null | undefined
}

export const containerInspect = wire<ContainerInspect>('ContainerInspectResponse', (z) =>
  z.object({
    Id: z.string(),
    Name: z.string(),
    Created: z.nullable(z.string()),
    Path: z.string(),
    Args: z.nullable(z.array(z.string())),
    State: containerState,
    Image: z.string(),
    ResolvConfPath: z.string(),
    HostnamePath: z.string(),
    HostsPath: z.string(),
    LogPath: z.nullish(z.string()),
    RestartCount: z.integer(),
    Driver: z.string(),
    Platform: z.string(),
    MountLabel: z.string(),
    ProcessLabel: z.string(),
    AppArmorProfile: z.string(),
    ExecIDs: z.nullish(z.array(z.string())),
    HostConfig: hostConfig,
    GraphDriver: z.nullish(graphDriver),
    Storage: z.since('1.52', z.nullish(containerStorage)),
    SizeRw: z.nullish(z.integer()),
    SizeRootFs: z.nullish(z.integer()),
    Mounts: z.array(mountPoint),
    Config: containerConfig,
    NetworkSettings: networkSettings,
    ImageManifestDescriptor: z.since('1.48', z.nullish(ociDescriptor)),
  }),
)
