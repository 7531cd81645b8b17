import { realpath, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { isBytes } from '../../errors/brand.js'
import { quoted } from '../../errors/describe-value.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { UsageError } from '../../errors/usage.js'
import { entriesOfDirectory, entryOfPath } from '../../tar/directory.js'
import type { TarEntry } from '../../tar/entry.js'
import { checkFiles, entriesOfFiles, type FilesGiven } from '../../tar/files.js'
import { fileUnreadable } from '../../tar/unreadable.js'
import { wallTime } from '../../time/time.js'
import { meansContents, meansDirectory } from './container-path.js'

/** What is copied: a path of this machine, files by their names, or the content of one file. */
export type CopySource = string | FilesGiven | Uint8Array

/** What is copied, as a tree that has no name of its own yet. */
export interface Copied {
  readonly isDirectory: boolean
  /** What it is called where it goes into a directory: its own name, none for the content of a directory or a file. */
  readonly name: string | undefined
  /** Its entries, under a name. */
  readonly entries: (name: string) => AsyncIterable<TarEntry> | Iterable<TarEntry>
}

/**
 * What a caller wants to copy.
 *
 * @throws UsageError INVALID_ARGUMENT, CONFLICTING_OPTIONS, FILE_UNREADABLE
 */
export async function copiedOf(
  source: CopySource,
  given: { readonly followLink?: boolean | undefined; readonly mode?: number | undefined },
): Promise<Copied> {
  if (typeof source !== 'string' && given.followLink !== undefined)
    throw conflicting('followLink', 'the source is no path of this machine')
  if (!isBytes(source) && given.mode !== undefined)
    throw conflicting('mode', 'only the one file whose content is given takes it')
  if (typeof source === 'string') return await copiedFromHere(source, given.followLink === true)
  return isBytes(source) ? copiedContent(source, given.mode) : copiedFiles(checkFiles('source', source))
}

async function copiedFromHere(source: string, followLink: boolean): Promise<Copied> {
  if (source === '' || source.includes('\u0000'))
    throw invalidArgument('source', source, 'give a path of this machine; for the content of a file, give bytes')
  const here = source.replaceAll('\\', '/') // as Windows writes it
  const whole = resolve(source)
  const follows = followLink || meansDirectory(process.platform === 'win32' ? here : source)
  const path = follows ? await followed(source) : whole
  const root = await entryOfPath('', path)
  if (root === undefined)
    throw invalidArgument('source', source, 'copy files and directories', `${quoted(source)} is a socket or a device`)
  const isContents = meansContents(process.platform === 'win32' ? here : source) || basename(whole) === ''
  return {
    isDirectory: root.type === 'directory',
    name: isContents ? '.' : basename(whole),
    entries: (name) => treeOf(path, root, name),
  }
}

/** With its slash at the end, which only a directory has. */
async function followed(source: string): Promise<string> {
  try {
    await stat(source)
    return await realpath(source)
  } catch (error) {
    throw fileUnreadable(source, error)
  }
}

async function* treeOf(path: string, root: TarEntry, name: string): AsyncGenerator<TarEntry, void, undefined> {
  yield { ...root, name }
  if (root.type !== 'directory') return
  for await (const entry of entriesOfDirectory(path)) {
    const { linkname } = entry
    yield {
      ...entry,
      name: `${name}/${entry.name}`,
      ...(entry.type === 'link' && linkname !== undefined && { linkname: `${name}/${linkname}` }),
    }
  }
}

/** The directories on the way are the engine's to make: those that are there keep their permissions. */
function copiedFiles(files: FilesGiven): Copied {
  return {
    isDirectory: true,
    name: '.',
    *entries(name) {
      for (const entry of entriesOfFiles(files))
        if (entry.type === 'file') yield { ...entry, name: `${name}/${entry.name}` }
    },
  }
}

function copiedContent(content: Uint8Array, mode = 0o644): Copied {
  const entry = { type: 'file', mode, modified: new Date(wallTime()), uid: 0, gid: 0, content } as const
  return { isDirectory: false, name: undefined, entries: (name) => [{ ...entry, name }] }
}

function conflicting(option: string, why: string): UsageError<'CONFLICTING_OPTIONS'> {
  return new UsageError('CONFLICTING_OPTIONS', {
    message: `copyIn() cannot take ${option} here: ${why}`,
    details: { option, with: 'source' },
    hint: `leave ${option} out; files by their names have it each: { 'bin/run': { content, mode: 0o755 } }`,
  })
}
