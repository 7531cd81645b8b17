/** A request, taken apart and otherwise as it came. */
export interface RequestParts {
  readonly method: string
  /** The second word of the first line, letter for letter. */
  readonly target: string
  /** The whole head, letter for letter. */
  readonly head: string
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: Buffer
}

interface Head extends Omit<RequestParts, 'body'> {
  readonly length: number
}

/** Reads the requests of one connection: bodies with a Content-Length or chunks, and after an upgrade raw bytes. */
export class RequestReader {
  upgraded = false
  #bytes = Buffer.alloc(0)
  #head: Head | undefined

  read(bytes: Uint8Array): RequestParts[] {
    this.#bytes = Buffer.concat([this.#bytes, bytes])
    const requests: RequestParts[] = []
    for (let next = this.#next(); next !== undefined; next = this.#next()) requests.push(next)
    return requests
  }

  /** What came behind the request that asked for an upgrade. */
  raw(): Buffer | undefined {
    if (!this.upgraded || this.#bytes.length === 0) return undefined
    const raw = this.#bytes
    this.#bytes = Buffer.alloc(0)
    return raw
  }

  #next(): RequestParts | undefined {
    if (this.upgraded) return undefined
    this.#head ??= this.#readHead()
    if (this.#head === undefined) return undefined
    const { length, ...parts } = this.#head
    const body = parts.headers.get('transfer-encoding') === 'chunked' ? this.#readChunks() : this.#take(length)
    if (body === undefined) return undefined
    this.#head = undefined
    this.upgraded = parts.headers.has('upgrade')
    return { ...parts, body }
  }

  #readHead(): Head | undefined {
    const end = this.#bytes.indexOf('\r\n\r\n')
    if (end === -1) return undefined
    const head = this.#bytes.subarray(0, end).toString('latin1')
    this.#bytes = this.#bytes.subarray(end + 4)
    const [first = '', ...lines] = head.split('\r\n')
    const [method = '', target = ''] = first.split(' ')
    const headers = new Map(lines.map((line) => [line.replace(/:.*/, '').toLowerCase(), line.replace(/^[^:]*: ?/, '')]))
    return { method, target, head, headers, length: Number(headers.get('content-length') ?? 0) }
  }

  #take(length: number): Buffer | undefined {
    if (this.#bytes.length < length) return undefined
    const body = this.#bytes.subarray(0, length)
    this.#bytes = this.#bytes.subarray(length)
    return body
  }

  #readChunks(): Buffer | undefined {
    const chunks: Buffer[] = []
    for (let at = 0; ;) {
      const line = this.#bytes.indexOf('\r\n', at)
      if (line === -1) return undefined
      const size = Number.parseInt(this.#bytes.subarray(at, line).toString('latin1'), 16)
      const end = line + 2 + size
      if (this.#bytes.length < end + 2) return undefined
      chunks.push(this.#bytes.subarray(line + 2, end))
      at = end + 2
      if (size > 0) continue
      this.#bytes = this.#bytes.subarray(at)
      return Buffer.concat(chunks)
    }
  }
}
