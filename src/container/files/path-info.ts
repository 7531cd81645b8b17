import type { ReplyContext } from '../../engine/call/reply.js'
import { ProtocolError } from '../../errors/protocol.js'
import { parseJson } from '../../stream/json/json.js'
import { wholeText } from '../../stream/whole-text.js'

/** What a path of a container is. */
export type PathType =
  'file' | 'directory' | 'symlink' | 'fifo' | 'socket' | 'block-device' | 'character-device' | 'other'

/** What an engine says of a path in a container. */
export interface PathInfo {
  /** The last part of the path: `hosts`. */
  readonly name: string
  readonly type: PathType
  /** Bytes. Of a directory it says nothing about what lies in it. */
  readonly size: number
  /** The permissions, with the bits for set-uid, set-gid and sticky: `0o644`, `0o1777`. */
  readonly mode: number
  /** When its content changed last, to the millisecond. */
  readonly modified: Date
  /** Where a symbolic link leads in the end, as an absolute path of the container, whether that exists or not. */
  readonly linkTarget: string | undefined
}

const header = 'x-docker-container-path-stat'

/** Reads what the engine says of a path: JSON in a header, as base64. */
export function pathInfoOf(headers: Readonly<Record<string, unknown>>, { operation, target }: ReplyContext): PathInfo {
  const text = headers[header]
  const stat = typeof text === 'string' ? parsed(text) : undefined
  if (isStat(stat)) {
    const { name, size, mode, mtime, linkTarget } = stat
    return {
      name,
      type: typeOf(mode),
      size,
      mode: permissionsOf(mode),
      modified: new Date(mtime),
      linkTarget: linkTarget === '' ? undefined : linkTarget,
    }
  }
  throw new ProtocolError('REPLY_MISMATCH', {
    message: `the reply to ${operation} does not say what is at the path`,
    details: { wire: 'PathStat', problems: [text === undefined ? `no ${header} header` : `its ${header} is no stat`] },
    hint: 'is something other than a Docker engine answering at this address?',
    operation,
    target,
  })
}

interface Stat {
  readonly name: string
  readonly size: number
  readonly mode: number
  readonly mtime: string
  readonly linkTarget: string
}

function parsed(base64: string): unknown {
  try {
    return parseJson(wholeText(Buffer.from(base64, 'base64')))
  } catch {
    return undefined // told as what it is: no stat
  }
}

function isStat(value: unknown): value is Stat {
  if (typeof value !== 'object' || value === null) return false
  const { name, size, mode, mtime, linkTarget } = value as Partial<Record<keyof Stat, unknown>>
  return (
    typeof name === 'string' &&
    typeof size === 'number' &&
    typeof mode === 'number' &&
    typeof mtime === 'string' &&
    !Number.isNaN(Date.parse(mtime)) &&
    typeof linkTarget === 'string'
  )
}

// The bits of Go's os.FileMode, which are not those of Unix.
const kinds: readonly (readonly [bit: number, type: PathType])[] = [
  [31, 'directory'],
  [27, 'symlink'],
  [25, 'fifo'],
  [24, 'socket'],
  [21, 'character-device'], // has the bit of devices, too
  [26, 'block-device'],
  [19, 'other'],
]
const special: readonly (readonly [bit: number, unix: number])[] = [
  [23, 0o4000],
  [22, 0o2000],
  [20, 0o1000],
]

function typeOf(mode: number): PathType {
  return kinds.find(([bit]) => hasBit(mode, bit))?.[1] ?? 'file'
}

function permissionsOf(mode: number): number {
  return special.reduce((found, [bit, unix]) => found | (hasBit(mode, bit) ? unix : 0), mode & 0o777)
}

function hasBit(mode: number, bit: number): boolean {
  return ((mode >>> bit) & 1) === 1
}
