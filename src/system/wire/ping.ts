import type { ReplyContext } from '../../engine/call/reply.js'
import { ProtocolError } from '../../errors/protocol.js'
import type { HttpHeaders } from '../../transport/transport.js'

/** What an engine says of itself in the headers of its answer to a ping. */
export interface Ping {
  /** The newest API it speaks: `1.51`. */
  readonly apiVersion: string
  /** `linux` or `windows`. */
  readonly osType: string | undefined
  readonly experimental: boolean
  /** For example `Docker/28.5.2 (linux)`. */
  readonly server: string | undefined
  /** Which builder it prefers: `1` is the classic one, `2` BuildKit. Engines before 23 do not say. */
  readonly builderVersion: string | undefined
  /** `inactive`, `pending`, `error`, `locked`, `active/worker` or `active/manager`. Engines before 23 do not say. */
  readonly swarm: string | undefined
}

/** Reads the headers of a ping. */
export function pingOf(headers: HttpHeaders, { operation }: Pick<ReplyContext, 'operation'>): Ping {
  const apiVersion = header(headers, 'api-version')
  if (apiVersion === undefined) throw noEngine(operation)
  return {
    apiVersion,
    osType: header(headers, 'ostype'),
    experimental: header(headers, 'docker-experimental') === 'true',
    server: header(headers, 'server'),
    builderVersion: header(headers, 'builder-version'),
    swarm: header(headers, 'swarm'),
  }
}

/** A header that is there once, and not empty. */
export function header(headers: HttpHeaders, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function noEngine(operation: string): ProtocolError<'REPLY_MISMATCH'> {
  return new ProtocolError('REPLY_MISMATCH', {
    message: `the reply to ${operation} names no API version`,
    details: { wire: 'Ping', problems: ['no Api-Version header'] },
    hint: 'is something other than a Docker engine answering at this address?',
    operation,
  })
}
