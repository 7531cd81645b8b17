import { unknownOption } from '../../../engine/call/nearest.js'
import { quoted } from '../../../errors/describe-value.js'
import { invalidArgument } from '../../../errors/invalid-argument.js'
import { csvFields } from '../../command-line/csv.js'
import type { MountOptions } from './mount.js'

/** What a key of `docker run --mount` is called here, and how its value is read. */
type Key = readonly [option: string, read: (value: string | undefined, key: string) => unknown]

const source: Key = ['source', text]
const target: Key = ['target', text]
const readOnly: Key = ['readOnly', flag]

const keys: Readonly<Record<string, Key>> = {
  type: ['type', text],
  source,
  src: source,
  target,
  dst: target,
  destination: target,
  readonly: readOnly,
  ro: readOnly,
  'bind-propagation': ['propagation', text],
  'bind-recursive': ['recursive', text],
  'bind-create-src': ['createSource', flag],
  'volume-nocopy': ['noCopy', flag],
  'volume-subpath': ['subpath', text],
  'volume-driver': ['driver', text],
  'volume-opt': ['driverOptions', pair],
  'volume-label': ['labels', pair],
  'image-subpath': ['subpath', text],
  'tmpfs-size': ['size', text],
  'tmpfs-mode': ['mode', octal],
}

/**
 * Reads what follows `docker run --mount`: `type=volume,source=data,target=/data,readonly`. Without a type it is a volume.
 *
 * @throws UsageError INVALID_ARGUMENT, UNKNOWN_OPTION with the nearest key
 */
export function parseMountText(line: string): MountOptions {
  const options: Record<string, unknown> = { type: 'volume' }
  for (const field of fieldsOf(line)) {
    const at = field.indexOf('=')
    const key = (at === -1 ? field : field.slice(0, at)).trim().toLowerCase()
    const known = Object.hasOwn(keys, key) ? keys[key] : undefined
    if (known === undefined) throw unknownOption(key, Object.keys(keys), 'a mount')
    const [option, read] = known
    const value = read(at === -1 ? undefined : field.slice(at + 1), key)
    const before = options[option]
    options[option] = typeof value === 'object' ? { ...(before as object | undefined), ...value } : value
  }
  return options as unknown as MountOptions // toMount() looks at each of them
}

function fieldsOf(line: string): readonly string[] {
  const fields = csvFields(line)
  if (fields !== undefined) return fields.filter((field) => field !== '')
  const hint = 'a part with a comma or a quote stands in quotes, and a quote in it is written twice'
  throw invalidArgument('mount', '(hidden)', hint, 'the fields of a mount cannot be told apart')
}

function text(value: string | undefined, key: string): string {
  if (value !== undefined && value !== '') return value
  throw invalid(key, value, `write it like ${key}=value`)
}

function flag(value: string | undefined, key: string): boolean {
  if (value === undefined || /^(?:1|t|true)$/i.test(value)) return true
  if (/^(?:0|f|false)$/i.test(value)) return false
  throw invalid(key, value, 'write the key alone, or true or false behind it')
}

function pair(value: string | undefined, key: string): Readonly<Record<string, string>> {
  const at = value?.indexOf('=') ?? -1
  if (value === undefined || at === 0)
    throw invalidArgument(key, '', `write it like ${key}=name=value`, `${key} of a mount has no name`)
  return at === -1 ? { [value]: '' } : { [value.slice(0, at)]: value.slice(at + 1) }
}

function octal(value: string | undefined, key: string): number {
  if (value !== undefined && /^[0-7]{1,4}$/.test(value)) return Number.parseInt(value, 8)
  throw invalid(key, value, 'give permission bits in octal digits, such as 1777')
}

function invalid(key: string, value: string | undefined, hint: string): ReturnType<typeof invalidArgument> {
  return invalidArgument(key, value, hint, `${key} of a mount cannot be ${quoted(value)}`)
}
