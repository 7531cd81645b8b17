const BYTE_ORDER_MARK = 0xfeff

/** The text of bytes that have arrived whole, without a byte order mark; what is not UTF-8 becomes U+FFFD. */
export function wholeText(bytes: Uint8Array): string {
  // Of short texts, a Buffer's own reading costs a fraction of TextDecoder's.
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = buffer.toString('utf8')
  return text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text
}
