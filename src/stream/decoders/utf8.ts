/** Reads bytes as UTF-8. What is not UTF-8 becomes U+FFFD, as TextDecoder does; a byte order mark is kept. */
export function utf8(bytes: Uint8Array): string {
  // Several times faster than TextDecoder for short lines, with the same replacements.
  return (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)).toString('utf8')
}
