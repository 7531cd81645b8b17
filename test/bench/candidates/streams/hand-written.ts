/** Something that can be told to wait. */
export interface Tap {
  pause(): void
  resume(): void
}

/** Bytes that wait before the sender is told to stop. */
const highWater = 64 * 1024

/** What a reader takes from: items are made of pieces when they are asked for. */
interface Cutter<Item> {
  /** The next item of the pieces so far; undefined when it needs more. */
  take(): Item | undefined
  push(piece: Buffer): void
}

/**
 * An async iterator written by hand, as a careful user would: one queue, no generator, a promise only where one has to be
 * made.
 */
export class HandWritten<Item> implements AsyncIterableIterator<Item, undefined> {
  readonly #cutter: Cutter<Item>
  readonly #pieces: Buffer[] = []
  #tap: Tap | undefined
  #waiting = 0
  #isPaused = false
  #end: { readonly error: Error | undefined } | undefined
  #wake: (() => void) | undefined

  constructor(cutter: Cutter<Item>) {
    this.#cutter = cutter
  }

  open(tap: Tap): void {
    this.#tap = tap
  }

  /** Whether there is room for more. */
  push(piece: Buffer): boolean {
    this.#pieces.push(piece)
    this.#waiting += piece.length
    this.#wakeReader()
    if (this.#waiting > highWater && !this.#isPaused) {
      this.#isPaused = true
      this.#tap?.pause()
    }
    return !this.#isPaused
  }

  end(error?: Error): void {
    this.#end ??= { error }
    this.#wakeReader()
  }

  next(): Promise<IteratorResult<Item, undefined>> {
    const item = this.#ready()
    return item === undefined ? this.#later() : Promise.resolve({ done: false, value: item })
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async #later(): Promise<IteratorResult<Item, undefined>> {
    for (;;) {
      const item = this.#ready()
      if (item !== undefined) return { done: false, value: item }
      if (this.#end?.error !== undefined) throw this.#end.error
      if (this.#end !== undefined) return { done: true, value: undefined }
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }

  #ready(): Item | undefined {
    for (;;) {
      const item = this.#cutter.take()
      if (item !== undefined) return item
      const piece = this.#pieces.shift()
      if (piece === undefined) return undefined
      this.#waiting -= piece.length
      this.#cutter.push(piece)
      if (this.#isPaused && this.#waiting <= highWater) {
        this.#isPaused = false
        this.#tap?.resume()
      }
    }
  }

  #wakeReader(): void {
    const wake = this.#wake
    this.#wake = undefined
    wake?.()
  }
}
