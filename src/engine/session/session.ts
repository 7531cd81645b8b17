import { randomBytes } from 'node:crypto'
import type { Ref } from '../ref.js'

/** Something that this client made and will remove. */
export interface OwnedRef extends Ref {
  [Symbol.asyncDispose](): Promise<void>
}

/** What is told of a thing that could not be removed. */
export type Left = Pick<Ref, 'noun' | 'name'>

/** The label that names the client which made an object. */
export const sessionLabel = 'mooring.session'
/** The label that names the one call which made an object, so that a lost answer can be looked up. */
export const callLabel = 'mooring.call'

/** One thing that a call is making, until the call has ended, and was undone if it failed. */
export interface Unfinished {
  /** The call ended well. */
  done(): void
  /** The call failed: removes what it made. When that fails, `cleanup()` tries again and `close()` tells of it. */
  undo(remove: () => Promise<unknown>): Promise<void>
}

/** What one client instance has made and not yet released, and what it still has to undo. */
export class Session {
  /** Eight hexadecimal digits, new for each client. */
  readonly id: string = randomBytes(4).toString('hex')
  readonly #owned = new Map<string, OwnedRef>()
  /** Calls that are making something, or undoing what they made, with what settles when they are over. */
  readonly #unfinished = new Map<Left, Promise<void>>()
  /** What could not be undone, and how to try again. */
  readonly #stayed = new Map<Left, () => Promise<unknown>>()
  /** `<network id> <container id>` for each attachment that this client made. */
  readonly #attached = new Set<string>()
  #names = 0

  /** A name for a thing whose maker gave none. */
  nextName(): string {
    this.#names += 1
    return `mooring-${this.id}-${this.#names}`
  }

  /** The labels of the next object to be made. */
  labels(): Record<string, string> {
    return { [sessionLabel]: this.id, [callLabel]: randomBytes(8).toString('hex') }
  }

  /** Takes note of what was made. */
  add(owned: OwnedRef): void {
    this.#owned.set(owned.id, owned)
  }

  /** Forgets a thing that is gone, or was given away. */
  release(ref: Ref): void {
    this.#owned.delete(ref.id)
  }

  /**
   * Forgets what was removed by a caller's word: an id, a name, or the beginning of an id, in the order in which an
   * engine reads them.
   */
  releaseNamed(noun: string, word: string): void {
    const all = [...this.#owned.values()].filter((owned) => owned.noun === noun)
    const found =
      all.find(({ id }) => id === word) ??
      all.find(({ name }) => name === word) ??
      all.find(({ id }) => /^[0-9a-f]+$/.test(word) && id.startsWith(word))
    if (found !== undefined) this.#owned.delete(found.id)
  }

  /** Whether a thing was made by this client and not given away. */
  owns(id: string): boolean {
    return this.#owned.has(id)
  }

  /** What is there to remove, the latest first: containers leave before their networks. */
  get owned(): readonly OwnedRef[] {
    return [...this.#owned.values()].reverse()
  }

  /** Takes note that this client attached a container to a network. Both are given by their ids. */
  noteAttached(network: string, container: string): void {
    this.#attached.add(`${network} ${container}`)
  }

  /** Takes note that a container was detached: whoever attaches it again, it is not this client's attachment. */
  noteDetached(network: string, container: string): void {
    this.#attached.delete(`${network} ${container}`)
  }

  /** Whether there is any attachment that a detachment could be one of. */
  get hasAttachments(): boolean {
    return this.#attached.size > 0
  }

  /** Whether this client attached a container to a network: by making it there, or by connecting it. */
  hasAttached(network: string, container: string): boolean {
    return this.#owned.has(container) || this.#attached.has(`${network} ${container}`)
  }

  /** Takes note that a call begins to make something. */
  begin(thing: Left): Unfinished {
    const key = { noun: thing.noun, name: thing.name } // its identity: two calls may make things of one name
    let settle: () => void = () => undefined
    this.#unfinished.set(key, new Promise((resolve) => (settle = resolve)))
    const done = (): void => {
      this.#unfinished.delete(key)
      settle()
    }
    const undo = async (remove: () => Promise<unknown>): Promise<void> => {
      try {
        await remove()
      } catch (error) {
        this.#stayed.set(key, remove)
        throw error
      } finally {
        done()
      }
    }
    return { done, undo }
  }

  /** Resolves when no call is making or undoing anything. */
  async settled(): Promise<void> {
    while (this.#unfinished.size > 0) await Promise.all(this.#unfinished.values())
  }

  /** What is being made or undone, and what could not be undone. */
  get left(): readonly Left[] {
    return [...this.#unfinished.keys(), ...this.#stayed.keys()]
  }

  /** Tries once more to undo what could not be undone. Gives the failures. */
  async undoAgain(): Promise<readonly { readonly thing: Left; readonly cause: unknown }[]> {
    const failures: { thing: Left; cause: unknown }[] = []
    for (const [thing, remove] of [...this.#stayed]) {
      try {
        await remove()
        this.#stayed.delete(thing)
      } catch (cause) {
        failures.push({ thing, cause })
      }
    }
    return failures
  }
}
