import { channel } from 'node:diagnostics_channel'
import { debuglog } from 'node:util'
import type { HttpRequest } from '../../transport/transport.js'

const log = debuglog('mooring')
const calls = channel('mooring:call')

/**
 * Tells who listens that a call is made: lines with `NODE_DEBUG=mooring`, and the channel `mooring:call`
 * of `node:diagnostics_channel`. Headers and bodies are left out, for they may hold secrets.
 */
export function debug({ operation, method, path, target }: HttpRequest): void {
  if (log.enabled) log('%s %s %s', operation, method, path)
  if (calls.hasSubscribers) calls.publish({ operation, method, path, target })
}
