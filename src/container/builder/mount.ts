import { refuseUnknown } from '../../engine/call/nearest.js'
import { checkFlag, checkWord, invalidArgument } from '../../errors/invalid-argument.js'
import { quoted } from '../../errors/describe-value.js'
import type { UsageError } from '../../errors/usage.js'
import { toBytes, type Bytes } from '../../docker-words/byte-size.js'
import type { Mount } from '../wire/mount.js'

interface CommonMount {
  /** Where it appears in the container: an absolute path. */
  readonly target: string
  readonly readOnly?: boolean | undefined
}

/** A path of the engine's host. Unlike `-v`, a path that is missing there is an error, not a new folder owned by root. */
export interface BindMount extends CommonMount {
  readonly type: 'bind'
  readonly source: string
  readonly propagation?: (typeof propagations)[number] | undefined
}

/** A volume by its name; without one a new volume that goes with the container. */
export interface VolumeMount extends CommonMount {
  readonly type: 'volume'
  readonly source?: string | undefined
  /** Leaves the volume empty where the image has files. */
  readonly noCopy?: boolean | undefined
}

/** Memory that looks like a folder. */
export interface TmpfsMount extends CommonMount {
  readonly type: 'tmpfs'
  /** Bytes, or `'64m'` as docker writes it; half of the host's memory unless said otherwise. */
  readonly size?: Bytes | undefined
  /** File mode, such as 0o1777. */
  readonly mode?: number | undefined
}

/** What follows `docker run --mount`. */
export type MountOptions = BindMount | VolumeMount | TmpfsMount

const known = {
  bind: ['type', 'source', 'target', 'readOnly', 'propagation'],
  volume: ['type', 'source', 'target', 'readOnly', 'noCopy'],
  tmpfs: ['type', 'target', 'readOnly', 'size', 'mode'],
} as const

const propagations = ['private', 'rprivate', 'shared', 'rshared', 'slave', 'rslave'] as const

/** A mount as the engine wants it. */
export function toMount(options: MountOptions): Mount {
  const given: unknown = options // callers without types may pass anything
  if (typeof given !== 'object' || given === null)
    throw invalidArgument('mount', given, "write it like { type: 'volume', source: 'db', target: '/data' }")
  if (!Object.hasOwn(known, options.type))
    throw invalid('type', options.type, `it is one of ${Object.keys(known).join(', ')}`)
  refuseUnknown(options, known[options.type], `a ${options.type} mount`)
  const { target, readOnly } = options
  if (!isPath(target, /^\//)) throw invalid('target', target, 'give an absolute path inside the container')
  const common = { Target: target, ...(readOnly !== undefined && { ReadOnly: checkFlag('readOnly', readOnly) }) }
  switch (options.type) {
    case 'bind': {
      const { source, propagation } = options
      // A Windows engine has paths such as C:\data.
      if (!isPath(source, /^(\/|[A-Za-z]:)/))
        throw invalid('source', source, "give an absolute path of the engine's host")
      return {
        Type: 'bind',
        Source: source,
        ...common,
        ...(propagation !== undefined && {
          BindOptions: { Propagation: checkWord('propagation', propagation, propagations) },
        }),
      }
    }
    case 'volume': {
      const { source, noCopy } = options
      if (source !== undefined && !isPath(source, /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/))
        throw invalid('source', source, "give the name of a volume; for a path of the host use type: 'bind'")
      return {
        Type: 'volume',
        ...(source !== undefined && { Source: source }),
        ...common,
        ...(noCopy !== undefined && { VolumeOptions: { NoCopy: checkFlag('noCopy', noCopy) } }),
      }
    }
    case 'tmpfs': {
      const { size, mode } = options
      const tmpfs = {
        ...(size !== undefined && { SizeBytes: toBytes('size', size) }),
        ...(mode !== undefined && { Mode: checkMode(mode) }),
      }
      return { Type: 'tmpfs', ...common, ...(Object.keys(tmpfs).length > 0 && { TmpfsOptions: tmpfs }) }
    }
  }
}

function invalid(argument: string, value: unknown, hint: string): UsageError<'INVALID_ARGUMENT'> {
  return invalidArgument(argument, value, hint, `the ${argument} of a mount cannot be ${quoted(value)}`)
}

function isPath(value: unknown, form: RegExp): value is string {
  return typeof value === 'string' && form.test(value) && !value.includes('\u0000')
}

function checkMode(mode: unknown): number {
  if (Number.isInteger(mode) && Number(mode) >= 0 && Number(mode) <= 0o7777) return Number(mode)
  throw invalid('mode', mode, 'give permission bits as a number, such as 0o1777')
}
