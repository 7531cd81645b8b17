import { refuseUnknown } from '../../engine/call/nearest.js'
import { isPlainObject } from '../../errors/brand.js'
import { conflict } from '../../errors/conflict.js'
import { held, quoted } from '../../errors/describe-value.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { UsageError } from '../../errors/usage.js'

/** Its health check says that it works. */
export interface HealthyCondition {
  readonly healthy: true
}

/** Somebody listens inside: `80`, `'80/tcp'` or `'53/udp'`. */
export interface PortCondition {
  readonly port: number | `${number}` | `${number}/${'tcp' | 'udp'}`
}

/** A request to it is answered: `'http://:80/health'` asks port 80 of the container, wherever that is reached. */
export interface HttpCondition {
  readonly http: string
  /** The status that the answer must have; 200 to 399 when left out. */
  readonly status?: number | undefined
}

/** A line of its log matches, or holds a text; of its last run only. */
export interface LogCondition {
  readonly log: RegExp | string
  /** So many lines, where one tells too little; 1 when left out. */
  readonly times?: number | undefined
}

/** It has ended. */
export interface ExitCondition {
  readonly exit: true
}

/** What a container is waited for. */
export type WaitForCondition = HealthyCondition | PortCondition | HttpCondition | LogCondition | ExitCondition

/** The same, looked at. `not` says what has not happened, in an error. */
export type Condition = { readonly not: string } & (
  | { readonly kind: 'healthy' | 'exit' }
  | { readonly kind: 'port'; readonly port: number; readonly protocol: 'tcp' | 'udp' }
  | { readonly kind: 'http'; readonly port: number; readonly path: string; readonly status: number | undefined }
  | { readonly kind: 'log'; readonly matches: (line: string) => boolean; readonly times: number }
)

const kinds = ['healthy', 'port', 'http', 'log', 'exit'] as const
const usual =
  "give one of { healthy: true }, { port: 80 }, { http: 'http://:80/' }, { log: /ready/ } and { exit: true }"

/**
 * Reads what a caller waits for.
 *
 * @throws UsageError INVALID_ARGUMENT, INVALID_PORT, UNKNOWN_OPTION, CONFLICTING_OPTIONS
 */
export function toCondition(what: WaitForCondition): Condition {
  const given: unknown = what // callers without types may pass anything
  if (!isPlainObject(given)) throw invalidArgument('what', given, usual, `waitFor() cannot wait for ${quoted(given)}`)
  refuseUnknown(given, [...kinds, 'status', 'times'], 'container.waitFor')
  const [kind, other] = kinds.filter((name) => given[name] !== undefined)
  if (kind === undefined) throw invalidArgument('what', given, usual, 'there is nothing to wait for')
  if (other !== undefined)
    throw conflict(
      other,
      kind,
      `one waitFor() waits for one thing, not for ${kind} and ${other}`,
      `wait for ${other} in a call of its own`,
    )
  const { status, times } = given
  if (status !== undefined && kind !== 'http')
    throw conflict('status', kind, 'only an answer to http has a status', 'leave out status, or wait for { http }')
  if (times !== undefined && kind !== 'log')
    throw conflict('times', kind, 'only lines of a log are counted', 'leave out times, or wait for { log }')
  const value = given[kind]
  switch (kind) {
    case 'healthy':
      return { kind: isTrue(kind, value), not: 'it is not healthy' }
    case 'exit':
      return { kind: isTrue(kind, value), not: 'it has not ended' }
    case 'port':
      return portOf(value)
    case 'http':
      return httpOf(value, status)
    case 'log':
      return logOf(value, times)
  }
}

function isTrue<Kind extends string>(kind: Kind, value: unknown): Kind {
  if (value === true) return kind
  throw invalidArgument(kind, value, `write { ${kind}: true }`)
}

function portOf(value: unknown): Condition {
  const [, digits, protocol = 'tcp'] = /^(\d{1,5})(?:\/(tcp|udp))?$/.exec(textOf(value)) ?? []
  const port = Number(digits)
  const not = `nothing listens on port ${port}/${protocol}`
  if (port > 0 && port < 65536) return { kind: 'port', port, protocol: protocol === 'udp' ? 'udp' : 'tcp', not }
  throw new UsageError('INVALID_PORT', {
    message: `${quoted(value)} is no port to wait for`,
    details: { value: held(value) },
    hint: "give the port inside the container: 80, '80/tcp' or '53/udp'",
  })
}

function httpOf(value: unknown, status: unknown): Condition {
  const hint = "write it like 'http://:80/health': without a host, and with the port inside the container"
  if (typeof value === 'string' && /^https:/i.test(value))
    throw invalidArgument(
      'http',
      value,
      'wait for { port } or { log }, and ask with a client that knows its certificate',
    )
  const [, digits, path = '/'] = /^http:\/\/:(\d{1,5})(\/[\w.~!$&'()*+,;=:@%/?-]*)?$/.exec(textOf(value)) ?? []
  const port = Number(digits)
  if (!(port > 0 && port < 65536)) throw invalidArgument('http', value, hint)
  const isStatus = typeof status === 'number' && Number.isInteger(status) && status >= 100 && status < 600
  if (status !== undefined && !isStatus) throw invalidArgument('status', status, 'give a status such as 200 or 401')
  const not = `http://:${port}${path} is not answered with ${isStatus ? status : 'a status of 200 to 399'}`
  return { kind: 'http', port, path, status: isStatus ? status : undefined, not }
}

function logOf(value: unknown, times: unknown): Condition {
  const count = times ?? 1
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 1)
    throw invalidArgument('times', times, 'give how many lines must match: 1 or more')
  const verb = value instanceof RegExp ? 'matches' : 'holds'
  const not = count === 1 ? `no line of its log ${verb}` : `not ${count} lines of its log ${verb.replace(/e?s$/, '')}`
  if (typeof value === 'string' && value !== '')
    return { kind: 'log', matches: (line) => line.includes(value), times: count, not: `${not} ${quoted(value)}` }
  if (!(value instanceof RegExp)) throw invalidArgument('log', value, 'give a pattern such as /ready/, or a text')
  // A copy without g and y: those would go on where the last match ended, in the line before.
  const pattern = new RegExp(value.source, value.flags.replace(/[gy]/g, ''))
  return { kind: 'log', matches: (line) => pattern.test(line), times: count, not: `${not} ${String(value)}` }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
