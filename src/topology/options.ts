import type { CallOptions } from '../engine/call/call-options.js'
import type { OneOrMore } from '../engine/call/filters.js'
import { options, own } from '../engine/call/options.js'
import { engineOf, type Engine, type HasEngine } from '../engine/engine.js'
import { checkFlag, invalidArgument } from '../errors/invalid-argument.js'
import { UsageError } from '../errors/usage.js'

/** What of the engines is read, and how the hosts are called. */
export interface TopologyOptions extends CallOptions {
  /** Only these networks, by name or id, and the containers on them. */
  readonly network?: OneOrMore<string> | undefined
  /** Only containers with these labels, such as `com.docker.compose.project=shop`, and the networks they are on. */
  readonly label?: OneOrMore<string> | undefined
  /** Whether containers that do not run are in it; they are by default. */
  readonly stopped?: boolean | undefined
  /**
   * Whether to look who listens on which port, in each container that runs and on its host, and which addresses the host
   * has: `reach()` and `exposed()` know more then. It takes a program in each container, or the helper container where
   * its image has no `cat`.
   */
  readonly listeners?: boolean | undefined
  /** What the hosts are called, in their order, where their hostnames say too little. */
  readonly hosts?: readonly string[] | undefined
}

const topologyOptions = options<TopologyOptions>('topology', {
  network: own(checkTexts),
  label: own(checkTexts),
  stopped: own(checkFlag),
  listeners: own(checkFlag),
  hosts: own(checkHostNames),
})

/** What `topology()` was given, checked. */
export interface Asked {
  readonly engines: readonly Engine[]
  readonly given: TopologyOptions
  readonly call: CallOptions
}

/** Tells the clients from the options, which stand last. */
export function readArguments(given: readonly (HasEngine | TopologyOptions)[]): Asked {
  const last = given.at(-1)
  const hasOptions = given.length > 1 && !isClient(last)
  const options = (hasOptions ? last : {}) as TopologyOptions // checked next
  topologyOptions.check(options)
  const clients = (hasOptions ? given.slice(0, -1) : given) as readonly HasEngine[] // engineOf() looks
  const engines = clients.map((client) => clientEngine(client))
  const again = engines.findIndex((engine, at) => engines.indexOf(engine) < at)
  const first = engines[again]
  if (first !== undefined) throw sameEngine(engines.indexOf(first), again, 'no')
  const { hosts } = options
  if (hosts !== undefined && hosts.length !== engines.length)
    throw invalidArgument('hosts', hosts, `give a name for each of the ${engines.length} engines, in their order`)
  return { engines, given: options, call: topologyOptions.call(options) }
}

/** Two clients of one engine would draw everything twice. */
export function sameEngine(one: number, other: number, sent: 'no' | 'yes'): UsageError<'SAME_ENGINE'> {
  const hosts = [`engine ${one + 1}`, `engine ${other + 1}`] as const
  return new UsageError('SAME_ENGINE', {
    message: `${hosts.join(' and ')} of the topology are one engine`,
    details: { hosts },
    hint: 'give each engine once',
    sent,
  })
}

function clientEngine(client: HasEngine): Engine {
  if (!isClient(client)) throw invalidArgument('docker', client, 'give clients, and the options last')
  return engineOf(client)
}

function isClient(value: unknown): value is HasEngine {
  return typeof value === 'object' && value !== null && 'engine' in value
}

function checkTexts(name: string, value: unknown): void {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (texts.length > 0 && texts.every((text) => typeof text === 'string' && text !== '')) return
  throw invalidArgument(name, value, 'give a text, or a list of texts; leave it out for all')
}

function checkHostNames(name: string, value: unknown): void {
  const names: readonly unknown[] = Array.isArray(value) ? value : []
  const hint = "give a list of names such as ['server-a', 'server-b']"
  if (names.length === 0) throw invalidArgument(name, value, hint)
  for (const [at, one] of names.entries()) if (!isHostName(one)) throw invalidArgument(`${name}[${at}]`, one, hint)
}

/** A line break would end its line in what is printed. */
function isHostName(value: unknown): boolean {
  return typeof value === 'string' && /^[^\p{Cc}\u2028\u2029]+$/u.test(value)
}
