import { wire } from '../../engine/wire/wire.js'

/** Why a wait failed. */
export interface WaitError {
  /** In the engine's words. */
  readonly Message?: string | undefined
}

export const waitError = wire<WaitError>('ContainerWaitExitError', (z) =>
  z.object({
    Message: z.optional(z.string()),
  }),
)

/** How a container ended. */
export interface ContainerWaitResponse {
  /** The exit code of its program. */
  readonly StatusCode: number
  /** The wait itself failed: the code then means nothing. */
  readonly Error?: WaitError | null | undefined
}

export const containerWaitResponse = wire<ContainerWaitResponse>('ContainerWaitResponse', (z) =>
  z.object({
    StatusCode: z.integer(),
    Error: z.nullish(waitError),
  }),
)

/** The processes of a container, as the host's `ps` prints them. */
export interface ContainerTop {
  /** The headings: `PID`, `CMD`. */
  readonly Titles: readonly string[] | null
  /** One list for each process, in the order of `Titles`. */
  readonly Processes: readonly (readonly string[])[] | null
}

export const containerTop = wire<ContainerTop>('ContainerTopResponse', (z) =>
  z.object({
    Titles: z.nullable(z.array(z.string())),
    Processes: z.nullable(z.array(z.array(z.string()))),
  }),
)

/** One change of a container's files against its image. */
export interface FilesystemChange {
  /** The file or directory. */
  readonly Path: string
  /** 0 modified, 1 added, 2 deleted. */
  readonly Kind: 0 | 1 | 2
}

export const filesystemChange = wire<FilesystemChange>('FilesystemChange', (z) =>
  z.object({
    Path: z.string(),
    Kind: z.enum([0, 1, 2]),
  }),
)

/** The image that a commit made. */
export interface ContainerCommitResponse {
  /** Its id. */
  readonly Id: string
}

export const containerCommitResponse = wire<ContainerCommitResponse>('IDResponse', (z) => z.object({ Id: z.string() }))

/** What a prune removed. */
export interface ContainerPruneResponse {
  /** The ids of the containers; `null` for none. */
  readonly ContainersDeleted: readonly string[] | null
  /** Bytes. */
  readonly SpaceReclaimed: number
}

export const containerPruneResponse = wire<ContainerPruneResponse>('ContainerPruneResponse', (z) =>
  z.object({
    ContainersDeleted: z.nullable(z.array(z.string())),
    SpaceReclaimed: z.integer(),
  }),
)
