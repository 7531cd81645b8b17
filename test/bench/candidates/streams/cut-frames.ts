/** A frame as the engine sends it: 1 is stdout, 2 stderr. */
export interface HandFrame {
  readonly stream: number
  readonly data: Uint8Array
}

const headerSize = 8

/** Cuts frames out of bytes, without a copy where a frame stands in one piece. */
export class FrameCutter {
  #bytes: Uint8Array = new Uint8Array(0)
  #at = 0

  push(piece: Buffer): void {
    const rest = this.#bytes.subarray(this.#at)
    // a view of a Uint8Array costs a third of one of a Buffer
    this.#bytes = plain(rest.length === 0 ? piece : Buffer.concat([rest, piece]))
    this.#at = 0
  }

  take(): HandFrame | undefined {
    const bytes = this.#bytes
    const at = this.#at
    const start = at + headerSize
    if (start > bytes.length) return undefined
    const end = start + sizeAt(bytes, at + 4)
    if (end > bytes.length) return undefined
    this.#at = end
    return { stream: bytes[at] ?? 0, data: bytes.subarray(start, end) }
  }
}

function plain(bytes: Buffer): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
}

function sizeAt(bytes: Uint8Array, at: number): number {
  const [a, b, c, d] = [bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0, bytes[at + 3] ?? 0]
  return a * 0x1000000 + (b << 16) + (c << 8) + d
}
