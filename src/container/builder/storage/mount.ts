import { toBytes, type Bytes } from '../../../docker-words/byte-size.js'
import { checkLabels, pairsOf } from '../../../docker-words/labels.js'
import { refuseUnknown } from '../../../engine/call/nearest.js'
import { checkRef, type Ref } from '../../../engine/ref.js'
import { conflict } from '../../../errors/conflict.js'
import { quoted } from '../../../errors/describe-value.js'
import { checkFlag, checkWord, invalidArgument } from '../../../errors/invalid-argument.js'
import type { UsageError } from '../../../errors/usage.js'
import { checkVolumeName } from '../../../volume/volume-name.js'
import type { BindOptions, Mount } from '../../wire/mount.js'
import { checkTarget } from './target.js'
import { checkMode } from './tmpfs.js'

interface CommonMount {
  /** Where it appears in the container: an absolute path. */
  readonly target: string
  /** Lets nobody inside write to it. */
  readonly readOnly?: boolean | undefined
}

/** A path of the engine's host. Unlike `-v`, a path that is missing there is an error, not a new folder owned by root. */
export interface BindMount extends CommonMount {
  readonly type: 'bind'
  readonly source: string
  /** Whether mounts below it show on the other side. */
  readonly propagation?: (typeof propagations)[number] | undefined
  /**
   * What becomes of the mounts below it: they come along (`enabled`) or not (`disabled`); of a read-only one they stay
   * `writable`, or must be `readonly`, too, or the container does not start. The last two since API 1.44 (Engine 25).
   */
  readonly recursive?: (typeof recursions)[number] | undefined
  /** Makes a source that is missing. Since API 1.42 (Engine 23). */
  readonly createSource?: boolean | undefined
}

/** A volume by its name or handle; without one a new volume that goes with the container. */
export interface VolumeMount extends CommonMount {
  readonly type: 'volume'
  readonly source?: string | Ref<'volume'> | undefined
  /** Leaves the volume empty where the image has files. */
  readonly noCopy?: boolean | undefined
  /** A directory in the volume, relative to its root; it must exist. Since API 1.45 (Engine 26). */
  readonly subpath?: string | undefined
  /** The driver of a volume that is made; of one that exists, engines ignore this and the next two. */
  readonly driver?: string | undefined
  /** Options for the driver. */
  readonly driverOptions?: Readonly<Record<string, string>> | undefined
  /** Labels of a volume that is made. */
  readonly labels?: Readonly<Record<string, string>> | undefined
}

/** Memory that looks like a folder. */
export interface TmpfsMount extends CommonMount {
  readonly type: 'tmpfs'
  /** Bytes, or `'64m'` as docker writes it; half of the host's memory unless said otherwise. */
  readonly size?: Bytes | undefined
  /** File mode, such as 0o1777, which it is unless said otherwise. */
  readonly mode?: number | undefined
}

/** The files of an image that the engine has. Since API 1.48 (Engine 28). */
export interface ImageMount extends CommonMount {
  readonly type: 'image'
  readonly source: string | Ref<'image'>
  /** A directory in the image, relative to its root. */
  readonly subpath?: string | undefined
}

/** What follows `docker run --mount`. */
export type MountOptions = BindMount | VolumeMount | TmpfsMount | ImageMount

const common = ['type', 'source', 'target', 'readOnly'] as const
const known = {
  bind: [...common, 'propagation', 'recursive', 'createSource'],
  volume: [...common, 'noCopy', 'subpath', 'driver', 'driverOptions', 'labels'],
  tmpfs: ['type', 'target', 'readOnly', 'size', 'mode'],
  image: [...common, 'subpath'],
} as const

const propagations = ['private', 'rprivate', 'shared', 'rshared', 'slave', 'rslave'] as const
const recursions = ['enabled', 'disabled', 'writable', 'readonly'] as const

/** A mount as the engine wants it. */
export function toMount(options: MountOptions): Mount {
  const given: unknown = options // callers without types may pass anything
  if (typeof given !== 'object' || given === null)
    throw invalidArgument('mount', given, "write it like { type: 'volume', source: 'db', target: '/data' }")
  if (!Object.hasOwn(known, options.type))
    throw invalid('type', options.type, `it is one of ${Object.keys(known).join(', ')}`)
  refuseUnknown(options, known[options.type], `a ${options.type} mount`)
  const target = checkTarget(options.target)
  const { readOnly } = options
  const place = { Target: target, ...(readOnly !== undefined && { ReadOnly: checkFlag('readOnly', readOnly) }) }
  switch (options.type) {
    case 'bind':
      return bindMount(options, place)
    case 'volume':
      return volumeMount(options, place)
    case 'tmpfs':
      return tmpfsMount(options, place)
    case 'image':
      return imageMount(options, place)
  }
}

type Place = Pick<Mount, 'Target' | 'ReadOnly'>

