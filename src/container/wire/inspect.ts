import { wire, type WireOf } from '../../engine/call/wire.js'
import { endpointSettings } from '../../docker-words/endpoint-settings.js'
import { containerConfig } from './config.js'
import { ociDescriptor } from '../../docker-words/oci.js'
import { health } from './health.js'
import { hostConfig } from './host-config.js'
import { mountPoint } from './mount.js'
import { portMap } from './ports.js'

export const containerState = wire('ContainerState', (z) =>
  z.object({
    Status: z.enum(['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead']),
    /** True for a paused or restarting one, too. */
    Running: z.boolean(),
    Paused: z.boolean(),
    Restarting: z.boolean(),
    OOMKilled: z.boolean(),
    Dead: z.boolean(),
    /** On the engine's host; 0 while it does not run. */
    Pid: z.number(),
    /** Of the last run; 0 before the first. */
    ExitCode: z.number(),
    /** Why it could not start. */
    Error: z.string(),
    StartedAt: z.string(),
    /** `0001-01-01T00:00:00Z` before the first end. */
    FinishedAt: z.string(),
    /** Left out when there is no health check. */
    Health: health.schema(z).nullable().optional(),
  }),
)
/** What a container is doing. */
export interface ContainerState extends WireOf<typeof containerState> {}

export const networkSettings = wire('NetworkSettings', (z) => {
  const text = z.string().optional()
  const number = z.number().optional()
  const addresses = z
    .array(z.object({ Addr: z.string(), PrefixLen: z.number() }))
    .nullable()
    .optional()
  return z.object({
    SandboxID: text,
    /** The network namespace's file on the host; `''` while it does not run. */
    SandboxKey: text,
    Ports: portMap.schema(z).nullable().optional(),
    /** Endpoints by the network's name. */
    Networks: z.record(z.string(), endpointSettings.schema(z)).nullable().optional(),
    Bridge: text,
    HairpinMode: z.boolean().optional(),
    LinkLocalIPv6Address: text,
    LinkLocalIPv6PrefixLen: number,
    SecondaryIPAddresses: addresses,
    SecondaryIPv6Addresses: addresses,
    EndpointID: text,
    Gateway: text,
    GlobalIPv6Address: text,
    GlobalIPv6PrefixLen: number,
    IPAddress: text,
    IPPrefixLen: number,
    IPv6Gateway: text,
    MacAddress: text,
  })
})
/** A container's network sandbox. API 1.52 and newer leave out what repeats the default bridge's endpoint. */
export interface NetworkSettings extends WireOf<typeof networkSettings> {}

export const containerInspect = wire('ContainerInspectResponse', (z) =>
  z.object({
    Id: z.string(),
    /** With a leading slash. */
    Name: z.string(),
    Created: z.string().nullable(),
    Path: z.string(),
    Args: z.array(z.string()).nullable(),
    State: containerState.schema(z),
    /** The image's id; its name, as asked for, is `Config.Image`. */
    Image: z.string(),
    ResolvConfPath: z.string(),
    HostnamePath: z.string(),
    HostsPath: z.string(),
    LogPath: z.string().nullable().optional(),
    RestartCount: z.number(),
    Driver: z.string(),
    Platform: z.string(),
    MountLabel: z.string(),
    ProcessLabel: z.string(),
    AppArmorProfile: z.string(),
    /** Programs that run beside its own. */
    ExecIDs: z.array(z.string()).nullable().optional(),
    HostConfig: hostConfig.schema(z),
    /** Left out by engines that keep images in containerd. */
    GraphDriver: z
      .object({ Name: z.string(), Data: z.record(z.string(), z.string()).nullable().optional() })
      .nullable()
      .optional(),
    /** Since API 1.55. */
    Storage: z.object({ RootFS: z.unknown() }).nullable().optional(),
    /** Bytes it has written; only when `size` was asked for. */
    SizeRw: z.number().nullable().optional(),
    SizeRootFs: z.number().nullable().optional(),
    Mounts: z.array(mountPoint.schema(z)),
    Config: containerConfig.schema(z),
    NetworkSettings: networkSettings.schema(z),
    /** Since API 1.48. */
    ImageManifestDescriptor: ociDescriptor.schema(z).nullable().optional(),
  }),
)
/** Everything the engine knows of one container. */
export interface ContainerInspect extends WireOf<typeof containerInspect> {}
