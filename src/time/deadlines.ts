import { monotonicTime, startTimer, type Timer } from './time.js'

/** What has a deadline. */
export interface Deadlined {
  /** Called when the deadline has passed. */
  passDeadline(): void
}

/** A deadline that was set. */
export class Deadline {
  readonly #queue: Deadlines
  #isCleared = false
  readonly what: Deadlined
  /** When it passes. */
  readonly end: number
  // Its neighbours in the queue.
  previous: Deadline | undefined
  next: Deadline | undefined

  constructor(queue: Deadlines, what: Deadlined, end: number) {
    this.#queue = queue
    this.what = what
    this.end = end
  }

  get isCleared(): boolean {
    return this.#isCleared
  }

  /** Takes it back. One that has passed is fine. */
  clear(): void {
    this.#isCleared = true
    this.#queue.remove(this)
  }
}

/**
 * Deadlines of one length. They pass in the order in which they were set, so one timer is enough for all of them: most
 * calls are over long before, and a timer for each would cost more than all else that a call does here.
 */
class Deadlines {
  readonly #length: number
  #first: Deadline | undefined
  #last: Deadline | undefined
  #timer: Timer | undefined

  constructor(length: number) {
    this.#length = length
  }

  add(what: Deadlined): Deadline {
    const deadline = new Deadline(this, what, monotonicTime() + this.#length)
    if (this.#timer === undefined) this.#timer = startTimer(passThose, this.#length, this)
    else if (this.#first === undefined) this.#timer.ref()
    deadline.previous = this.#last
    if (this.#last === undefined) this.#first = deadline
    else this.#last.next = deadline
    this.#last = deadline
    return deadline
  }

  remove(deadline: Deadline): void {
    const { previous, next } = deadline
    if (previous === undefined && this.#first !== deadline) return // it has passed
    if (previous === undefined) this.#first = next
    else previous.next = next
    if (next === undefined) this.#last = previous
    else next.previous = previous
    deadline.previous = deadline.next = undefined
    // The program may end while nothing waits.
    if (this.#first === undefined) this.#timer?.unref()
  }

  pass(): void {
    this.#timer = undefined
    const now = monotonicTime()
    const due: Deadline[] = []
    for (let first = this.#first; first !== undefined && first.end <= now; first = this.#first) {
      this.remove(first)
      due.push(first)
    }
    if (this.#first === undefined) byLength.delete(this.#length)
    else this.#timer = startTimer(passThose, this.#first.end - now, this)
    // Last, for they may set and clear others.
    for (const { what, isCleared } of due) if (!isCleared) what.passDeadline()
  }
}

const byLength = new Map<number, Deadlines>()

function passThose(deadlines: Deadlines): void {
  deadlines.pass()
}

/**
 * Sets a deadline, so many milliseconds from now on, and less than one more: so those of most calls have one length. It
 * never passes too early, as a timer does that was started late in a turn.
 */
export function setDeadline(what: Deadlined, milliseconds: number): Deadline {
  const length = Math.max(0, Math.ceil(milliseconds))
  let deadlines = byLength.get(length)
  if (deadlines === undefined) byLength.set(length, (deadlines = new Deadlines(length)))
  return deadlines.add(what)
}
