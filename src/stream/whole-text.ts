import { asBuffer, utf8 } from './decoders/utf8.js'

const BYTE_ORDER_MARK = 0xfeff

/** The text of bytes that have arrived whole, without a byte order mark; what is not UTF-8 becomes U+FFFD. */
export function wholeText(bytes: Uint8Array): string {
  const text = utf8(asBuffer(bytes))
  return text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text
}
