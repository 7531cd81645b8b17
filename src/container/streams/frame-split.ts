import type { Frame } from '../../stream/decoders/frames.js'
import type { Decoding, End, Policy } from '../../stream/items.js'
import { byteQueue, type ByteQueue } from '../../stream/queue/queue.js'

type Stream = Frame['stream']
type Frames = Pick<Decoding<Uint8Array, Frame>, 'next' | 'ready' | 'return'>

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
  readonly #source: Frames
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
  /** How it came to be over, and the error if it failed. */
  #end: End | undefined
  #failure: unknown

  /**
   * @param open begins to read the frames, and tells by the policy how that came to be over
   * @param closed is told when nothing more is read before the end: the reader has left, or the stream broke
   */
  constructor(open: (policy: Policy<Frame>) => Frames, closed: () => void) {
    this.#closed = closed
    this.#finished = new Promise((resolve) => (this.#finish = resolve))
    this.#source = open({ onOver: (end, failure) => this.#settle(end, failure) })
  }

  /** Both sides, in the order they came. */
  get output(): AsyncIterableIterator<Frame, undefined> & Pick<Frames, 'ready'> {
    this.#wanted = true
    const iterator = {
      next: () => this.#take(),
      ready: () => this.#ready(),
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
        if (side.queue.isEmpty) this.#feedReady(side)
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
    if (this.#end === 'failure') throw this.#failure
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
    if (this.#end === undefined) await this.#source.return()
    return done
  }

  async #drop(): Promise<void> {
    while (!this.#wanted && !this.#isOver()) {
      const dropping = (this.#dropping = this.#source.next())
      await dropping.catch(() => undefined) // kept in #failure
      if (this.#dropping === dropping) this.#dropping = undefined
    }
  }

  /** A frame that has arrived; undefined also when one was asked for before, which comes first. */
  #ready(): Frame | undefined {
    return this.#dropping === undefined ? this.#source.ready() : undefined
  }

  /** The next frame, for somebody who reads. */
  #take(): Promise<IteratorResult<Frame, undefined>> {
    if (this.#dropping !== undefined) {
      const dropping = this.#dropping
      this.#dropping = undefined
      return dropping
    }
    // Every reader hears of a failure, also one who comes when it has been told to another.
    if (this.#end === 'failure') return Promise.reject(this.#failure)
    return this.#source.next()
  }

  /** Takes to their sides the frames that have arrived, up to one for this side. */
  #feedReady(side: Side): void {
    while (!this.#feeding && side.reader === 'reading' && side.queue.isEmpty && this.#hasRoom(side)) {
      const frame = this.#ready()
      if (frame === undefined) return
      this.#sides[frame.stream].queue.push(frame.data)
    }
  }

  #feed(): void {
    if (!this.#feeding) void this.#feedSides()
  }

  /** Takes frames to their sides for as long as somebody waits for one. */
  async #feedSides(): Promise<void> {
    this.#feeding = true
    try {
      while (!this.#isOver() && (this.#lacks('stdout') || this.#lacks('stderr'))) {
        const frame = this.#ready() ?? (await this.#take()).value
        if (frame !== undefined) this.#sides[frame.stream].queue.push(frame.data)
      }
    } catch {
      // told to both queues by #settle
    } finally {
      this.#feeding = false
    }
  }

  /** Whether a side is waited for and can be given something. */
  #lacks(stream: Stream): boolean {
    const side = this.#sides[stream]
    return side.queue.isWaitedFor && this.#hasRoom(side)
  }

  /** Whether a side can be given something: not while the other one is full. */
  #hasRoom(side: Side): boolean {
    const other = this.#sides[side === this.#sides.stdout ? 'stderr' : 'stdout']
    if (other.isFull && other.reader === 'open' && this.#draining) other.leave()
    return !other.isFull
  }

  #isOver(): boolean {
    return this.#end !== undefined
  }

  #other(stream: Stream): Side {
    return this.#sides[stream === 'stdout' ? 'stderr' : 'stdout']
  }

  #settle(end: End, failure: unknown): void {
    this.#end = end
    this.#failure = failure
    this.#finish()
    for (const { queue } of Object.values(this.#sides)) {
      if (end === 'failure') queue.fail(failure)
      else queue.end()
    }
    if (end !== 'source') this.#closed()
  }
}
