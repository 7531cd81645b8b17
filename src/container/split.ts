import type { Frame } from '../stream/frames.js'

type Stream = Frame['stream']

interface End {
  readonly failed: boolean
  readonly failure?: unknown
}

const highWater = 256 * 1024
const done: IteratorReturnResult<undefined> = { done: true, value: undefined }

class Side {
  readonly chunks: Uint8Array[] = []
  bytes = 0
  /** `open`: not asked for yet, its bytes are kept for whoever asks. */
  reader: 'open' | 'reading' | 'left' = 'open'

  get full(): boolean {
    return this.bytes >= highWater
  }
}

/**
 * One stream of frames, read in order or by its two sides.
 *
 * Each side keeps at most 256 KiB while only the other is read: then both wait, as the two pipes of a child
 * process would. Whoever does not want a side leaves it out when attaching.
 */
export class FrameSplit {
  readonly #source: AsyncIterator<Frame, undefined>
  readonly #confirm: () => Promise<unknown>
  readonly #closed: () => void
  readonly #sides: Readonly<Record<Stream, Side>> = { stdout: new Side(), stderr: new Side() }
  readonly #finished: Promise<void>
  #finish: () => void = () => undefined
  #wakers: (() => void)[] = []
  #pulling: Promise<void> | undefined
  #touched = false
  #end: End | undefined

  /**
   * @param confirm asks the engine whether the end was an end: a lost connection looks the same
   * @param closed is told when the reader has left before the end
   */
  constructor(source: AsyncIterator<Frame, undefined>, confirm: () => Promise<unknown>, closed: () => void) {
    this.#source = source
    this.#confirm = confirm
    this.#closed = closed
    this.#finished = new Promise((resolve) => (this.#finish = resolve))
  }

  /** Both sides, in the order they came. */
  get output(): AsyncIterableIterator<Frame, undefined> {
    const iterator: AsyncIterableIterator<Frame, undefined> = {
      next: () => {
        this.#touched = true
        return this.#read()
      },
      return: () => this.close(),
      [Symbol.asyncIterator]: () => iterator,
    }
    return iterator
  }

  side(stream: Stream): AsyncIterableIterator<Uint8Array, undefined> {
    const side = this.#sides[stream]
    const iterator: AsyncIterableIterator<Uint8Array, undefined> = {
      next: () => {
        this.#touched = true
        if (side.reader === 'open') side.reader = 'reading'
        return this.#next(stream)
      },
      return: async () => {
        this.#leave(stream)
        const other = this.#sides[stream === 'stdout' ? 'stderr' : 'stdout']
        if (other.reader !== 'reading') await this.close()
        return done
      },
      [Symbol.asyncIterator]: () => iterator,
    }
    return iterator
  }

  /** Resolves at the end of the stream; what nobody reads is read and dropped. Rejects if it broke. */
  async finished(): Promise<void> {
    if (!this.#touched) await this.#drain()
    await this.#finished
    if (this.#end?.failed === true) throw this.#end.failure
  }

  /** Reads and drops what nobody reads, so that the container can go on writing. */
  drain(): void {
    // Its failure is kept, and told by finished().
    if (!this.#touched) void this.#drain().catch(() => undefined)
  }

  async close(): Promise<IteratorReturnResult<undefined>> {
    if (this.#end === undefined) {
      this.#settle({ failed: false })
      this.#closed()
      await this.#source.return?.()
    }
    return done
  }

  async #drain(): Promise<void> {
    this.#touched = true
    try {
      while ((await this.#read()).done !== true);
    } catch {
      // kept in #end
    }
  }

  async #next(stream: Stream): Promise<IteratorResult<Uint8Array, undefined>> {
    const side = this.#sides[stream]
    const other = this.#sides[stream === 'stdout' ? 'stderr' : 'stdout']
    for (;;) {
      const chunk = side.chunks.shift()
      if (chunk !== undefined) {
        side.bytes -= chunk.length
        this.#wake()
        return { done: false, value: chunk }
      }
      if (side.reader === 'left') return done
      if (this.#end !== undefined) {
        if (this.#end.failed) throw this.#end.failure
        return done
      }
      if (other.full) await new Promise<void>((resolve) => this.#wakers.push(resolve))
      else await (this.#pulling ??= this.#pull())
    }
  }

  /** Takes one frame to its side. Its failure is kept in #end, for both sides. */
  async #pull(): Promise<void> {
    try {
      const result = await this.#read()
      if (result.done === true) return
      const side = this.#sides[result.value.stream]
      if (side.reader === 'left') return
      side.chunks.push(result.value.data)
      side.bytes += result.value.data.length
    } catch {
      // told by #next
    } finally {
      this.#pulling = undefined
      this.#wake()
    }
  }

  async #read(): Promise<IteratorResult<Frame, undefined>> {
    if (this.#end !== undefined) return done
    try {
      const result = await this.#source.next()
      if (result.done !== true) return result
      // Closed by ourselves meanwhile: there is nothing to ask the engine about.
      if (this.#ended() === undefined) await this.#confirm()
      this.#settle({ failed: false })
      return done
    } catch (failure) {
      this.#settle({ failed: true, failure })
      throw failure
    }
  }

  #ended(): End | undefined {
    return this.#end
  }

  #leave(stream: Stream): void {
    const side = this.#sides[stream]
    side.reader = 'left'
    side.chunks.length = 0
    side.bytes = 0
    this.#wake()
  }

  #settle(end: End): void {
    this.#end ??= end
    this.#finish()
    this.#wake()
  }

  #wake(): void {
    for (const wake of this.#wakers.splice(0)) wake()
  }
}
