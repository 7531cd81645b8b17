import { StateError } from '../../errors/state.js'

/** What a plan was made for is not there any more, or is otherwise. */
export function outdated(changed: readonly string[]): StateError<'PLAN_OUTDATED'> {
  return new StateError('PLAN_OUTDATED', {
    message: `the plan is out of date: ${changed.join('; ')}`,
    details: { changed },
    hint: 'somebody else has changed something: make the plan again, and look at it',
    detailsInMessage: true,
  })
}
