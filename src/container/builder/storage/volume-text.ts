import type { IsLiteral, Shown } from '../../../cidr/text.js'
import { unknownOption } from '../../../engine/call/nearest.js'
import { conflict } from '../../../errors/conflict.js'
import { quoted } from '../../../errors/describe-value.js'
import { invalidArgument } from '../../../errors/invalid-argument.js'
import { checkVolumeName } from '../../../volume/volume-name.js'
import { checkTarget } from './target.js'

/** What follows `docker run --volume`, but for a volume without a name. */
export interface Bind {
  /** As the engine takes it: `data:/var/lib:ro`. */
  readonly text: string
  readonly target: string
}

const form = 'write it like data:/var/lib, /srv/data:/var/lib:ro or, for a volume without a name, /var/lib'

type NotVolume<S extends string> = `${Shown<S>} is no volume to mount; ${typeof form}`

/**
 * What `.volume()` takes, checked while you type: `S` itself if it can be one, else the sentence of the error. A plain
 * `string` passes, and is checked at run time; so are names and options.
 */
export type VolumeText<S extends string> =
  IsLiteral<S> extends false
    ? S
    : S extends `${'.' | '~'}${string}`
      ? NotVolume<S>
      : S extends `${string}:/${string}` | `${string}:\\${string}:/${string}`
        ? S
        : S extends `${string}:${string}`
          ? NotVolume<S>
          : S extends `/${string}`
            ? S
            : NotVolume<S>

/** What may stand behind the second colon: one word of each row at most. */
const words = {
  access: ['ro', 'rw'],
  label: ['z', 'Z'],
  copy: ['nocopy'],
  propagation: ['private', 'rprivate', 'shared', 'rshared', 'slave', 'rslave'],
  consistency: ['consistent', 'cached', 'delegated'],
} as const

// A drive letter is a part of the path: C:\data. With a slash it is one only where a path inside follows: not in a:/b:ro
const pieces = /^(?:((?:[A-Za-z]:(?:\\|\/(?=[^:]*:\/)))?[^:]*):)?([^:]*)(?::([^:]*))?$/

/**
 * Reads what follows `docker run --volume`: `name:/path`, `/path/of/the/host:/path`, with options behind a third colon, or
 * `/path` alone.
 *
 * @throws UsageError INVALID_ARGUMENT, INVALID_NAME, UNKNOWN_OPTION, CONFLICTING_OPTIONS
 */
export function parseVolume(text: unknown): Bind | { readonly anonymous: string } {
  const [whole, source, last = '', options] = (typeof text === 'string' && matchOf(text)) || []
  if (whole === undefined) throw invalidArgument('volume', text, form, `${quoted(text)} is no volume to mount`)
  const target = checkTarget(last)
  if (source === undefined) return { anonymous: target }
  const isPath = /^(?:\/|[A-Za-z]:[\\/])/.test(source)
  if (!isPath) checkVolumeName(source)
  if (options !== undefined) checkWords(options, isPath)
  return { text: whole, target }
}

/** What is mounted of a volume that is known by its handle. */
export function bindOf(volume: string, target: string, options: string | undefined): Bind {
  if (volume.includes(':')) {
    const hint = "mount it with .mount({ type: 'volume', source: volume, target })"
    throw invalidArgument('volume', volume, hint, `the name ${quoted(volume)} cannot stand before a colon`)
  }
  if (options !== undefined) checkWords(options, false)
  const text = `${volume}:${checkTarget(target)}${options === undefined ? '' : `:${options}`}`
  return { text, target }
}

/** The parts; `/data:ro` would be a path of the host, mounted at a relative path. */
function matchOf(text: string): readonly (string | undefined)[] | undefined {
  if (text.includes('\u0000')) return undefined
  return pieces.exec(text) ?? undefined
}

function checkWords(options: unknown, isPath: boolean): void {
  if (typeof options !== 'string') throw invalidArgument('options', options, "give a text such as 'ro' or 'ro,nocopy'")
  const known = Object.values(words).flat()
  const given = options.split(',')
  if (given.includes('')) throw invalidArgument('options', options, `give words out of ${known.join(', ')}`)
  for (const word of given) if (!known.some((one) => one === word)) throw unknownOption(word, known, 'a volume')
  for (const [group, row] of Object.entries<readonly string[]>(words)) {
    const [one, other] = given.filter((word) => row.includes(word))
    if (one !== undefined && other !== undefined) throw conflict(one, other, `a volume has one word for its ${group}`)
    if (one !== undefined && group === 'propagation' && !isPath)
      throw conflict(one, 'a volume', 'only directories of the host have a propagation')
    if (one !== undefined && group === 'copy' && isPath)
      throw conflict(one, 'a path of the host', 'into a directory of the host nothing is copied anyway')
  }
}
