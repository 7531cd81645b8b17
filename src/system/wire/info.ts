import { wire, type WireOf } from '../../engine/call/wire.js'
import { registryConfig } from './registry.js'
import { swarmInfo } from './swarm.js'

export const runtime = wire('Runtime', (z) =>
  z.object({
    path: z.string().optional(),
    runtimeArgs: z.array(z.string()).nullable().optional(),
    /** What the runtime says of itself. Since API 1.44. */
    status: z.record(z.string(), z.string()).nullable().optional(),
  }),
)
/** A low-level program that runs containers. */
export interface Runtime extends WireOf<typeof runtime> {}

export const commit = wire('Commit', (z) =>
  z.object({ ID: z.string(), /** Gone since API 1.49. */ Expected: z.string().optional() }),
)
/** The build of a program that the engine uses. */
export interface Commit extends WireOf<typeof commit> {}

export const pluginsInfo = wire('PluginsInfo', (z) =>
  z.object({
    Volume: z.array(z.string()).nullable().optional(),
    Network: z.array(z.string()).nullable().optional(),
    Authorization: z.array(z.string()).nullable().optional(),
    Log: z.array(z.string()).nullable().optional(),
  }),
)
/** The plugins of an engine by what they do; built-in ones are listed too. */
export interface PluginsInfo extends WireOf<typeof pluginsInfo> {}

export const genericResource = wire('GenericResource', (z) =>
  z.object({
    NamedResourceSpec: z.object({ Kind: z.string().optional(), Value: z.string().optional() }).optional(),
    DiscreteResourceSpec: z.object({ Kind: z.string().optional(), Value: z.number().optional() }).optional(),
  }),
)
/** What an engine lets its services reserve besides CPU and memory. */
export interface GenericResource extends WireOf<typeof genericResource> {}

export const info = wire('SystemInfo', (z) =>
  z.object({
    ID: z.string(),
    Containers: z.number(),
    ContainersRunning: z.number(),
    ContainersPaused: z.number(),
    ContainersStopped: z.number(),
    Images: z.number(),
    /** The storage driver: `overlay2`, `overlayfs`. */
    Driver: z.string(),
    DriverStatus: z.array(z.array(z.string())).nullable(),
    DockerRootDir: z.string(),
    Plugins: pluginsInfo.schema(z),
    MemoryLimit: z.boolean(),
    SwapLimit: z.boolean(),
    /** Engines before 23 only. */
    KernelMemory: z.boolean().optional(),
    /** Gone since API 1.52. */
    KernelMemoryTCP: z.boolean().optional(),
    CpuCfsPeriod: z.boolean(),
    CpuCfsQuota: z.boolean(),
    CPUShares: z.boolean(),
    CPUSet: z.boolean(),
    PidsLimit: z.boolean(),
    OomKillDisable: z.boolean(),
    IPv4Forwarding: z.boolean(),
    /** Gone since API 1.49. */
    BridgeNfIptables: z.boolean().optional(),
    /** Gone since API 1.49. */
    BridgeNfIp6tables: z.boolean().optional(),
    Debug: z.boolean(),
    /** Open file descriptors of the engine. */
    NFd: z.number(),
    NGoroutines: z.number(),
    /** The engine's clock, RFC 3339 with nanoseconds. */
    SystemTime: z.string(),
    LoggingDriver: z.string(),
    /** `cgroupfs`, `systemd` or `none`. */
    CgroupDriver: z.string().optional(),
    /** `1` or `2`. */
    CgroupVersion: z.string().optional(),
    NEventsListener: z.number(),
    KernelVersion: z.string(),
    OperatingSystem: z.string(),
    OSVersion: z.string(),
    /** `linux` or `windows`. */
    OSType: z.string(),
    /** In the kernel's words: `x86_64`, `aarch64`. */
    Architecture: z.string(),
    NCPU: z.number(),
    /** Bytes. */
    MemTotal: z.number(),
    IndexServerAddress: z.string(),
    RegistryConfig: registryConfig.schema(z).nullable(),
    GenericResources: z.array(genericResource.schema(z)).nullable().optional(),
    /** Passwords in it are masked by the engine. */
    HttpProxy: z.string(),
    HttpsProxy: z.string(),
    NoProxy: z.string(),
    /** The host's name. */
    Name: z.string(),
    Labels: z.array(z.string()).nullable(),
    ExperimentalBuild: z.boolean(),
    ServerVersion: z.string(),
    /** Engines before 23 only. */
    ClusterStore: z.string().optional(),
    /** Engines before 23 only. */
    ClusterAdvertise: z.string().optional(),
    Runtimes: z.record(z.string(), runtime.schema(z)).nullable(),
    DefaultRuntime: z.string(),
    Swarm: swarmInfo.schema(z),
    LiveRestoreEnabled: z.boolean(),
    /** Windows only: `default`, `hyperv`, `process`; `""` elsewhere. */
    Isolation: z.string(),
    InitBinary: z.string(),
    ContainerdCommit: commit.schema(z),
    RuncCommit: commit.schema(z),
    InitCommit: commit.schema(z),
    /** Such as `name=seccomp,profile=builtin`, `name=rootless`. */
    SecurityOptions: z.array(z.string()).nullable(),
    ProductLicense: z.string().optional(),
    /** Where networks without a subnet get theirs; left out while the engine's own defaults hold. */
    DefaultAddressPools: z
      .array(z.object({ Base: z.string(), Size: z.number() }))
      .nullable()
      .optional(),
    Warnings: z.array(z.string()).nullable(),
    /** Since API 1.44. */
    CDISpecDirs: z.array(z.string()).nullable().optional(),
    /** Since Engine 28. */
    Containerd: z
      .object({
        Address: z.string().optional(),
        Namespaces: z.object({ Containers: z.string().optional(), Plugins: z.string().optional() }).optional(),
      })
      .nullable()
      .optional(),
    /** Which firewall the engine writes rules for: `iptables`, `iptables+firewalld`, `nftables`. Since API 1.49. */
    FirewallBackend: z
      .object({ Driver: z.string(), Info: z.array(z.array(z.string())).nullable().optional() })
      .nullable()
      .optional(),
    /** Since API 1.50. */
    DiscoveredDevices: z
      .array(z.object({ Source: z.string(), ID: z.string() }))
      .nullable()
      .optional(),
    /** Since API 1.53. */
    NRI: z
      .object({ Info: z.array(z.array(z.string())).nullable().optional() })
      .nullable()
      .optional(),
  }),
)
/** The state and the abilities of an engine and its host: `docker info`. */
export interface SystemInfo extends WireOf<typeof info> {}
