import { statSync } from 'node:fs'
import type { About } from '../errors/error-context.js'
import { sentenceOf, type Sent } from '../errors/base.js'
import { quoted } from '../errors/describe-value.js'
import type { TriedHost } from '../errors/codes.js'
import { ConnectionError } from '../errors/connection.js'
import { ProtocolError } from '../errors/protocol.js'
import { UsageError } from '../errors/usage.js'

/** Why a socket could not be used, in a word or two, by the system's error code. */
const reasons: Readonly<Record<string, string>> = {
  EMFILE: 'too many open files',
  ENFILE: 'too many open files',
  EAGAIN: 'too many callers',
  ENOENT: 'missing',
  EACCES: 'permission',
  EPERM: 'permission',
  ECONNREFUSED: 'refused',
  ENOTSOCK: 'not a socket',
  ENOTDIR: 'missing',
  ENAMETOOLONG: 'path too long',
  UND_ERR_CONNECT_TIMEOUT: 'no answer',
}

/** What to do, by the first reason that says something. */
function remedy(tried: readonly TriedHost[]): string {
  const whys = new Set(tried.map(({ why }) => why))
  if (whys.has('permission')) {
    const uid = process.getuid?.()
    return `this process${uid === undefined ? '' : ` (uid ${uid})`} may not open the socket: add its user to the group that owns it (usually "docker"), or run as root`
  }
  if (whys.has('not a socket')) return 'the file there is no socket: name the one that the engine listens on'
  if (whys.has('too many open files'))
    return 'this process has as many files open as it may: close some, or raise the limit (ulimit -n)'
  if (whys.has('too many callers'))
    return 'the engine is there, and more callers wait for it than it lets in: try again'
  if (whys.has('refused'))
    return 'the socket is there but nobody answers: start the engine, for example "systemctl start docker"'
  return 'install and start Docker Engine, or say where it is with the option host or the variable DOCKER_HOST'
}

/** The word for what went wrong when a socket was opened; undefined when it was open already. */
export function unreachable(cause: unknown): string | undefined {
  const { code, address } = errorFacts(cause)
  // The kernel refuses a file that is no socket in the same way as a socket that nobody listens on.
  if (code === 'ECONNREFUSED' && typeof address === 'string' && isNoSocket(address)) return 'not a socket'
  return typeof code === 'string' ? reasons[code] : undefined
}

function errorFacts(cause: unknown): {
  readonly name?: unknown
  readonly code?: unknown
  readonly address?: unknown
  readonly data?: unknown
} {
  return typeof cause === 'object' && cause !== null ? cause : {}
}

function isNoSocket(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  return found !== undefined && !found.isSocket()
}

/** What is no reply that HTTP knows: something else than an engine is at the other end. */
function isNoHttp(cause: unknown): boolean {
  const { name, code, data } = errorFacts(cause)
  // The parser tells of an early end as well: then no bytes are to blame.
  return (name === 'HTTPParserError' && data !== '') || code === 'UND_ERR_HEADERS_OVERFLOW'
}

/** The error for an engine that is not there: every place that was tried, why not, and what to do. */
export function unreachableError(tried: readonly TriedHost[], about: About, cause?: unknown): ConnectionError {
  const places = tried.map(({ host, from, why }) => `${host} (${from}): ${why}`)
  return new ConnectionError('ENGINE_UNREACHABLE', {
    message: places.length === 1 ? `no Docker engine answers at ${places.join()}` : noneOf(places),
    details: { tried },
    detailsInMessage: true,
    hint: remedy(tried),
    ...about,
    cause,
    sent: 'no',
  })
}

function noneOf(places: readonly string[]): string {
  return [`no Docker engine answers at any of ${places.length} places:`, ...places].join('\n    ')
}

function notHttpError(cause: unknown, host: string, about: About): ProtocolError<'REPLY_MISMATCH'> {
  const problem = sentenceOf(cause)
  return new ProtocolError('REPLY_MISMATCH', {
    message: `what answers ${callOf(about)} at ${host} is no reply in HTTP: ${problem}`,
    details: { wire: 'HTTP', problems: [problem] },
    hint: 'is something other than a Docker engine answering at this address?',
    ...about,
    cause,
  })
}

/** A call as a sentence names it: by its operation, and by the thing that it is about. */
function callOf({ operation = 'the call', target }: About): string {
  return target === undefined ? operation : `${operation} ${quoted(target)}`
}

const stopping: ReadonlySet<string> = new Set(['ContainerStop', 'ContainerRestart'])

/** The error for a call that did not end in time. */
export function timedOutError(timeout: number, sent: Sent, about: About): ConnectionError<'TIMED_OUT'> {
  return new ConnectionError('TIMED_OUT', {
    message: `${callOf(about)} did not end within ${timeout} ms`,
    details: { timeout },
    hint: stopping.has(about.operation ?? '')
      ? 'timeout is for the call, in milliseconds: the seconds that a program has to end are stopTimeout'
      : 'give the call a longer { timeout }, or look at what the engine is busy with',
    ...about,
    sent,
  })
}

/** The error for a call whose engine has gone silent. */
export function idleError(idleTimeout: number, sent: Sent, about: About): ConnectionError<'TIMED_OUT'> {
  return new ConnectionError('TIMED_OUT', {
    message: `nothing came from the engine for ${idleTimeout} ms during ${callOf(about)}`,
    details: { timeout: idleTimeout },
    hint: 'give the call a longer idle timeout, or look at what the engine is busy with',
    ...about,
    sent,
  })
}

/** What a socket's failure means for the call that was on it. */
export function connectionError(
  cause: unknown,
  sent: Sent,
  { host, from }: Pick<TriedHost, 'host' | 'from'>,
  about: About,
): ConnectionError | ProtocolError {
  if (isNoHttp(cause)) return notHttpError(cause, host, about)
  const why = sent === 'no' ? (unreachable(cause) ?? 'failed') : undefined
  if (why !== undefined) return unreachableError([{ host, from, why }], about, cause)
  return new ConnectionError('CONNECTION_LOST', {
    message: `the connection to ${host} broke during ${callOf(about)}`,
    details: {},
    hint:
      sent === 'yes'
        ? 'the engine may have stopped or restarted'
        : 'the engine may have stopped; whether it did what was asked is not known',
    ...about,
    cause,
    sent,
  })
}

/** The error of a call on a client that is closed, or was closed while the call was on its way. */
export function closedError(sent: Sent, about: About): UsageError<'CLIENT_CLOSED'> {
  return new UsageError('CLIENT_CLOSED', {
    message: `this client ${sent === 'no' ? 'is' : 'was'} closed`,
    details: {},
    hint: 'make a new Docker(); a client cannot be opened again',
    ...about,
    sent,
  })
}
