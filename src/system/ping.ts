import { negotiate } from '../engine/call/api-version.js'
import { deadlineOf, type CallOptions } from '../engine/call/call-options.js'
import type { Engine } from '../engine/engine.js'
import { engineError } from '../errors/reasons/engine-error.js'
import { ProtocolError } from '../errors/protocol.js'
import type { HttpHeaders } from '../transport/transport.js'
import { systemPing } from './operations.js'

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

/** Asks the engine for a sign of life. */
export async function ping(engine: Engine, options: CallOptions = {}): Promise<Ping> {
  const { headers } = await engine.call(systemPing, {}, options)
  const apiVersion = header(headers, 'api-version')
  if (apiVersion === undefined) throw noEngine()
  return {
    apiVersion,
    osType: header(headers, 'ostype'),
    experimental: header(headers, 'docker-experimental') === 'true',
    server: header(headers, 'server'),
    builderVersion: header(headers, 'builder-version'),
    swarm: header(headers, 'swarm'),
  }
}

/**
 * Asks the engine which API it speaks, and settles on the newest that both sides know.
 * One level below a call: an unwell engine answers a ping with 500, and says its version all the same.
 */
export async function negotiateApi(engine: Engine, options: CallOptions = {}): Promise<string> {
  const transport = await engine.transport()
  const { status, headers, body } = await transport.request({
    method: systemPing.method,
    path: systemPing.path,
    headers: {},
    operation: systemPing.id,
    signal: options.signal,
    timeout: deadlineOf(options.timeout ?? engine.options.timeout),
    maxBytes: engine.options.maxReplyBytes,
  })
  const max = header(headers, 'api-version')
  if (max === undefined && status !== 200) {
    const text = new TextDecoder().decode(body)
    throw engineError({ operation: systemPing.id, target: undefined, noun: 'engine', status, text })
  }
  return negotiate(max, transport.host)
}

function header(headers: HttpHeaders, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function noEngine(): ProtocolError<'REPLY_MISMATCH'> {
  return new ProtocolError('REPLY_MISMATCH', {
    message: 'the reply to SystemPing names no API version',
    details: { wire: 'Ping', problems: ['no Api-Version header'] },
    hint: 'is something other than a Docker engine answering at this address?',
    operation: systemPing.id,
  })
}
