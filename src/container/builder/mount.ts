import { refuseUnknown } from '../../engine/nearest.js'
import { UsageError } from '../../errors/usage.js'
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
  readonly propagation?: 'private' | 'rprivate' | 'shared' | 'rshared' | 'slave' | 'rslave' | undefined
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
  /** Bytes. */
  readonly size?: number | undefined
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

/** A mount as the engine wants it. */
export function toMount(options: MountOptions): Mount {
  if (!Object.hasOwn(known, options.type))
    throw invalid('type', options.type, `it is one of ${Object.keys(known).join(', ')}`)
  refuseUnknown(options, known[options.type], `a ${options.type} mount`)
  const { target, readOnly } = options
  if (typeof target !== 'string' || !target.startsWith('/'))
    throw invalid('target', target, 'give an absolute path inside the container')
  const common = { Target: target, ...(readOnly !== undefined && { ReadOnly: readOnly }) }
  switch (options.type) {
    case 'bind': {
      const { source, propagation } = options
      // A Windows engine has paths such as C:\data.
      if (typeof source !== 'string' || !/^(\/|[A-Za-z]:)/.test(source))
        throw invalid('source', source, "give an absolute path of the engine's host")
      return {
        Type: 'bind',
        Source: source,
        ...common,
        ...(propagation !== undefined && { BindOptions: { Propagation: propagation } }),
      }
    }
    case 'volume': {
      const { source, noCopy } = options
      return {
        Type: 'volume',
        ...(source !== undefined && { Source: source }),
        ...common,
        ...(noCopy !== undefined && { VolumeOptions: { NoCopy: noCopy } }),
      }
    }
    case 'tmpfs': {
      const { size, mode } = options
      const tmpfs = { ...(size !== undefined && { SizeBytes: size }), ...(mode !== undefined && { Mode: mode }) }
      return { Type: 'tmpfs', ...common, ...(Object.keys(tmpfs).length > 0 && { TmpfsOptions: tmpfs }) }
    }
  }
}

function invalid(argument: string, value: unknown, hint: string): UsageError<'INVALID_ARGUMENT'> {
  return new UsageError('INVALID_ARGUMENT', {
    message: `the ${argument} of a mount cannot be ${JSON.stringify(value)}`,
    details: { argument, value },
    hint,
  })
}
