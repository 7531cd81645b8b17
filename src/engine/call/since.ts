import { needApi } from './api-version.js'

/**
 * Which fields of a body are younger than the oldest API, and how young.
 * A path is written with slashes, as in `HostConfig/Init`; a star in it stands for every key of a map.
 */
export type SinceTable = Readonly<Record<string, string>>

/** Refuses a body that uses a field which the engine is too old to know: it would ignore it. */
export function needFields(body: unknown, since: SinceTable, apiVersion: string): void {
  for (const [path, needs] of Object.entries(since)) {
    if (isSet(body, path.split('/'))) needApi(path, needs, apiVersion)
  }
}

function isSet(value: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return value !== undefined && value !== null && value !== ''
  if (typeof value !== 'object' || value === null) return false
  if (key === '*') return Object.values(value).some((child) => isSet(child, rest))
  return Object.hasOwn(value, key) && isSet((value as Record<string, unknown>)[key], rest)
}
