import { compareApi, needApi, type ApiVersion } from '../call/api-version.js'
import { UsageError } from '../../errors/usage.js'
import type { Node } from './wire.js'

/**
 * Fields of a body that one operation honours later than others do, by their path with slashes:
 * `EndpointConfig/MacAddress`.
 */
export type SinceTable = Readonly<Record<string, ApiVersion>>

/**
 * Refuses a body that uses what engines of this API would take and ignore: they are too old to know it, or so new that
 * they have given it up.
 *
 * @throws UsageError API_TOO_OLD, OPTION_GONE
 */
export function checkVersions(shape: Node, body: unknown, later: SinceTable, apiVersion: string): void {
  // What the operation needs is the newer of the two: who updates an engine to the older would be refused again.
  for (const [path, needs] of Object.entries(later)) {
    if (isSet(valueAt(body, path.split('/')))) needApi(path, needs, apiVersion)
  }
  walk(shape, body, [], apiVersion)
}

const versioned = new WeakMap<Node, boolean>()

/** Whether anything in a shape depends on the version. Most has nothing that does, and need not be walked. */
function isVersioned(shape: Node): boolean {
  const known = versioned.get(shape)
  if (known !== undefined) return known
  versioned.set(shape, true) // should it hold itself
  const is = holdsVersions(shape)
  versioned.set(shape, is)
  return is
}

function holdsVersions(shape: Node): boolean {
  switch (shape.kind) {
    case 'versions':
      return true
    case 'wire':
      return isVersioned(shape.definition())
    case 'optional':
    case 'nullable':
    case 'array':
      return isVersioned(shape.inner)
    case 'words':
      return Object.keys(shape.since).length > 0
    case 'record':
      return Object.keys(shape.keys).length > 0 || isVersioned(shape.inner)
    case 'object':
      return Object.values(shape.fields).some(isVersioned)
    default:
      return false
  }
}

/** @param path where the value stands; put back as it was */
function walk(shape: Node, value: unknown, path: string[], apiVersion: string): void {
  if (!isVersioned(shape) || !isSet(value)) return
  const inside = (child: unknown, inner: Node, key: string): void => {
    path.push(key)
    walk(inner, child, path, apiVersion)
    path.pop()
  }
  switch (shape.kind) {
    case 'versions':
      if (shape.since !== undefined) needApi(path.join('/'), shape.since, apiVersion)
      // What newer engines print as 0 or false says nothing.
      if (shape.until !== undefined && value !== 0 && value !== false)
        refuseGone(path.join('/'), shape.until, apiVersion)
      walk(shape.inner, value, path, apiVersion)
      break
    case 'wire':
      walk(shape.definition(), value, path, apiVersion)
      break
    case 'optional':
    case 'nullable':
      walk(shape.inner, value, path, apiVersion)
      break
    case 'words': {
      const needs = shape.since[String(value)]
      if (needs !== undefined) needApi(`${path.join('/')} ${String(value)}`, needs, apiVersion)
      break
    }
    case 'array':
      for (const [index, item] of entriesOf(value)) inside(item, shape.inner, index)
      break
    case 'record':
      for (const [key, item] of entriesOf(value)) {
        const needs = shape.keys[key]
        if (needs !== undefined) needApi([...path, key].join('/'), needs, apiVersion)
        inside(item, shape.inner, key)
      }
      break
    case 'object':
      for (const [key, item] of entriesOf(value)) {
        const field = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined
        if (field !== undefined) inside(item, field, key)
      }
  }
}

/** What engines print where nothing was asked for says nothing either. */
function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== ''
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

function valueAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value
  return entriesOf(value)
    .filter(([name]) => name === key)
    .map(([, child]) => valueAt(child, rest))[0]
}

function refuseGone(
  option: string,
  { version, instead }: { readonly version: ApiVersion; readonly instead?: string | undefined },
  has: string,
): void {
  if (compareApi(has, version) < 0) return
  throw new UsageError('OPTION_GONE', {
    message: `${option} does nothing since API ${version}, and this engine is spoken to with ${has}`,
    details: { option, until: version, has },
    hint: instead ?? `leave ${option} out: the engine would ignore it`,
  })
}
