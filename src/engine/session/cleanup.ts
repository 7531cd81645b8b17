import { StateError } from '../../errors/state.js'
import type { Session } from './session.js'

/** Removes what a client made and has not released, the latest first, and what it could not undo before. */
export async function cleanup(session: Session): Promise<void> {
  await session.settled()
  const causes: unknown[] = []
  const left: string[] = []
  for (const { thing, cause } of await session.undoAgain()) {
    causes.push(cause)
    left.push(`${thing.noun} ${thing.name}`)
  }
  for (const owned of session.owned) {
    try {
      await owned[Symbol.asyncDispose]()
    } catch (cause) {
      causes.push(cause)
      left.push(`${owned.noun} ${owned.name}`)
    }
  }
  if (left.length === 0) return
  throw new StateError('STILL_THERE', {
    message: `not everything could be removed: ${left.join(', ')}`,
    details: { left },
    hint: 'see cause for what held them',
    cause: new AggregateError(causes),
  })
}
