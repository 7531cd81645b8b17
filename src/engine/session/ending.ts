import type { ByteDuplex } from '../../stream/duplex.js'
import { closedError } from '../../transport/connection-errors.js'
import { Moment } from './moment.js'

/**
 * A client whose program was told by a signal to end, and that removes what it made. Meanwhile its calls do not come
 * back, with a value or with an error: most programs would exit on either, before all is removed.
 */
export class Ending {
  #armed = false
  readonly #begin = new Moment()
  #release: () => void = () => undefined
  readonly #released = new Promise<void>((resolve) => (this.#release = resolve))

  /** From now on it may begin. Until then, nothing is held and nothing costs. */
  arm(): void {
    this.#armed = true
  }

  get isArmed(): boolean {
    return this.#armed
  }

  begin(): void {
    this.#begin.pass()
  }

  /** The program goes on, by its own will: it hears how its calls ended. */
  release(): void {
    this.#release()
  }

  /** What a call gives, once it may come back. */
  async hold<Value>(call: Promise<Value>): Promise<Value> {
    try {
      return await call
    } finally {
      if (this.#begin.hasPassed) await this.#released
    }
  }

  /** The same for each item. */
  items<Item>(source: AsyncIterableIterator<Item>): AsyncIterableIterator<Item> {
    const held: AsyncIterableIterator<Item> = {
      next: () => this.hold(source.next()),
      return: async () => (await source.return?.()) ?? { done: true, value: undefined },
      [Symbol.asyncIterator]: () => held,
    }
    return held
  }

  /** The same for a raw pipe. */
  duplex(pipe: ByteDuplex): ByteDuplex {
    return {
      readable: this.items(pipe.readable),
      write: (bytes) => this.hold(pipe.write(bytes)),
      end: () => this.hold(pipe.end()),
      destroy: (reason) => pipe.destroy(reason),
    }
  }

  /** A step of a call that makes something. When the ending begins it has failed, so that it is undone: it is held itself. */
  orFail<Value>(step: Promise<Value>): Promise<Value> {
    return this.#armed ? this.#orFail(step) : step
  }

  async #orFail<Value>(step: Promise<Value>): Promise<Value> {
    let forget: () => void = () => undefined
    const begun = new Promise<never>((_, reject) => {
      const fail = (): void => reject(closedError('unknown', {}))
      if (this.#begin.hasPassed) fail()
      else forget = this.#begin.whenPassed(fail)
    })
    try {
      return await Promise.race([step, begun])
    } finally {
      forget()
    }
  }
}