function bindMount({ source, propagation, recursive, createSource }: BindMount, place: Place): Mount {
  // A Windows engine has paths such as C:\data.
  if (typeof source !== 'string' || !/^(\/|[A-Za-z]:)/.test(source) || source.includes('\u0000'))
    throw invalid('source', source, "give an absolute path of the engine's host")
  return {
    Type: 'bind',
    Source: source,
    ...place,
    ...nonEmpty('BindOptions', {
      ...(propagation !== undefined && { Propagation: checkWord('propagation', propagation, propagations) }),
      ...(recursive !== undefined && recursion(checkWord('recursive', recursive, recursions), propagation, place)),
      ...(createSource !== undefined && { CreateMountpoint: checkFlag('createSource', createSource) }),
    }),
  }
}

function recursion(
  recursive: (typeof recursions)[number],
  propagation: BindMount['propagation'],
  { ReadOnly }: Place,
): BindOptions {
  if (recursive === 'enabled') return {}
  if (recursive === 'disabled') return { NonRecursive: true }
  if (ReadOnly !== true)
    throw conflict(
      `recursive: '${recursive}'`,
      'readOnly: false',
      'only of a read-only mount it says what those below are',
    )
  if (recursive === 'writable') return { ReadOnlyNonRecursive: true }
  if (propagation !== 'rprivate')
    throw conflict(
      "recursive: 'readonly'",
      `propagation: ${propagation === undefined ? 'undefined' : `'${propagation}'`}`,
      "what is mounted below stays read-only only with propagation: 'rprivate'",
    )
  return { ReadOnlyForceRecursive: true }
}

function volumeMount(options: VolumeMount, place: Place): Mount {
  const { source, noCopy, subpath, driver, driverOptions, labels } = options
  const driverConfig = {
    ...(driver !== undefined && { Name: checkWordOf('driver', driver, "give a driver's name, such as local") }),
    ...(driverOptions !== undefined && { Options: checkOptions(driverOptions) }),
  }
  return {
    Type: 'volume',
    ...(source !== undefined && { Source: volumeSource(source) }),
    ...place,
    ...nonEmpty('VolumeOptions', {
      ...(noCopy !== undefined && { NoCopy: checkFlag('noCopy', noCopy) }),
      ...(labels !== undefined && { Labels: checkLabels(Object.fromEntries(pairsOf('labels', labels))) }),
      ...nonEmpty('DriverConfig', driverConfig),
      ...(subpath !== undefined && { Subpath: checkSubpath(subpath) }),
    }),
  }
}

function volumeSource(source: unknown): string {
  if (typeof source === 'object') return checkRef('volume', 'slashes', source)
  if (typeof source === 'string' && /[/\\]/.test(source))
    throw invalid('source', source, "give the name of a volume; for a path of the host use type: 'bind'")
  return checkVolumeName(source)
}

function tmpfsMount({ size, mode }: TmpfsMount, place: Place): Mount {
  return {
    Type: 'tmpfs',
    ...place,
    ...nonEmpty('TmpfsOptions', {
      ...(size !== undefined && { SizeBytes: toBytes('size', size) }),
      ...(mode !== undefined && { Mode: checkMode(mode) }),
    }),
  }
}

function imageMount({ source, subpath }: ImageMount, place: Place): Mount {
  return {
    Type: 'image',
    Source: checkRef('image', 'slashes', source),
    ...place,
    ...nonEmpty('ImageOptions', { ...(subpath !== undefined && { Subpath: checkSubpath(subpath) }) }),
  }
}

/** Options by their name, left out when there are none. */
function nonEmpty<const Name extends string, Value extends object>(
  name: Name,
  value: Value,
): { readonly [Key in Name]?: Value } {
  return Object.keys(value).length === 0 ? {} : ({ [name]: value } as { readonly [Key in Name]?: Value }) // the one key
}

/** Engines before 26 would ignore it, whatever it is; newer ones refuse what leads out. */
function checkSubpath(subpath: unknown): string {
  const isInside =
    typeof subpath === 'string' && subpath !== '' && !subpath.startsWith('/') && !subpath.split('/').includes('..')
  if (isInside && !subpath.includes('\u0000')) return subpath
  throw invalid('subpath', subpath, 'give a path relative to the root of what is mounted, without ..')
}

function checkOptions(options: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairsOf('driverOptions', options).map(([key, value]) => [
      key,
      checkWordOf(`driverOptions.${key}`, value, 'driver options are texts'),
    ]),
  )
}

function checkWordOf(argument: string, value: unknown, hint: string): string {
  if (typeof value === 'string' && value !== '' && !value.includes('\u0000')) return value
  throw invalid(argument, value, hint)
}

function invalid(argument: string, value: unknown, hint: string): UsageError<'INVALID_ARGUMENT'> {
  return invalidArgument(argument, value, hint, `the ${argument} of a mount cannot be ${quoted(value)}`)
}
