import { orAbsent } from '../engine/absent.js'
import { compareApi } from '../engine/call/api-version.js'
import { filters, selection } from '../engine/call/options.js'
import type { CallContext } from '../engine/context.js'
import { InUseError } from '../errors/engine.js'
import type { InputOf } from '../engine/call/operation.js'
import { systemDataUsage } from '../system/operations.js'
import { volumeDelete, volumePrune } from './operations.js'
import type { VolumePruneResponse } from './wire/requests.js'
import type { VolumeInspect } from './wire/volume.js'

/** Which unused volumes to remove. */
export interface VolumePruneFilters extends NonNullable<NonNullable<InputOf<typeof volumePrune>['query']>['filters']> {
  /** Those with names as well, not only anonymous ones. CLI `--all` */
  readonly all?: boolean | 'true' | 'false' | undefined
}

const pruneFilters = selection<VolumePruneFilters>('volume.prune', filters(volumePrune))

/**
 * Removes volumes that no container has. Engines before API 1.42 would always take those with names as well: there the
 * anonymous ones are removed one by one.
 */
export async function pruneVolumes(call: CallContext, which: VolumePruneFilters): Promise<VolumePruneResponse> {
  pruneFilters.check(which)
  const { all, ...others } = which
  const isOld = compareApi(await call.apiVersion(), '1.42') < 0
  const isAll = all === true || all === 'true'
  const pruned =
    isOld && !isAll
      ? await pruneAnonymous(call, others)
      : await call.send(volumePrune, { query: { filters: isOld ? others : which } })
  for (const name of pruned.VolumesDeleted ?? []) call.engine.session.release({ noun: 'volume', id: name, name })
  return pruned
}

async function pruneAnonymous(call: CallContext, which: VolumePruneFilters): Promise<VolumePruneResponse> {
  const { Volumes } = await call.send(systemDataUsage, {})
  const meant = (Volumes ?? []).filter((volume) => isAnonymous(volume) && isUnused(volume) && fits(volume, which))
  const removed: VolumeInspect[] = []
  for (const volume of meant) if (await isRemoved(call, volume)) removed.push(volume)
  return {
    VolumesDeleted: removed.map(({ Name }) => Name),
    SpaceReclaimed: removed.reduce((sum, { UsageData }) => sum + Math.max(0, UsageData?.Size ?? 0), 0),
  }
}

/** By the name that the engine gave it: only newer engines mark such volumes with a label. */
function isAnonymous({ Name, Driver }: VolumeInspect): boolean {
  return Driver === 'local' && /^[0-9a-f]{64}$/.test(Name) // the usage lists none with options, which engines spare, too
}

function isUnused({ UsageData }: VolumeInspect): boolean {
  return UsageData?.RefCount === 0
}

/** `key`, or `key=value`. All of several labels must be there. */
function fits({ Labels }: VolumeInspect, which: VolumePruneFilters): boolean {
  const has = (wanted: string): boolean => {
    const [key = '', ...value] = wanted.split('=')
    const found = Labels?.[key]
    return found !== undefined && (value.length === 0 || found === value.join('='))
  }
  return textsOf(which.label).every(has) && !textsOf(which['label!']).some(has)
}

function textsOf(given: string | readonly string[] | undefined): readonly string[] {
  return given === undefined ? [] : [given].flat()
}

/** What has come into use meanwhile stays, and what is gone was removed by somebody else. */
async function isRemoved(call: CallContext, { Name }: VolumeInspect): Promise<boolean> {
  try {
    return (
      (await orAbsent(
        'volume',
        call.send(volumeDelete, { name: Name }).then(() => true),
      )) === true
    )
  } catch (error) {
    if (error instanceof InUseError) return false
    throw error
  }
}
