import type { Engine } from './engine.js'
import type { Ref } from './ref.js'

/** What a handle is made of. */
export type Named = Pick<Ref, 'id' | 'name'>

/**
 * A thing on an engine. A handle is an address: it holds no facts that could grow old. Ask with `inspect()`.
 */
export abstract class Handle<Noun extends string = string, Summary = unknown> implements Ref<Noun> {
  abstract readonly noun: Noun
  readonly id: string
  readonly name: string
  /** What the list said, for a handle that came from a list. */
  readonly summary: Summary | undefined
  readonly #engine: Engine

  /** @internal */
  constructor(engine: Engine, { id, name }: Named, summary?: Summary) {
    this.id = id
    this.name = name
    this.summary = summary
    this.#engine = engine
  }

  /** @internal */
  get engine(): Engine {
    return this.#engine
  }

  /** Its address alone, for a log line. */
  toJSON(): Ref<Noun> {
    return { noun: this.noun, id: this.id, name: this.name }
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    const id = this.id.replace(/^sha256:/, '').slice(0, 12)
    return `${this.noun[0]?.toUpperCase() ?? ''}${this.noun.slice(1)} ${this.name} (${id})`
  }
}

/** A handle that came from a list. */
export type Listed<H extends Handle> = H & { readonly summary: NonNullable<H['summary']> }
