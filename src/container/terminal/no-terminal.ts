import type { Sent } from '../../errors/base.js'
import { StateError } from '../../errors/state.js'

/** The error where one side has no terminal. */
export function noTerminal(message: string, hint: string, sent: Sent = 'yes'): StateError<'NO_TERMINAL'> {
  return new StateError('NO_TERMINAL', { message, details: {}, hint, sent })
}
