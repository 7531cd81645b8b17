import { wire, type WireOf } from '../../engine/call/wire.js'
import { healthConfig } from '../../docker-words/health-config.js'

export const containerConfig = wire('ContainerConfig', (z) => {
  const texts = z.array(z.string()).nullable().optional()
  const map = z.record(z.string(), z.string()).nullable().optional()
  const set = z.record(z.string(), z.object({})).nullable().optional()
  return z.object({
    Image: z.string().optional(),
    Hostname: z.string().optional(),
    Domainname: z.string().optional(),
    /** `user`, `user:group`, or numbers. */
    User: z.string().optional(),
    /** `KEY=value`; `KEY` alone takes away what the image sets. */
    Env: texts,
    /** The program's arguments, after those of `Entrypoint`. */
    Cmd: texts,
    Entrypoint: texts,
    WorkingDir: z.string().optional(),
    Labels: map,
    /** A terminal: one stream, without frames, where lines end in `\r\n`. */
    Tty: z.boolean().optional(),
    OpenStdin: z.boolean().optional(),
    /** Closes stdin when the first one attached leaves. */
    StdinOnce: z.boolean().optional(),
    AttachStdin: z.boolean().optional(),
    AttachStdout: z.boolean().optional(),
    AttachStderr: z.boolean().optional(),
    /** Keys such as `80/tcp`. Engines before 29 publish only what is listed here, too. */
    ExposedPorts: set,
    /** Anonymous volumes, by their path inside. */
    Volumes: set,
    Healthcheck: healthConfig.schema(z).nullable().optional(),
    StopSignal: z.string().nullable().optional(),
    /** Seconds between the stop signal and the kill; the engine takes 10 when it is left out. */
    StopTimeout: z.number().nullable().optional(),
    /** The container-wide address. Ignored since API 1.52: set the endpoint's own. */
    MacAddress: z.string().nullable().optional(),
    NetworkDisabled: z.boolean().nullable().optional(),
    ArgsEscaped: z.boolean().nullable().optional(),
    OnBuild: texts,
    Shell: texts,
  })
})
/** What a container is, wherever it runs: its image, its program, its environment. */
export interface ContainerConfig extends WireOf<typeof containerConfig> {}
