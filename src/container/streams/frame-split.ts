import { Row } from '../../stream/queue/row.js'
import type { Frame } from '../../stream/decoders/frames.js'

type Stream = Frame['stream']

interface End {
  readonly failed: boolean
  readonly failure?: unknown
}

const highWater = 256 * 1024
const done: IteratorReturnResult<undefined> = { done: true, value: undefined }

/** What came for one of the two streams, and waits for its reader. */
class Side {
  /** `open`: not asked for yet, its bytes are kept for whoever asks. */
  reader: 'open' | 'reading' | 'left' = 'open'
  readonly #chunks = new Row<Uint8Array>()
  #bytes = 0

  get full(): boolean {
    return this.#bytes >= highWater
  }

  keep(chunk: Uint8Array): void {
    if (this.reader === 'left') return
    this.#chunks.push(chunk)
    this.#bytes += chunk.length
  }

  take(): Uint8Array | undefined {
    const chunk = this.#chunks.shift()
    this.#bytes -= chunk?.length ?? 0
    return chunk
  }

  leave(): void {
    this.reader = 'left'
    this.#chunks.clear()
    this.#bytes = 0
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
  /** Whether somebody has asked for output, or for a side of it. */
  #wanted = false
  /** Whether what nobody reads shall be dropped, so that the end is reached. */
  #draining = false
  /** A frame that was asked for while nobody read. Who asks before it is there gets it. */
  #dropping: Promise<IteratorResult<Frame, undefined>> | undefined
  #end: End | undefined

  /**
   * @param confirm asks the engine whether the end was an end: a lost connection looks the same
   * @param closed is told when nothing more is read before the end: the reader has left, or the stream broke
   */
  constructor(source: AsyncIterator<Frame, undefined>, confirm: () => Promise<unknown>, closed: () => void) {
    this.#source = source
    this.#confirm = confirm
    this.#closed = closed
    this.#finished = new Promise((resolve) => (this.#finish = resolve))
  }

  /** Both sides, in the order they came. */
  get output(): AsyncIterableIterator<Frame, undefined> {
    this.#wanted = true
    const iterator: AsyncIterableIterator<Frame, undefined> = {
      next: () => this.#take(),
      return: () => this.close(),
      [Symbol.asyncIterator]: () => iterator,
    }
    return iterator
  }

  side(stream: Stream): AsyncIterableIterator<Uint8Array, undefined> {
    this.#wanted = true
    const side = this.#sides[stream]
    if (side.reader === 'open') side.reader = 'reading'
    const iterator: AsyncIterableIterator<Uint8Array, undefined> = {
      next: () => this.#next(stream),
      return: async () => {
        side.leave()
        this.#wake()
        if (this.#other(stream).reader !== 'reading') await this.close()
        return done
      },
      [Symbol.asyncIterator]: () => iterator,
    }
    return iterator
  }

  /** Resolves at the end of the stream; what nobody reads is read and dropped. Rejects if it broke. */
  async finished(): Promise<void> {
    this.drain()
    await this.#finished
    if (this.#end?.failed === true) throw this.#end.failure
  }

  /**
   * From now on, what nobody reads is dropped, so that the program can go on writing: all of it while there is no
   * reader, and a side that is full while only the other one is read.
   */
  drain(): void {
    if (this.#draining) return
    this.#draining = true
    this.#wake()
    void this.#drop()
  }

  async close(): Promise<IteratorReturnResult<undefined>> {
    if (this.#end === undefined) {
      this.#settle({ failed: false })
      this.#closed()
      await this.#source.return?.()
    }
    return done
  }

  async #drop(): Promise<void> {
    while (!this.#wanted && this.#end === undefined) {
      const dropping = (this.#dropping = this.#read())
      await dropping.catch(() => undefined) // kept in #end
      if (this.#dropping === dropping) this.#dropping = undefined
    }
  }

  /** The next frame, for somebody who reads. */
  #take(): Promise<IteratorResult<Frame, undefined>> {
    const dropping = this.#dropping
    this.#dropping = undefined
    return dropping ?? this.#read()
  }

  async #next(stream: Stream): Promise<IteratorResult<Uint8Array, undefined>> {
    const side = this.#sides[stream]
    for (;;) {
      const chunk = side.take()
      if (chunk !== undefined) {
        this.#wake()
        return { done: false, value: chunk }
      }
      if (side.reader === 'left') return done
      if (this.#end !== undefined) return this.#ended()
      if (this.#blocks(this.#other(stream))) await new Promise<void>((resolve) => this.#wakers.push(resolve))
      else await (this.#pulling ??= this.#pull())
    }
  }

  /** Whether nothing can be read for one side because the other one is full. */
  #blocks(other: Side): boolean {
    if (other.full && other.reader === 'open' && this.#draining) other.leave()
    return other.full
  }

  /** Takes one frame to its side. Its failure is kept in #end, for both sides. */
  async #pull(): Promise<void> {
    try {
      const { value } = await this.#take()
      if (value !== undefined) this.#sides[value.stream].keep(value.data)
    } catch {
      // told by #next
    } finally {
      this.#pulling = undefined
      this.#wake()
    }
  }

  async #read(): Promise<IteratorResult<Frame, undefined>> {
    if (this.#end !== undefined) return this.#ended()
    try {
      const result = await this.#source.next()
      if (result.done !== true) return result
      // Closed by ourselves meanwhile: there is nothing to ask the engine about.
      if (!this.#isOver()) await this.#confirm()
      this.#settle({ failed: false })
      return done
    } catch (failure) {
      if (this.#isOver()) return done
      this.#settle({ failed: true, failure })
      this.#closed()
      throw failure
    }
  }

  #isOver(): boolean {
    return this.#end !== undefined
  }

  #ended(): IteratorReturnResult<undefined> {
    if (this.#end?.failed === true) throw this.#end.failure
    return done
  }

  #other(stream: Stream): Side {
    return this.#sides[stream === 'stdout' ? 'stderr' : 'stdout']
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
