import { ProtocolError } from '../errors/protocol.js'
import { loadTar, type ModernTar } from './modern-tar.js'

/** One thing out of an archive. Whoever made the archive wrote all of this: nothing of it can be trusted. */
export interface ArchivedEntry {
  /** As the archive has it: it can be absolute, have `..` in it, or lead through a link. */
  readonly name: string
  /** `file`, `directory`, `symlink`, `link`, `fifo`, `character-device` or `block-device`. */
  readonly type: string
  /** Bytes. */
  readonly size: number
  readonly mode: number
  readonly modified: Date
  /** Where a link leads, as the archive has it. */
  readonly linkname: string
  /** Read it before the next entry is asked for, or not at all. */
  readonly content: AsyncIterable<Uint8Array>
}

/**
 * The entries of a tar archive while it comes. A slow reader slows the sender; leaving the loop closes the archive.
 *
 * @throws ProtocolError ARCHIVE_DAMAGED; UsageError PACKAGE_MISSING; and what the archive's own source throws
 */
export async function* unpacked(
  archive: AsyncIterableIterator<Uint8Array>,
): AsyncGenerator<ArchivedEntry, void, undefined> {
  let feed: Feed | undefined
  try {
    const { createTarDecoder } = await loadTar()
    const { readable, writable } = createTarDecoder({ strict: true })
    feed = new Feed(archive, writable)
    for await (const { header, body } of readable) {
      const { name, type = 'file', size, mode = 0, mtime = new Date(0), linkname = '' } = header
      yield { name, type, size, mode, modified: mtime, linkname, content: told(body, feed) }
      await body.cancel().catch(() => undefined) // what was not read
    }
    await feed.done
  } catch (error) {
    throw feed === undefined ? error : feed.reasonOf(error)
  } finally {
    await archive.return?.()
    await feed?.done.catch(() => undefined)
  }
}

async function* told(body: AsyncIterable<Uint8Array>, feed: Feed): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* body
  } catch (error) {
    throw feed.reasonOf(error)
  }
}

/** Hands an archive to its decoder, and tells whose fault a failure is. */
class Feed {
  readonly done: Promise<void>
  #failure: { readonly reason: unknown } | undefined

  constructor(archive: AsyncIterable<Uint8Array>, writable: ReturnType<ModernTar['createTarDecoder']>['writable']) {
    this.done = this.#run(archive, writable.getWriter())
    this.done.catch(() => undefined) // whoever reads the entries hears of it
  }

  /** The archive's own reason where it could not be read to its end; else the decoder has found it damaged. */
  reasonOf(error: unknown): unknown {
    if (this.#failure !== undefined) return this.#failure.reason
    return error instanceof ProtocolError ? error : damaged(error)
  }

  async #run(archive: AsyncIterable<Uint8Array>, writer: WritableStreamDefaultWriter<Uint8Array>): Promise<void> {
    for await (const piece of this.#watched(archive, writer)) await writer.write(piece)
    await writer.close()
  }

  async *#watched(
    archive: AsyncIterable<Uint8Array>,
    writer: WritableStreamDefaultWriter<Uint8Array>,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* archive
    } catch (reason) {
      this.#failure = { reason }
      await writer.abort(reason).catch(() => undefined)
      throw reason
    }
  }
}

function damaged(cause: unknown): ProtocolError<'ARCHIVE_DAMAGED'> {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new ProtocolError('ARCHIVE_DAMAGED', {
    message: `what the engine sent is no whole tar archive: ${reason}`,
    details: { reason },
    hint: 'the engine stopped in the middle of it, or a file became shorter while it was read: try again',
    cause,
  })
}
