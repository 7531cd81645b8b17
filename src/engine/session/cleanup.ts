import { deadlineOf } from '../call/call-options.js'
import { StateError } from '../../errors/state.js'
import { soon } from './closing.js'
import type { Session } from './session.js'

/**
 * Removes what a client made and has not released, the latest first, and what it could not undo before. What a call is
 * still making is waited for, as long as a short call may take; the program of a running `output()` is left to that call.
 *
 * @param timeout milliseconds of a short call
 */
export async function cleanup(session: Session, timeout: number): Promise<void> {
  await soon(session.made(), deadlineOf(timeout))
  const causes: unknown[] = []
  const left: string[] = []
  for (const { thing, cause } of await session.undoAgain()) {
    causes.push(cause)
    left.push(`${thing.noun} ${thing.name}`)
  }
  for (const owned of session.owned) {
    if (session.isInUse(owned.id)) continue
    try {
      await owned[Symbol.asyncDispose]()
    } catch (cause) {
      causes.push(cause)
      left.push(`${owned.noun} ${owned.name}`)
    }
  }
  for (const { noun, name } of session.making) left.push(`${noun} ${name}`)
  if (left.length === 0) return
  throw new StateError('STILL_THERE', {
    message: `not everything could be removed: ${left.join(', ')}`,
    details: { left },
    hint: causes.length > 0 ? 'see cause for what held them' : 'a call is still making it: call cleanup() again later',
    cause: new AggregateError(causes),
  })
}
