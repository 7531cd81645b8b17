/** A frame as the engine sends it: 1 is stdout, 2 stderr. */
export interface HandFrame {
  readonly stream: number
  readonly data: Buffer
}

const headerSize = 8

/** Cuts frames out of bytes, without a copy where a frame stands in one piece. */
export class FrameCutter {
  #bytes: Buffer = Buffer.alloc(0)
  #at = 0

  push(piece: Buffer): void {
    const rest = this.#bytes.subarray(this.#at)
    this.#bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece])
    this.#at = 0
  }

  take(): HandFrame | undefined {
    const bytes = this.#bytes
    const start = this.#at + headerSize
    if (start > bytes.length) return undefined
    const end = start + bytes.readUInt32BE(start - 4)
    if (end > bytes.length) return undefined
    this.#at = end
    return { stream: bytes[start - headerSize] ?? 0, data: bytes.subarray(start, end) }
  }
}
