import type { CallOptions } from '../../engine/call/call-options.js'
import { ContainerLifecycle } from '../container-lifecycle.js'
import type { ByteSource } from '../../stream/source.js'
import { archiveInfo, getArchive, putArchive, type PutArchiveOptions } from './archive.js'
import type { PathInfo } from './path-info.js'

/** What a container's handle does with the files in it: in every state of the container, also before its first start. */
export abstract class ContainerFiles extends ContainerLifecycle {
  /**
   * Unpacks a tar archive in a directory of the container. What it holds takes the place of what is there; owners and
   * permissions are those of the archive. It has no deadline unless `timeout`, in milliseconds, gives it one.
   * CLI `docker cp - web:/app`
   *
   * @example await web.putArchive(createReadStream('app.tar'), '/app')
   *
   * @throws UsageError COMPRESSED_ARCHIVE unless `{ compressed: true }`; NotFoundError PATH_NOT_FOUND;
   *   BadRequestError NOT_A_DIRECTORY, ARCHIVE_UNREADABLE; ForbiddenError FILESYSTEM_READ_ONLY;
   *   UnavailableError DISK_FULL
   */
  putArchive(tar: ByteSource, path: string, options: PutArchiveOptions = {}): Promise<void> {
    return putArchive(this.engine, this, tar, path, options)
  }

  /**
   * A file or directory of the container as a tar archive, to be read once. The engine is asked at the first read, and a
   * `timeout` counts from there. Leaving the loop closes the connection. CLI `docker cp web:/app -`
   *
   * @example await pipeline(await web.getArchive('/var/log'), createWriteStream('log.tar'))
   *
   * @throws at the first read NotFoundError PATH_NOT_FOUND, NOT_FOUND
   */
  getArchive(path: string, options: CallOptions = {}): Promise<AsyncIterableIterator<Uint8Array>> {
    return getArchive(this.engine, this, path, options)
  }

  /**
   * What is at a path of the container: its type, size in bytes, permissions, and where a symbolic link leads.
   *
   * @example
   * const { type, mode } = await web.archiveInfo('/etc/hosts')
   * console.log(type, mode.toString(8)) // file 644
   *
   * @throws NotFoundError PATH_NOT_FOUND, NOT_FOUND; BadRequestError NOT_A_DIRECTORY
   */
  archiveInfo(path: string, options: CallOptions = {}): Promise<PathInfo> {
    return archiveInfo(this.engine, this, path, options)
  }
}
