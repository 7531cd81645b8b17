import { isBytes } from '../errors/brand.js'
import { invalidArgument } from '../errors/invalid-argument.js'

/** Bytes to send: whole, or as they come. A Node stream fits. */
export type ByteSource = Uint8Array | AsyncIterable<Uint8Array>

/** What Node streams have, and other iterables need not. */
interface NodeStream {
  on(event: 'error', listener: () => void): unknown
  destroy(): unknown
}

/**
 * Refuses what is no bytes and no stream of them. A text is none: it would be sent in place of the file that it names.
 */
export function checkByteSource(argument: string, source: unknown): ByteSource {
  if (isBytes(source)) {
    if (source.length > 0) return source
    throw invalidArgument(argument, source, 'give at least one byte', `${argument} is empty`)
  }
  if (typeof source === 'object' && source !== null && Symbol.asyncIterator in source) return source as ByteSource
  throw invalidArgument(argument, source, 'give bytes or a stream of them; for a file: createReadStream(path)')
}

/**
 * From now on, an error of a Node stream waits for its reader. One that fails before anybody reads it, as that of a
 * missing file does, would otherwise end the process.
 */
export function guardSource<Source>(source: Source): Source {
  if (isNodeStream(source)) source.on('error', () => undefined)
  return source
}

/** Lets go of a source that is not read to its end: files are closed. */
export function releaseSource(source: unknown): void {
  if (isNodeStream(source)) source.destroy()
}

function isNodeStream(source: unknown): source is NodeStream {
  return (
    typeof source === 'object' &&
    source !== null &&
    'on' in source &&
    typeof source.on === 'function' &&
    'destroy' in source &&
    typeof source.destroy === 'function'
  )
}
