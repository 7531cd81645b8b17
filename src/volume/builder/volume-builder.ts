import { checkLabels, pairRefused, pairsGiven, pairsOf } from '../../docker-words/labels.js'
import { checkPatch, merged } from '../../docker-words/patch.js'
import { printedRequest, type Inspect } from '../../docker-words/printed-request.js'
import type { Refused } from '../../docker-words/refused.js'
import type { CallOptions } from '../../engine/call/call-options.js'
import { refuseUnknown } from '../../engine/call/nearest.js'
import { engineOf, type Engine, type HasEngine } from '../../engine/engine.js'
import { conflict } from '../../errors/conflict.js'
import { checkFunction } from '../../errors/invalid-argument.js'
import { createVolume } from '../create.js'
import { ensureVolume } from '../ensure.js'
import type { OwnedVolume, Volume } from '../volume.js'
import { checkVolumeName } from '../volume-name.js'
import type { VolumeCreateRequest } from '../wire/requests.js'
import {
  bindPlace,
  nfsPlace,
  tmpfsPlace,
  type BindVolume,
  type NfsVolume,
  type Place,
  type PlaceOptions,
  type TmpfsVolume,
} from './places.js'
import { toCreateRequest, type VolumeSpec } from './spec.js'

declare const state: unique symbol

/** Whether a builder of a local volume was told what the volume is. */
export type VolumeState = 'plain' | 'placed'

const onePlace = 'a volume is one thing: memory, a share of a server, or a directory of the host'

/** What says where a volume is takes nothing after another one that did. */
type FirstPlace<State extends VolumeState, Given> = [State] extends ['placed'] ? Refused<typeof onePlace> : Given

/**
 * A volume to be made. Immutable: each setter returns a new builder and checks its argument at once.
 * Nothing is sent before `create()` or `ensure()`.
 */
export abstract class VolumeBuilder {
  readonly #engine: Engine
  /** @internal */
  protected readonly spec: VolumeSpec

  /** @internal */
  constructor(engine: Engine, spec: VolumeSpec) {
    this.#engine = engine
    this.spec = spec
  }

  /** The volume's name. Without one it is called `mooring-<session>-<n>`. @throws UsageError INVALID_NAME */
  name(name: string): this {
    return this.with({ name: checkVolumeName(name) })
  }

  /** Labels, one or several. CLI `--label` · wire `Labels` */
  label(key: string, value: string): this
  label(labels: Readonly<Record<string, string>>): this
  label(first: string | Readonly<Record<string, string>>, value?: string): this {
    const labels = checkLabels(pairsGiven(first, value))
    return this.with({ labels: { ...this.spec.labels, ...labels } })
  }

  /**
   * Driver options, one or several, as the driver spells them. CLI `--opt` · wire `DriverOpts`
   *
   * @example docker.volume.local('data').option({ type: 'ext4', device: '/dev/sdb1' })
   * @throws UsageError UNKNOWN_OPTION for one that the driver `local` does not have
   */
  option(key: string, value: string): this
  option(options: Readonly<Record<string, string>>): this
  option(first: string | Readonly<Record<string, string>>, value?: string): this {
    const options = Object.fromEntries(pairsOf('option', pairsGiven(first, value)).map(checkOption))
    if (this.spec.driver === 'local') refuseUnknown(options, ['type', 'device', 'o', 'size'], 'a local volume')
    return this.with({ options: { ...this.spec.options, ...options } })
  }

  /** Hands the builder to a function of yours: a place for settings that many volumes share. */
  use<Result>(fn: (builder: this) => Result): Result {
    checkFunction('fn', fn, 'give a function of the builder: (builder) => ...')
    return fn(this)
  }

  /**
   * Fields of the engine's own request, merged in last: for what this builder has no setter for.
   * Objects are merged field by field.
   */
  raw(patch: Partial<VolumeCreateRequest>): this {
    return this.with({ patch: merged(this.spec.patch ?? {}, checkPatch(patch)) })
  }

  /** The same volume for another engine. */
  on(docker: HasEngine): this {
    return this.again(engineOf(docker), this.spec)
  }

  /**
   * The body that is sent; `create()` adds two labels that tell which client and which call made the volume.
   *
   * @throws UsageError CONFLICTING_OPTIONS for options of `local` that lack another one
   */
  toRequest(): VolumeCreateRequest & { readonly Name: string } {
    return toCreateRequest(this.spec)
  }

