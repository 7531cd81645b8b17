import { isDeepStrictEqual } from 'node:util'
import { isPlainObject } from '../../../errors/brand.js'

/** The first field in which two values differ: `HostConfig.Tmpfs`; undefined when they say the same. */
export function firstDifference(one: unknown, other: unknown, path = ''): string | undefined {
  if (isDeepStrictEqual(one, other)) return undefined
  if (!isPlainObject(one) || !isPlainObject(other)) return isUnsaid(one) && isUnsaid(other) ? undefined : path
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    // a policy of an engine has its limit beside it, whether it has one or not
    if (key === 'MaximumRetryCount' && (one[key] ?? 0) === (other[key] ?? 0)) continue
    // options of a log driver: none
    if (key === 'Config' && isEmpty(one[key]) && isEmpty(other[key])) continue
    const found = firstDifference(one[key], other[key], path === '' ? key : `${path}.${key}`)
    if (found !== undefined) return found
  }
  return undefined
}

function isEmpty(value: unknown): boolean {
  return isUnsaid(value) || (isPlainObject(value) && Object.keys(value).length === 0)
}

function isUnsaid(value: unknown): boolean {
  return value === undefined || value === null
}
