import type { CommandLineFlag, Flag } from '../builder/flag.js'
import { flags } from '../builder/request.js'

/** One flag of docker run, and the setter that says the same. */
export interface RunFlag extends CommandLineFlag {
  readonly setter: string
  /** The option of the setter, where the setter stands for several flags. */
  readonly option?: string
  /** Where its value stands in what is sent: `HostConfig.Memory`, or `?name` of the query. */
  readonly wire: readonly string[]
}

const endpoint = 'NetworkingConfig.EndpointsConfig.<network>'

/** Flags that are an option of a setter: those of the first endpoint, and those of the health check. */
const asOptions: readonly RunFlag[] = [
  {
    flag: '--network-alias',
    also: ['--net-alias'],
    repeats: true,
    setter: 'net',
    option: 'alias',
    wire: [`${endpoint}.Aliases`],
  },
  { flag: '--ip', setter: 'net', option: 'ip', wire: [`${endpoint}.IPAMConfig.IPv4Address`] },
  { flag: '--ip6', setter: 'net', option: 'ip6', wire: [`${endpoint}.IPAMConfig.IPv6Address`] },
  { flag: '--mac-address', setter: 'net', option: 'mac', wire: [`${endpoint}.MacAddress`] },
  {
    flag: '--link-local-ip',
    repeats: true,
    setter: 'net',
    option: 'linkLocalIps',
    wire: [`${endpoint}.IPAMConfig.LinkLocalIPs`],
  },
  {
    flag: '--health-interval',
    value: 'duration',
    setter: 'health',
    option: 'interval',
    wire: ['Healthcheck.Interval'],
  },
  { flag: '--health-timeout', value: 'duration', setter: 'health', option: 'timeout', wire: ['Healthcheck.Timeout'] },
  { flag: '--health-retries', value: 'number', setter: 'health', option: 'retries', wire: ['Healthcheck.Retries'] },
  {
    flag: '--health-start-period',
    value: 'duration',
    setter: 'health',
    option: 'startPeriod',
    wire: ['Healthcheck.StartPeriod'],
  },
  {
    flag: '--health-start-interval',
    value: 'duration',
    setter: 'health',
    option: 'startInterval',
    wire: ['Healthcheck.StartInterval'],
  },
  { flag: '--no-healthcheck', value: 'switch', setter: 'health', option: 'false', wire: ['Healthcheck.Test'] },
]

/** Every flag of docker run that a container builder can say. */
export const runFlags: readonly RunFlag[] = [
  ...Object.entries(flags).map(([setter, row]) => ({ ...row, setter, wire: wireOf(row) })),
  ...asOptions,
]

/** The flags of docker run that no builder says, and why. */
export const leftOut: Readonly<Record<`--${string}`, string>> = {
  '--attach': 'the verb says it: `attach({ stdin, stdout, stderr })`, `output()`',
  '--cidfile': '`container.id` of what `create()` and `start()` return',
  '--cpu-count': 'Windows only',
  '--cpu-percent': 'Windows only',
  '--detach': 'the verb says it: `start()`',
  '--detach-keys': 'the verb says it: `attachTerminal({ detachKeys })`',
  '--disable-content-trust': 'signatures are checked by the command line, not by engines',
  '--env-file':
    "a setter reads no files: `.env(parseEnv(readFileSync('.env', 'utf8')))`, with `parseEnv` of `node:util`",
  '--help': 'of the command line',
  '--io-maxbandwidth': 'Windows only',
  '--io-maxiops': 'Windows only',
  '--isolation': 'Windows only',
  '--kernel-memory': 'the command line takes it and sends nothing: engines since API 1.42 have no such limit',
  '--label-file': "a setter reads no files: `.label(JSON.parse(readFileSync('labels.json', 'utf8')))`",
  '--quiet': 'nothing is printed',
  '--sig-proxy': 'a client passes no signals on: `container.kill(signal)`, `docker.cleanupOn(...)`',
  '--use-api-socket':
    "it puts the engine's socket and this user's passwords into the container: mount what it needs by name",
}

function wireOf({ body = {}, query = {} }: Flag): readonly string[] {
  return [...Object.keys(body).map((field) => field.replace('/', '.')), ...Object.keys(query).map((name) => `?${name}`)]
}