  /**
   * Makes the volume. What it returns removes the volume, with what is in it, when it leaves its `await using` block. A
   * volume that exists already is not taken for the new one: for that there is `ensure()`.
   * CLI `docker volume create`
   *
   * @example await using data = await docker.volume.local('data').create()
   * @throws ConflictError NAME_TAKEN; NotFoundError DRIVER_NOT_FOUND; BadRequestError BAD_REQUEST for a wrong option
   */
  async create(options: CallOptions = {}): Promise<OwnedVolume> {
    return await createVolume(this.#engine, this.toRequest(), { ...options, rawBody: this.spec.patch !== undefined })
  }

  /**
   * Makes the volume if there is none of its name, and gives a handle on it: on one that was there already only if it has
   * the same driver, the same options, and the wanted labels. It belongs to nobody, and stays.
   * CLI `docker volume create`, which takes whatever volume has the name
   *
   * @example const data = await docker.volume.local('data').label('app', 'web').ensure()
   * @throws StateError DIFFERS with `details.differences`; NotFoundError DRIVER_NOT_FOUND
   */
  async ensure(options: CallOptions = {}): Promise<Volume> {
    return await ensureVolume(this.#engine, this.toRequest(), { ...options, rawBody: this.spec.patch !== undefined })
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth: number, options: object, inspect: Inspect): string {
    return printedRequest('VolumeBuilder', depth, { toRequest: () => this.toRequest(), inspect, options })
  }

  /** @internal */
  protected with(change: Partial<VolumeSpec>): this {
    return this.again(this.#engine, { ...this.spec, ...change })
  }

  /** @internal */
  protected abstract again(engine: Engine, spec: VolumeSpec): this
}

/** A volume on the engine's own host, to be made: a directory that the engine keeps, unless it is told otherwise. */
export class LocalVolumeBuilder<out State extends VolumeState = VolumeState> extends VolumeBuilder {
  /** Only for the compiler: whether it was told what the volume is. */
  declare protected readonly [state]?: State

  /**
   * Memory: what is in it is gone when no running container mounts it any more.
   * CLI `--opt type=tmpfs --opt device=tmpfs --opt o=size=64m`
   *
   * @example await using cache = await docker.volume.local('cache').tmpfs({ size: '64m', mode: 0o1777 }).create()
   * @throws UsageError INVALID_ARGUMENT, UNKNOWN_OPTION; CONFLICTING_OPTIONS after `.nfs()` or `.bind()`
   */
  tmpfs(tmpfs: FirstPlace<State, TmpfsVolume> = {} as never): LocalVolumeBuilder<'placed'> {
    return this.#placed('tmpfs', tmpfsPlace(tmpfs as TmpfsVolume)) // a refusal has no values
  }

  /**
   * A directory of an NFS server, mounted by the engine's host when a container starts that has the volume.
   * CLI `--opt type=nfs --opt device=:/exports/data --opt o=addr=192.168.0.10,rw`
   *
   * @example docker.volume.local('shared').nfs({ server: '192.168.0.10', path: '/exports/data', options: ['soft'] })
   * @throws UsageError INVALID_ARGUMENT, UNKNOWN_OPTION; CONFLICTING_OPTIONS after `.tmpfs()` or `.bind()`
   */
  nfs(nfs: FirstPlace<State, NfsVolume>): LocalVolumeBuilder<'placed'> {
    return this.#placed('nfs', nfsPlace(nfs as NfsVolume)) // as above
  }

  /**
   * A directory of the engine's host, by its absolute path. It must exist when a container starts, and stays when the
   * volume is removed.
   * CLI `--opt type=none --opt device=/srv/data --opt o=rbind`
   *
   * @example docker.volume.local('site').bind('/srv/site', { readOnly: true })
   * @throws UsageError INVALID_ARGUMENT, UNKNOWN_OPTION; CONFLICTING_OPTIONS after `.tmpfs()` or `.nfs()`
   */
  bind(path: FirstPlace<State, string>, options: BindVolume = {}): LocalVolumeBuilder<'placed'> {
    return this.#placed('bind', bindPlace(path as string, options)) // as above
  }

  #placed(place: Place, options: PlaceOptions): LocalVolumeBuilder<'placed'> {
    const before = this.spec.place
    if (before !== undefined) throw conflict(`${place}()`, `${before}()`, onePlace)
    return this.with({ place, options: { ...this.spec.options, ...options } }) as LocalVolumeBuilder<'placed'>
  }

  /** @internal */
  protected override again(engine: Engine, spec: VolumeSpec): this {
    return new LocalVolumeBuilder<State>(engine, spec) as this // no class is derived from this one
  }
}

/** A volume of any driver, plugins included. */
export class DriverVolumeBuilder extends VolumeBuilder {
  /** @internal */
  protected override again(engine: Engine, spec: VolumeSpec): this {
    return new DriverVolumeBuilder(engine, spec) as this // no class is derived from this one
  }
}

function checkOption([name, value]: readonly [string, unknown]): readonly [string, string] {
  if (name !== '' && typeof value === 'string') return [name, value]
  throw pairRefused('option', 'driver option', name, value)
}
