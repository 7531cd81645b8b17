import { wire, type WireOf } from '../../engine/wire.js'

/** How a container ended. */
export const containerWaitResponse = wire('ContainerWaitResponse', (z) =>
  z.object({
    StatusCode: z.number(),
    /** The wait itself failed: the code then means nothing. */
    Error: z.object({ Message: z.string().optional() }).nullable().optional(),
  }),
)
export interface ContainerWaitResponse extends WireOf<typeof containerWaitResponse> {}

/** The processes of a container, as the host's `ps` prints them. */
export const containerTop = wire('ContainerTopResponse', (z) =>
  z.object({
    Titles: z.array(z.string()).nullable(),
    /** One list for each process, in the order of `Titles`. */
    Processes: z.array(z.array(z.string())).nullable(),
  }),
)
export interface ContainerTop extends WireOf<typeof containerTop> {}

/** One change of a container's files against its image. */
export const filesystemChange = wire('FilesystemChange', (z) =>
  z.object({
    Path: z.string(),
    /** 0 modified, 1 added, 2 deleted. */
    Kind: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  }),
)
export interface FilesystemChange extends WireOf<typeof filesystemChange> {}

/** What a prune removed. */
export const containerPruneResponse = wire('ContainerPruneResponse', (z) =>
  z.object({
    ContainersDeleted: z.array(z.string()).nullable(),
    /** Bytes. */
    SpaceReclaimed: z.number(),
  }),
)
export interface ContainerPruneResponse extends WireOf<typeof containerPruneResponse> {}
