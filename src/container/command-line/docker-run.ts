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

/** A flag of docker run that no builder says. */
export interface ClientFlag extends CommandLineFlag {
  /** Why not, or what to do. */
  readonly why: string
  /** What `fromDockerRun()` does about it: it goes without it, it reads a file, or it refuses the line. */
  readonly read: 'taken' | 'file' | 'refused'
  /** The values that it can go without; of others it refuses the line. */
  readonly only?: RegExp
  /** Only docker run has it, and docker create does not. */
  readonly ofRun?: true
}

/** The flags of docker run that no builder says, and why. */
export const leftOut: readonly ClientFlag[] = [
  {
    flag: '--attach',
    also: ['-a'],
    repeats: true,
    read: 'taken',
    only: /^(?:stdin|stdout|stderr)$/i,
    why: 'the verb says it: `attach({ stdin, stdout, stderr })`, `output()`',
  },
  { flag: '--cidfile', read: 'refused', why: 'what `create()` and `start()` return has the id: `container.id`' },
  { flag: '--cpu-count', read: 'refused', why: 'leave it out: it is for containers of Windows' },
  { flag: '--cpu-percent', read: 'refused', why: 'leave it out: it is for containers of Windows' },
  { flag: '--detach', also: ['-d'], value: 'switch', read: 'taken', ofRun: true, why: 'the verb says it: `start()`' },
  {
    flag: '--detach-keys',
    read: 'refused',
    ofRun: true,
    why: 'the verb takes them: `attachTerminal({ detachKeys })`',
  },
  {
    flag: '--disable-content-trust',
    value: 'switch',
    read: 'taken',
    only: /^true$/,
    why: 'signatures are checked by the command line, not by engines',
  },
  {
    flag: '--env-file',
    repeats: true,
    read: 'file',
    why: "a setter reads no files: `.env(parseEnv(readFileSync('.env', 'utf8')))`, with `parseEnv` of `node:util`",
  },
  { flag: '--help', value: 'switch', read: 'refused', why: 'it prints a text, and makes no container' },
  { flag: '--io-maxbandwidth', read: 'refused', why: 'leave it out: it is for containers of Windows' },
  { flag: '--io-maxiops', read: 'refused', why: 'leave it out: it is for containers of Windows' },
  { flag: '--isolation', read: 'refused', why: 'leave it out: it is for containers of Windows' },
  {
    flag: '--kernel-memory',
    read: 'refused',
    why: 'the command line takes it and sends nothing: engines since API 1.42 have no such limit',
  },
  {
    flag: '--label-file',
    repeats: true,
    read: 'file',
    why: "a setter reads no files: `.label(JSON.parse(readFileSync('labels.json', 'utf8')))`",
  },
  { flag: '--quiet', also: ['-q'], value: 'switch', read: 'taken', why: 'nothing is printed' },
  {
    flag: '--sig-proxy',
    value: 'switch',
    read: 'taken',
    ofRun: true,
    why: 'a client passes no signals on: `container.kill(signal)`, `docker.cleanupOn(...)`',
  },
  {
    flag: '--use-api-socket',
    value: 'switch',
    read: 'refused',
    why: "it puts the engine's socket and this user's passwords into the container: mount what it needs by name",
  },
]

function wireOf({ body = {}, query = {} }: Flag): readonly string[] {
  return [...Object.keys(body).map((field) => field.replace('/', '.')), ...Object.keys(query).map((name) => `?${name}`)]
}
