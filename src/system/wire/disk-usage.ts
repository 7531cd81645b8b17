import { containerSummary, type ContainerSummary } from '../../container/wire/summary.js'
import { wire } from '../../engine/wire/wire.js'
import { imageSummary, type ImageSummary } from '../../image/wire/summary.js'
import { volume, type VolumeInspect } from '../../volume/wire/volume.js'

/** One record of the build cache. */
export interface BuildCacheRecord {
  /** Its id. */
  readonly ID: string
  /** The record that it builds on. Until API 1.42. */
  readonly Parent?: string | undefined
  /** The records that it builds on. Since API 1.42. */
  readonly Parents?: readonly string[] | null | undefined
  /** `regular`, `internal`, `frontend`, `source.local`, `source.git.checkout` or `exec.cachemount`. */
  readonly Type: string
  /** The step of the build. */
  readonly Description: string
  /** Whether a build uses it now. */
  readonly InUse: boolean
  /** Whether an image has it, too: its bytes are counted there. */
  readonly Shared: boolean
  /** Bytes. */
  readonly Size: number
  /** RFC 3339. */
  readonly CreatedAt: string
  /** RFC 3339; `null` for never. */
  readonly LastUsedAt?: string | null | undefined
  /** How often builds used it. */
  readonly UsageCount: number
}

export const buildCacheRecord = wire<BuildCacheRecord>('BuildCache', (z) =>
  z.object({
    ID: z.string(),
    Parent: z.until('1.42', z.optional(z.string())),
    Parents: z.since('1.42', z.nullish(z.array(z.string()))),
    Type: z.string(),
    Description: z.string(),
    InUse: z.boolean(),
    Shared: z.boolean(),
    Size: z.integer(),
    CreatedAt: z.string(),
    LastUsedAt: z.nullish(z.string()),
    UsageCount: z.integer(),
  }),
)

/** How much of the disk all things of one kind take. */
export interface UsageTotals {
  /** How many are in use. */
  readonly ActiveCount?: number | undefined
  /** How many there are. */
  readonly TotalCount?: number | undefined
  /** Bytes that go when what is not in use is removed. */
  readonly Reclaimable?: number | undefined
  /** Bytes. */
  readonly TotalSize?: number | undefined
}

export const usageTotals = wire<UsageTotals>('UsageTotals', (z) =>
  z.object({
    ActiveCount: z.optional(z.integer()),
    TotalCount: z.optional(z.integer()),
    Reclaimable: z.optional(z.integer()),
    TotalSize: z.optional(z.integer()),
  }),
)

/** The images. */
export interface ImagesDiskUsage extends UsageTotals {
  /** Each of them; only when `verbose` was asked for. */
  readonly Items?: readonly ImageSummary[] | null | undefined
}

export const imagesDiskUsage = wire<ImagesDiskUsage>('ImagesDiskUsage', (z) =>
  z.extend(usageTotals, { Items: z.nullish(z.array(imageSummary)) }),
)

/** The containers. */
export interface ContainersDiskUsage extends UsageTotals {
  /** Each of them; only when `verbose` was asked for. */
  readonly Items?: readonly ContainerSummary[] | null | undefined
}

export const containersDiskUsage = wire<ContainersDiskUsage>('ContainersDiskUsage', (z) =>
  z.extend(usageTotals, { Items: z.nullish(z.array(containerSummary)) }),
)

/** The volumes. */
export interface VolumesDiskUsage extends UsageTotals {
  /** Each of them; only when `verbose` was asked for. */
  readonly Items?: readonly VolumeInspect[] | null | undefined
}

export const volumesDiskUsage = wire<VolumesDiskUsage>('VolumesDiskUsage', (z) =>
  z.extend(usageTotals, { Items: z.nullish(z.array(volume)) }),
)

/** The build cache. */
export interface BuildCacheDiskUsage extends UsageTotals {
  /** Each of its records; only when `verbose` was asked for. */
  readonly Items?: readonly BuildCacheRecord[] | null | undefined
}

export const buildCacheDiskUsage = wire<BuildCacheDiskUsage>('BuildCacheDiskUsage', (z) =>
  z.extend(usageTotals, { Items: z.nullish(z.array(buildCacheRecord)) }),
)

/** How much of the disk an engine takes. Up to API 1.51 in the first five fields, from 1.52 on in the other four. */
export interface SystemDataUsage {
  /** Bytes of all images, what they share counted once. */
  readonly LayersSize?: number | undefined
  /** The images. */
  readonly Images?: readonly ImageSummary[] | null | undefined
  /** The containers, with their sizes. */
  readonly Containers?: readonly ContainerSummary[] | null | undefined
  /** The volumes, with their sizes. */
  readonly Volumes?: readonly VolumeInspect[] | null | undefined
  /** The records of the build cache. */
  readonly BuildCache?: readonly BuildCacheRecord[] | null | undefined
  /** The images. Since API 1.52. */
  readonly ImageUsage?: ImagesDiskUsage | null | undefined
  /** The containers. Since API 1.52. */
  readonly ContainerUsage?: ContainersDiskUsage | null | undefined
  /** The volumes. Since API 1.52. */
  readonly VolumeUsage?: VolumesDiskUsage | null | undefined
  /** The build cache. Since API 1.52. */
  readonly BuildCacheUsage?: BuildCacheDiskUsage | null | undefined
}

export const systemDataUsageResponse = wire<SystemDataUsage>('SystemDataUsageResponse', (z) =>
  z.object({
    LayersSize: z.until('1.52', z.optional(z.integer())),
    Images: z.until('1.52', z.nullish(z.array(imageSummary))),
    Containers: z.until('1.52', z.nullish(z.array(containerSummary))),
    Volumes: z.until('1.52', z.nullish(z.array(volume))),
    BuildCache: z.until('1.52', z.nullish(z.array(buildCacheRecord))),
    ImageUsage: z.since('1.52', z.nullish(imagesDiskUsage)),
    ContainerUsage: z.since('1.52', z.nullish(containersDiskUsage)),
    VolumeUsage: z.since('1.52', z.nullish(volumesDiskUsage)),
    BuildCacheUsage: z.since('1.52', z.nullish(buildCacheDiskUsage)),
  }),
)
