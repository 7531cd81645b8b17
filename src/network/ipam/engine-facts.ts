import { compareApi } from '../../engine/call/api-version.js'
import type { CallContext } from '../../engine/context.js'
import { systemVersion } from '../../system/operations.js'

/**
 * Whether the engine is as new as the one that brought this API version. How an engine gives addresses follows from
 * what it is, not from the version that it is spoken to with.
 */
export async function isEngineSince(call: CallContext, api: string): Promise<boolean> {
  if (compareApi(await call.apiVersion(), api) >= 0) return true
  const { ApiVersion } = await call.send(systemVersion, {})
  return compareApi(ApiVersion, api) >= 0
}
