/**
 * Reads bytes as UTF-8. What is not UTF-8 becomes U+FFFD, as TextDecoder does; a byte order mark is kept.
 * Given the place of a text in a larger buffer it makes no view, which would cost as much as the text.
 */
export function utf8(bytes: Buffer, start = 0, stop = bytes.length): string {
  // Several times faster than TextDecoder for short lines, with the same replacements.
  return bytes.toString('utf8', start, stop)
}

/** The same bytes with the methods of a Buffer. Chunks of sockets are Buffers; those of other transports need not be. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}
