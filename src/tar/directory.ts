import { constants, type BigIntStats } from 'node:fs'
import { lstat, open, readdir, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileChanged, fileUnreadable } from './unreadable.js'
import type { FileContent, TarEntry } from './entry.js'

/** What becomes of a path: it goes into the archive, it does not, or only what lies in it may. */
export type Verdict = 'take' | 'leave' | 'look inside'

/** What of a directory goes into an archive. */
export interface DirectoryOptions {
  /** Asked for each path, with slashes between and without the directory's own. All are taken without it. */
  readonly filter?: ((path: string, isDirectory: boolean) => Verdict) | undefined
}

/** How many bytes of a file are read at once. */
const readSize = 64 * 1024

/**
 * What lies in a directory, in the order of names, without the directory itself. Symbolic links are kept as links, and
 * files with several names are written once. Sockets and devices are left out: nobody can send them.
 *
 * @throws UsageError FILE_UNREADABLE, also for what vanishes while it is read; FILE_CHANGED for a file that gets shorter
 */
export async function* entriesOfDirectory(
  folder: string,
  { filter = () => 'take' }: DirectoryOptions = {},
): AsyncGenerator<TarEntry, void, undefined> {
  const seen = new Map<string, string>()
  yield* entriesIn('')

  async function* entriesIn(parent: string): AsyncGenerator<TarEntry, void, undefined> {
    for (const child of await namesIn(join(folder, parent))) {
      const name = parent === '' ? child : `${parent}/${child}`
      const path = join(folder, name)
      const facts = await factsOf(path)
      const verdict = filter(name, facts.isDirectory())
      const entry = verdict === 'take' ? await entryOf(name, path, facts, seen) : undefined
      if (entry !== undefined) yield entry
      if (facts.isDirectory() && verdict !== 'leave') yield* entriesIn(name)
    }
  }
}

/**
 * One file, directory or link of this machine, under a name of the archive.
 *
 * @throws UsageError FILE_UNREADABLE
 */
export async function entryOfPath(name: string, path: string): Promise<TarEntry | undefined> {
  return await entryOf(name, path, await factsOf(path), new Map())
}

/**
 * Refuses what is no directory that can be read.
 *
 * @throws UsageError FILE_UNREADABLE
 */
export async function checkDirectory(path: string): Promise<void> {
  await namesIn(path)
}

async function namesIn(path: string): Promise<readonly string[]> {
  try {
    return (await readdir(path)).sort()
  } catch (error) {
    throw fileUnreadable(path, error)
  }
}

async function factsOf(path: string): Promise<BigIntStats> {
  try {
    return await lstat(path, { bigint: true })
  } catch (error) {
    throw fileUnreadable(path, error)
  }
}

async function entryOf(
  name: string,
  path: string,
  facts: BigIntStats,
  seen: Map<string, string>,
): Promise<TarEntry | undefined> {
  const common = {
    name,
    mode: Number(facts.mode) & 0o7777,
    modified: new Date(Math.max(0, Math.floor(Number(facts.mtimeMs) / 1000) * 1000)),
    uid: Number(facts.uid),
    gid: Number(facts.gid),
  }
  if (facts.isDirectory()) return { ...common, type: 'directory' }
  if (facts.isSymbolicLink()) return { ...common, type: 'symlink', linkname: await linkAt(path) }
  if (facts.isFIFO()) return { ...common, type: 'fifo' }
  if (!facts.isFile()) return undefined
  const first = firstNameOf(facts, name, seen)
  if (first !== undefined) return { ...common, type: 'link', linkname: first }
  return { ...common, type: 'file', content: contentOf(path, Number(facts.size)) }
}

/** The name under which the archive has this file already. */
function firstNameOf({ nlink, dev, ino }: BigIntStats, name: string, seen: Map<string, string>): string | undefined {
  if (nlink < 2n) return undefined
  const file = `${dev}:${ino}`
  const first = seen.get(file)
  if (first === undefined) seen.set(file, name)
  return first
}

async function linkAt(path: string): Promise<string> {
  try {
    return await readlink(path)
  } catch (error) {
    throw fileUnreadable(path, error)
  }
}

/** What the file holds now: what is written to its end meanwhile is left out. */
function contentOf(path: string, size: number): FileContent {
  return { size, read: () => bytesOf(path, size) }
}

async function* bytesOf(path: string, size: number): AsyncGenerator<Uint8Array, void, undefined> {
  // Neither waits for the writer of a pipe, nor follows a link, if one has taken the file's place.
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    (error: unknown) => {
      throw fileUnreadable(path, error)
    },
  )
  try {
    if (!(await handle.stat()).isFile()) throw fileChanged(path)
    for (let left = size; left > 0;) {
      const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(Math.min(left, readSize)))
      if (bytesRead === 0) throw fileChanged(path)
      left -= bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await handle.close()
  }
}
