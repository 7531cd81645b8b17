import { randomBytes } from 'node:crypto'
import { readFile, realpath } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { isBytes, isPlainObject } from '../../errors/brand.js'
import { quoted } from '../../errors/describe-value.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { UsageError } from '../../errors/usage.js'
import { checkByteSource, claimSource, guardSource, type ByteSource } from '../../stream/source.js'
import { checkDirectory, entriesOfDirectory } from '../../tar/directory.js'
import type { TarEntry } from '../../tar/entry.js'
import { checkFiles, entriesOfFiles, type FilesGiven } from '../../tar/files.js'
import { packed } from '../../tar/pack.js'
import { fileUnreadable } from '../../tar/unreadable.js'
import { readIgnoreFile } from './dockerignore.js'

/** What an image is built from: a directory of this machine, a tar archive, or files by their paths. */
export type BuildContext = string | ByteSource | FilesGiven

/** What is sent. */
export interface PreparedContext {
  /** Where the Dockerfile stands in it. */
  readonly dockerfile: string
  readonly body: ByteSource
}

/** Refuses what is no context. What is in it is looked at when the image is built. */
export function checkContext(context: unknown): BuildContext {
  if (typeof context === 'string') return checkPath(context)
  if (isBytes(context) || !isPlainObject(context)) return guardSource(checkByteSource('context', context))
  return checkFiles('context', context)
}

/** The Dockerfile as it is asked for: by its path in an archive, or by what docker build calls `--file`. */
export function dockerfileIn(file: string | undefined): string {
  return file ?? 'Dockerfile'
}

/**
 * Makes of a context what is sent: of a directory what its .dockerignore leaves, as an archive that is written while it
 * is read.
 *
 * @throws UsageError DOCKERFILE_MISSING, FILE_UNREADABLE, PACKAGE_MISSING
 */
export async function prepareContext(context: BuildContext, file: string | undefined): Promise<PreparedContext> {
  if (typeof context === 'string') return await prepareDirectory(context, file)
  const dockerfile = dockerfileIn(file)
  if (isBytes(context) || !isPlainObject(context)) {
    claimSource('context', context)
    return { dockerfile, body: context as ByteSource } // as was checked
  }
  const entries = [...entriesOfFiles(context)]
  if (!entries.some(({ name, type }) => name === dockerfile.replace(/^\.\//, '') && type === 'file'))
    throw dockerfileMissing(dockerfile, `name it among the files: { '${dockerfile}': 'FROM ...' }`)
  return { dockerfile, body: packed(entries) }
}

async function prepareDirectory(path: string, file: string | undefined): Promise<PreparedContext> {
  const folder = await realpath(path).catch((error: unknown) => {
    throw fileUnreadable(path, error)
  })
  await checkDirectory(folder)
  const found = await findDockerfile(folder, file)
  const inside = relative(folder, found).split(sep).join('/')
  const isOutside = inside.startsWith('../') || resolve(inside) === inside
  const kept = ['.dockerignore', ...(isOutside ? [] : [inside])]
  const ignored =
    (await readIgnoreFile(`${found}.dockerignore`, kept)) ?? (await readIgnoreFile(join(folder, '.dockerignore'), kept))
  const entries = entriesOfDirectory(folder, { filter: ignored?.verdict })
  if (!isOutside) return { dockerfile: inside, body: packed(ownedByRoot(entries)) }
  const dockerfile = `.dockerfile.${randomBytes(10).toString('hex')}`
  const content = await readFile(found).catch((error: unknown) => {
    throw fileUnreadable(found, error)
  })
  return { dockerfile, body: packed(withDockerfile(ownedByRoot(entries), dockerfile, content)) }
}

/** `--file` is counted from the working directory, as docker does, and symbolic links are followed. */
async function findDockerfile(folder: string, file: string | undefined): Promise<string> {
  const places = file === undefined ? ['Dockerfile', 'dockerfile'].map((name) => join(folder, name)) : [resolve(file)]
  for (const place of places) {
    try {
      return await realpath(place)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw fileUnreadable(place, error)
    }
  }
  const inContext = file === undefined ? undefined : join(folder, file)
  const isThere = inContext !== undefined && (await realpath(inContext).then(Boolean, () => false))
  throw dockerfileMissing(
    file ?? join(folder, 'Dockerfile'),
    isThere ? `its path is counted from the working directory: .file('${inContext}')` : '.file(path) names another one',
  )
}

/** As docker build sends them: root's, and on Windows, where files have no such bit, as programs. */
async function* ownedByRoot(entries: AsyncIterable<TarEntry>): AsyncGenerator<TarEntry, void, undefined> {
  for await (const entry of entries) {
    const mode = process.platform === 'win32' ? (entry.mode & 0o755) | 0o111 : entry.mode
    yield { ...entry, uid: 0, gid: 0, mode }
  }
}

/**
 * A Dockerfile from outside goes in under a name that nobody has, and into the .dockerignore, so that no COPY takes it.
 * Where the context has no .dockerignore, the new one is in it itself.
 */
async function* withDockerfile(
  entries: AsyncIterable<TarEntry>,
  name: string,
  content: Uint8Array,
): AsyncGenerator<TarEntry, void, undefined> {
  let ignored: string | undefined
  const added = { type: 'file', mode: 0o600, uid: 0, gid: 0 } as const
  let modified = new Date(0)
  for await (const entry of entries) {
    modified = entry.modified
    if (entry.name !== '.dockerignore') {
      yield entry
      continue
    }
    ignored = await textOf(entry)
    yield { ...entry, content: Buffer.from(`${ignored}\n${name}\n`) }
  }
  yield { ...added, modified, name, content }
  if (ignored === undefined)
    yield { ...added, modified, name: '.dockerignore', content: Buffer.from(`${name}\n.dockerignore\n`) }
}

async function textOf({ content }: TarEntry): Promise<string> {
  if (content === undefined) return ''
  if (isBytes(content)) return Buffer.from(content).toString()
  const pieces: Uint8Array[] = []
  for await (const piece of content.read()) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

function checkPath(path: string): string {
  if (path === '' || path.includes('\u0000')) throw invalidArgument('context', path, "name a directory: './app'")
  if (/^(?:https?|git|ssh):\/\/|^git@|^github\.com\//.test(path)) {
    const hint = 'fetch it first: give the directory of a clone, or the body of the answer as a tar stream'
    throw invalidArgument('context', path, hint, `the context ${quoted(path)} is no directory of this machine`)
  }
  return path
}

function dockerfileMissing(dockerfile: string, hint: string): UsageError<'DOCKERFILE_MISSING'> {
  return new UsageError('DOCKERFILE_MISSING', {
    message: `there is no ${quoted(dockerfile)}`,
    details: { dockerfile },
    hint,
  })
}
