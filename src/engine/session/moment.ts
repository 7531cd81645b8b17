/**
 * Something that happens once: a client is closed, a program is told to end. Most calls wait for it for a short while, so
 * that waiting has to cost less than it does with an AbortSignal.
 */
export class Moment {
  #hasPassed = false
  readonly #callbacks = new Set<() => void>()

  get hasPassed(): boolean {
    return this.#hasPassed
  }

  /** It happens now. */
  pass(): void {
    this.#hasPassed = true
    const callbacks = [...this.#callbacks]
    this.#callbacks.clear()
    for (const callback of callbacks) callback()
  }

  /** Calls back when it happens, until the function that it returns is called. */
  whenPassed(callback: () => void): () => void {
    this.#callbacks.add(callback)
    return () => void this.#callbacks.delete(callback)
  }
}
