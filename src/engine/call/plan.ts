import type { PathRef } from '../ref.js'

/** What every request of an operation has in common: worked out once, when the operation is declared. */
export interface Plan {
  /** The path before, between and after its names. */
  readonly pieces: readonly string[]
  /** The names in the path, in its order. */
  readonly refs: readonly (PathRef & { readonly name: string })[]
  /** What an input may hold. */
  readonly inputNames: readonly string[]
  readonly queryNames: readonly string[]
  readonly headerNames: readonly string[]
  /** The parameters that are younger than the oldest API. */
  readonly youngParams: readonly { readonly name: string; readonly since: string }[]
  readonly headers: Readonly<Record<string, string>>
  /** What it is about, for errors. */
  readonly noun: string
}

/** What a plan is made from. */
interface Declared {
  readonly path: string
  readonly refs: Readonly<Record<string, PathRef>>
  readonly query: Readonly<Record<string, { readonly since?: string }>>
  readonly headers: object
  readonly body: object | 'tar' | undefined
}

/** Works out what the requests of an operation have in common. */
export function planOf({ path, refs, query, headers, body }: Declared): Plan {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const inPath = names.flatMap((name) => {
    const ref = refs[name]
    return ref === undefined ? [] : [{ ...ref, name }]
  })
  return {
    pieces: path.split(/\{\w+\}/),
    refs: inPath,
    inputNames: [...names, 'query', 'headers', ...(body === undefined ? [] : ['body'])],
    queryNames: Object.keys(query),
    headerNames: Object.keys(headers),
    youngParams: Object.entries(query).flatMap(([name, { since }]) => (since === undefined ? [] : [{ name, since }])),
    headers: body === undefined ? {} : { 'content-type': body === 'tar' ? 'application/x-tar' : 'application/json' },
    noun: inPath[0]?.noun ?? path.split('/')[1]?.replace(/s$/, '') ?? 'object',
  }
}
