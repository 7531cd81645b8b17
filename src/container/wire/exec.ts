import { wire, type WireOf } from '../../engine/call/wire.js'

export const execConfig = wire('ExecConfig', (z) =>
  z.object({
    /** The program and its arguments; no shell reads them. */
    Cmd: z.array(z.string()),
    AttachStdin: z.boolean().optional(),
    AttachStdout: z.boolean().optional(),
    AttachStderr: z.boolean().optional(),
    Tty: z.boolean().optional(),
    /** `KEY=value`. */
    Env: z.array(z.string()).nullable().optional(),
    User: z.string().optional(),
    WorkingDir: z.string().optional(),
    Privileged: z.boolean().optional(),
    DetachKeys: z.string().optional(),
    /** Rows and columns. Since API 1.42. */
    ConsoleSize: z.array(z.number()).nullable().optional(),
  }),
)
/** The body of `POST /containers/{id}/exec`. */
export interface ExecConfig extends WireOf<typeof execConfig> {}

export const execCreateResponse = wire('IDResponse', (z) => z.object({ Id: z.string() }))
/** The id of an exec that was made. */
export interface ExecCreateResponse extends WireOf<typeof execCreateResponse> {}

export const execStartConfig = wire('ExecStartConfig', (z) =>
  z.object({
    /** Answers at once, without a stream. */
    Detach: z.boolean().optional(),
    /** Must say what the exec was made with. */
    Tty: z.boolean().optional(),
    /** Rows and columns. Since API 1.42. */
    ConsoleSize: z.array(z.number()).nullable().optional(),
  }),
)
/** The body of `POST /exec/{id}/start`. */
export interface ExecStartConfig extends WireOf<typeof execStartConfig> {}

export const execInspect = wire('ExecInspectResponse', (z) =>
  z.object({
    ID: z.string(),
    Running: z.boolean(),
    /** `null` before it has ended: also before it has started. */
    ExitCode: z.number().nullable(),
    Pid: z.number(),
    ContainerID: z.string(),
    CanRemove: z.boolean(),
    DetachKeys: z.string().nullable().optional(),
    OpenStdin: z.boolean(),
    OpenStdout: z.boolean(),
    OpenStderr: z.boolean(),
    ProcessConfig: z.object({
      tty: z.boolean(),
      entrypoint: z.string(),
      arguments: z.array(z.string()).nullable(),
      privileged: z.boolean().nullable().optional(),
      user: z.string().optional(),
    }),
  }),
)
/** What became of an exec. */
export interface ExecInspect extends WireOf<typeof execInspect> {}
