import { pairsGiven, pairsOf } from '../../../docker-words/labels.js'
import { checkRef, type Ref, type RefLike } from '../../../engine/ref.js'
import { quoted } from '../../../errors/describe-value.js'
import { checkFlag, checkWord, invalidArgument } from '../../../errors/invalid-argument.js'
import { checkText } from '../../program.js'
import { unlessEmpty, type Flags } from '../flag.js'
import { ProcessSetters } from '../process.js'
import { holding, type ContainerSpec } from '../spec.js'
import { toMount, type MountOptions } from './mount.js'
import { parseMountText } from './mount-text.js'
import { refuseTaken } from './taken.js'
import { parseTmpfs, type TmpfsSettings } from './tmpfs.js'
import { bindOf, parseVolume, type Bind, type VolumeText } from './volume-text.js'

/** What of the host, of volumes and of memory a container sees as files. */
export abstract class StorageSetters extends ProcessSetters {
  /**
   * Puts a path of the host, a volume, memory or an image at a path inside, as an object or as docker writes it:
   * `type=volume,source=data,target=/data`. A path of the host must exist.
   * CLI `--mount` · wire `HostConfig.Mounts`
   *
   * @example
   * docker.container
   *   .run('nginx:alpine')
   *   .mount({ type: 'bind', source: '/srv/site', target: '/usr/share/nginx/html', readOnly: true })
   *   .mount({ type: 'volume', source: 'data', target: '/data', subpath: 'web' })
   *
   * @throws UsageError INVALID_ARGUMENT, INVALID_NAME, UNKNOWN_OPTION; CONFLICTING_OPTIONS for two at one path
   */
  mount(...mounts: readonly (MountOptions | string)[]): this {
    let spec = this.spec
    for (const one of mounts) {
      const given = typeof one === 'string' ? parseMountText(one) : one
      const mount = toMount(given)
      refuseTaken(spec, 'mount()', mount.Target)
      const source: unknown = 'source' in given ? given.source : undefined // a handle, or a text
      spec = { ...holding(spec, source), mounts: [...spec.mounts, mount] }
    }
    return this.with(spec)
  }

  /**
   * Puts a volume or a path of the host at a path inside, in docker's short form; a path alone is a new volume, which goes
   * with the container. A volume that is missing is made, and so is a path of the host: `.mount()` refuses that one.
   * CLI `--volume` · wire `HostConfig.Binds`, `Volumes`
   *
   * @example
   * docker.container.run('postgres').volume('data:/var/lib/postgresql/data', '/srv/init:/docker-entrypoint-initdb.d:ro')
   * docker.container.run('postgres').volume(data, '/var/lib/postgresql/data', 'nocopy') // by its handle
   *
   * @throws UsageError INVALID_ARGUMENT, INVALID_NAME, UNKNOWN_OPTION; CONFLICTING_OPTIONS for two at one path
   */
  volume<const Volumes extends readonly string[]>(
    ...volumes: { readonly [At in keyof Volumes]: VolumeText<Volumes[At]> }
  ): this
  volume(volume: Ref<'volume'>, target: string, options?: string): this
  volume(...given: readonly unknown[]): this {
    const [first, target, options] = given
    if (typeof first === 'object') return this.#volumeOf(first, target, options)
    return this.with(given.reduce<ContainerSpec>((spec, text) => withVolume(spec, parseVolume(text)), this.spec))
  }

  /**
   * Memory that looks like a directory: what is in it is gone when the container ends. Programs there cannot be run, unless
   * `exec` is asked for.
   * CLI `--tmpfs` · wire `HostConfig.Tmpfs`
   *
   * @example docker.container.run('alpine').tmpfs('/run', { size: '64m', mode: 0o1777 }).tmpfs('/tmp:exec,size=10%')
   * @throws UsageError INVALID_ARGUMENT, UNKNOWN_OPTION; CONFLICTING_OPTIONS for two things at one path
   */
  tmpfs(path: string, settings?: TmpfsSettings | string): this {
    const { target, options } = parseTmpfs(path, settings)
    if (this.spec.tmpfs[target] === options) return this
    refuseTaken(this.spec, 'tmpfs()', target)
    return this.with({ tmpfs: { ...this.spec.tmpfs, [target]: options } })
  }

