import type { CallContext } from '../../engine/context.js'
import type { Ref } from '../../engine/ref.js'
import type { ContainerInspect } from '../wire/inspect.js'
import type { Condition } from './condition.js'

/** What was seen last: of its state, where that is not simply that it runs, and of what is waited for. */
export interface Seen {
  state: string | undefined
  look: string | undefined
}

/** A container that is waited for. */
export interface Watch {
  /** Ended by the deadline, by the caller, and when the wait is over. */
  readonly call: CallContext
  readonly container: Ref<'container'>
  /** What the engine said of it first. */
  readonly found: ContainerInspect
  readonly condition: Condition
  /** What it writes last, of one that is removed when it ends. */
  readonly lastWords: Promise<readonly string[]> | undefined
  /** What was seen last, for the error when the time is up. */
  readonly seen: Seen
}

/** Milliseconds between two looks, where no event tells: ever longer, and a second at most. */
export function* delays(): Generator<number, never> {
  for (let delay = 50; ; delay = Math.min(delay * 2, 1000)) yield delay
}
