import { toBytes, type Bytes } from '../../docker-words/byte-size.js'
import { compareApi } from '../../engine/call/api-version.js'
import type { CallOptions } from '../../engine/call/call-options.js'
import type { InputOf } from '../../engine/call/operation.js'
import { filters, options, own, query } from '../../engine/call/options.js'
import { openChange } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import { buildPrune } from '../operations.js'
import type { BuildPruneResponse } from '../wire/build.js'

type PruneQuery = NonNullable<InputOf<typeof buildPrune>['query']>

/** Which records of the build cache: `{ until: '24h' }`, `{ type: 'exec.cachemount' }`. */
export type BuildCacheFilters = NonNullable<PruneQuery['filters']>

/** What of the build cache is removed. */
export interface BuildPruneOptions extends BuildCacheFilters {
  /** What could still be used as well. CLI `--all` */
  readonly all?: boolean | undefined
  /** Keeps so much: bytes, or `'2g'`. CLI `--reserved-space`, once `--keep-storage` */
  readonly reservedSpace?: Bytes | undefined
  /** Removes until no more is used: bytes, or `'20g'`. CLI `--max-used-space`. Since API 1.48 */
  readonly maxUsedSpace?: Bytes | undefined
  /** Removes until so much of the disk is free: bytes, or `'20g'`. CLI `--min-free-space`. Since API 1.48 */
  readonly minFreeSpace?: Bytes | undefined
}

const pruneOptions = options<BuildPruneOptions & CallOptions>('image.pruneBuildCache', {
  all: query(buildPrune, 'all'),
  reservedSpace: own(toBytes),
  maxUsedSpace: own(toBytes),
  minFreeSpace: own(toBytes),
  ...filters(buildPrune),
})

/** Removes what BuildKit keeps between builds. See `docker.image.pruneBuildCache`. */
export async function pruneBuildCache(
  engine: Engine,
  which: BuildPruneOptions,
  terms: CallOptions,
): Promise<BuildPruneResponse> {
  pruneOptions.check({ ...which, ...terms })
  const call = openChange(engine, { operation: buildPrune.id }, terms)
  const { reservedSpace, maxUsedSpace, minFreeSpace } = which
  const reserved = bytes('reservedSpace', reservedSpace)
  const isOld = reserved !== undefined && compareApi(await call.apiVersion(), '1.48') < 0
  const sizes: PruneQuery = {
    [isOld ? 'keep-storage' : 'reserved-space']: reserved,
    'max-used-space': bytes('maxUsedSpace', maxUsedSpace),
    'min-free-space': bytes('minFreeSpace', minFreeSpace),
  }
  return await call.send(buildPrune, { query: { ...pruneOptions.query(which), ...sizes } })
}

function bytes(name: string, given: Bytes | undefined): number | undefined {
  return given === undefined ? undefined : toBytes(name, given)
}
