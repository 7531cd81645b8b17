import type { Readable } from 'node:stream'
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

/** What was given to be read, and can be read once only. */
const claimed = new WeakSet<object>()

/**
 * Takes a source to be read. What can be read once only, such as a stream or a generator, would be empty the second
 * time, without a word.
 *
 * @throws UsageError INVALID_ARGUMENT for the second time, and for a stream that was read to its end before
 */
export function claimSource(argument: string, source: unknown): void {
  if (typeof source !== 'object' || source === null || !isReadOnce(source)) return
  if (claimed.has(source) || isUsedUp(source)) {
    const says = `${argument} is a stream or an iterator that was read before, and has nothing more to give`
    throw invalidArgument(argument, source, 'give a new one for each use, or the bytes themselves', says)
  }
  claimed.add(source)
}

/** Streams of Node and of the web, and iterators, such as those of a generator. */
function isReadOnce(source: object): boolean {
  return isNodeStream(source) || 'getReader' in source || 'next' in source
}

/** One that has failed is not meant: its error tells why. */
function isUsedUp(source: object): boolean {
  const { readableEnded, destroyed, errored } = source as Partial<Readable> // each may be missing
  return readableEnded === true || (destroyed === true && (errored === null || errored === undefined))
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
