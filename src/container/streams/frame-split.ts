import type { Frame } from '../../stream/decoders/frames.js'
import { byteQueue, type ByteQueue } from '../../stream/queue/pausing.js'

type Stream = Frame['stream']

interface End {
  readonly failed: boolean
  readonly failure?: unknown
}

const done: IteratorReturnResult<undefined> = { done: true, value: undefined }

/** What came for one of the two streams, and waits for its reader. */
class Side {
  /** `open`: not asked for yet, its bytes are kept for whoever asks. */
  reader: 'open' | 'reading' | 'left' = 'open'
  isFull = false
  readonly queue: ByteQueue

  constructor(onRoom: () => void) {
    const valve = {
      pause: () => {
        this.isFull = true
      },
      resume: () => {
        this.isFull = false
        onRoom()
      },
    }
    this.queue = byteQueue(valve, () => undefined)
  }

  leave(): void {
    this.reader = 'left'
    this.isFull = false
    void this.queue.return()
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
  readonly #sides: Readonly<Record<Stream, Side>> = {
    stdout: new Side(() => this.#feed()),
    stderr: new Side(() => this.#feed()),
  }
  readonly #finished: Promise<void>
  #finish: () => void = () => undefined
  #feeding = false
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
      next: () => {
        const next = side.queue.next()
        this.#feed()
        return next
      },
      return: async () => {
        side.leave()
        this.#feed()
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
    this.#feed()
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

  #feed(): void {
    if (!this.#feeding) void this.#feedSides()
  }

  /** Takes frames to their sides for as long as somebody waits for one. */
  async #feedSides(): Promise<void> {
    this.#feeding = true
    try {
      while (!this.#isOver() && (this.#lacks('stdout') || this.#lacks('stderr'))) {
        const { value } = await this.#take()
        if (value !== undefined) this.#sides[value.stream].queue.push(value.data)
      }
    } catch {
      // told to both queues by #settle
    } finally {
      this.#feeding = false
    }
  }

  /** Whether a side is waited for and can be given something: not while the other one is full. */
  #lacks(stream: Stream): boolean {
    if (!this.#sides[stream].queue.isWaitedFor) return false
    const other = this.#other(stream)
    if (other.isFull && other.reader === 'open' && this.#draining) other.leave()
    return !other.isFull
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
    if (this.#isOver()) return
    this.#end = end
    this.#finish()
    for (const { queue } of Object.values(this.#sides)) {
      if (end.failed) queue.fail(end.failure)
      else queue.end()
    }
  }
}
