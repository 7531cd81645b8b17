import { wire } from '../../engine/wire/wire.js'
import { mountPoint, type MountPoint } from './mount.js'
import { portSummary, type PortSummary } from './ports.js'
import { endpointSettings, type EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { ociDescriptor, type OciDescriptor } from '../../docker-words/oci.js'

/** The few facts of its host that a list shows of a container. */
export interface SummaryHostConfig {
  /** `default`, `bridge`, `host`, `none`, `container:<id>`, or a network's name or id. */
  readonly NetworkMode?: string | undefined
  /** Notes for the runtime. Since API 1.46. */
  readonly Annotations?: Readonly<Record<string, string>> | null | undefined
}

export const summaryHostConfig = wire<SummaryHostConfig>('ContainerSummaryHostConfig', (z) =>
  z.object({
    NetworkMode: z.optional(z.string()),
    Annotations: z.since('1.46', z.nullish(z.record(z.string()))),
  }),
)

/** The networks that a list shows of a container. */
export interface SummaryNetworkSettings {
  /** Endpoints by the network's name. */
  readonly Networks?: Readonly<Record<string, EndpointSettings>> | null | undefined
}

export const summaryNetworkSettings = wire<SummaryNetworkSettings>('ContainerSummaryNetworkSettings', (z) =>
  z.object({
    Networks: z.nullish(z.record(endpointSettings)),
  }),
)

/** The health that a list shows of a container. */
export interface HealthSummary {
  /** `none`, `starting`, `healthy` or `unhealthy`. */
  readonly Status?: string | undefined
  /** Failures in a row. */
  readonly FailingStreak?: number | undefined
}

export const healthSummary = wire<HealthSummary>('HealthSummary', (z) =>
  z.object({
    Status: z.optional(z.string()),
    FailingStreak: z.optional(z.integer()),
  }),
)

/** A container, as a list shows it. */
export interface ContainerSummary {
  /** 64 hexadecimal digits. */
  readonly Id: string
  /** With leading slashes. Links add names such as `/web/db`. */
  readonly Names: readonly string[] | null
  /** The image, as it was asked for; its id once another image has the name. */
  readonly Image: string
  /** The image's id. */
  readonly ImageID: string
  /** The program and its arguments, as one text. */
  readonly Command: string
  /** Seconds since 1970. */
  readonly Created: number
  /** Its ports; empty while it does not run. */
  readonly Ports: readonly PortSummary[] | null
  /** Bytes it has written; only when `size` was asked for. */
  readonly SizeRw?: number | null | undefined
  /** Bytes of all its files, its image's included; only when `size` was asked for. */
  readonly SizeRootFs?: number | null | undefined
  /** Its labels. */
  readonly Labels: Readonly<Record<string, string>> | null
  /** What it is doing. */
  readonly State: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead'
  /** For people: `Up 2 hours (healthy)`. */
  readonly Status: string
  /** What it is on its host. */
  readonly HostConfig: SummaryHostConfig
  /** Its networks. */
  readonly NetworkSettings?: SummaryNetworkSettings | null | undefined
  /** What is mounted in it. */
  readonly Mounts: readonly MountPoint[] | null
  /** The manifest that it was made of, on engines that keep images in containerd. Since API 1.48. */
  readonly ImageManifestDescriptor?: OciDescriptor | null | undefined
  /** What its health checks found. Since API 1.52. */
  readonly Health?: HealthSummary | null | undefined
}

export const containerSummary = wire<ContainerSummary>('ContainerSummary', (z) =>
  z.object({
    Id: z.string(),
    Names: z.nullable(z.array(z.string())),
    Image: z.string(),
    ImageID: z.string(),
    Command: z.string(),
    Created: z.integer(),
    Ports: z.nullable(z.array(portSummary)),
    SizeRw: z.nullish(z.integer()),
    SizeRootFs: z.nullish(z.integer()),
    Labels: z.nullable(z.record(z.string())),
    State: z.enum(['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead']),
    Status: z.string(),
    HostConfig: summaryHostConfig,
    NetworkSettings: z.nullish(summaryNetworkSettings),
    Mounts: z.nullable(z.array(mountPoint)),
    ImageManifestDescriptor: z.since('1.48', z.nullish(ociDescriptor)),
    Health: z.since('1.52', z.nullish(healthSummary)),
  }),
)
