import { sentenceOf } from '../../errors/base.js'
import { StateError } from '../../errors/state.js'
import { isNotFound } from '../absent.js'
import type { Ref } from '../ref.js'
import type { Session } from './session.js'

/**
 * What `await using` does at its end to a thing that the client made and has not released. Gone already is fine.
 *
 * @param remove must take it out of the session as well
 * @param later how to remove it by hand, for the hint
 * @throws StateError STILL_THERE
 */
export async function disposeOwned(
  session: Session,
  owned: Ref,
  later: string,
  remove: () => Promise<void>,
): Promise<void> {
  if (!session.owns(owned.id)) return
  try {
    await remove()
  } catch (cause) {
    if (!isNotFound(cause)) throw stillThere(owned, later, cause)
    session.release(owned)
  }
}

function stillThere({ noun, name }: Ref, later: string, cause: unknown): StateError<'STILL_THERE'> {
  const why = sentenceOf(cause)
  return new StateError('STILL_THERE', {
    message: `${noun} ${JSON.stringify(name)} could not be removed: ${why}`,
    details: { left: [`${noun} ${name}`] },
    hint: `release() it if it shall stay, or remove it later with ${later}`,
    target: name,
    cause,
  })
}
