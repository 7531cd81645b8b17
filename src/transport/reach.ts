import type { About } from '../errors/about.js'
import type { Sent } from '../errors/base.js'
import type { TriedHost } from '../errors/codes.js'
import { ConnectionError } from '../errors/connection.js'

/** Why a socket could not be used, in one word, by the system's error code. */
const reasons: Readonly<Record<string, string>> = {
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
  if (whys.has('refused'))
    return 'the socket is there but nobody answers: start the engine, for example "systemctl start docker"'
  return 'install and start Docker Engine, or say where it is with the option host or the variable DOCKER_HOST'
}

/** The word for what went wrong when a socket was opened; undefined when it was open already. */
export function unreachable(cause: unknown): string | undefined {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' ? reasons[code] : undefined
}

/** The error for an engine that is not there: every place that was tried, why not, and what to do. */
export function unreachableError(tried: readonly TriedHost[], about: About, cause?: unknown): ConnectionError {
  const places = tried.map(({ host, from, why }) => `${host} (${from}): ${why}`)
  return new ConnectionError('ENGINE_UNREACHABLE', {
    message: `no Docker engine answers; tried ${places.join(', ')}`,
    details: { tried },
    hint: remedy(tried),
    ...about,
    cause,
    sent: 'no',
  })
}

/** What a socket's failure means for the call that was on it. */
export function connectionError(
  cause: unknown,
  sent: Sent,
  { host, from }: Pick<TriedHost, 'host' | 'from'>,
  about: About,
): ConnectionError {
  const why = sent === 'no' ? (unreachable(cause) ?? 'failed') : undefined
  if (why !== undefined) return unreachableError([{ host, from, why }], about, cause)
  return new ConnectionError('CONNECTION_LOST', {
    message: `the connection to ${host} broke during ${about.operation ?? 'a call'}`,
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
