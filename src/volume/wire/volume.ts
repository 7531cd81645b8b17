import { wire } from '../../engine/wire/wire.js'

/** How much of the disk a volume takes, and how many containers have it. */
export interface VolumeUsageData {
  /** Bytes; -1 where the driver does not tell: only `local` does. */
  readonly Size: number
  /** How many containers mount it, in any state; -1 where nobody knows. */
  readonly RefCount: number
}

export const volumeUsageData = wire<VolumeUsageData>('UsageData', (z) =>
  z.object({
    Size: z.integer(),
    RefCount: z.integer(),
  }),
)

/** A volume, as a list and inspect show it. */
export interface VolumeInspect {
  /** Its name. It has no other id. */
  readonly Name: string
  /** `local`, or a plugin's name. */
  readonly Driver: string
  /** Where it is on the engine's host. */
  readonly Mountpoint: string
  /** When it was made, RFC 3339. Some drivers do not tell. */
  readonly CreatedAt?: string | undefined
  /** What its driver says of it. `local` says nothing. */
  readonly Status?: Readonly<Record<string, unknown>> | null | undefined
  /** Its labels. */
  readonly Labels: Readonly<Record<string, string>> | null
  /** `local` to this host, or `global` for a cluster of them. */
  readonly Scope: string
  /** The driver's options that it was made with. */
  readonly Options: Readonly<Record<string, string>> | null
  /** What it takes of the disk. Only `docker.system.df()` asks for it. */
  readonly UsageData?: VolumeUsageData | null | undefined
}

export const volume = wire<VolumeInspect>('Volume', (z) =>
  z.object({
    Name: z.string(),
    Driver: z.string(),
    Mountpoint: z.string(),
    CreatedAt: z.optional(z.string()),
    Status: z.nullish(z.record(z.unknown())),
    Labels: z.nullable(z.record(z.string())),
    Scope: z.string(),
    Options: z.nullable(z.record(z.string())),
    UsageData: z.nullish(volumeUsageData),
  }),
)
