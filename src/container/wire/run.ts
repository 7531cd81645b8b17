import { wire, type WireOf } from '../../engine/call/wire.js'

export const containerWaitResponse = wire('ContainerWaitResponse', (z) =>
  z.object({
    StatusCode: z.number(),
    /** The wait itself failed: the code then means nothing. */
    Error: z.object({ Message: z.string().optional() }).nullable().optional(),
  }),
)
/** How a container ended. */
export interface ContainerWaitResponse extends WireOf<typeof containerWaitResponse> {}

export const containerTop = wire('ContainerTopResponse', (z) =>
  z.object({
    Titles: z.array(z.string()).nullable(),
    /** One list for each process, in the order of `Titles`. */
    Processes: z.array(z.array(z.string())).nullable(),
  }),
)
/** The processes of a container, as the host's `ps` prints them. */
export interface ContainerTop extends WireOf<typeof containerTop> {}

export const filesystemChange = wire('FilesystemChange', (z) =>
  z.object({
    Path: z.string(),
    /** 0 modified, 1 added, 2 deleted. */
    Kind: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  }),
)
/** One change of a container's files against its image. */
export interface FilesystemChange extends WireOf<typeof filesystemChange> {}

export const containerPruneResponse = wire('ContainerPruneResponse', (z) =>
  z.object({
    ContainersDeleted: z.array(z.string()).nullable(),
    /** Bytes. */
    SpaceReclaimed: z.number(),
  }),
)
/** What a prune removed. */
export interface ContainerPruneResponse extends WireOf<typeof containerPruneResponse> {}
