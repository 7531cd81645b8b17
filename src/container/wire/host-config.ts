import { wire } from '../../engine/wire/wire.js'
import { mount, type Mount } from './mount.js'
import { portMap, type PortMap } from './ports.js'
import { resources, type Resources } from './resources.js'

/** When the engine starts a container again that has ended. */
export interface RestartPolicyConfig {
  /** `''` and `no` for never. */
  readonly Name?: '' | 'no' | 'always' | 'unless-stopped' | 'on-failure' | undefined
  /** For `on-failure`; 0 for no limit. */
  readonly MaximumRetryCount?: number | undefined
}

export const restartPolicyConfig = wire<RestartPolicyConfig>('RestartPolicy', (z) =>
  z.object({
    Name: z.optional(z.enum(['', 'no', 'always', 'unless-stopped', 'on-failure'])),
    MaximumRetryCount: z.optional(z.integer()),
  }),
)

/** Where a container's output goes. */
export interface LogConfig {
  /** The log driver: `json-file`, `local`, `journald`, `none` and others. */
  readonly Type?: string | undefined
  /** Options for the driver. */
  readonly Config?: Readonly<Record<string, string>> | null | undefined
}

export const logConfig = wire<LogConfig>('LogConfig', (z) =>
  z.object({
    Type: z.optional(z.string()),
    Config: z.nullish(z.record(z.string())),
  }),
)

/** What a container is on its host: network mode, ports, mounts, rights, limits. */
export interface HostConfig extends Resources {
  /** `default`, `bridge`, `host`, `none`, `container:<name|id>`, or a network's name or id. */
  readonly NetworkMode?: string | undefined
  /** Where its ports are published. */
  readonly PortBindings?: PortMap | null | undefined
  /** Publishes every exposed port on a port that the engine chooses. */
  readonly PublishAllPorts?: boolean | undefined
  /** The DNS servers that are asked; the host's own when left out. */
  readonly Dns?: readonly string[] | null | undefined
  /** Options for resolv.conf: `ndots:2`. */
  readonly DnsOptions?: readonly string[] | null | undefined
  /** Domains that are tried for names without a point. */
  readonly DnsSearch?: readonly string[] | null | undefined
  /** `name:address`, where the address may be `host-gateway`. */
  readonly ExtraHosts?: readonly string[] | null | undefined
  /** Containers that are known by another name, as `container:alias`. The default bridge only. */
  readonly Links?: readonly string[] | null | undefined
  /** `/host/path:/path[:ro]`, or `volume:/path`. */
  readonly Binds?: readonly string[] | null | undefined
  /** What is mounted, in its long form. */
  readonly Mounts?: readonly Mount[] | null | undefined
  /** Mount options by path inside: `{ '/run': 'size=64m' }`. */
  readonly Tmpfs?: Readonly<Record<string, string>> | null | undefined
  /** Containers whose volumes it has, too: `container[:ro]`. */
  readonly VolumesFrom?: readonly string[] | null | undefined
  /** The driver of volumes that `Binds` makes. */
  readonly VolumeDriver?: string | undefined
  /** Options for the storage driver: `{ size: '10G' }`. */
  readonly StorageOpt?: Readonly<Record<string, string>> | null | undefined
  /** When the engine starts it again. */
  readonly RestartPolicy?: RestartPolicyConfig | undefined
  /** The engine removes the container when it exits, and its exit code with it. */
  readonly AutoRemove?: boolean | undefined
  /** Where its output goes. */
  readonly LogConfig?: LogConfig | undefined
  /** Writes the container's id into this file; a matter of the command line. */
  readonly ContainerIDFile?: string | undefined
  /** Rights that it gets: `NET_ADMIN`. */
  readonly CapAdd?: readonly string[] | null | undefined
  /** Rights that are taken away; `ALL` for all of them. */
  readonly CapDrop?: readonly string[] | null | undefined
  /** More groups of its user. */
  readonly GroupAdd?: readonly string[] | null | undefined
  /** All rights, and all devices. */
  readonly Privileged?: boolean | undefined
  /** Its own files cannot be changed. */
  readonly ReadonlyRootfs?: boolean | undefined
  /** `no-new-privileges`, `seccomp=...`, `apparmor=...`, `label=...`. */
  readonly SecurityOpt?: readonly string[] | null | undefined
  /** Kernel settings of the container's own namespaces. */
  readonly Sysctls?: Readonly<Record<string, string>> | null | undefined
  /** Which control groups it sees; `''` for the engine's own choice. */
  readonly CgroupnsMode?: '' | 'private' | 'host' | undefined
  /** `none`, `private`, `shareable`, `host` or `container:<name|id>`. */
  readonly IpcMode?: string | undefined
  /** `host` or `container:<name|id>`; its own when left out. */
  readonly PidMode?: string | undefined
  /** `host`; its own hostname when left out. */
  readonly UTSMode?: string | undefined
  /** `host` to leave the engine's mapping of users out. */
  readonly UsernsMode?: string | undefined
  /** The control group of another container. */
  readonly Cgroup?: string | undefined
  /** -1000 to 1000: the higher, the sooner it is killed when memory is short. */
  readonly OomScoreAdj?: number | undefined
  /** Bytes of /dev/shm. */
  readonly ShmSize?: number | undefined
  /** The program that runs it: `runc`. */
  readonly Runtime?: string | undefined
  /** Notes for the runtime. Since API 1.43. */
  readonly Annotations?: Readonly<Record<string, string>> | null | undefined
  /** Rows and columns of the terminal at its start. Since API 1.42. */
  readonly ConsoleSize?: readonly number[] | null | undefined
  /** `default`, `process` or `hyperv`. Windows only. */
  readonly Isolation?: string | undefined
  /** Paths that read as empty; `null` means the engine's own list. */
  readonly MaskedPaths?: readonly string[] | null | undefined
  /** Paths that cannot be written; `null` means the engine's own list. */
  readonly ReadonlyPaths?: readonly string[] | null | undefined
}

