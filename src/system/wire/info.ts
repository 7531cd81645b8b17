import { wire } from '../../engine/wire/wire.js'
import { registryConfig, type RegistryConfig } from './registry.js'
import { swarmInfo, type SwarmInfo } from './swarm.js'
import {
  addressPool,
  commit,
  containerdInfo,
  discoveredDevice,
  firewallInfo,
  genericResource,
  nriInfo,
  pluginsInfo,
  runtime,
  type AddressPool,
  type Commit,
  type ContainerdInfo,
  type DiscoveredDevice,
  type FirewallInfo,
  type GenericResource,
  type NriInfo,
  type PluginsInfo,
  type Runtime,
} from './info-parts.js'

/** The state and the abilities of an engine and its host: `docker info`. */
export interface SystemInfo {
  /** The engine's own id. */
  readonly ID: string
  /** How many containers there are. */
  readonly Containers: number
  /** How many run. */
  readonly ContainersRunning: number
  /** How many are paused. */
  readonly ContainersPaused: number
  /** How many do not run. */
  readonly ContainersStopped: number
  /** How many images there are. */
  readonly Images: number
  /** The storage driver: `overlay2`, `overlayfs`. */
  readonly Driver: string
  /** What the storage driver says, as pairs of a name and a value. */
  readonly DriverStatus: readonly (readonly string[])[] | null
  /** Where the engine keeps its files. */
  readonly DockerRootDir: string
  /** Its plugins. */
  readonly Plugins: PluginsInfo
  /** Whether the kernel can limit memory. */
  readonly MemoryLimit: boolean
  /** Whether the kernel can limit swap. */
  readonly SwapLimit: boolean
  /** Whether the kernel can limit its own memory. Until API 1.42. */
  readonly KernelMemory?: boolean | undefined
  /** Whether the kernel can limit the buffers of TCP. Until API 1.52. */
  readonly KernelMemoryTCP?: boolean | undefined
  /** Whether the kernel takes `CpuPeriod`. */
  readonly CpuCfsPeriod: boolean
  /** Whether the kernel takes `CpuQuota`. */
  readonly CpuCfsQuota: boolean
  /** Whether the kernel takes `CpuShares`. */
  readonly CPUShares: boolean
  /** Whether the kernel takes `CpusetCpus` and `CpusetMems`. */
  readonly CPUSet: boolean
  /** Whether the kernel can limit processes. */
  readonly PidsLimit: boolean
  /** Whether the kernel takes `OomKillDisable`. */
  readonly OomKillDisable: boolean
  /** Whether the kernel forwards IPv4. */
  readonly IPv4Forwarding: boolean
  /** Whether bridged IPv4 traffic passes iptables. Until API 1.49. */
  readonly BridgeNfIptables?: boolean | undefined
  /** Whether bridged IPv6 traffic passes ip6tables. Until API 1.49. */
  readonly BridgeNfIp6tables?: boolean | undefined
  /** Whether the engine writes a debug log. */
  readonly Debug: boolean
  /** Open file descriptors of the engine. */
  readonly NFd: number
  /** Goroutines of the engine. */
  readonly NGoroutines: number
  /** The engine's clock, RFC 3339 with nanoseconds. */
  readonly SystemTime: string
  /** The log driver for containers that name none. */
  readonly LoggingDriver: string
  /** `cgroupfs`, `systemd` or `none`. */
  readonly CgroupDriver?: string | undefined
  /** `1` or `2`. */
  readonly CgroupVersion?: string | undefined
  /** How many listen to events. */
  readonly NEventsListener: number
  /** The kernel of the host. */
  readonly KernelVersion: string
  /** The distribution of the host. */
  readonly OperatingSystem: string
  /** The version of the distribution. */
  readonly OSVersion: string
  /** `linux` or `windows`. */
  readonly OSType: string
  /** In the kernel's words: `x86_64`, `aarch64`. */
  readonly Architecture: string
  /** How many CPUs the engine may use. */
  readonly NCPU: number
  /** Bytes. */
  readonly MemTotal: number
  /** The registry for images that name none. */
  readonly IndexServerAddress: string
  /** Which registries it trusts. */
  readonly RegistryConfig: RegistryConfig | null
  /** What its services may reserve besides. */
  readonly GenericResources?: readonly GenericResource[] | null | undefined
  /** Passwords in it are masked by the engine. */
  readonly HttpProxy: string
  /** Passwords in it are masked by the engine. */
  readonly HttpsProxy: string
  /** What is asked without a proxy. */
  readonly NoProxy: string
  /** The host's name. */
  readonly Name: string
  /** The engine's labels, as `key=value`. */
  readonly Labels: readonly string[] | null
  /** Whether experimental features are on. */
  readonly ExperimentalBuild: boolean
  /** The engine's version. */
  readonly ServerVersion: string
  /** The store of swarms before 1.12. Until API 1.42. */
  readonly ClusterStore?: string | undefined
  /** The address that was told to that store. Until API 1.42. */
  readonly ClusterAdvertise?: string | undefined
  /** The programs that run containers, by their names. */
  readonly Runtimes: Readonly<Record<string, Runtime>> | null
  /** The one for containers that name none. */
  readonly DefaultRuntime: string
  /** Its part in a swarm. */
  readonly Swarm: SwarmInfo
  /** Whether containers go on while the engine is stopped. */
  readonly LiveRestoreEnabled: boolean
  /** Windows only: `default`, `hyperv`, `process`; `''` elsewhere. */
  readonly Isolation: string
  /** The small init: `docker-init`. */
  readonly InitBinary: string
  /** The build of containerd. */
  readonly ContainerdCommit: Commit
  /** The build of runc. */
  readonly RuncCommit: Commit
  /** The build of the small init. */
  readonly InitCommit: Commit
  /** Such as `name=seccomp,profile=builtin`, `name=rootless`. */
  readonly SecurityOptions: readonly string[] | null
  /** The license, for people. */
  readonly ProductLicense?: string | undefined
  /** Where networks without a subnet get theirs; left out while the engine's own defaults hold. */
  readonly DefaultAddressPools?: readonly AddressPool[] | null | undefined
  /** What is wrong with this engine or its host. */
  readonly Warnings: readonly string[] | null
  /** Where it looks for descriptions of devices. Since API 1.44. */
  readonly CDISpecDirs?: readonly string[] | null | undefined
  /** The containerd that runs its containers. Since API 1.46. */
  readonly Containerd?: ContainerdInfo | null | undefined
  /** Which firewall it writes rules for. Since API 1.49. */
  readonly FirewallBackend?: FirewallInfo | null | undefined
  /** The devices that drivers have found. Since API 1.50. */
  readonly DiscoveredDevices?: readonly DiscoveredDevice[] | null | undefined
  /** The plugins that change how containers are run. Since API 1.53. */
  readonly NRI?: NriInfo | null | undefined
}

