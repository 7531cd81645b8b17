import { resolve } from 'node:path'
import { quoted } from '../../../errors/describe-value.js'
import { invalidArgument } from '../../../errors/invalid-argument.js'
import { csvFields, csvLine } from '../csv.js'
import type { RunFlag } from '../docker-run.js'

/** Flags whose value stands in more forms on a command line than a setter takes, and what the setter is given. */
const forms: Readonly<Record<string, (text: string, cwd: string) => string>> = {
  '--add-host': hostLine,
  '--device-read-bps': rate,
  '--device-write-bps': rate,
  '--mount': mountHere,
  '--platform': platformAsPath,
  '--publish': shortPort,
  '--volume': volumeHere,
}

/** Pairs that are nothing without a value. */
const needsValue: readonly string[] = ['--storage-opt', '--sysctl']

/** What a setter is given for the text behind its flag. What cannot be read is given as it is: the setter refuses it. */
export function argumentsOf({ flag, value }: RunFlag, text: string, cwd: string): readonly unknown[] {
  switch (value) {
    case 'switch':
      return [text === 'true']
    case 'number':
    case 'seconds':
      return [numberOf(text)]
    case 'bytes':
      return [bytesOf(text)]
    case 'pair':
      return needsValue.includes(flag) && !text.includes('=') ? [text] : pairOf(text)
    default:
      return [forms[flag]?.(text, cwd) ?? text]
  }
}

/** `key=value`; a key alone has an empty value. */
export function pairOf(text: string): readonly [key: string, value: string] {
  const at = text.indexOf('=')
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

/** A decimal number of at most nine digits behind its point. */
export function numberOf(text: string): number | string {
  return /^[+-]?(?:(?:0|[1-9]\d*)(?:\.\d{0,9})?|\.\d{1,9})$/.test(text) ? Number(text) : text
}

const units = 'kmgtp'

/** Bytes, with docker's units in all their spellings: `512m`, `512MB`, `512 MiB`. -1 is no limit. */
export function bytesOf(text: string): number | string {
  const [, digits, unit = ''] = /^(-1|\d+\.?\d*|\.\d+) ?(?:b|([kmgtp])(?:i?b)?)?$/i.exec(text) ?? []
  if (digits === undefined) return text
  return Math.trunc(Number(digits) * (unit === '' ? 1 : 1024 ** (units.indexOf(unit.toLowerCase()) + 1)))
}

/** `name=address`, and an address in brackets. */
function hostLine(text: string): string {
  const [, name, address] = /^([^=:]*)[=:](.+)$/s.exec(text) ?? []
  return name === undefined || address === undefined ? text : `${name}:${address.replace(/^\[(.+)\]$/s, '$1')}`
}

/** An architecture alone is one of Linux: `arm64` is `linux/arm64`. */
function platformAsPath(text: string): string {
  return /^(?:.*\/.*|linux|windows|darwin|freebsd|)$/s.test(text) ? text : `linux/${text}`
}

/** `/dev/sda:10mb`. */
function rate(text: string): string {
  return text.replace(/:([^:]*)$/, (_, bytes: string) => `:${bytesOf(bytes)}`)
}

/** `published=8080,target=80,protocol=tcp`. */
function shortPort(text: string): string {
  if (!text.includes('=')) return text
  const said = Object.fromEntries(text.split(',').map((part) => pairOf(part)))
  const unknown = Object.keys(said).find((key) => !['published', 'target', 'protocol', 'mode'].includes(key))
  if (unknown !== undefined) return text
  return `${said['published'] ?? ''}:${said['target'] ?? ''}/${said['protocol'] ?? 'tcp'}`
}

/** A path that begins with a point is counted from the working directory. */
function volumeHere(text: string, cwd: string): string {
  if (/^[A-Za-z]:[^\\/:]+:\//.test(text)) {
    const says = `${quoted(text)} is a path of Windows without its backslashes, which a shell takes away`
    throw invalidArgument('--volume', text, "put it into single quotes: 'C:\\data:/data'", says)
  }
  const [, source, rest] = /^(\.[^:]*)(:[^]*)$/.exec(text) ?? []
  return source === undefined || rest === undefined ? text : resolve(cwd, source) + rest
}

function mountHere(text: string, cwd: string): string {
  const fields = csvFields(text)
  if (fields === undefined) return text
  return csvLine(
    fields.map((field) =>
      field.replace(/^(\s*(?:source|src)=)(\..*)$/is, (_, key: string, path: string) => {
        return key + resolve(cwd, path)
      }),
    ),
  )
}
