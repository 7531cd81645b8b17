import { askRegistry } from '../docker-words/registry/ask-registry.js'
import type { CallOptions } from '../engine/call/call-options.js'
import type { InputOf } from '../engine/call/operation.js'
import { filters, options, own, query } from '../engine/call/options.js'
import { openCall } from '../engine/context.js'
import type { RegistryAuth } from '../engine/credentials.js'
import type { Engine } from '../engine/engine.js'
import { invalidArgument } from '../errors/invalid-argument.js'
import { imageSearch } from './operations.js'
import type { ImageSearchItem } from './wire/build.js'

type SearchFilters = NonNullable<NonNullable<InputOf<typeof imageSearch>['query']>['filters']>

/** How Docker Hub is searched: `{ stars: 100 }` for those with so many at least, `{ 'is-official': true }`. */
export interface ImageSearchOptions extends SearchFilters, CallOptions {
  /** How many are told, 100 at most; 25 unless said otherwise. CLI `--limit` */
  readonly limit?: number | bigint | undefined
  /**
   * Who asks Docker Hub, if not the one whom docker's configuration has for it; `{}` is nobody. It travels in a header, and
   * shows up nowhere else.
   */
  readonly auth?: RegistryAuth | undefined
}

const searchOptions = options<ImageSearchOptions>('image.search', {
  limit: query(imageSearch, 'limit'),
  auth: own(() => undefined), // the header looks
  ...filters(imageSearch),
})

/** Looks for images on Docker Hub. See `docker.image.search`. */
export async function searchImages(
  engine: Engine,
  term: string,
  given: ImageSearchOptions,
): Promise<ImageSearchItem[]> {
  if (typeof term !== 'string' || term.trim() === '') throw invalidArgument('term', term, "give a word: 'nginx'")
  searchOptions.check(given)
  const call = openCall(engine, given)
  const query = { term, ...searchOptions.query(given) }
  const question = { registry: undefined, auth: given.auth, operation: imageSearch.id, target: term }
  return await askRegistry(call, question, (asker) =>
    call.send(imageSearch, { query, headers: { 'X-Registry-Auth': asker } }),
  )
}
