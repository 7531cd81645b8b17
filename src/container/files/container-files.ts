import type { CallOptions } from '../../engine/call/call-options.js'
import { ContainerLifecycle } from '../container-lifecycle.js'
import type { ByteSource } from '../../stream/source.js'
import { archiveInfo, getArchive, putArchive, type PutArchiveOptions } from './archive.js'
import type { CopySource } from './copied.js'
import { copyIn, type CopyInOptions } from './copy-in.js'
import { copyOut, type CopyOutOptions } from './copy-out.js'
import type { PathInfo } from './path-info.js'
import { readFile, type ReadFileOptions } from './read-file.js'

/** What a container's handle does with the files in it: in every state of the container, also before its first start. */
export abstract class ContainerFiles extends ContainerLifecycle {
  /**
   * Copies a file or directory of this machine, files given by their content, or the content of one file into the
   * container. A directory that exists takes the source in; `./dir/.` stands for what is in `./dir`; a path where nothing
   * is becomes the copy. Owners, permissions and links are kept; what is given by its content is root's, `0o644`.
   * Needs the package modern-tar. It has no deadline unless `timeout`, in milliseconds, gives it one.
   * CLI `docker cp ./dir web:/app`
   *
   * @example
   * await web.copyIn('./dir', '/app')
   * await web.copyIn({ 'app.conf': 'debug = true', 'bin/run': { content: script, mode: 0o755 } }, '/etc')
   * await web.copyIn(Buffer.from('debug = true'), '/etc/app.conf')
   *
   * @throws UsageError FILE_UNREADABLE, FILE_CHANGED, PACKAGE_MISSING; StateError NOT_A_DIRECTORY, NOT_A_FILE;
   *   NotFoundError PATH_NOT_FOUND; ConflictError CANNOT_OVERWRITE; ForbiddenError FILESYSTEM_READ_ONLY;
   *   UnavailableError DISK_FULL
   */
  copyIn(source: CopySource, path: string, options: CopyInOptions = {}): Promise<void> {
    return copyIn(this.engine, this, source, path, options)
  }

  /**
   * Copies a file or directory of the container to this machine, and gives the path where it is now. A directory that
   * exists takes it in; `/etc/.` stands for what is in `/etc`. It becomes the property of this program's user, with its
   * permissions but for set-uid and set-gid. Links are kept as links, and nothing is written through one.
   * Needs the package modern-tar. It has no deadline unless `timeout`, in milliseconds, gives it one.
   * CLI `docker cp web:/etc/nginx ./out`
   *
   * @example const where = await web.copyOut('/etc/nginx', './out')
   *
   * @throws NotFoundError PATH_NOT_FOUND; StateError FILE_UNWRITABLE, CANNOT_OVERWRITE, SPECIAL_FILE, TOO_LARGE;
   *   ProtocolError ARCHIVE_UNSAFE when the archive would write elsewhere, ARCHIVE_DAMAGED; UsageError PACKAGE_MISSING
   */
  copyOut(path: string, destination: string, options: CopyOutOptions = {}): Promise<string> {
    return copyOut(this.engine, this, path, destination, options)
  }

  /**
   * The content of a file in the container, as bytes, or as text with `{ encoding: 'utf8' }`; of a link, that of the file
   * it leads to. Needs the package modern-tar. CLI `docker cp web:/etc/hosts -`
   *
   * @example const hosts = await web.readFile('/etc/hosts', { encoding: 'utf8' })
   *
   * @throws NotFoundError PATH_NOT_FOUND; StateError NOT_A_FILE, TOO_LARGE above `maxBytes`, 64 MiB unless given;
   *   UsageError PACKAGE_MISSING
   */
  readFile(path: string, options: ReadFileOptions & { readonly encoding: 'utf8' }): Promise<string>
  readFile(path: string, options?: ReadFileOptions & { readonly encoding?: undefined }): Promise<Uint8Array>
  readFile(path: string, options: ReadFileOptions = {}): Promise<Uint8Array | string> {
    return readFile(this.engine, this, path, options)
  }

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
