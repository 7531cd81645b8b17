import { UsageError } from '../../errors/usage.js'
import { isBytes } from '../../errors/brand.js'
import { checkByteSource, type ByteSource } from '../../stream/source.js'

/** What an engine undoes, and how it begins. */
const compressions: readonly (readonly [name: string, magic: RegExp])[] = [
  ['gzip', /^1f8b/],
  ['bzip2', /^425a68/],
  ['xz', /^fd377a585a00/],
  ['zstd', /^(?:28b52ffd|5.2a4d18)/],
]

const longestMagic = 6

/**
 * An archive that is refused when it is compressed. To undo xz and gzip, engines run a program, which some look for in
 * the container (CVE-2026-41567): whoever made the image would have it run as root of the engine's host.
 *
 * @throws UsageError COMPRESSED_ARCHIVE: bytes at once, a stream when its first bytes have come
 */
export function plainArchive(argument: string, source: ByteSource): ByteSource {
  const archive = checkByteSource(argument, source)
  if (!isBytes(archive)) return plainPieces(archive)
  refuseCompressed(archive)
  return archive
}

async function* plainPieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let start: Uint8Array | undefined = Buffer.alloc(0)
  for await (const piece of source) {
    // What is no bytes is refused by the one who sends it.
    if (start === undefined || !isBytes(piece)) yield piece
    else {
      start = Buffer.concat([start, piece])
      if (start.length < longestMagic) continue
      refuseCompressed(start)
      yield start
      start = undefined
    }
  }
  if (start !== undefined && start.length > 0) yield start
}

function refuseCompressed(start: Uint8Array): void {
  const hex = Buffer.from(start.subarray(0, longestMagic)).toString('hex')
  const found = compressions.find(([, magic]) => magic.test(hex))
  if (found === undefined) return
  const [compression] = found
  throw new UsageError('COMPRESSED_ARCHIVE', {
    message: `the archive is compressed with ${compression}, and a program that may come from the container would undo that as root of the engine's host`,
    details: { compression },
    hint: 'send it uncompressed; or with { compressed: true }, if you trust the image, or the engine has the fix of CVE-2026-41567',
  })
}
