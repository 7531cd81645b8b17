import { needApi } from './api-version.js'
import { refuseUnknown } from './nearest.js'
import type { Operation } from './operation.js'
import { pathSegment } from './ref.js'
import { needFields } from './since.js'

// Loosely typed views of an input, for the code that walks it; callers are held to InputOf.
export interface AnyInput {
  readonly query?: Readonly<Record<string, unknown>> | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly body?: unknown
}

export function writePath(op: Operation, input: AnyInput): string {
  const names: Readonly<Record<string, unknown>> = { ...input }
  return op.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const ref = op.refs[name as never] as { noun: string; shape: 'word' | 'slashes' } // each name of the path has one
    return pathSegment(ref.noun, ref.shape, names[name])
  })
}

export function writeQuery(op: Operation, query: Readonly<Record<string, unknown>>): string {
  refuseUnknown(query, Object.keys(op.query), op.id)
  const written = Object.entries(query).flatMap(([name, value]) => {
    const kind = op.query[name]
    if (value === undefined || kind === undefined) return []
    return [`${encodeURIComponent(name)}=${encodeURIComponent(kind.write(value as never, name))}`]
  })
  return written.length === 0 ? '' : `?${written.join('&')}`
}

export function refuseTooNew(op: Operation, { query = {}, body }: AnyInput, version: string): void {
  for (const [name, kind] of Object.entries(op.query)) {
    if (kind.since !== undefined && query[name] !== undefined) needApi(`${op.id} ${name}`, kind.since, version)
  }
  needFields(body, op.since, version)
}

export function contentType(op: Operation): Record<string, string> {
  if (op.body === undefined) return {}
  return { 'content-type': op.body === 'tar' ? 'application/x-tar' : 'application/json' }
}

/** What a call was about, in the caller's own word: the first name in its path, or the name in its body. */
export function targetOf(op: Operation, input: AnyInput): string | undefined {
  const [name] = Object.keys(op.refs)
  const named = name === undefined ? (input.query?.['name'] ?? input.query?.['fromImage'] ?? input.query?.['repo'] ?? nameIn(input.body)) : (input as Record<string, unknown>)[name]
  return typeof named === 'string' ? named : undefined
}

function nameIn(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'Name' in body ? body.Name : undefined
}

export function nounOf(op: Operation): string {
  const [ref] = Object.values<{ readonly noun: string }>(op.refs)
  return ref?.noun ?? op.path.split('/')[1]?.replace(/s$/, '') ?? 'object'
}
