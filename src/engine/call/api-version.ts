import type { ErrorDetails } from '../../errors/codes.js'
import { EngineError } from '../../errors/engine.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { quoted } from '../../errors/describe-value.js'
import { UsageError } from '../../errors/usage.js'

/** A version of the engine API: `1.41`. */
export type ApiVersion = `${number}.${number}`

/** The oldest API that mooring speaks: Engine 20.10. */
export const oldestApi: ApiVersion = '1.41'
/** The newest API that mooring knows: Engine 29.6. */
export const newestApi: ApiVersion = '1.55'

/** Negative when `a` is older than `b`. Numbers are compared part by part: 1.9 is older than 1.10. */
export function compareApi(a: string, b: string): number {
  if (a === b) return 0
  const dotA = a.indexOf('.')
  const dotB = b.indexOf('.')
  const major = Number(a.slice(0, dotA)) - Number(b.slice(0, dotB))
  return major === 0 ? Number(a.slice(dotA + 1)) - Number(b.slice(dotB + 1)) : major
}

/** The version both sides speak, from what the engine says of itself. */
export function negotiate(engineMax: string | undefined, host: string): string {
  const max = engineMax ?? newestApi
  if (compareApi(max, oldestApi) >= 0) return compareApi(max, newestApi) < 0 ? max : newestApi
  throw new EngineError('API_TOO_OLD', {
    message: `the engine at ${host} speaks API ${max}; mooring needs ${oldestApi} or newer`,
    details: { option: 'the client', needs: oldestApi, has: max },
    hint: 'update the engine to 20.10 or newer',
    status: 200,
    engineMessage: '',
  })
}

/** A version that a caller wrote. A number would be read wrongly: 1.50 is 1.5. */
export function readApiVersion(text: unknown): string {
  const isVersion = typeof text === 'string' && /^1\.[1-9]\d{0,2}$/.test(text)
  if (isVersion && compareApi(text, oldestApi) >= 0) return text
  const hint = `write it as text, '${oldestApi}' or newer, or leave it out to let mooring ask the engine`
  const says = `apiVersion ${quoted(text)} is no version of the engine API${isVersion ? ' that mooring speaks' : ''}`
  throw invalidArgument('apiVersion', text, hint, says)
}

/** Refuses what an engine would take and silently ignore, because it is too old to know it. */
export function needApi(option: string, needs: string, has: string): void {
  refuseBefore({ option, needs, has }, `this engine would ignore it: leave ${option} out, or use a newer engine`)
}

/** Refuses an operation that an engine is too old to have. */
export function needOperation(id: string, needs: string, has: string): void {
  refuseBefore({ option: id, needs, has }, 'use a newer engine')
}

function refuseBefore(details: ErrorDetails['API_TOO_OLD'], hint: string): void {
  const { option, needs, has } = details
  if (compareApi(has, needs) >= 0) return
  throw new UsageError('API_TOO_OLD', {
    message: `${option} needs API ${needs}, and this engine is spoken to with ${has}`,
    details,
    hint,
  })
}
