import { onAbort } from '../../stream/abort.js'

type Result<Item> = IteratorResult<Item, undefined>
type Source<Item> = AsyncIterator<Item, undefined>
type Open<Item> = (signal: AbortSignal) => Promise<Source<Item>>

const done: IteratorReturnResult<undefined> = { done: true, value: undefined }

/**
 * Items of a source that is opened when the first one is asked for: what is never read costs no request.
 * Leaving the loop closes the source, or ends its opening.
 *
 * @param open is given a signal that ends what it begins, and follows `signal`
 */
export function lazily<Item>(open: Open<Item>, signal?: AbortSignal): AsyncIterableIterator<Item, undefined> {
  return new Lazy(open, signal)
}

class Lazy<Item> implements AsyncIterableIterator<Item, undefined> {
  readonly #open: Open<Item>
  readonly #signal: AbortSignal | undefined
  readonly #leave = new AbortController()
  #opening: Promise<Source<Item>> | undefined
  #source: Source<Item> | undefined
  #over = false
  #forgetSignal = (): void => undefined

  constructor(open: Open<Item>, signal: AbortSignal | undefined) {
    this.#open = open
    this.#signal = signal
  }

  next(): Promise<Result<Item>> {
    if (this.#source === undefined) return this.#until(this.#first())
    const next = this.#source.next()
    // Each step costs: only those who gave a signal have something to forget at the end.
    return this.#signal === undefined ? next : this.#until(next)
  }

  async return(): Promise<Result<Item>> {
    this.#end()
    if (this.#source === undefined) this.#leave.abort()
    else await this.#source.return?.()
    return done
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async #first(): Promise<Result<Item>> {
    if (this.#over) return done
    try {
      const source = (this.#source = await (this.#opening ??= this.#begin()))
      if (!this.#isOver()) return await source.next()
      await source.return?.()
      return done
    } catch (error) {
      if (this.#isOver()) return done
      throw error
    }
  }

  #begin(): Promise<Source<Item>> {
    const signal = this.#signal
    signal?.throwIfAborted()
    if (signal !== undefined) this.#forgetSignal = onAbort(signal, () => this.#leave.abort(signal.reason))
    return this.#open(this.#leave.signal)
  }

  /** The step, and after the last one, or an error, no other. */
  async #until(step: Promise<Result<Item>>): Promise<Result<Item>> {
    try {
      const result = await step
      if (result.done === true) this.#end()
      return result
    } catch (error) {
      this.#end()
      throw error
    }
  }

  #end(): void {
    this.#over = true
    this.#forgetSignal()
  }

  #isOver(): boolean {
    return this.#over
  }
}
