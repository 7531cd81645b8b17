import type { WaitingRoom } from './queue.js'
import { Row } from './row.js'

/** A place in a stream of events where some are missing. */
export interface EventGap {
  /** How many there was no room for. */
  readonly dropped: number
  /** The time of the last event before them, as `since` takes it. */
  readonly since: string
}

class Missing {
  dropped = 1
  readonly since: string

  constructor(since: string) {
    this.since = since
  }
}

/**
 * Bounded by count. It never asks the sender to wait: an engine whose events are not taken slows all its other work
 * down, and then drops events without a word. Here what finds no room leaves a mark in its place.
 */
export class DroppingRoom<Event extends object> implements WaitingRoom<Event> {
  readonly #waiting = new Row<Event | Missing>()
  readonly #limit: number
  readonly #position: (event: Event) => string
  readonly #onGap: (gap: EventGap) => void
  /** The last event that was kept or read. */
  #last: Event | undefined

  /** `onGap` is called when the reader comes to a gap; what it throws, the reader gets. */
  constructor(limit: number, position: (event: Event) => string, onGap: (gap: EventGap) => void) {
    this.#limit = limit
    this.#position = position
    this.#onGap = onGap
  }

  put(event: Event): void {
    if (this.#waiting.length < this.#limit) {
      this.#waiting.push(event)
      this.#last = event
      return
    }
    const tail = this.#waiting.last
    if (tail instanceof Missing) tail.dropped += 1
    else this.#waiting.push(new Missing(this.#last === undefined ? '' : this.#position(this.#last)))
  }

  take(): Event | undefined {
    for (;;) {
      const head = this.#waiting.shift()
      if (!(head instanceof Missing)) return head
      this.#onGap({ dropped: head.dropped, since: head.since })
    }
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  clear(): void {
    this.#waiting.clear()
  }
}
