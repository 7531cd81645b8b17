import { isDeepStrictEqual } from 'node:util'

interface Timed {
  readonly timeNano: bigint
}

/** What an engine can replay, and a little more. */
const kept = 512

/**
 * Tells an event that came twice: the engine may send one both as replay and as news, when it happens
 * while the subscription is made. Two events are the same when their nanosecond and all else is.
 */
export class RecentEvents<Event extends Timed> {
  readonly #byTime = new Map<bigint, Event[]>()

  /** Whether it was here before; it is from now on. */
  has(event: Event): boolean {
    const same = this.#byTime.get(event.timeNano)
    if (same?.some((other) => isDeepStrictEqual(other, event)) === true) return true
    if (same === undefined) this.#byTime.set(event.timeNano, [event])
    else same.push(event)
    this.#forget()
    return false
  }

  #forget(): void {
    if (this.#byTime.size <= kept) return
    const [oldest] = this.#byTime.keys()
    if (oldest !== undefined) this.#byTime.delete(oldest)
  }
}
