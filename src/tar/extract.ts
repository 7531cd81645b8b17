import { randomBytes } from 'node:crypto'
import { constants, type Stats } from 'node:fs'
import { link, lstat, lutimes, mkdir, open, rename, rm, symlink, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { quoted } from '../errors/describe-value.js'
import { StateError } from '../errors/state.js'
import { partsBelow, unsafe } from './place.js'
import type { ArchivedEntry } from './unpack.js'
import { cannotOverwrite, writing } from './unwritable.js'

/** What is written, and how much of it. */
export interface ExtractOptions {
  /** The most that is written, in bytes. */
  readonly maxBytes?: number | undefined
  /** Leaves out devices and pipes, which cannot be made here, instead of failing. */
  readonly skipSpecial?: boolean | undefined
}

/**
 * Writes an archive to a path of this machine. Nothing is written elsewhere: no link is followed, neither of the archive
 * nor one that was there before. A file is written under another name and takes its own when it is whole. What fails
 * leaves nothing where nothing was; in a directory that was there before, the files that were whole stay.
 *
 * @param target where the entry goes that was asked for; its directory exists, and is trusted
 * @param root how the names of all entries begin: a name, `.` or `/`
 * @throws ProtocolError ARCHIVE_UNSAFE; StateError FILE_UNWRITABLE, CANNOT_OVERWRITE, SPECIAL_FILE, TOO_LARGE
 */
export async function extract(
  target: string,
  root: string,
  entries: AsyncIterable<ArchivedEntry>,
  options: ExtractOptions,
): Promise<void> {
  const isNew = (await factsOf(target)) === undefined
  const extraction = new Extraction(target, root, options)
  try {
    for await (const entry of entries) await extraction.write(entry)
    await extraction.finishFolders()
  } catch (error) {
    if (isNew)
      await rm(target, { recursive: true, force: true }).catch(() => undefined) // the first error tells more
    else await extraction.finishFolders().catch(() => undefined)
    throw error
  }
}

/** Set-uid and set-gid would hand the rights of this program's user to whoever made the container. */
const keptBits = 0o1777

class Extraction {
  readonly #target: string
  readonly #root: string
  readonly #options: ExtractOptions
  /** Directories that were made or looked at: nothing but directories takes their place. */
  readonly #folders = new Set<string>()
  /** Their permissions and times, which are set in the end: what lies in them changes both. */
  readonly #unfinished: (readonly [path: string, entry: ArchivedEntry])[] = []
  #bytes = 0

  constructor(target: string, root: string, options: ExtractOptions) {
    this.#target = target
    this.#root = root
    this.#options = options
    this.#folders.add(dirname(target))
  }

  async write(entry: ArchivedEntry): Promise<void> {
    const path = this.#pathOf(entry.name)
    if (!this.#folders.has(path)) await this.#enter(dirname(path), entry)
    switch (entry.type) {
      case 'directory':
        await this.#writeFolder(path, entry)
        break
      case 'file':
        await this.#writeFile(path, entry)
        break
      case 'symlink':
        await this.#replace(path, entry, async (temporary) => {
          await writing(path, symlink(entry.linkname, temporary))
          await writing(path, lutimes(temporary, timeOf(entry), timeOf(entry)))
        })
        break
      case 'link':
        await this.#writeLink(path, entry)
        break
      default:
        if (this.#options.skipSpecial !== true) throw specialFile(path, entry.type)
    }
  }

  async finishFolders(): Promise<void> {
    for (let next = this.#unfinished.pop(); next !== undefined; next = this.#unfinished.pop()) {
      const [path, entry] = next
      if (process.platform === 'win32') continue // it has neither
      const flags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW
      const handle = await writing(path, open(path, flags))
      await describing(path, handle, entry)
    }
  }

  #pathOf(name: string): string {
    return join(this.#target, ...partsBelow(this.#root, name))
  }

  /** Sees to it that a directory is there, and that no part of the way to it is a link. */
  async #enter(folder: string, entry: ArchivedEntry): Promise<void> {
    if (this.#folders.has(folder)) return
    await this.#enter(dirname(folder), entry)
    const facts = await factsOf(folder)
    if (facts === undefined) await writing(folder, mkdir(folder))
    else if (facts.isSymbolicLink()) throw unsafe(entry.name, `it leads through the link ${quoted(folder)}`)
    else if (!facts.isDirectory()) throw cannotOverwrite(folder, 'a file', 'a directory')
    this.#folders.add(folder)
  }

  async #writeFolder(path: string, entry: ArchivedEntry): Promise<void> {
    const facts = await factsOf(path)
    // What takes only the content of a directory keeps its own permissions.
    if (facts?.isDirectory() === true && path === this.#target && this.#root === '.') return
    // Its own permissions could keep out what lies in it.
    if (facts === undefined) await writing(path, mkdir(path, 0o700))
    else if (!facts.isDirectory())
      throw cannotOverwrite(path, facts.isSymbolicLink() ? 'a link' : 'a file', 'a directory')
    this.#folders.add(path)
    this.#unfinished.push([path, entry])
  }

  async #writeFile(path: string, entry: ArchivedEntry): Promise<void> {
    const { maxBytes = Infinity } = this.#options
    this.#bytes += entry.size
    if (this.#bytes > maxBytes) throw tooLarge(path, maxBytes)
    await this.#replace(path, entry, async (temporary) => {
      const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW
      const handle = await writing(path, open(temporary, flags, 0o600))
      try {
        for await (const piece of entry.content) await writing(path, writeWhole(handle, piece))
      } catch (error) {
        await handle.close()
        throw error
      }
      await describing(path, handle, entry)
    })
  }

  /** Another name of a file that is there already: one of this archive, since no other is known to lie here. */
  async #writeLink(path: string, entry: ArchivedEntry): Promise<void> {
    const source = this.#pathOf(entry.linkname)
    await this.#enter(dirname(source), entry)
    const facts = await factsOf(source)
    if (facts?.isFile() !== true) throw unsafe(entry.name, `it is another name of ${quoted(source)}, which is no file`)
    await this.#replace(path, entry, (temporary) => writing(path, link(source, temporary)))
  }

  /** Makes something under a name of its own, and moves it to its place when it is whole. */
  async #replace(path: string, { type }: ArchivedEntry, make: (temporary: string) => Promise<void>): Promise<void> {
    if (this.#folders.has(path) || (await factsOf(path))?.isDirectory() === true)
      throw cannotOverwrite(path, 'a directory', `a ${type}`)
    const temporary = join(dirname(path), `.mooring-${randomBytes(8).toString('hex')}`)
    try {
      await make(temporary)
      await writing(path, rename(temporary, path))
    } finally {
      await rm(temporary, { force: true }) // after a failure, and where both names are links to one file already
    }
  }
}

