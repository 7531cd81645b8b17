import { wire, type WireOf } from '../../engine/call/wire.js'

export const imageStep = wire('CreateImageInfo', (z) =>
  z.object({
    id: z.string().optional(),
    status: z.string().optional(),
    /** What a load prints. */
    stream: z.string().optional(),
    progress: z.string().optional(),
    progressDetail: z
      .object({ current: z.number().optional(), total: z.number().optional(), units: z.string().optional() })
      .nullable()
      .optional(),
    error: z.string().nullable().optional(),
    errorDetail: z.object({ code: z.number().optional(), message: z.string().optional() }).nullable().optional(),
    aux: z.unknown().optional(),
  }),
)
/** One line of what the engine tells while it pulls, imports or loads; `error` in it means that it failed. */
export interface ImageStep extends WireOf<typeof imageStep> {}

export const imageDeleted = wire('ImageDeleteResponseItem', (z) =>
  z.object({ Untagged: z.string().optional(), Deleted: z.string().optional() }),
)
/** One thing that a removal did: it took a name away, or deleted a layer. */
export interface ImageDeleted extends WireOf<typeof imageDeleted> {}

export const imageHistoryItem = wire('ImageHistoryResponseItem', (z) =>
  z.object({
    /** `<missing>` for what came from a registry. */
    Id: z.string(),
    /** Seconds since 1970. */
    Created: z.number(),
    CreatedBy: z.string(),
    Tags: z.array(z.string()).nullable(),
    /** Bytes. */
    Size: z.number(),
    Comment: z.string(),
  }),
)
/** One step in the making of an image. */
export interface ImageHistoryItem extends WireOf<typeof imageHistoryItem> {}

export const imagePruneResponse = wire('ImagePruneResponse', (z) =>
  z.object({
    ImagesDeleted: z.array(imageDeleted.schema(z)).nullable().optional(),
    /** Bytes. */
    SpaceReclaimed: z.number(),
  }),
)
/** What a prune did. */
export interface ImagePruneResponse extends WireOf<typeof imagePruneResponse> {}
