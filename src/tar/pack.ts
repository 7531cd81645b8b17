import { isBytes } from '../errors/brand.js'
import type { TarEntries, TarEntry } from './entry.js'
import { loadTar, type ModernTar } from './modern-tar.js'
import { WaitingBytes } from './waiting.js'

type TarWriter = ReturnType<ModernTar['createTarPacker']>['controller']

/** Headers are 512 bytes; so many small pieces are sent as one. */
const pieceSize = 64 * 1024

/** How many bytes may wait for the reader; modern-tar by itself lets 8 MiB wait. */
const mostWaiting = 1024 * 1024

/**
 * Writes entries as a tar archive while it is read: a reader that stops stops the reading of files.
 *
 * @throws UsageError PACKAGE_MISSING when modern-tar is not installed; and what the entries throw
 */
export async function* packed(entries: TarEntries): AsyncGenerator<Uint8Array, void, undefined> {
  const { createTarPacker } = await loadTar()
  const { readable, controller } = createTarPacker()
  const waiting = new WaitingBytes(mostWaiting)
  const writing = writeAll(controller, entries, waiting).catch((reason: unknown) => controller.error(reason))
  try {
    for await (const piece of inLargerPieces(readable)) {
      waiting.take(piece.length)
      yield piece
    }
  } finally {
    waiting.end()
    await writing // no file stays open
  }
}

async function writeAll(writer: TarWriter, entries: TarEntries, waiting: WaitingBytes): Promise<void> {
  for await (const entry of entries) await writeOne(writer, entry, waiting)
  writer.finalize()
}

async function writeOne(
  controller: TarWriter,
  { name, type, content, modified, ...rest }: TarEntry,
  waiting: WaitingBytes,
): Promise<void> {
  const size = isBytes(content) ? content.length : (content?.size ?? 0)
  const body = controller
    .add({ ...rest, type, size, mtime: modified, name: type === 'directory' ? `${name}/` : name })
    .getWriter()
  if (isBytes(content)) await body.write(content)
  else if (content !== undefined)
    for await (const piece of content.read()) {
      await waiting.add(piece.length)
      await body.write(piece)
    }
  await body.close()
}

async function* inLargerPieces(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let waiting: Uint8Array[] = []
  let size = 0
  for await (const piece of pieces) {
    waiting.push(piece)
    size += piece.length
    if (size < pieceSize) continue
    yield joined(waiting)
    waiting = []
    size = 0
  }
  if (size > 0) yield joined(waiting)
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces
  return pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces)
}
