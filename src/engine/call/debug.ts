import { channel } from 'node:diagnostics_channel'
import { debuglog } from 'node:util'
import { hidden } from '../../errors/describe-value.js'
import type { HttpRequest } from '../../transport/transport.js'

const log = debuglog('mooring')
const calls = channel('mooring:call')

/** Variables of a build, variables that a commit or an import sets, and addresses that a login may stand in. */
const secretParameter = /([?&](?:buildargs|changes|remote|fromSrc)=)[^&]*/g

/**
 * Tells who listens that a call is made: lines with `NODE_DEBUG=mooring`, and the channel `mooring:call`
 * of `node:diagnostics_channel`. Headers and bodies are left out, for they may hold secrets, and so are such parameters.
 */
export function debug({ operation, method, path, target }: HttpRequest): void {
  if (!log.enabled && !calls.hasSubscribers) return
  const told = path.replace(secretParameter, `$1${hidden}`)
  log('%s %s %s', operation, method, told)
  if (calls.hasSubscribers) calls.publish({ operation, method, path: told, target })
}
