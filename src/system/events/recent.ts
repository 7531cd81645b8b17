import { isDeepStrictEqual } from 'node:util'

interface Timed {
  readonly timeNano: bigint
}

/** More than an engine can replay, which is 256 events. */
const kept = 512
/** An event that comes twice comes within so many others. */
const watched = 1024

/**
 * Tells an event that came twice: the engine may send one both as replay and as news, when it happens
 * while the subscription is made. Two events are the same when their nanosecond and all else is.
 *
 * What comes after the replay can be no replay of it, so a long stream is not compared, and nothing of it is kept.
 */
export class RecentEvents<Event extends Timed> {
  readonly #byTime = new Map<bigint, Event[]>()
  #seen = 0

  /** Whether it was here before; it is from now on. */
  has(event: Event): boolean {
    if (this.#seen === watched) return false
    this.#seen += 1
    const same = this.#byTime.get(event.timeNano)
    if (same?.some((other) => isDeepStrictEqual(other, event)) === true) return true
    if (this.#seen === watched) this.#byTime.clear()
    else if (same !== undefined) same.push(event)
    else if (this.#seen <= kept) this.#byTime.set(event.timeNano, [event])
    return false
  }
}