export const hostConfig = wire<HostConfig>('HostConfig', (z) =>
  z.extend(resources, {
    NetworkMode: z.optional(z.string()),
    PortBindings: z.nullish(portMap),
    PublishAllPorts: z.optional(z.boolean()),
    Dns: z.nullish(z.array(z.string())),
    DnsOptions: z.nullish(z.array(z.string())),
    DnsSearch: z.nullish(z.array(z.string())),
    ExtraHosts: z.nullish(z.array(z.string())),
    Links: z.nullish(z.array(z.string())),
    Binds: z.nullish(z.array(z.string())),
    Mounts: z.nullish(z.array(mount)),
    Tmpfs: z.nullish(z.record(z.string())),
    VolumesFrom: z.nullish(z.array(z.string())),
    VolumeDriver: z.optional(z.string()),
    StorageOpt: z.nullish(z.record(z.string())),
    RestartPolicy: z.optional(restartPolicyConfig),
    AutoRemove: z.optional(z.boolean()),
    LogConfig: z.optional(logConfig),
    ContainerIDFile: z.optional(z.string()),
    CapAdd: z.nullish(z.array(z.string())),
    CapDrop: z.nullish(z.array(z.string())),
    GroupAdd: z.nullish(z.array(z.string())),
    Privileged: z.optional(z.boolean()),
    ReadonlyRootfs: z.optional(z.boolean()),
    SecurityOpt: z.nullish(z.array(z.string())),
    Sysctls: z.nullish(z.record(z.string())),
    CgroupnsMode: z.optional(z.enum(['', 'private', 'host'])),
    IpcMode: z.optional(z.string()),
    PidMode: z.optional(z.string()),
    UTSMode: z.optional(z.string()),
    UsernsMode: z.optional(z.string()),
    Cgroup: z.optional(z.string()),
    OomScoreAdj: z.optional(z.integer()),
    ShmSize: z.optional(z.integer()),
    Runtime: z.optional(z.string()),
    Annotations: z.since('1.43', z.nullish(z.record(z.string()))),
    ConsoleSize: z.since('1.42', z.nullish(z.array(z.integer()))),
    Isolation: z.optional(z.string()),
    MaskedPaths: z.nullish(z.array(z.string())),
    ReadonlyPaths: z.nullish(z.array(z.string())),
  }),
)
