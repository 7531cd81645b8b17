import { compareApi } from '../../../engine/call/api-version.js'
import type { CallContext } from '../../../engine/context.js'
import { UsageError } from '../../../errors/usage.js'
import { systemVersion } from '../../../system/operations.js'
import { networkCreate } from '../../operations.js'
import type { NetworkCreateRequest } from '../../wire/requests.js'
import { kindOf, optionsOf } from './drivers.js'
import { engineApis, type EngineVersion } from './option.js'

/** An option that some engines ignore. */
interface Young {
  readonly key: string
  readonly value: string
  readonly since: EngineVersion
}

/**
 * Refuses an option that this engine would take and ignore. Options are no part of the API, so what counts is the engine
 * itself, and not the API that it is spoken to with.
 *
 * @throws UsageError API_TOO_OLD with the version that it needs
 */
export async function refuseIgnoredOptions(call: CallContext, request: NetworkCreateRequest): Promise<void> {
  const young = youngOptions(request)
  const spoken = await call.apiVersion()
  if (young.every(({ since }) => compareApi(spoken, engineApis[since]) >= 0)) return
  const { Version, ApiVersion } = await call.send(systemVersion, {})
  const ignored = young.find(({ since }) => compareApi(ApiVersion, engineApis[since]) < 0)
  if (ignored === undefined) return
  const { key, value, since } = ignored
  const needs = engineApis[since]
  throw new UsageError('API_TOO_OLD', {
    message: `${key}=${value} needs Engine ${since} (API ${needs}), and this one is ${Version} (API ${ApiVersion})`,
    details: { option: key, needs, has: ApiVersion },
    hint: `this engine would ignore it: leave ${key} out, or use a newer engine`,
    operation: networkCreate.id,
    target: request.Name,
  })
}

function youngOptions({ Driver = 'bridge', ConfigOnly, Options = {} }: NetworkCreateRequest): readonly Young[] {
  const known = optionsOf(kindOf(ConfigOnly === true ? undefined : Driver))
  return Object.entries(Options).flatMap(([key, value]) => {
    const option = known.get(key)
    const needs = option?.valuesSince?.[value] ?? option?.since
    return needs === undefined ? [] : [{ key, value, since: needs }]
  })
}