  /**
   * All that another container has mounted, at the same paths; `'ro'` to read only. CLI `--volumes-from` · wire
   * `HostConfig.VolumesFrom`
   *
   * @example docker.container.run('alpine', 'tar', 'c', '/data').volumesFrom(web, 'ro')
   */
  volumesFrom(container: RefLike<'container'>, access?: 'ro' | 'rw'): this {
    const [name, ...modes] = typeof container === 'string' ? container.split(':') : [container]
    const word = checkRef('container', 'word', name)
    if (modes.length > 0 && (access !== undefined || modes.length > 1))
      throw invalidArgument('volumesFrom', container, "say once how: .volumesFrom('web', 'ro')")
    const mode = access ?? modes[0]
    const text = mode === undefined ? word : `${word}:${checkWord('access', mode, ['ro', 'rw', 'z', 'Z'])}`
    return this.with({ ...holding(this.spec, container), volumesFrom: [...this.spec.volumesFrom, text] })
  }

  /** The driver of the volumes that `.volume()` makes. CLI `--volume-driver` · wire `HostConfig.VolumeDriver` */
  volumeDriver(driver: string): this {
    if (driver === '') throw invalidArgument('volumeDriver', driver, "give a driver's name, such as local")
    return this.with({ volumeDriver: checkText('volumeDriver', driver) })
  }

  /**
   * Lets nobody write to the container's own files; volumes and memory can be written to.
   * CLI `--read-only` · wire `HostConfig.ReadonlyRootfs`
   */
  readOnly(readOnly = true): this {
    return this.with({ readOnly: checkFlag('readOnly', readOnly) })
  }

  /**
   * Options of the engine's own storage, such as the `size` that a container may write. Few storages have any.
   * CLI `--storage-opt` · wire `HostConfig.StorageOpt`
   *
   * @example docker.container.run('alpine').storageOpt('size', '10G')
   */
  storageOpt(key: string, value: string): this
  storageOpt(options: Readonly<Record<string, string>>): this
  storageOpt(first: string | Readonly<Record<string, string>>, value?: string): this {
    const options = Object.fromEntries(pairsOf('storageOpt', pairsGiven(first, value)).map(checkStorageOpt))
    return this.with({ storageOpts: { ...this.spec.storageOpts, ...options } })
  }

  #volumeOf(volume: unknown, target: unknown, options: unknown): this {
    const bind = bindOf(checkRef('volume', 'slashes', volume), target as string, options as string | undefined) // which look
    return this.with(withVolume(holding(this.spec, volume), bind))
  }
}

export const storageFlags: Flags<Omit<StorageSetters, keyof ProcessSetters>> = {
  mount: { flag: '--mount', repeats: true, body: { 'HostConfig/Mounts': ({ mounts }) => unlessEmpty([...mounts]) } },
  volume: {
    flag: '--volume',
    also: ['-v'],
    repeats: true,
    body: {
      Volumes: ({ anonymous }) => unlessEmpty(Object.fromEntries(anonymous.map((target) => [target, {}]))),
      'HostConfig/Binds': ({ binds }) => unlessEmpty(binds.map(({ text }) => text)),
    },
  },
  tmpfs: { flag: '--tmpfs', repeats: true, body: { 'HostConfig/Tmpfs': ({ tmpfs }) => unlessEmpty({ ...tmpfs }) } },
  volumesFrom: {
    flag: '--volumes-from',
    repeats: true,
    body: { 'HostConfig/VolumesFrom': ({ volumesFrom }) => unlessEmpty([...volumesFrom]) },
  },
  volumeDriver: { flag: '--volume-driver', body: { 'HostConfig/VolumeDriver': ({ volumeDriver }) => volumeDriver } },
  readOnly: {
    flag: '--read-only',
    value: 'switch',
    body: { 'HostConfig/ReadonlyRootfs': ({ readOnly }) => readOnly || undefined },
  },
  storageOpt: {
    flag: '--storage-opt',
    value: 'pair',
    repeats: true,
    body: { 'HostConfig/StorageOpt': ({ storageOpts }) => unlessEmpty({ ...storageOpts }) },
  },
}

/** The same text twice is one volume, as for docker. */
function withVolume(spec: ContainerSpec, volume: ReturnType<typeof parseVolume>): ContainerSpec {
  if ('anonymous' in volume) {
    if (spec.anonymous.includes(volume.anonymous)) return spec
    refuseTaken(spec, 'volume()', volume.anonymous)
    return { ...spec, anonymous: [...spec.anonymous, volume.anonymous] }
  }
  const isSame = (bind: Bind): boolean => bind.text === volume.text
  if (spec.binds.some(isSame)) return spec
  refuseTaken(spec, 'volume()', volume.target)
  return { ...spec, binds: [...spec.binds, volume] }
}

function checkStorageOpt([key, value]: readonly [string, unknown]): readonly [string, string] {
  if (key !== '' && typeof value === 'string') return [key, value]
  const says = `the storage option ${quoted(key)} cannot be ${quoted(value)}`
  throw invalidArgument('storageOpt', value, 'both its name and its value are texts', says)
}
