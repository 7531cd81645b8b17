// The bytes an engine says, written by hand.

export type Headers = Readonly<Record<string, string | number>>

/** A status line and headers. */
export function head(status: number, headers: Headers = {}): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`HTTP/1.1 ${status} Whatever\r\n${lines.join('')}\r\n`, 'latin1')
}

/** A whole answer with its length. */
export function answer(status: number, headers: Headers, body: string | Uint8Array): Buffer {
  const bytes = Buffer.from(body)
  return Buffer.concat([head(status, { ...headers, 'Content-Length': bytes.length }), bytes])
}

/** A whole answer in JSON. */
export function json(value: unknown, status = 200): Buffer {
  return answer(status, { 'Content-Type': 'application/json' }, JSON.stringify(value))
}

/** The head of an answer of unknown length. */
export const chunkedHead = head(200, { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' })

/** One piece of such an answer. */
export function chunk(body: string | Uint8Array): Buffer {
  const bytes = Buffer.from(body)
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
}

/** The end of such an answer. */
export const lastChunk = Buffer.from('0\r\n\r\n')

/** The bytes in pieces of this size, as chunks. */
export function chunks(body: string | Uint8Array, size: number): Buffer {
  const bytes = Buffer.from(body)
  const count = Math.ceil(bytes.length / size)
  const pieces = Array.from({ length: count }, (_, i) => chunk(bytes.subarray(i * size, (i + 1) * size)))
  return Buffer.concat([...pieces, lastChunk])
}

/** What an engine says when it lets go of HTTP. */
export const upgraded = Buffer.from(
  'HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.multiplexed-stream\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n',
)

/** A piece of a container's output as it stands in a multiplexed stream. */
export function frame(stream: 'stdout' | 'stderr', payload: string | Uint8Array): Buffer {
  const bytes = Buffer.from(payload)
  const header = Buffer.alloc(8)
  header[0] = stream === 'stdout' ? 1 : 2
  header.writeUInt32BE(bytes.length, 4)
  return Buffer.concat([header, bytes])
}
