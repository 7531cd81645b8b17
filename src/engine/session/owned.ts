import { sentenceOf } from '../../errors/base.js'
import { StateError } from '../../errors/state.js'
import { isAbsent } from '../absent.js'
import { openDisposal, type CallContext } from '../context.js'
import type { Handle } from '../handle.js'
import type { Left } from './session.js'

/** What a thing has besides, when this client made it. */
export interface Ownership<Plain> extends AsyncDisposable {
  /** What the engine had to say when it made it. */
  readonly warnings: readonly string[]
  /** Gives it up: it stays when the block ends. Returns a plain handle on it. */
  release(): Plain
  /**
   * What `await using` does at the end of its block: removes it. Gone already is fine.
   *
   * @throws StateError STILL_THERE when it could not be removed
   */
  [Symbol.asyncDispose](): Promise<void>
}

/** A handle on a thing that this client made: it is removed at the end of its `await using` block. */
export type Owned<Plain> = Plain & Ownership<Plain>

/** How a thing of one kind is owned. */
interface OwnedParts<Plain> {
  readonly warnings: readonly string[]
  /** A second handle, which owns nothing. */
  readonly plain: () => Plain
  /** Removes it with all that this client put there. */
  readonly remove: (call: CallContext) => Promise<unknown>
  /** How to remove it by hand, for the hint. */
  readonly byHand: string
}

/** Makes a handle the owner of its thing, and takes note of it in the session. */
export function asOwned<Plain extends Handle>(handle: Plain, parts: OwnedParts<Plain>): Owned<Plain> {
  const { warnings, plain, remove, byHand } = parts
  const { session } = handle.engine
  // A thing is replaced by one of its kind.
  const successor = (): Owned<Plain> | undefined => session.successorOf(owned) as Owned<Plain> | undefined
  const dispose = async (): Promise<void> => {
    // Another one may have its name by now, which is the id of a volume.
    if (!session.holds(handle)) return await successor()?.[Symbol.asyncDispose]()
    try {
      await remove(openDisposal(handle.engine))
    } catch (cause) {
      if (!isAbsent(cause, handle.noun)) throw stillThere(handle, byHand, cause)
    }
    session.release(handle)
  }
  let disposal: Promise<void> | undefined // one at a time: cleanup() may come while a block ends
  const ownership: Ownership<Plain> = {
    warnings,
    release: () => {
      const next = successor()
      if (next !== undefined) return next.release()
      session.release(handle)
      return plain()
    },
    [Symbol.asyncDispose]: () => (disposal ??= dispose().finally(() => (disposal = undefined))),
  }
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- it is the handle, and owns besides
  const owned: Owned<Plain> = Object.assign(handle, ownership)
  session.add(owned)
  return owned
}

function stillThere({ noun, name }: Left, byHand: string, cause: unknown): StateError<'STILL_THERE'> {
  const why = sentenceOf(cause)
  return new StateError('STILL_THERE', {
    message: `${noun} ${JSON.stringify(name)} could not be removed: ${why}`,
    details: { left: [`${noun} ${name}`] },
    hint: `release() it if it shall stay, or remove it later with ${byHand}`,
    target: name,
    cause,
  })
}
