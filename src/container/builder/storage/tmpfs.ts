import { toBytes, type Bytes } from '../../../docker-words/byte-size.js'
import { refuseUnknown, unknownOption } from '../../../engine/call/nearest.js'
import { isPlainObject } from '../../../errors/brand.js'
import { quoted } from '../../../errors/describe-value.js'
import { checkFlag, invalidArgument } from '../../../errors/invalid-argument.js'
import { checkTarget } from './target.js'

/** How memory that looks like a directory is made. */
export interface TmpfsSettings {
  /** Bytes, or `'64m'`; half of the host's memory unless said otherwise. */
  readonly size?: Bytes | undefined
  /** Permission bits of its root, such as 0o1777. Unless said otherwise 0o755, and 0o1777 on engines before 23. */
  readonly mode?: number | undefined
  /** The id of the user that it belongs to; 0 unless said otherwise. */
  readonly uid?: number | undefined
  /** The id of the group that it belongs to; 0 unless said otherwise. */
  readonly gid?: number | undefined
  /** Lets programs be run that lie there, which engines do not. */
  readonly exec?: boolean | undefined
  /** Lets nobody write to it. */
  readonly readOnly?: boolean | undefined
}

/** Words of mount(8) that engines take for a tmpfs (moby, MergeTmpfsOptions). */
const flags = [
  ...['defaults', 'ro', 'rw', 'suid', 'nosuid', 'dev', 'nodev', 'exec', 'noexec', 'sync', 'async', 'dirsync'],
  ...['mand', 'nomand', 'atime', 'noatime', 'diratime', 'nodiratime', 'relatime', 'norelatime', 'strictatime'],
  'nostrictatime',
]
const values = ['size', 'mode', 'uid', 'gid', 'nr_inodes', 'nr_blocks', 'mpol']

/**
 * Reads what follows `docker run --tmpfs`: a path, and the options of mount(8) behind a colon or as settings.
 *
 * @throws UsageError INVALID_ARGUMENT, UNKNOWN_OPTION
 */
export function parseTmpfs(given: unknown, settings: unknown): { readonly target: string; readonly options: string } {
  const [path, ...rest] = typeof given === 'string' ? given.split(':') : [given]
  const target = checkTarget(path)
  if (rest.length > 0 && settings !== undefined)
    throw invalidArgument('tmpfs', given, 'give the options once: behind the colon, or as the second argument')
  if (rest.length > 0) return { target, options: checkText(rest.join(':')) }
  if (settings === undefined) return { target, options: '' }
  return { target, options: typeof settings === 'string' ? checkText(settings) : written(settings) }
}

function written(settings: unknown): string {
  if (!isPlainObject(settings))
    throw invalidArgument('tmpfs', settings, "write it like .tmpfs('/run', { size: '64m', mode: 0o1777 })")
  refuseUnknown(settings, ['size', 'mode', 'uid', 'gid', 'exec', 'readOnly'], 'a tmpfs')
  const { size, mode, uid, gid, exec, readOnly } = settings as TmpfsSettings // each of them is looked at
  const words = [
    readOnly !== undefined && (checkFlag('readOnly', readOnly) ? 'ro' : 'rw'),
    exec !== undefined && (checkFlag('exec', exec) ? 'exec' : 'noexec'),
    size !== undefined && `size=${toBytes('size', size)}`,
    mode !== undefined && `mode=${checkMode(mode).toString(8)}`,
    uid !== undefined && `uid=${checkId('uid', uid)}`,
    gid !== undefined && `gid=${checkId('gid', gid)}`,
  ]
  return words.filter((word) => word !== false).join(',')
}

function checkText(options: string): string {
  for (const word of options.split(',')) {
    const [name = '', value] = word.split('=', 2)
    if (word === '' || flags.includes(word)) continue
    if (!values.includes(name)) throw unknownOption(name, [...values, ...flags], 'a tmpfs')
    if (name === 'size' && !/^\d+(?:[kmgtpe]|%)?$/i.test(value ?? ''))
      throw invalidArgument('size', value, "give a number of bytes, or text such as '64m' or '5%'")
    if (name === 'mode' && !/^[0-7]{1,4}$/.test(value ?? ''))
      throw invalidArgument('mode', value, 'give permission bits in octal digits, such as 1777')
  }
  return options
}

/** Permission bits. */
export function checkMode(mode: unknown): number {
  if (Number.isInteger(mode) && Number(mode) >= 0 && Number(mode) <= 0o7777) return Number(mode)
  const hint = 'give permission bits as a number, such as 0o1777'
  throw invalidArgument('mode', mode, hint, `the mode of a mount cannot be ${quoted(mode)}`)
}

function checkId(argument: string, id: unknown): number {
  if (Number.isSafeInteger(id) && Number(id) >= 0 && Number(id) <= 2 ** 32 - 2) return Number(id)
  throw invalidArgument(argument, id, 'give a number, such as 1000')
}