export const info = wire<SystemInfo>('SystemInfo', (z) =>
  z.object({
    ID: z.string(),
    Containers: z.integer(),
    ContainersRunning: z.integer(),
    ContainersPaused: z.integer(),
    ContainersStopped: z.integer(),
    Images: z.integer(),
    Driver: z.string(),
    DriverStatus: z.nullable(z.array(z.array(z.string()))),
    DockerRootDir: z.string(),
    Plugins: pluginsInfo,
    MemoryLimit: z.boolean(),
    SwapLimit: z.boolean(),
    KernelMemory: z.until('1.42', z.optional(z.boolean())),
    KernelMemoryTCP: z.until('1.52', z.optional(z.boolean())),
    CpuCfsPeriod: z.boolean(),
    CpuCfsQuota: z.boolean(),
    CPUShares: z.boolean(),
    CPUSet: z.boolean(),
    PidsLimit: z.boolean(),
    OomKillDisable: z.boolean(),
    IPv4Forwarding: z.boolean(),
    BridgeNfIptables: z.until('1.49', z.optional(z.boolean())),
    BridgeNfIp6tables: z.until('1.49', z.optional(z.boolean())),
    Debug: z.boolean(),
    NFd: z.integer(),
    NGoroutines: z.integer(),
    SystemTime: z.string(),
    LoggingDriver: z.string(),
    CgroupDriver: z.optional(z.string()),
    CgroupVersion: z.optional(z.string()),
    NEventsListener: z.integer(),
    KernelVersion: z.string(),
    OperatingSystem: z.string(),
    OSVersion: z.string(),
    OSType: z.string(),
    Architecture: z.string(),
    NCPU: z.integer(),
    MemTotal: z.integer(),
    IndexServerAddress: z.string(),
    RegistryConfig: z.nullable(registryConfig),
    GenericResources: z.nullish(z.array(genericResource)),
    HttpProxy: z.string(),
    HttpsProxy: z.string(),
    NoProxy: z.string(),
    Name: z.string(),
    Labels: z.nullable(z.array(z.string())),
    ExperimentalBuild: z.boolean(),
    ServerVersion: z.string(),
    ClusterStore: z.until('1.42', z.optional(z.string())),
    ClusterAdvertise: z.until('1.42', z.optional(z.string())),
    Runtimes: z.nullable(z.record(runtime)),
    DefaultRuntime: z.string(),
    Swarm: swarmInfo,
    LiveRestoreEnabled: z.boolean(),
    Isolation: z.string(),
    InitBinary: z.string(),
    ContainerdCommit: commit,
    RuncCommit: commit,
    InitCommit: commit,
    SecurityOptions: z.nullable(z.array(z.string())),
    ProductLicense: z.optional(z.string()),
    DefaultAddressPools: z.nullish(z.array(addressPool)),
    Warnings: z.nullable(z.array(z.string())),
    CDISpecDirs: z.since('1.44', z.nullish(z.array(z.string()))),
    Containerd: z.since('1.46', z.nullish(containerdInfo)),
    FirewallBackend: z.since('1.49', z.nullish(firewallInfo)),
    DiscoveredDevices: z.since('1.50', z.nullish(z.array(discoveredDevice))),
    NRI: z.since('1.53', z.nullish(nriInfo)),
  }),
)
