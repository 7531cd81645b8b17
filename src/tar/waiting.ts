/** Bytes that were written and not read yet. The writer waits while there are too many of them. */
export class WaitingBytes {
  readonly #most: number
  #bytes = 0
  #isOver = false
  #go: (() => void) | undefined

  constructor(most: number) {
    this.#most = most
  }

  /** Counts bytes that are written, once there is room for them. */
  async add(bytes: number): Promise<void> {
    while (this.#bytes >= this.#most && !this.#isOver) await new Promise<void>((resolve) => (this.#go = resolve))
    this.#bytes += bytes
  }

  /** Counts bytes that were read; headers among them were not counted when they were written. */
  take(bytes: number): void {
    this.#bytes = Math.max(0, this.#bytes - bytes)
    this.#go?.()
  }

  /** Nobody reads any more: the writer goes on, and hears of it. */
  end(): void {
    this.#isOver = true
    this.#go?.()
  }
}
