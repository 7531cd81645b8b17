import { Queue, type WaitingRoom } from './queue.js'
import { Row } from './row.js'

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
