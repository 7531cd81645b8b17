import type { CallContext } from '../../engine/context.js'
import { systemVersion } from '../../system/operations.js'

/**
 * The newest API of the engine, which stands for its version. How an engine gives addresses follows from what it is, not
 * from the version that it is spoken to with.
 */
export async function engineApi(call: CallContext): Promise<string> {
  return (await call.send(systemVersion, {})).ApiVersion
}
