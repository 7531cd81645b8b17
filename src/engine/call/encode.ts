import { invalidArgument } from '../../errors/invalid-argument.js'
import { json } from '../../stream/json/json.js'
import { checkByteSource } from '../../stream/source.js'
import type { BodySource, HttpRequest } from '../../transport/transport.js'
import { needApi, needOperation } from './api-version.js'
import { refuseUnknown } from './nearest.js'
import type { Operation } from './operation.js'
import { nameOf, pathSegment, type RefLike } from '../ref.js'
import { checkVersions } from '../wire/versions.js'

// Loosely typed views of an input, for the code that walks it; callers are held to InputOf.
export interface AnyInput {
  readonly query?: Readonly<Record<string, unknown>> | undefined
  readonly headers?: Readonly<Record<string, unknown>> | undefined
  readonly body?: unknown
  /** The names of its path. */
  readonly [name: string]: unknown
}

/** Refuses what the operation does not take, and misses the body that it needs. */
export function checkInput(op: Operation, input: AnyInput): void {
  const given: unknown = input // callers without types may pass anything
  if (typeof given !== 'object' || given === null) throw invalidArgument('input', given, 'give an object, {} at least')
  refuseUnknown(given, op.plan.inputNames, op.id)
  if (typeof op.body !== 'object' || (typeof input.body === 'object' && input.body !== null)) return
  throw invalidArgument('body', input.body, `give a ${op.body.name}`, `${op.id} needs a body`)
}

export function writePath({ plan }: Operation, input: AnyInput): string {
  let path = plan.pieces[0] ?? ''
  for (const [index, { noun, shape, name }] of plan.refs.entries())
    path += `${pathSegment(noun, shape, input[name])}${plan.pieces[index + 1] ?? ''}`
  return path
}

export function writeQuery(op: Operation, query: Readonly<Record<string, unknown>>): string {
  refuseUnknown(query, op.plan.queryNames, op.id)
  let written = ''
  for (const name of Object.keys(query)) {
    const value = query[name]
    const kind = op.query[name]
    if (value === undefined || kind === undefined) continue
    const texts = kind.write(value as never, name) // each kind looks at what it is given
    for (const text of typeof texts === 'string' ? [texts] : texts)
      written += `${written === '' ? '?' : '&'}${encodeURIComponent(name)}=${encodeURIComponent(text)}`
  }
  return written
}

export function writeBody(op: Operation, body: unknown): BodySource | undefined {
  if (op.body === 'tar') return checkByteSource('body', body)
  return body === undefined ? undefined : json(body)
}

export function refuseTooNew(op: Operation, { query = {}, body }: AnyInput, version: string): void {
  if (op.addedIn !== undefined) needOperation(op.id, op.addedIn, version)
  for (const { name, since } of op.plan.youngParams)
    if (query[name] !== undefined) needApi(`${op.id} ${name}`, since, version)
  if (typeof op.body === 'object') checkVersions(op.body, body, op.since, version)
}

/** The headers that all requests of the operation have, and those that this one was given: secrets. */
export function writeHeaders(
  op: Operation,
  given: Readonly<Record<string, unknown>> | undefined,
): HttpRequest['headers'] {
  if (given === undefined) return op.plan.headers
  refuseUnknown(given, op.plan.headerNames, op.id)
  const written: Record<string, string> = { ...op.plan.headers }
  for (const [name, kind] of Object.entries(op.headers)) {
    const value = given[name]
    if (value !== undefined) written[name.toLowerCase()] = kind.write(value as never, name) // each kind looks at what it is given
  }
  // Whoever prints a request, such as a transport of the caller's own, prints no secret.
  Object.defineProperty(written, Symbol.for('nodejs.util.inspect.custom'), { value: () => '(hidden)' })
  Object.defineProperty(written, 'toJSON', { value: () => '(hidden)' })
  return written
}

/** What a call was about, in the caller's own word: the first name in its path, or the name in its body. */
export function targetOf(op: Operation, input: AnyInput): string | undefined {
  const [first] = op.plan.refs
  const named =
    first === undefined
      ? (containerIn(input.query) ??
        input.query?.['name'] ??
        input.query?.['fromImage'] ??
        input.query?.['repo'] ??
        firstTag(input.query) ??
        nameIn(input.body))
      : nameOf(input[first.name] as RefLike)
  return typeof named === 'string' ? named : undefined
}

function containerIn(query: AnyInput['query']): unknown {
  return query?.['container'] === undefined ? undefined : nameOf(query['container'] as RefLike) // it gives what it finds
}

/** What an image that is built will be called. */
function firstTag(query: AnyInput['query']): unknown {
  const tags = query?.['t']
  return Array.isArray(tags) ? tags[0] : undefined
}

function nameIn(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'Name' in body ? body.Name : undefined
}
