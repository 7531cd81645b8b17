import { wire } from '../../engine/wire/wire.js'

/** How a directory of the host is mounted. */
export interface BindOptions {
  /** Whether mounts below it show on the other side. */
  readonly Propagation?: '' | 'private' | 'rprivate' | 'shared' | 'rshared' | 'slave' | 'rslave' | undefined
  /** Leaves out the mounts below it. */
  readonly NonRecursive?: boolean | undefined
  /** Makes a missing source directory. Since API 1.42. */
  readonly CreateMountpoint?: boolean | undefined
  /** Leaves the mounts below a read-only one writable. Since API 1.44. */
  readonly ReadOnlyNonRecursive?: boolean | undefined
  /** Fails where the mounts below a read-only one cannot be made read-only. Since API 1.44. */
  readonly ReadOnlyForceRecursive?: boolean | undefined
}

export const bindOptions = wire<BindOptions>('BindOptions', (z) =>
  z.object({
    Propagation: z.optional(z.enum(['', 'private', 'rprivate', 'shared', 'rshared', 'slave', 'rslave'])),
    NonRecursive: z.optional(z.boolean()),
    CreateMountpoint: z.since('1.42', z.optional(z.boolean())),
    ReadOnlyNonRecursive: z.since('1.44', z.optional(z.boolean())),
    ReadOnlyForceRecursive: z.since('1.44', z.optional(z.boolean())),
  }),
)

/** The driver of a volume that a mount makes. */
export interface DriverConfig {
  /** `local`, or a plugin's name. */
  readonly Name?: string | undefined
  /** Options for the driver. */
  readonly Options?: Readonly<Record<string, string>> | null | undefined
}

export const driverConfig = wire<DriverConfig>('DriverConfig', (z) =>
  z.object({
    Name: z.optional(z.string()),
    Options: z.nullish(z.record(z.string())),
  }),
)

/** How a volume is mounted, and made if it is missing. */
export interface VolumeOptions {
  /** Leaves a new volume empty, instead of filling it with what the image has there. */
  readonly NoCopy?: boolean | undefined
  /** Labels for a new volume. */
  readonly Labels?: Readonly<Record<string, string>> | null | undefined
  /** The driver of a new volume. */
  readonly DriverConfig?: DriverConfig | null | undefined
  /** A directory inside the volume. Since API 1.45. */
  readonly Subpath?: string | undefined
}

export const volumeOptions = wire<VolumeOptions>('VolumeOptions', (z) =>
  z.object({
    NoCopy: z.optional(z.boolean()),
    Labels: z.nullish(z.record(z.string())),
    DriverConfig: z.nullish(driverConfig),
    Subpath: z.since('1.45', z.optional(z.string())),
  }),
)

/** How an image is mounted. */
export interface ImageMountOptions {
  /** A directory inside the image. */
  readonly Subpath?: string | undefined
}

export const imageMountOptions = wire<ImageMountOptions>('ImageOptions', (z) =>
  z.object({
    Subpath: z.optional(z.string()),
  }),
)

/** How a file system in memory is made. */
export interface TmpfsOptions {
  /** Bytes at most; half of the memory when left out. */
  readonly SizeBytes?: number | undefined
  /** Permission bits of its root: 0o1777 when left out. */
  readonly Mode?: number | undefined
  /** `[['noexec']]`, `[['uid', '1000']]`. Since API 1.46. */
  readonly Options?: readonly (readonly string[])[] | null | undefined
}

export const tmpfsOptions = wire<TmpfsOptions>('TmpfsOptions', (z) =>
  z.object({
    SizeBytes: z.optional(z.integer()),
    Mode: z.optional(z.integer()),
    Options: z.since('1.46', z.nullish(z.array(z.array(z.string())))),
  }),
)

/** A mount that is asked for. */
export interface Mount {
  /** The path inside the container. */
  readonly Target: string
  /** A path of the engine's host, a volume's name, or an image. */
  readonly Source?: string | undefined
  /** What is mounted. `image` since API 1.48, `cluster` since 1.42. */
  readonly Type: 'bind' | 'cluster' | 'image' | 'npipe' | 'tmpfs' | 'volume'
  /** Lets nobody inside write to it. */
  readonly ReadOnly?: boolean | undefined
  /** `default`, `consistent`, `cached` or `delegated`. Docker Desktop only. */
  readonly Consistency?: string | undefined
  /** For the type `bind`. */
  readonly BindOptions?: BindOptions | null | undefined
  /** For the type `volume`. */
  readonly VolumeOptions?: VolumeOptions | null | undefined
  /** For the type `image`. Since API 1.48. */
  readonly ImageOptions?: ImageMountOptions | null | undefined
  /** For the type `tmpfs`. */
  readonly TmpfsOptions?: TmpfsOptions | null | undefined
}

export const mount = wire<Mount>('Mount', (z) =>
  z.object({
    Target: z.string(),
    Source: z.optional(z.string()),
    Type: z.enum(['bind', 'cluster', 'image', 'npipe', 'tmpfs', 'volume'], { cluster: '1.42', image: '1.48' }),
    ReadOnly: z.optional(z.boolean()),
    Consistency: z.optional(z.string()),
    BindOptions: z.nullish(bindOptions),
    VolumeOptions: z.nullish(volumeOptions),
    ImageOptions: z.since('1.48', z.nullish(imageMountOptions)),
    TmpfsOptions: z.nullish(tmpfsOptions),
  }),
)

/** A mount that a container has. */
export interface MountPoint {
  /** `bind`, `volume`, `tmpfs`, `image`, `npipe` or `cluster`. */
  readonly Type?: string | undefined
  /** The volume's name. */
  readonly Name?: string | undefined
  /** Where it is on the engine's host; `''` for memory. */
  readonly Source: string
  /** The path inside the container. */
  readonly Destination: string
  /** The volume's driver. */
  readonly Driver?: string | undefined
  /** Options as the command line wrote them: `z`, `ro`. */
  readonly Mode: string
  /** Whether it can be written to. */
  readonly RW: boolean
  /** Whether mounts below it show on the other side; `''` where that means nothing. */
  readonly Propagation: string
}

export const mountPoint = wire<MountPoint>('MountPoint', (z) =>
  z.object({
    Type: z.optional(z.string()),
    Name: z.optional(z.string()),
    Source: z.string(),
    Destination: z.string(),
    Driver: z.optional(z.string()),
    Mode: z.string(),
    RW: z.boolean(),
    Propagation: z.string(),
  }),
)
