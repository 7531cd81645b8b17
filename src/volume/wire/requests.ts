import { wire } from '../../engine/wire/wire.js'
import { volume, type VolumeInspect } from './volume.js'

/** The body of `POST /volumes/create`. */
export interface VolumeCreateRequest {
  /** Its name; the engine chooses one of 64 digits when left out. */
  readonly Name?: string | undefined
  /** `local` when left out. */
  readonly Driver?: string | undefined
  /** Options for the driver; of `local` they are `type`, `device`, `o` and `size`. */
  readonly DriverOpts?: Readonly<Record<string, string>> | undefined
  /** Its labels. */
  readonly Labels?: Readonly<Record<string, string>> | undefined
}

export const volumeCreateRequest = wire<VolumeCreateRequest>('VolumeCreateRequest', (z) =>
  z.object({
    Name: z.optional(z.string()),
    Driver: z.optional(z.string()),
    DriverOpts: z.optional(z.record(z.string())),
    Labels: z.optional(z.record(z.string())),
  }),
)

/** The volumes of an engine. */
export interface VolumeListResponse {
  /** The volumes; `null` for none. */
  readonly Volumes: readonly VolumeInspect[] | null
  /** Which drivers did not answer, and why. */
  readonly Warnings: readonly string[] | null
}

export const volumeListResponse = wire<VolumeListResponse>('VolumeListResponse', (z) =>
  z.object({
    Volumes: z.nullable(z.array(volume)),
    Warnings: z.nullable(z.array(z.string())),
  }),
)

/** What a prune removed. */
export interface VolumePruneResponse {
  /** The names of the volumes; `null` for none. */
  readonly VolumesDeleted: readonly string[] | null
  /** Bytes. */
  readonly SpaceReclaimed: number
}

export const volumePruneResponse = wire<VolumePruneResponse>('VolumePruneResponse', (z) =>
  z.object({
    VolumesDeleted: z.nullable(z.array(z.string())),
    SpaceReclaimed: z.integer(),
  }),
)
