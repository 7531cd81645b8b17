export const NOTHING: Buffer = Buffer.alloc(0)

/** What is kept, when it is emptied, for what is added next. */
const KEPT = 64 * 1024

/** Bytes that are gathered from pieces. Its room doubles, so that many small pieces cost linear time. */
export class GrowingBytes {
  length = 0
  #room = NOTHING

  add(bytes: Uint8Array, start = 0, stop = bytes.length): void {
    const length = this.length + stop - start
    if (length > this.#room.length) this.#grow(length)
    this.#room.set(start === 0 && stop === bytes.length ? bytes : bytes.subarray(start, stop), this.length)
    this.length = length
  }

  /** What was gathered, as a view that holds until the next bytes are added. It is empty afterwards. */
  release(): Buffer {
    const bytes = this.#room.subarray(0, this.length)
    this.length = 0
    if (this.#room.length > KEPT) this.#room = NOTHING
    return bytes
  }

  #grow(length: number): void {
    const wider = Buffer.allocUnsafeSlow(Math.max(length, this.length * 2, 256))
    wider.set(this.#room.subarray(0, this.length))
    this.#room = wider
  }
}
