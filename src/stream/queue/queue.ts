import { Row } from './row.js'

/** Where items wait for their reader. What happens when they become too many is up to it. */
export interface WaitingRoom<Item> {
  put(item: Item): void
  /** The one that has waited longest. What it throws, the reader gets. */
  take(): Item | undefined
  clear(): void
  readonly isEmpty: boolean
}

interface Reader<Item> {
  readonly resolve: (result: IteratorResult<Item, undefined>) => void
  readonly reject: (reason: unknown) => void
}

const done: IteratorReturnResult<undefined> = { done: true, value: undefined }

/**
 * Items on their way from one who sends to one who reads.
 *
 * Written out as an iterator, since a generator costs a third more on this path.
 */
export class Queue<Item> implements AsyncIterableIterator<Item> {
  readonly #room: WaitingRoom<Item>
  readonly #readers = new Row<Reader<Item>>()
  readonly #onLeave: () => void
  #end: 'open' | 'ended' | { readonly reason: unknown } = 'open'

  /** @param onLeave is called when the reader leaves before the end */
  constructor(room: WaitingRoom<Item>, onLeave: () => void = () => undefined) {
    this.#room = room
    this.#onLeave = onLeave
  }

  push(item: Item): void {
    if (this.#end !== 'open') return
    const reader = this.#readers.length === 0 ? undefined : this.#readers.shift()
    if (reader === undefined) this.#room.put(item)
    else reader.resolve({ done: false, value: item })
  }

  /** No more will come. What waits is still read. */
  end(): void {
    if (this.#end === 'open') this.#settle('ended')
  }

  /** It broke. What waits is still read, then the reader learns why. */
  fail(reason: unknown): void {
    if (this.#end !== 'open') return
    const reader = this.#readers.shift()
    this.#settle(reader === undefined ? { reason } : 'ended')
    reader?.reject(reason)
  }

  /** It is over at once: what waits is forgotten, and the reader learns why. */
  abort(reason: unknown): void {
    this.#room.clear()
    this.fail(reason)
  }

  /** Whether no item waits. */
  get isEmpty(): boolean {
    return this.#room.isEmpty
  }

  /** Whether a reader waits for the next item. */
  get isWaitedFor(): boolean {
    return this.#readers.length > 0
  }

  /** What waits already; undefined when nothing does. */
  take(): Item | undefined {
    return this.#room.take()
  }

  next(): Promise<IteratorResult<Item, undefined>> {
    try {
      const item = this.#room.take()
      if (item !== undefined) return Promise.resolve({ done: false, value: item })
    } catch (reason) {
      return rejected(reason)
    }
    if (this.#end === 'open') return new Promise((resolve, reject) => this.#readers.push({ resolve, reject }))
    if (this.#end === 'ended') return Promise.resolve(done)
    const { reason } = this.#end
    this.#end = 'ended'
    return rejected(reason)
  }

  return(): Promise<IteratorResult<Item, undefined>> {
    const wasOpen = this.#end === 'open'
    this.#room.clear()
    this.#settle('ended')
    if (wasOpen) this.#onLeave()
    return Promise.resolve(done)
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  #settle(end: 'ended' | { readonly reason: unknown }): void {
    this.#end = end
    for (let reader = this.#readers.shift(); reader !== undefined; reader = this.#readers.shift()) reader.resolve(done)
  }
}

/** The caller's own abort reason passes through untouched, and it need not be an Error. */
function rejected(reason: unknown): Promise<never> {
  return Promise.reject(reason)
}

/** How a queue of bytes reaches back to the one who fills it. */
export interface Valve {
  /** Enough is waiting: send no more for now. */
  pause(): void
  /** The reader has caught up. */
  resume(): void
}

/** The bytes that wait before the sender is paused: 256 KiB. */
export const highWater = 256 * 1024

/** Bytes on their way from a socket to one reader. A slow reader slows the sender. */
export type ByteQueue = Queue<Uint8Array>

/** @param onLeave the reader has left: closes what feeds the queue */
export function byteQueue(valve: Valve, onLeave: () => void, limit = highWater): ByteQueue {
  return new Queue(new PausingRoom(valve, limit), onLeave)
}

/** Bounded by bytes: from `limit` on the sender is paused, until less than half of it waits. */
export class PausingRoom implements WaitingRoom<Uint8Array> {
  readonly #chunks = new Row<Uint8Array>()
  readonly #valve: Valve
  readonly #limit: number
  #bytes = 0
  #paused = false

  constructor(valve: Valve, limit: number) {
    this.#valve = valve
    this.#limit = limit
  }

  put(chunk: Uint8Array): void {
    if (chunk.length === 0) return
    this.#chunks.push(chunk)
    this.#bytes += chunk.length
    if (this.#paused || this.#bytes < this.#limit) return
    this.#paused = true
    this.#valve.pause()
  }

  take(): Uint8Array | undefined {
    const chunk = this.#chunks.shift()
    if (chunk === undefined) return undefined
    this.#bytes -= chunk.length
    if (this.#paused && this.#bytes < this.#limit / 2) {
      this.#paused = false
      this.#valve.resume()
    }
    return chunk
  }

  get isEmpty(): boolean {
    return this.#chunks.length === 0
  }

  clear(): void {
    this.#chunks.clear()
    this.#bytes = 0
  }
}
