import type { Engine } from '../../../engine/engine.js'
import { ownContainer, type OwnedContainer } from '../../container.js'

/** The volumes without a name that an owned container has from those before it: they go when it goes. */
const inherited = new WeakMap<object, readonly string[]>()

/** What takes the place of a container. */
interface Heir {
  /** The id of the one before it. */
  readonly before: string
  readonly made: OwnedContainer
  /** The name that it has in the end. */
  readonly name: string
  /** What the one before it had of volumes without a name. */
  readonly volumes: readonly string[]
}

/**
 * Who owned the old one owns the new one: it goes at the end of the same block. What this client did not make, or gave
 * away, stays nobody's.
 */
export function inherit(engine: Engine, { before, made, name, volumes }: Heir): OwnedContainer {
  const { session } = engine
  const owner = session.ownerOf(before)
  const named = { id: made.id, name }
  session.release(made)
  session.moveAttachments(before, made.id)
  const all = [...new Set([...((owner && inherited.get(owner)) ?? []), ...volumes])]
  const next = ownContainer(engine, named, made.warnings, all)
  if (owner === undefined) {
    session.release(next)
    return next
  }
  inherited.set(next, all)
  session.succeed(owner, next)
  return next
}
