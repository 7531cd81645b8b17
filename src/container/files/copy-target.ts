import type { CallContext } from '../../engine/context.js'
import type { RefLike } from '../../engine/ref.js'
import { MooringError } from '../../errors/base.js'
import { quoted } from '../../errors/describe-value.js'
import { StateError } from '../../errors/state.js'
import { infoOf } from './archive.js'
import { meansDirectory, splitPath } from './container-path.js'
import type { Copied } from './copied.js'
import type { PathInfo, PathType } from './path-info.js'

/** Where an archive is unpacked, and what its first entry is called. */
interface Place {
  readonly folder: string
  readonly name: string
}

/**
 * Works out where something goes, by the rules of `docker cp`: into a directory that exists, in the place of a file, or
 * to a path that does not exist yet.
 *
 * @throws StateError NOT_A_DIRECTORY, NOT_A_FILE, PATH_NOT_FOUND
 */
export async function placeIn(
  call: CallContext,
  container: RefLike<'container'>,
  path: string,
  copied: Pick<Copied, 'isDirectory' | 'name'>,
): Promise<Place> {
  const target = await targetOf(call, container, path)
  if (target.info?.type === 'directory') {
    if (copied.name === undefined) throw notAFile(path, 'directory')
    return { folder: target.path, name: copied.name }
  }
  if (target.info !== undefined && copied.isDirectory) throw notADirectory(path)
  if (target.info !== undefined && untouchable.includes(target.info.type)) throw notAFile(path, target.info.type)
  if (target.info === undefined && !copied.isDirectory && meansDirectory(path)) throw noDirectory(path)
  return splitPath(target.path)
}

/** What `docker cp` does not replace by a file. */
const untouchable: readonly PathType[] = ['block-device', 'character-device', 'other']

/** What is at a path, or where it leads as a link; nothing, if nothing is there yet. */
async function targetOf(
  call: CallContext,
  container: RefLike<'container'>,
  path: string,
): Promise<{ readonly path: string; readonly info: PathInfo | undefined }> {
  const info = await infoIfThere(call, container, path)
  if (info?.linkTarget === undefined) return { path, info }
  return { path: info.linkTarget, info: await infoIfThere(call, container, info.linkTarget) }
}

async function infoIfThere(
  call: CallContext,
  container: RefLike<'container'>,
  path: string,
): Promise<PathInfo | undefined> {
  try {
    return await infoOf(call, container, path)
  } catch (error) {
    if (MooringError.is(error, 'PATH_NOT_FOUND')) return undefined
    throw error
  }
}

/** The error for something else where a file must be. */
export function notAFile(path: string, type: string): StateError<'NOT_A_FILE'> {
  return new StateError('NOT_A_FILE', {
    message: `${quoted(path)} is a ${type}, not a file`,
    details: { path, type },
    hint: "name the file: '/etc/app.conf'",
  })
}

function notADirectory(path: string): StateError<'NOT_A_DIRECTORY'> {
  return new StateError('NOT_A_DIRECTORY', {
    message: `${quoted(path)} is a file, and a directory does not take its place`,
    details: { path },
    hint: 'name a directory, or a path where nothing is yet',
  })
}

function noDirectory(path: string): StateError<'PATH_NOT_FOUND'> {
  return new StateError('PATH_NOT_FOUND', {
    message: `the container has no directory ${quoted(path)}`,
    details: { path },
    hint: 'make it first; without the slash at the end, that path would be the new file',
  })
}
