import { wire, type WireOf } from '../../engine/call/wire.js'

export const mount = wire('Mount', (z) =>
  z.object({
    /** The path inside the container. */
    Target: z.string(),
    /** A path of the engine's host, a volume's name, or an image. */
    Source: z.string().optional(),
    /** `image` since API 1.48, `cluster` since 1.42. */
    Type: z.enum(['bind', 'cluster', 'image', 'npipe', 'tmpfs', 'volume']),
    ReadOnly: z.boolean().optional(),
    Consistency: z.string().optional(),
    BindOptions: z
      .object({
        Propagation: z.enum(['', 'private', 'rprivate', 'shared', 'rshared', 'slave', 'rslave']).optional(),
        NonRecursive: z.boolean().optional(),
        /** Makes a missing source directory. Since API 1.42. */
        CreateMountpoint: z.boolean().optional(),
        /** Since API 1.44. */
        ReadOnlyNonRecursive: z.boolean().optional(),
        /** Since API 1.44. */
        ReadOnlyForceRecursive: z.boolean().optional(),
      })
      .nullable()
      .optional(),
    VolumeOptions: z
      .object({
        /** Leaves a new volume empty, instead of filling it with what the image has there. */
        NoCopy: z.boolean().optional(),
        Labels: z.record(z.string(), z.string()).nullable().optional(),
        DriverConfig: z
          .object({ Name: z.string().optional(), Options: z.record(z.string(), z.string()).nullable().optional() })
          .nullable()
          .optional(),
        /** A directory inside the volume. Since API 1.45. */
        Subpath: z.string().optional(),
      })
      .nullable()
      .optional(),
    /** Since API 1.48. */
    ImageOptions: z.object({ Subpath: z.string().optional() }).nullable().optional(),
    TmpfsOptions: z
      .object({
        SizeBytes: z.number().optional(),
        /** Permission bits. */
        Mode: z.number().optional(),
        /** `[['noexec']]`, `[['uid', '1000']]`. Since API 1.46. */
        Options: z.array(z.array(z.string())).nullable().optional(),
      })
      .nullable()
      .optional(),
  }),
)
/** A mount that is asked for. */
export interface Mount extends WireOf<typeof mount> {}

export const mountPoint = wire('MountPoint', (z) =>
  z.object({
    Type: z.string().optional(),
    /** The volume's name. */
    Name: z.string().optional(),
    Source: z.string(),
    /** The path inside the container. */
    Destination: z.string(),
    Driver: z.string().optional(),
    Mode: z.string(),
    /** Whether it can be written to. */
    RW: z.boolean(),
    Propagation: z.string(),
  }),
)
/** A mount that a container has. */
export interface MountPoint extends WireOf<typeof mountPoint> {}
