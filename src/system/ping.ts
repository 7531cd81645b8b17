import { negotiate } from '../engine/call/api-version.js'
import { deadlineOf, type CallOptions } from '../engine/call/call-options.js'
import type { Engine } from '../engine/engine.js'
import { engineError } from '../errors/reasons/engine-error.js'
import { wholeText } from '../stream/whole-text.js'
import { systemPing } from './operations.js'
import { header } from './wire/ping.js'

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
  if (max === undefined && status !== 200)
    throw engineError({
      operation: systemPing.id,
      target: undefined,
      noun: 'engine',
      status,
      text: wholeText(body),
    })
  return negotiate(max, transport.host)
}
