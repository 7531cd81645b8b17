import { Chain } from '../../stream/chain.js'

/** A place in a stream of events where some are missing. */
export interface EventGap {
  /** How many there was no room for. */
  readonly dropped: number
  /** The time of the last event before them, as `since` takes it. */
  readonly since: string
}

type Result<Event> = IteratorResult<Event, undefined>
interface Waiter<Event> {
  readonly resolve: (result: Result<Event>) => void
  readonly reject: (reason: unknown) => void
}

class Missing {
  dropped = 1
  readonly since: string

  constructor(since: string) {
    this.since = since
  }
}

const done: IteratorReturnResult<undefined> = { done: true, value: undefined }

/**
 * Events between a connection that is always read and a reader who may be slow.
 *
 * Bounded by count. It never asks the sender to wait: an engine whose events are not taken slows all its other work
 * down, and then drops events without a word. Here what finds no room leaves a mark in its place.
 */
export class EventQueue<Event extends object> {
  readonly #limit: number
  readonly #position: (event: Event) => string
  readonly #onGap: (gap: EventGap) => void
  readonly #waiting = new Chain<Event | Missing>()
  readonly #readers = new Chain<Waiter<Event>>()
  #last = ''
  #end: 'open' | 'ended' | { readonly reason: unknown } = 'open'

  /** `onGap` is called when the reader comes to a gap; what it throws, the reader gets. */
  constructor(limit: number, position: (event: Event) => string, onGap: (gap: EventGap) => void) {
    this.#limit = limit
    this.#position = position
    this.#onGap = onGap
  }

  push(event: Event): void {
    if (this.#end !== 'open') return
    const reader = this.#readers.shift()
    if (reader !== undefined) reader.resolve({ done: false, value: event })
    else if (this.#waiting.length < this.#limit) this.#waiting.push(event)
    else {
      this.#drop()
      return
    }
    this.#last = this.#position(event)
  }

  #drop(): void {
    const tail = this.#waiting.last
    if (tail instanceof Missing) tail.dropped += 1
    else this.#waiting.push(new Missing(this.#last))
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

  /** It is over at once: what waits is forgotten. */
  clear(): void {
    this.#waiting.clear()
    this.#settle('ended')
  }

  /** It is over at once, and the reader learns why. */
  abort(reason: unknown): void {
    this.#waiting.clear()
    this.fail(reason)
  }

  async next(): Promise<Result<Event>> {
    for (;;) {
      const head = this.#waiting.shift()
      if (head === undefined) break
      if (!(head instanceof Missing)) return { done: false, value: head }
      this.#onGap({ dropped: head.dropped, since: head.since })
    }
    if (this.#end === 'open') return new Promise((resolve, reject) => this.#readers.push({ resolve, reject }))
    if (this.#end === 'ended') return done
    const { reason } = this.#end
    this.#end = 'ended'
    // The caller's own abort reason passes through untouched, and it need not be an Error.
    throw reason
  }

  #settle(end: 'ended' | { readonly reason: unknown }): void {
    this.#end = end
    if (end !== 'ended') return
    for (let reader = this.#readers.shift(); reader !== undefined; reader = this.#readers.shift()) reader.resolve(done)
  }
}
