import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import type { InputOf } from '../engine/call/operation.js'
import { Collection, listed } from '../engine/collection.js'
import { openChange } from '../engine/context.js'
import type { Listed } from '../engine/handle.js'
import { checkRef, nameOf, type RefLike } from '../engine/ref.js'
import { emptySpec } from './builder/spec.js'
import { DriverVolumeBuilder, LocalVolumeBuilder } from './builder/volume-builder.js'
import { volumeList, volumePrune } from './operations.js'
import { pruneVolumes, type VolumePruneFilters } from './prune.js'
import { Volume, type VolumeRemoveOptions } from './volume.js'
import type { VolumePruneResponse } from './wire/requests.js'
import type { VolumeInspect } from './wire/volume.js'

/** Which volumes to list; the engine compares `name` by part. */
export type VolumeFilters = NonNullable<NonNullable<InputOf<typeof volumeList>['query']>['filters']>
/** A handle that came from a list. */
export type ListedVolume = Listed<Volume>

/** The types of the noun volume. */
interface VolumeTypes {
  readonly handle: Volume
  readonly inspected: VolumeInspect
  readonly inspectOptions: CallOptions
  readonly removal: Promise<void>
  readonly removeOptions: VolumeRemoveOptions
}

/** The volumes of one engine: `docker.volume`. */
export class Volumes extends Collection<VolumeTypes> {
  /**
   * A volume on the engine's own host, to be made: a directory that the engine keeps, or with one more setter memory, a
   * share of an NFS server, or a directory of the host. Without a name it is called `mooring-<session>-<n>`.
   * CLI `docker volume create`
   *
   * @example
   * await using data = await docker.volume.local('data').create()
   * const cache = await docker.volume.local('cache').tmpfs({ size: '64m' }).ensure()
   *
   * @throws UsageError INVALID_NAME
   */
  local(name?: string): LocalVolumeBuilder {
    return new LocalVolumeBuilder(this.engine, emptySpec(this.engine, 'local', name))
  }

  /**
   * A volume of any driver, such as a plugin. CLI `docker volume create --driver <driver>`
   *
   * @throws UsageError INVALID_ARGUMENT, INVALID_NAME
   */
  driver(driver: string, name?: string): DriverVolumeBuilder {
    return new DriverVolumeBuilder(this.engine, emptySpec(this.engine, driver, name))
  }

  /**
   * The volumes that there are. Of drivers that do not answer the engine only warns: `docker.call('VolumeList', {})` gives
   * its warnings.
   * CLI `docker volume ls --filter`
   *
   * @example for (const volume of await docker.volume.list({ dangling: true })) console.log(volume.name, volume.summary.Driver)
   */
  async list(filters?: VolumeFilters, options: CallOptions = {}): Promise<ListedVolume[]> {
    const { Volumes: found } = await this.engine.call(volumeList, { query: { filters } }, options)
    return (found ?? []).map((summary) =>
      listed(Volume, this.engine, { id: summary.Name, name: summary.Name }, summary),
    )
  }

  /**
   * Removes the anonymous volumes that no container has, in any state; with `all`, those with names as well. Engines spare
   * volumes with options, such as `.tmpfs()` and `.nfs()`, and those of other drivers. On engines before 23 (API 1.42),
   * which prune all, the anonymous ones are removed one by one.
   *
   * CLI `docker volume prune`
   *
   * @example const { VolumesDeleted, SpaceReclaimed } = await docker.volume.prune({ all: true, label: 'app=web' })
   * @throws UsageError UNKNOWN_OPTION, INVALID_ARGUMENT
   */
  async prune(filters: VolumePruneFilters = {}, options: CallOptions = {}): Promise<VolumePruneResponse> {
    checkCallOptions(options, [], 'volume.prune')
    return await pruneVolumes(openChange(this.engine, { operation: volumePrune.id }, options), filters)
  }

  protected override at(volume: RefLike<'volume'>): Volume {
    return new Volume(this.engine, { id: checkRef('volume', 'slashes', volume), name: nameOf(volume) })
  }

  protected override handleOn({ Name }: VolumeInspect): Volume {
    return new Volume(this.engine, { id: Name, name: Name })
  }
}
