const newline = 0x0a

/** Cuts JSON lines out of bytes. */
export class JsonCutter<Value extends object> {
  #bytes: Buffer = Buffer.alloc(0)
  #at = 0

  push(piece: Buffer): void {
    const rest = this.#bytes.subarray(this.#at)
    this.#bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece])
    this.#at = 0
  }

  take(): Value | undefined {
    const end = this.#bytes.indexOf(newline, this.#at)
    if (end === -1) return undefined
    const text = this.#bytes.toString('utf8', this.#at, end)
    this.#at = end + 1
    return JSON.parse(text) as Value
  }
}
