import { wire } from '../../engine/wire/wire.js'

/** The body of `POST /containers/{id}/exec`. */
export interface ExecConfig {
  /** The program and its arguments; no shell reads them. */
  readonly Cmd: readonly string[]
  /** Opens stdin. */
  readonly AttachStdin?: boolean | undefined
  /** Opens stdout. */
  readonly AttachStdout?: boolean | undefined
  /** Opens stderr. */
  readonly AttachStderr?: boolean | undefined
  /** Runs it in a terminal. */
  readonly Tty?: boolean | undefined
  /** `KEY=value`, besides the container's own. */
  readonly Env?: readonly string[] | null | undefined
  /** `user`, `user:group`, or numbers; the container's own when left out. */
  readonly User?: string | undefined
  /** The directory in which it starts; the container's own when left out. */
  readonly WorkingDir?: string | undefined
  /** Gives it all rights. */
  readonly Privileged?: boolean | undefined
  /** The keys that leave it: `ctrl-p,ctrl-q`. */
  readonly DetachKeys?: string | undefined
  /** Rows and columns of the terminal at its start. Since API 1.42. */
  readonly ConsoleSize?: readonly number[] | null | undefined
}

export const execConfig = wire<ExecConfig>('ExecConfig', (z) =>
  z.object({
    Cmd: z.array(z.string()),
    AttachStdin: z.optional(z.boolean()),
    AttachStdout: z.optional(z.boolean()),
    AttachStderr: z.optional(z.boolean()),
    Tty: z.optional(z.boolean()),
    Env: z.nullish(z.array(z.string())),
    User: z.optional(z.string()),
    WorkingDir: z.optional(z.string()),
    Privileged: z.optional(z.boolean()),
    DetachKeys: z.optional(z.string()),
    ConsoleSize: z.since('1.42', z.nullish(z.array(z.integer()))),
  }),
)

/** The id of an exec that was made. */
export interface ExecCreateResponse {
  /** 64 hexadecimal digits. */
  readonly Id: string
}

export const execCreateResponse = wire<ExecCreateResponse>('IDResponse', (z) =>
  z.object({
    Id: z.string(),
  }),
)

/** The body of `POST /exec/{id}/start`. */
export interface ExecStartConfig {
  /** Answers at once, without a stream. */
  readonly Detach?: boolean | undefined
  /** Must say what the exec was made with. */
  readonly Tty?: boolean | undefined
  /** Rows and columns of the terminal at its start. Since API 1.42. */
  readonly ConsoleSize?: readonly number[] | null | undefined
}

export const execStartConfig = wire<ExecStartConfig>('ExecStartConfig', (z) =>
  z.object({
    Detach: z.optional(z.boolean()),
    Tty: z.optional(z.boolean()),
    ConsoleSize: z.since('1.42', z.nullish(z.array(z.integer()))),
  }),
)

/** The program of an exec. */
export interface ExecProcess {
  /** Whether it runs in a terminal. */
  readonly tty: boolean
  /** The program. */
  readonly entrypoint: string
  /** Its arguments. */
  readonly arguments: readonly string[] | null
  /** Whether it has all rights. */
  readonly privileged?: boolean | null | undefined
  /** Who it runs as, if that was said. */
  readonly user?: string | undefined
}

export const execProcess = wire<ExecProcess>('ProcessConfig', (z) =>
  z.object({
    tty: z.boolean(),
    entrypoint: z.string(),
    arguments: z.nullable(z.array(z.string())),
    privileged: z.nullish(z.boolean()),
    user: z.optional(z.string()),
  }),
)

/** What became of an exec. */
export interface ExecInspect {
  /** The exec's id. */
  readonly ID: string
  /** Whether it runs. */
  readonly Running: boolean
  /** `null` before it has ended: also before it has started. */
  readonly ExitCode: number | null
  /** On the engine's host; 0 before it has started. */
  readonly Pid: number
  /** The container it runs in. */
  readonly ContainerID: string
  /** Whether the engine may forget it. */
  readonly CanRemove: boolean
  /** The keys that leave it. */
  readonly DetachKeys?: string | null | undefined
  /** Whether stdin is open. */
  readonly OpenStdin: boolean
  /** Whether stdout is open. */
  readonly OpenStdout: boolean
  /** Whether stderr is open. */
  readonly OpenStderr: boolean
  /** Its program. */
  readonly ProcessConfig: ExecProcess
}

export const execInspect = wire<ExecInspect>('ExecInspectResponse', (z) =>
  z.object({
    ID: z.string(),
    Running: z.boolean(),
    ExitCode: z.nullable(z.integer()),
    Pid: z.integer(),
    ContainerID: z.string(),
    CanRemove: z.boolean(),
    DetachKeys: z.nullish(z.string()),
    OpenStdin: z.boolean(),
    OpenStdout: z.boolean(),
    OpenStderr: z.boolean(),
    ProcessConfig: execProcess,
  }),
)