async function factsOf(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    return await writing(path, Promise.reject(error as Error))
  }
}

async function writeWhole(handle: FileHandle, piece: Uint8Array): Promise<void> {
  for (let at = 0; at < piece.length;) at += (await handle.write(piece, at)).bytesWritten
}

/** Sets permissions and times by the open file, which no link can stand in for, and closes it. */
async function describing(path: string, handle: FileHandle, entry: ArchivedEntry): Promise<void> {
  try {
    await writing(path, handle.chmod(entry.mode & keptBits))
    await writing(path, handle.utimes(timeOf(entry), timeOf(entry)))
  } finally {
    await handle.close()
  }
}

/** In whole seconds, as an archive has them; a time that no file can have is the beginning of time. */
function timeOf({ modified }: ArchivedEntry): number {
  const seconds = Math.floor(modified.getTime() / 1000)
  return seconds >= 0 && seconds < 2 ** 33 ? seconds : 0
}

function specialFile(path: string, type: string): StateError<'SPECIAL_FILE'> {
  return new StateError('SPECIAL_FILE', {
    message: `${quoted(path)} would be a ${type}, which Node cannot make`,
    details: { path, type },
    hint: 'leave such files out with { skipSpecial: true }, or take them with getArchive()',
  })
}

function tooLarge(path: string, limit: number): StateError<'TOO_LARGE'> {
  return new StateError('TOO_LARGE', {
    message: `there is more to copy than ${limit} bytes: it does not end with ${quoted(path)}`,
    details: { path, limit },
    hint: 'raise maxBytes, or copy a part of it',
  })
}
