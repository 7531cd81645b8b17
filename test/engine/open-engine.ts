import { randomBytes } from 'node:crypto'
import { nobody } from '../../src/engine/credentials.js'
import { Engine, type EngineOptions } from '../../src/engine/engine.js'
import { negotiateApi } from '../../src/system/ping.js'
import { unixTransport } from '../../src/transport/unix.js'

/** An engine at a socket, whose every reply is checked against its whole definition. */
export function openEngine(socket: string, options: Partial<EngineOptions> = {}): Engine {
  return new Engine({
    open: () => Promise.resolve(unixTransport(socket)),
    negotiate: negotiateApi,
    timeout: 60_000,
    maxReplyBytes: 64 * 1024 * 1024,
    validateReplies: true,
    readOnly: false,
    helper: 'lab/busybox:1',
    credentials: nobody,
    ...options,
  })
}

/** A name that no other test has. */
export function unique(prefix: string): string {
  return `${prefix}-${randomBytes(5).toString('hex')}`
}
