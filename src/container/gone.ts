import { MooringError } from '../errors/base.js'

/** Whether an error says that the container does not exist. */
export function isGone(error: unknown): boolean {
  return MooringError.is(error, 'NOT_FOUND') && error.details.noun === 'container'
}
