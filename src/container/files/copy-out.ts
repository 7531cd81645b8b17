import { lstat, readlink, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { CallOptions } from '../../engine/call/call-options.js'
import { options, own } from '../../engine/call/options.js'
import { openCall, type CallContext } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import { nameOf, type RefLike } from '../../engine/ref.js'
import { atCaller } from '../../errors/at-caller.js'
import { quoted } from '../../errors/describe-value.js'
import { tellAbout } from '../../errors/error-context.js'
import { checkFlag, invalidArgument } from '../../errors/invalid-argument.js'
import { StateError } from '../../errors/state.js'
import { checkBytes } from '../../stream/text.js'
import { extract } from '../../tar/extract.js'
import { unpacked } from '../../tar/unpack.js'
import { cannotOverwrite, fileUnwritable, writing } from '../../tar/unwritable.js'
import { infoOf } from './archive.js'
import { checkContainerPath, meansContents, meansDirectory, splitPath } from './container-path.js'
import { containerArchive } from './operations.js'

/** How files are copied out of a container. */
export interface CopyOutOptions extends CallOptions {
  /** Copies what a symbolic link leads to, when the path is one. CLI `--follow-link` */
  readonly followLink?: boolean | undefined
  /** The most that is copied, in bytes; no limit by default. */
  readonly maxBytes?: number | undefined
  /** Leaves devices and pipes out, which cannot be made here, instead of failing with SPECIAL_FILE. */
  readonly skipSpecial?: boolean | undefined
}

const copyOutOptions = options<CopyOutOptions>('container.copyOut', {
  followLink: own(checkFlag),
  maxBytes: own(checkBytes),
  skipSpecial: own(checkFlag),
})

/** Copies out of a container. See `container.copyOut`. */
export async function copyOut(
  engine: Engine,
  container: RefLike<'container'>,
  path: string,
  destination: string,
  given: CopyOutOptions,
): Promise<string> {
  copyOutOptions.check(given)
  checkContainerPath('path', path)
  const here = await placeHere(destination)
  const call = openCall(engine, given)
  const from = given.followLink === true ? await leadsTo(call, container, path) : path
  const { info, bytes } = await call.send(containerArchive, { id: container, query: { path: from } })
  try {
    const target = targetAt(here, meansContents(path) ? '' : splitPath(path).name, info.type === 'directory')
    await extract(target, rootOf(from), unpacked(bytes), given)
    return target
  } catch (error) {
    throw atCaller(tellAbout(error, { operation: containerArchive.id, target: nameOf(container) }))
  } finally {
    await bytes.return?.()
  }
}

/** Where a link leads; the path itself, if it is none. */
async function leadsTo(call: CallContext, container: RefLike<'container'>, path: string): Promise<string> {
  return (await infoOf(call, container, path)).linkTarget ?? path
}

/** How the names of all entries of an archive begin, as engines write them. */
function rootOf(path: string): string {
  return meansContents(path) ? '.' : splitPath(path).name || '/'
}

/** A path of this machine, all links at its end followed. */
interface Here {
  readonly asked: string
  readonly path: string
  readonly found: 'directory' | 'file' | undefined
}

/** As `docker cp`: more links than this lead in a circle. */
const mostLinks = 10

async function placeHere(destination: string): Promise<Here> {
  const given: unknown = destination // callers without types may pass anything
  if (typeof given !== 'string' || given === '' || given.includes('\u0000'))
    throw invalidArgument('destination', given, "give a path of this machine, such as './out'")
  let path = resolve(destination)
  for (let links = 0; ; links++) {
    const facts = await lstat(path).catch((error: unknown) => ifThere(path, error))
    if (facts?.isSymbolicLink() === true) {
      if (links === mostLinks) throw fileUnwritable(path, Object.assign(new Error('ELOOP'), { code: 'ELOOP' }))
      path = resolve(dirname(path), await writing(path, readlink(path)))
      continue
    }
    if (facts === undefined) await checkFolder(dirname(path))
    else if (!facts.isDirectory() && !facts.isFile())
      throw cannotOverwrite(path, 'a device, a pipe or a socket', 'what is copied')
    return { asked: destination, path, found: facts && (facts.isDirectory() ? 'directory' : 'file') }
  }
}

function ifThere(path: string, error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw fileUnwritable(path, error)
}

async function checkFolder(folder: string): Promise<void> {
  if (!(await writing(folder, stat(folder))).isDirectory())
    throw fileUnwritable(folder, Object.assign(new Error('ENOTDIR'), { code: 'ENOTDIR' }))
}

/** By the rules of `docker cp`: into a directory that exists, in the place of a file, or to a path that is new. */
function targetAt({ asked, path, found }: Here, name: string, isDirectory: boolean): string {
  if (found === 'directory') return join(path, name)
  if (found === 'file' && isDirectory) throw cannotOverwrite(path, 'a file', 'a directory')
  const slashed = process.platform === 'win32' ? asked.replaceAll('\\', '/') : asked
  if (!isDirectory && meansDirectory(slashed))
    throw new StateError('FILE_UNWRITABLE', {
      message: `there is no directory ${quoted(asked)} here`,
      details: { path: asked, reason: found === 'file' ? 'ENOTDIR' : 'ENOENT' },
      hint: `make it first; without the slash at the end, ${quoted(basename(path))} would be the new file`,
    })
  return path
}
