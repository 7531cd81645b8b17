import type { CallOptions } from '../../engine/call/call-options.js'
import { checkCallOptions } from '../../engine/call/call-options.js'
import { options, own, query } from '../../engine/call/options.js'
import { openCall, type CallContext } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import type { RefLike } from '../../engine/ref.js'
import { EngineError } from '../../errors/engine.js'
import { checkFlag } from '../../errors/invalid-argument.js'
import { pieces } from '../../stream/decoders/pieces.js'
import type { Items } from '../../stream/items.js'
import { guardSource, releaseSource, type ByteSource } from '../../stream/source.js'
import { containerArchive, containerArchiveInfo, putContainerArchive } from './operations.js'
import { plainArchive } from './compression.js'
import { checkContainerPath } from './container-path.js'
import type { PathInfo } from './path-info.js'

/** How an archive is unpacked in a container. */
export interface PutArchiveOptions extends CallOptions {
  /** Fails where a directory would take the place of a file, or a file that of a directory. */
  readonly noOverwriteDirNonDir?: boolean | undefined
  /** Gives all of it to the user that the container runs as. CLI `docker cp --archive` */
  readonly copyUIDGID?: boolean | undefined
  /** Also takes an archive that is compressed with gzip, bzip2, xz or, from Docker 23 on, zstd. */
  readonly compressed?: boolean | undefined
}

const putOptions = options<PutArchiveOptions>('container.putArchive', {
  noOverwriteDirNonDir: query(putContainerArchive, 'noOverwriteDirNonDir'),
  copyUIDGID: query(putContainerArchive, 'copyUIDGID'),
  compressed: own(checkFlag),
})

/** Unpacks a tar archive in a container. See `container.putArchive`. */
export async function putArchive(
  engine: Engine,
  container: RefLike<'container'>,
  tar: ByteSource,
  path: string,
  given: PutArchiveOptions,
): Promise<void> {
  guardSource(tar)
  try {
    putOptions.check(given)
    const query = { ...putOptions.query(given), path: checkContainerPath('path', path) }
    const body = given.compressed === true ? tar : plainArchive('tar', tar)
    await openCall(engine, given).send(putContainerArchive, { id: container, query, body })
  } catch (error) {
    releaseSource(tar)
    throw error
  }
}

/** A path of a container as a tar archive, which is asked for when it is read. See `container.getArchive`. */
export async function getArchive(
  engine: Engine,
  container: RefLike<'container'>,
  path: string,
  given: CallOptions,
): Promise<Items<Uint8Array>> {
  checkCallOptions(given, [], 'container.getArchive')
  const query = { path: checkContainerPath('path', path) }
  const { signal, timeout } = given
  const archive = pieces(async (leave) => {
    const call = openCall(engine, { signal: leave, timeout })
    return (await call.send(containerArchive, { id: container, query })).bytes
  }, signal)
  return await Promise.resolve(archive) // async, so that what is refused is refused by a rejection
}

/** What a path of a container is. See `container.archiveInfo`. */
export async function archiveInfo(
  engine: Engine,
  container: RefLike<'container'>,
  path: string,
  given: CallOptions,
): Promise<PathInfo> {
  checkCallOptions(given, [], 'container.archiveInfo')
  return await infoOf(openCall(engine, given), container, checkContainerPath('path', path))
}

/**
 * What a path of a container is, as a step of a verb. The refusal of a HEAD has no words, which would tell a missing
 * path from a missing container: it is asked again with a GET, which has.
 */
export async function infoOf(call: CallContext, id: RefLike<'container'>, path: string): Promise<PathInfo> {
  try {
    return await call.send(containerArchiveInfo, { id, query: { path } })
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    const { info, bytes } = await call.send(containerArchive, { id, query: { path } })
    await bytes.return?.()
    return info // it came to be in between
  }
}
