import { isBytes, isPlainObject } from '../errors/brand.js'
import { quoted } from '../errors/describe-value.js'
import { invalidArgument } from '../errors/invalid-argument.js'
import { wallTime } from '../time/time.js'
import type { TarEntry } from './entry.js'

/** The content of a file: text, bytes, or either with permissions; `0o644` unless said otherwise. */
export type FileGiven = string | Uint8Array | { readonly content: string | Uint8Array; readonly mode?: number }

/** Files by their paths: `{ 'etc/app.conf': text, 'bin/run': { content: script, mode: 0o755 } }`. */
export type FilesGiven = Readonly<Record<string, FileGiven>>

/**
 * Refuses files that no archive can hold.
 *
 * @throws UsageError INVALID_ARGUMENT
 */
export function checkFiles(argument: string, files: unknown): FilesGiven {
  const hint = `name each file with its content: { 'etc/app.conf': 'text' }`
  if (!isPlainObject(files)) throw invalidArgument(argument, files, hint)
  const list = Object.entries(files)
  if (list.length === 0) throw invalidArgument(argument, files, hint, `${argument} has no files`)
  for (const [path, file] of list) {
    checkPath(argument, path)
    const { content = file, mode } = isPlainObject(file) ? file : {}
    if (typeof content !== 'string' && !isBytes(content))
      throw invalidArgument(
        argument,
        file,
        'give text or bytes',
        `the content of ${quoted(path)} is ${quoted(content)}`,
      )
    if (mode !== undefined && !isMode(mode))
      throw invalidArgument(
        'mode',
        mode,
        'write it like 0o755',
        `the mode of ${quoted(path)} cannot be ${quoted(mode)}`,
      )
  }
  refuseFileAsFolder(
    argument,
    list.map(([path]) => tidied(path)),
  )
  return files as FilesGiven // the loop has looked at each
}

/** Files as entries, after the directories that they lie in; they are root's, and of this moment. */
export function* entriesOfFiles(files: FilesGiven): Generator<TarEntry, void, undefined> {
  const common = { modified: new Date(wallTime()), uid: 0, gid: 0 }
  const made = new Set<string>()
  for (const [path, given] of Object.entries(files)) {
    const name = tidied(path)
    for (const folder of foldersOf(name)) {
      if (made.has(folder)) continue
      made.add(folder)
      yield { ...common, name: folder, type: 'directory', mode: 0o755 }
    }
    const { content, mode = 0o644 } = typeof given === 'string' || isBytes(given) ? { content: given } : given
    yield { ...common, name, type: 'file', mode, content: isBytes(content) ? content : Buffer.from(content) }
  }
}

function checkPath(argument: string, path: string): void {
  const parts = path.split('/')
  const says = `${quoted(path)} is no path in an archive`
  if (path === '' || path.endsWith('/') || path.includes('\u0000'))
    throw invalidArgument(argument, path, "name a file: 'etc/app.conf'", says)
  if (path.startsWith('/') || parts.includes('..'))
    throw invalidArgument(argument, path, 'leave out the slash at its beginning, and each ..', says)
  if (tidied(path) === '') throw invalidArgument(argument, path, "name a file: 'etc/app.conf'", says)
}

/** Without `./` and doubled slashes. */
function tidied(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')
}

function refuseFileAsFolder(argument: string, names: readonly string[]): void {
  const files = new Set<string>()
  for (const name of names) {
    if (files.has(name)) throw invalidArgument(argument, name, 'name each file once', `${quoted(name)} is named twice`)
    files.add(name)
  }
  const folder = names.flatMap(foldersOf).find((one) => files.has(one))
  if (folder === undefined) return
  throw invalidArgument(argument, folder, 'rename one of them', `${quoted(folder)} would be a file and a directory`)
}

/** `['a', 'a/b']`, of `a/b/c`. */
function foldersOf(name: string): readonly string[] {
  const parts = name.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

function isMode(mode: unknown): boolean {
  return typeof mode === 'number' && Number.isInteger(mode) && mode >= 0 && mode <= 0o7777
}
