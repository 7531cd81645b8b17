import type { CallContext } from '../../engine/context.js'
import { plainName } from '../../engine/ref.js'
import { MooringError, sentenceOf } from '../../errors/base.js'
import { ConnectionError } from '../../errors/connection.js'
import { StateError } from '../../errors/state.js'
import type { ContainerInspect } from '../wire/inspect.js'
import { containerCreate } from '../operations.js'
import { look, type Pair } from './pair.js'

/** The error for a replacement that failed, when the old one is back. */
export async function notReplaced(call: CallContext, pairs: readonly Pair[], cause: unknown): Promise<MooringError> {
  const [{ name, was, old } = { name: '', was: 'stopped', old: '' } as const] = pairs
  const does = { running: 'runs', paused: 'is paused', stopped: 'is stopped' }[was]
  const message = `container ${JSON.stringify(name)} was not replaced: ${sentenceOf(cause)}; the old one is back, and ${does}`
  const told = MooringError.is(cause) ? cause : undefined
  const hint = told?.hint
  if (MooringError.is(cause, 'TIMED_OUT')) {
    const { details, operation, sent } = cause
    return new ConnectionError('TIMED_OUT', { message, details, hint, operation, target: name, sent, cause })
  }
  // One that had removed itself was made again, and has another id.
  const back = await look(call, name).catch(() => undefined)
  const id = back?.Id ?? old
  return new StateError('NOT_REPLACED', {
    message,
    details: { id, name, lastLines: MooringError.is(cause, 'CONTAINER_EXITED') ? cause.details.lastLines : [] },
    hint,
    operation: told?.operation ?? containerCreate.id,
    target: name,
    cause,
  })
}

/** The error for one that nobody can replace. */
export function cannotBeReplaced({ Id, Name, State }: ContainerInspect): StateError<'NOT_REPLACED'> {
  const name = plainName(Name)
  const does = State.Status === 'dead' ? 'could not be removed whole' : 'is being removed'
  return new StateError('NOT_REPLACED', {
    message: `container ${JSON.stringify(name)} ${does}, so it cannot be replaced`,
    details: { id: Id, name, lastLines: [] },
    hint: 'remove it, and make a new one with docker.container.run()',
    operation: containerCreate.id,
    target: name,
  })
}

/** The error for one that is neither done nor undone: it says what is where. */
export async function halfReplaced(
  call: CallContext,
  pairs: readonly Pair[],
  cause: unknown,
  why: unknown,
): Promise<StateError<'HALF_REPLACED'>> {
  const ids = pairs.flatMap(({ old, next, spare }) => [old, next, spare])
  const looked = await Promise.all(ids.map((id) => look(call, id).catch(() => undefined)))
  const containers = looked.flatMap((found) =>
    found === undefined ? [] : [{ id: found.Id, name: plainName(found.Name), status: found.State.Status }],
  )
  const list = containers.map((one) => `${JSON.stringify(one.name)} (${one.id.slice(0, 12)}) is ${one.status}`)
  const name = pairs[0]?.name ?? ''
  const failed = cause === why ? '' : `${sentenceOf(cause)}; and what was done could not be undone: `
  return new StateError('HALF_REPLACED', {
    message: `container ${JSON.stringify(name)} is half replaced: ${failed}${sentenceOf(why)}; ${list.join(', ') || 'nothing of it could be found'}`,
    details: { name, containers },
    hint: `see to what failed, and then docker.container.recover(${JSON.stringify(name)}) finishes it or takes it back`,
    operation: containerCreate.id,
    target: name,
    cause: cause === why ? cause : new AggregateError([cause, why]),
  })
}

/** The error for a container that another call of this client works on. */
export function busy(id: string, name: string): StateError<'CONTAINER_BUSY'> {
  return new StateError('CONTAINER_BUSY', {
    message: `another call of this client makes or replaces container ${JSON.stringify(name)}`,
    details: { id, name },
    hint: 'await that call first',
    operation: containerCreate.id,
    target: name,
    sent: 'no',
  })
}
