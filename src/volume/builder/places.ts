import { toBytes, type Bytes } from '../../docker-words/byte-size.js'
import { refuseUnknown } from '../../engine/call/nearest.js'
import { isPlainObject } from '../../errors/brand.js'
import { quoted } from '../../errors/describe-value.js'
import { checkFlag, checkWord, invalidArgument } from '../../errors/invalid-argument.js'

// What a local volume can be besides a directory that the engine keeps: the options of mount(8), by the driver's own names.

/** What a local volume is, if not a directory that the engine keeps. */
export type Place = 'tmpfs' | 'nfs' | 'bind'

/** The driver options of a place. */
export type PlaceOptions =
  Readonly<Record<'type' | 'device' | 'o', string>> | Readonly<Record<'type' | 'device', string>>

/** Memory that looks like a directory; it is empty again when no running container mounts it any more. */
export interface TmpfsVolume {
  /** Bytes, or `'64m'`; half of the host's memory unless said otherwise. */
  readonly size?: Bytes | undefined
  /** Permission bits of its root, such as 0o1777, which it is unless said otherwise. */
  readonly mode?: number | undefined
  /** The id of the user that it belongs to; 0 unless said otherwise. */
  readonly uid?: number | undefined
  /** The id of the group that it belongs to; 0 unless said otherwise. */
  readonly gid?: number | undefined
}

/** A directory of an NFS server. */
export interface NfsVolume {
  /** Its name or address, as the engine's host knows it. */
  readonly server: string
  /** What it exports: an absolute path. */
  readonly path: string
  /** Which NFS is spoken; what the kernels agree on unless said otherwise. */
  readonly version?: (typeof nfsVersions)[number] | undefined
  /** Lets nobody write to it. */
  readonly readOnly?: boolean | undefined
  /** More options of nfs(5), such as `['soft', 'timeo=50']`: without `soft`, a server that is gone is waited for for ever. */
  readonly options?: readonly string[] | undefined
}

/** A directory of the engine's host, as a volume. */
export interface BindVolume {
  /** Lets nobody write to it. */
  readonly readOnly?: boolean | undefined
  /** Without what is mounted below it, which comes along unless said otherwise. */
  readonly nonRecursive?: boolean | undefined
}

const nfsVersions = ['3', '4', '4.0', '4.1', '4.2'] as const

export function tmpfsPlace(given: TmpfsVolume): PlaceOptions {
  checkObject('tmpfs', given, "{ size: '64m' }")
  refuseUnknown(given, ['size', 'mode', 'uid', 'gid'], 'a tmpfs volume')
  const { size, mode, uid, gid } = given
  return place('tmpfs', 'tmpfs', [
    ...(size === undefined ? [] : [`size=${toBytes('size', size)}`]),
    ...(mode === undefined ? [] : [`mode=${checkNumber('mode', mode, 0o7777).toString(8)}`]),
    ...(uid === undefined ? [] : [`uid=${checkNumber('uid', uid, 2 ** 32 - 2)}`]),
    ...(gid === undefined ? [] : [`gid=${checkNumber('gid', gid, 2 ** 32 - 2)}`]),
  ])
}

export function nfsPlace(given: NfsVolume): PlaceOptions {
  checkObject('nfs', given, "{ server: '192.168.0.10', path: '/exports/data' }")
  refuseUnknown(given, ['server', 'path', 'version', 'readOnly', 'options'], 'an NFS volume')
  const { server, path, version, readOnly = false, options = [] } = given
  if (typeof server !== 'string' || !/^[^\s,/=]+$/.test(server))
    throw invalidArgument('server', server, 'give the name or the address of the NFS server')
  if (!Array.isArray(options)) throw invalidArgument('options', options, "give a list such as ['soft', 'timeo=50']")
  return place('nfs', `:${checkPath('path', path, 'give what the server exports: an absolute path')}`, [
    `addr=${server}`,
    checkFlag('readOnly', readOnly) ? 'ro' : 'rw',
    ...(version === undefined ? [] : [`nfsvers=${checkWord('version', version, nfsVersions)}`]),
    ...options.map(checkMountOption),
  ])
}

export function bindPlace(path: string, given: BindVolume): PlaceOptions {
  checkObject('bind', given, '{ readOnly: true }')
  refuseUnknown(given, ['readOnly', 'nonRecursive'], 'a bind volume')
  const { readOnly = false, nonRecursive = false } = given
  const device = checkPath('path', path, "give an absolute path of the engine's host; it must exist there")
  return place('none', device, [
    checkFlag('nonRecursive', nonRecursive) ? 'bind' : 'rbind',
    ...(checkFlag('readOnly', readOnly) ? ['ro'] : []),
  ])
}

function place(type: string, device: string, words: readonly string[]): PlaceOptions {
  return words.length === 0 ? { type, device } : { type, device, o: words.join(',') }
}

function checkObject(argument: string, given: unknown, example: string): void {
  if (!isPlainObject(given)) throw invalidArgument(argument, given, `write it like ${example}`)
}

function checkPath(argument: string, path: unknown, hint: string): string {
  if (typeof path === 'string' && path.startsWith('/') && !path.includes('\u0000')) return path
  throw invalidArgument(argument, path, hint)
}

function checkNumber(argument: string, value: unknown, most: number): number {
  if (Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= most) return Number(value)
  const hint = argument === 'mode' ? 'give permission bits as a number, such as 0o1777' : 'give a number, such as 1000'
  throw invalidArgument(argument, value, hint)
}

function checkMountOption(option: unknown): string {
  if (typeof option === 'string' && /^[^\s,]+$/.test(option)) return option
  throw invalidArgument(
    'options',
    option,
    "give one option of nfs(5) each, such as 'soft' or 'timeo=50'",
    `${quoted(option)} is no mount option`,
  )
}
