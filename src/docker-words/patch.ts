import { isPlainObject } from '../errors/brand.js'
import { invalidArgument } from '../errors/invalid-argument.js'
import { quoted } from '../errors/describe-value.js'
import { json } from '../stream/json/json.js'

/**
 * A request with a patch merged in: objects field by field, lists and plain values as a whole; undefined says nothing.
 * Nothing of either is shared with the result, so what is done to it later changes neither.
 */
export function merged<Request extends object>(request: Request, patch: object): Request {
  return mergedValue(request, patch) as Request // a patch is typed as a part of the request
}

function mergedValue(value: unknown, patch: unknown): unknown {
  if (Array.isArray(patch)) return patch.map((item) => mergedValue(undefined, item))
  if (!isPlainObject(patch)) return patch
  const base = isPlainObject(value) ? value : {}
  const keys = new Set([...Object.keys(base), ...Object.keys(patch)])
  // fromEntries, because assigning to a key `__proto__` would change a prototype
  return Object.fromEntries(
    [...keys].map((key) => {
      const said = Object.hasOwn(patch, key) ? patch[key] : undefined
      return [key, said === undefined ? mergedValue(undefined, base[key]) : mergedValue(base[key], said)]
    }),
  )
}

/** Refuses a patch that is no object. What is in it is checked as a whole, before it is sent. */
export function checkPatch<Patch extends object>(patch: Patch): Patch {
  if (isPlainObject(patch)) {
    json(patch) // which refuses what contains itself
    return patch
  }
  const hint = "give an object with the engine's own fields, such as { HostConfig: { CapAdd: ['NET_ADMIN'] } }"
  throw invalidArgument('patch', patch, hint, `raw() cannot merge ${quoted(patch)} into a request`)
}
