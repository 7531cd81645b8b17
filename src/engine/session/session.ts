import { randomBytes } from 'node:crypto'
import type { Ref } from '../ref.js'

/** Something this client made and will remove. */
export interface Owned extends Ref {
  [Symbol.asyncDispose](): Promise<void>
}

/** The label that names the client which made an object. */
export const sessionLabel = 'mooring.session'
/** The label that names the one call which made an object, so that a lost answer can be looked up. */
export const callLabel = 'mooring.call'

/** What one client instance has made and not yet released. */
export class Session {
  /** Eight hexadecimal digits, new for each client. */
  readonly id: string = randomBytes(4).toString('hex')
  readonly #owned = new Map<string, Owned>()
  readonly #leaving = new Set<Promise<unknown>>()
  readonly #connected = new Set<string>()
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
  add(owned: Owned): void {
    this.#owned.set(owned.id, owned)
  }

  /** Forgets it: it is gone, or given away. */
  release(owned: Ref): void {
    this.#owned.delete(owned.id)
  }

  /** Whether it was made by this client and not given away. */
  owns(id: string): boolean {
    return this.#owned.has(id)
  }

  /** Takes note that this client attached a container to a network, in the words it was said with. */
  noteConnected(network: string, container: string): void {
    this.#connected.add(`${network} ${container}`)
  }

  /** Whether this client put the container on the network: by making it there, or by connecting it. */
  putThere(network: Ref, container: { readonly id: string; readonly name: string }): boolean {
    if (this.#owned.has(container.id)) return true
    const said = [network.id, network.name].flatMap((net) => [`${net} ${container.id}`, `${net} ${container.name}`])
    return said.some((words) => this.#connected.has(words))
  }

  /** Takes note of tidying that goes on after its caller has left. */
  leave(tidying: Promise<unknown>): void {
    const settled = tidying.catch(() => undefined).finally(() => this.#leaving.delete(settled))
    this.#leaving.add(settled)
  }

  /** Resolves when no such tidying is under way: what was given up half-way is gone. */
  async tidied(): Promise<void> {
    while (this.#leaving.size > 0) await Promise.all(this.#leaving)
  }

  /** What is there to remove, the latest first: containers leave before their networks. */
  get owned(): readonly Owned[] {
    return [...this.#owned.values()].reverse()
  }
}
