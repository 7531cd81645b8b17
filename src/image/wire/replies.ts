import { wire } from '../../engine/wire/wire.js'

/** How far one part of a transfer is. */
export interface ProgressDetail {
  /** Bytes so far. */
  readonly current?: number | undefined
  /** Bytes in all. */
  readonly total?: number | undefined
  /** What is counted, if not bytes. */
  readonly units?: string | undefined
}

export const progressDetail = wire<ProgressDetail>('ProgressDetail', (z) =>
  z.object({
    current: z.optional(z.integer()),
    total: z.optional(z.integer()),
    units: z.optional(z.string()),
  }),
)

/** Why a transfer failed. */
export interface ErrorDetail {
  /** The engine's own number for it. */
  readonly code?: number | undefined
  /** In the engine's words. */
  readonly message?: string | undefined
}

export const errorDetail = wire<ErrorDetail>('ErrorDetail', (z) =>
  z.object({
    code: z.optional(z.integer()),
    message: z.optional(z.string()),
  }),
)

/** One line of what the engine tells while it pulls, imports or loads; `error` in it means that it failed. */
export interface ImageStep {
  /** The layer, or the tag. */
  readonly id?: string | undefined
  /** What is done: `Downloading`, `Pull complete`. */
  readonly status?: string | undefined
  /** What a load prints. */
  readonly stream?: string | undefined
  /** A bar for people. */
  readonly progress?: string | undefined
  /** How far it is. */
  readonly progressDetail?: ProgressDetail | null | undefined
  /** Why it failed. */
  readonly error?: string | null | undefined
  /** Why it failed, in parts. */
  readonly errorDetail?: ErrorDetail | null | undefined
  /** What a tool may want to know: digests and sizes. */
  readonly aux?: unknown
}

export const imageStep = wire<ImageStep>('CreateImageInfo', (z) =>
  z.object({
    id: z.optional(z.string()),
    status: z.optional(z.string()),
    stream: z.optional(z.string()),
    progress: z.optional(z.string()),
    progressDetail: z.nullish(progressDetail),
    error: z.nullish(z.string()),
    errorDetail: z.nullish(errorDetail),
    aux: z.optional(z.unknown()),
  }),
)

/** One thing that a removal did: it took a name away, or deleted a layer. */
export interface ImageDeleted {
  /** The name that was taken away. */
  readonly Untagged?: string | undefined
  /** The id of what was deleted. */
  readonly Deleted?: string | undefined
}

export const imageDeleted = wire<ImageDeleted>('ImageDeleteResponseItem', (z) =>
  z.object({
    Untagged: z.optional(z.string()),
    Deleted: z.optional(z.string()),
  }),
)

/** One step in the making of an image. */
export interface ImageHistoryItem {
  /** `<missing>` for what came from a registry. */
  readonly Id: string
  /** Seconds since 1970. */
  readonly Created: number
  /** The instruction. */
  readonly CreatedBy: string
  /** The names of the image that ends with this step. */
  readonly Tags: readonly string[] | null
  /** Bytes. */
  readonly Size: number
  /** What its maker has noted. */
  readonly Comment: string
}

export const imageHistoryItem = wire<ImageHistoryItem>('ImageHistoryResponseItem', (z) =>
  z.object({
    Id: z.string(),
    Created: z.integer(),
    CreatedBy: z.string(),
    Tags: z.nullable(z.array(z.string())),
    Size: z.integer(),
    Comment: z.string(),
  }),
)

/** What a prune did. */
export interface ImagePruneResponse {
  /** What was untagged and deleted; `null` for nothing. */
  readonly ImagesDeleted?: readonly ImageDeleted[] | null | undefined
  /** Bytes. */
  readonly SpaceReclaimed: number
}

export const imagePruneResponse = wire<ImagePruneResponse>('ImagePruneResponse', (z) =>
  z.object({
    ImagesDeleted: z.nullish(z.array(imageDeleted)),
    SpaceReclaimed: z.integer(),
  }),
)
