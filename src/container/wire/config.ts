import { wire } from '../../engine/wire/wire.js'
import { emptyObject, type EmptyObject } from '../../docker-words/empty-object.js'
import { healthConfig, type HealthConfig } from '../../docker-words/health-config.js'

/** What a container is, wherever it runs: its image, its program, its environment. */
export interface ContainerConfig {
  /** The image, as it was asked for: a name or an id. */
  readonly Image?: string | undefined
  /** The container's own name for itself; its short id unless said otherwise. */
  readonly Hostname?: string | undefined
  /** The domain behind the hostname. */
  readonly Domainname?: string | undefined
  /** `user`, `user:group`, or numbers. */
  readonly User?: string | undefined
  /** `KEY=value`; `KEY` alone takes away what the image sets. */
  readonly Env?: readonly string[] | null | undefined
  /** The program's arguments, after those of `Entrypoint`. */
  readonly Cmd?: readonly string[] | null | undefined
  /** The program; `['']` takes away what the image sets. */
  readonly Entrypoint?: readonly string[] | null | undefined
  /** The directory in which the program starts. */
  readonly WorkingDir?: string | undefined
  /** Its labels. */
  readonly Labels?: Readonly<Record<string, string>> | null | undefined
  /** A terminal: one stream, without frames, where lines end in `\r\n`. */
  readonly Tty?: boolean | undefined
  /** Keeps stdin open, also while nobody is attached. */
  readonly OpenStdin?: boolean | undefined
  /** Closes stdin when the first one attached leaves. */
  readonly StdinOnce?: boolean | undefined
  /** For the command line: it will attach stdin. */
  readonly AttachStdin?: boolean | undefined
  /** For the command line: it will attach stdout. */
  readonly AttachStdout?: boolean | undefined
  /** For the command line: it will attach stderr. */
  readonly AttachStderr?: boolean | undefined
  /** Keys such as `80/tcp`. Engines before 29 publish only what is listed here, too. */
  readonly ExposedPorts?: Readonly<Record<string, EmptyObject>> | null | undefined
  /** Anonymous volumes, by their path inside. */
  readonly Volumes?: Readonly<Record<string, EmptyObject>> | null | undefined
  /** How the engine finds out whether it works. */
  readonly Healthcheck?: HealthConfig | null | undefined
  /** The signal that asks it to end; SIGTERM when left out. */
  readonly StopSignal?: string | null | undefined
  /** Seconds between the stop signal and the kill; the engine takes 10 when it is left out. */
  readonly StopTimeout?: number | null | undefined
  /** The MAC address of the first network's endpoint. Newer engines ignore it: set the endpoint's own. Until API 1.52. */
  readonly MacAddress?: string | null | undefined
  /** Makes no network at all, not even a loopback with a name. */
  readonly NetworkDisabled?: boolean | null | undefined
  /** The command line is escaped already. Windows only. */
  readonly ArgsEscaped?: boolean | null | undefined
  /** Instructions for images that are built on this one. */
  readonly OnBuild?: readonly string[] | null | undefined
  /** The shell for lines that are no list: `['/bin/sh', '-c']`. */
  readonly Shell?: readonly string[] | null | undefined
}

export const containerConfig = wire<ContainerConfig>('ContainerConfig', (z) =>
  z.object({
    Image: z.optional(z.string()),
    Hostname: z.optional(z.string()),
    Domainname: z.optional(z.string()),
    User: z.optional(z.string()),
    Env: z.nullish(z.array(z.string())),
    Cmd: z.nullish(z.array(z.string())),
    Entrypoint: z.nullish(z.array(z.string())),
    WorkingDir: z.optional(z.string()),
    Labels: z.nullish(z.record(z.string())),
    Tty: z.optional(z.boolean()),
    OpenStdin: z.optional(z.boolean()),
    StdinOnce: z.optional(z.boolean()),
    AttachStdin: z.optional(z.boolean()),
    AttachStdout: z.optional(z.boolean()),
    AttachStderr: z.optional(z.boolean()),
    ExposedPorts: z.nullish(z.record(emptyObject)),
    Volumes: z.nullish(z.record(emptyObject)),
    Healthcheck: z.nullish(healthConfig),
    StopSignal: z.nullish(z.string()),
    StopTimeout: z.nullish(z.integer()),
    MacAddress: z.until(
      '1.52',
      z.nullish(z.string()),
      'give the endpoint its own: NetworkingConfig.EndpointsConfig.<network>.MacAddress',
    ),
    NetworkDisabled: z.nullish(z.boolean()),
    ArgsEscaped: z.nullish(z.boolean()),
    OnBuild: z.nullish(z.array(z.string())),
    Shell: z.nullish(z.array(z.string())),
  }),
)
