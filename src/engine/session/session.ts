import { randomBytes, randomUUID } from 'node:crypto'
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

/** What a call does with the thing that it makes: `running` is a program whose end the call waits for. */
type Phase = 'making' | 'running' | 'undoing'

/** One thing that a call is making, until the call has ended, and was undone if it failed. */
export interface Unfinished {
  /** Its program runs now, for as long as it likes: only `close()` waits for that. */
  runs(): void
  /** The call ended well. */
  done(): void
  /** The call failed: removes what it made. When that fails, `cleanup()` tries again and `close()` tells of it. */
  undo(remove: () => Promise<unknown>): Promise<void>
}

/** One phase of an unfinished call, and what resolves when the phase is over. */
interface Step {
  readonly phase: Phase
  readonly over: Promise<void>
  readonly end: () => void
}

/** What one client instance has made and not yet released, and what it still has to undo. */
export class Session {
  /** Eight hexadecimal digits, new for each client. */
  readonly id: string = randomBytes(4).toString('hex')
  readonly #owned = new Map<string, OwnedRef>()
  /** Calls that are making something, running it, or undoing what they made. */
  readonly #unfinished = new Map<Left | Ref, Step>()
  /** What could not be undone, and how to try again. */
  readonly #stayed = new Map<Left, () => Promise<unknown>>()
  /** `<network id> <container id>` for each attachment that this client made. */
  readonly #attached = new Set<string>()
  /** What took the place of a thing, by the handle that owned it. */
  readonly #successors = new WeakMap<OwnedRef, OwnedRef>()
  #names = 0

  /** A name for a thing whose maker gave none. */
  nextName(): string {
    this.#names += 1
    return `mooring-${this.id}-${this.#names}`
  }

  /** The labels of the next object to be made. */
  labels(): Record<string, string> {
    return { [sessionLabel]: this.id, [callLabel]: randomUUID() }
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
    if (this.#owned.get(word)?.noun === noun) {
      this.#owned.delete(word)
      return
    }
    const all = [...this.#owned.values()].filter((owned) => owned.noun === noun)
    const found =
      all.find(({ name }) => name === word) ?? all.find(({ id }) => /^[0-9a-f]+$/.test(word) && id.startsWith(word))
    if (found !== undefined) this.#owned.delete(found.id)
  }

  /** Whether a thing was made by this client and not given away. */
  owns(id: string): boolean {
    return this.#owned.has(id)
  }

  /** The handle by which this client owns a thing. */
  ownerOf(id: string): OwnedRef | undefined {
    return this.#owned.get(id)
  }

  /** Another thing took the place of an owned one: who ends the first ends the second in its stead. */
  succeed(before: OwnedRef, after: OwnedRef): void {
    this.#owned.delete(before.id)
    this.#successors.set(before, after)
  }

  /** What took the place of a thing that a handle owned. */
  successorOf(before: OwnedRef): OwnedRef | undefined {
    return this.#successors.get(before)
  }

  /** Whether it is by this handle that this client owns its thing. */
  holds(owned: Ref): boolean {
    return this.#owned.get(owned.id) === owned
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

  /** Another container took the place of one, and is where this client attached that one. */
  moveAttachments(before: string, after: string): void {
    for (const attached of [...this.#attached]) {
      const [network = '', container] = attached.split(' ')
      if (container !== before) continue
      this.noteDetached(network, before)
      this.noteAttached(network, after)
    }
  }

  /** Whether there is any attachment that a detachment could be one of. */
  get hasAttachments(): boolean {
    return this.#attached.size > 0
  }

  /** Whether this client attached a container to a network: by making it there, or by connecting it. */
  hasAttached(network: string, container: string): boolean {
    return this.#owned.has(container) || this.#attached.has(`${network} ${container}`)
  }

  /** Whether a call that has not ended works on a thing: it will return it to its caller, or remove it. */
  isInUse(id: string): boolean {
    return [...this.#unfinished.keys()].some((thing) => 'id' in thing && thing.id === id)
  }

  /** Takes note that a call begins to make something, or to work on what it has made. */
  begin(thing: Left | Ref): Unfinished {
    // Its identity: two calls may make things of one name.
    const key = { noun: thing.noun, name: thing.name, ...('id' in thing && { id: thing.id }) }
    const enter = (phase: Phase): void => {
      this.#unfinished.get(key)?.end()
      this.#unfinished.set(key, newStep(phase))
    }
    const done = (): void => {
      this.#unfinished.get(key)?.end()
      this.#unfinished.delete(key)
    }
    const undo = async (remove: () => Promise<unknown>): Promise<void> => {
      enter('undoing')
      try {
        await remove()
      } catch (error) {
        this.#stayed.set(key, remove)
        throw error
      } finally {
        done()
      }
    }
    enter('making')
    return { runs: () => enter('running'), done, undo }
  }

  /** Resolves when no call is making, running or undoing anything. */
  settled(): Promise<void> {
    return this.#over(() => true)
  }

  /** Resolves when no call is making or undoing anything. Programs may run. */
  made(): Promise<void> {
    return this.#over(({ phase }) => phase !== 'running')
  }

  /** Resolves when no call is undoing anything of one noun. */
  undone(noun: string): Promise<void> {
    return this.#over(({ phase }, thing) => phase === 'undoing' && thing.noun === noun)
  }

  async #over(isMeant: (step: Step, thing: Left) => boolean): Promise<void> {
    for (;;) {
      const meant = [...this.#unfinished].filter(([thing, step]) => isMeant(step, thing))
      if (meant.length === 0) return
      await Promise.all(meant.map(([, { over }]) => over))
    }
  }

  /** What is being made. */
  get making(): readonly Left[] {
    return [...this.#unfinished].flatMap(([thing, { phase }]) => (phase === 'making' ? [thing] : []))
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

function newStep(phase: Phase): Step {
  let end: () => void = () => undefined
  const over = new Promise<void>((resolve) => (end = resolve))
  return { phase, over, end }
}
