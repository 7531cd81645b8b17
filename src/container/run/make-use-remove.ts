import { isAbsent } from '../../engine/absent.js'
import type { CallContext } from '../../engine/context.js'
import type { Ref } from '../../engine/ref.js'
import type { InputOf } from '../../engine/call/operation.js'
import { orUndone } from '../../engine/session/undoing.js'
import { sentenceOf } from '../../errors/base.js'
import { StateError } from '../../errors/state.js'
import { containerDelete, type containerCreate } from '../operations.js'
import { makeContainer } from './make.js'

/**
 * Makes a container for one use, and removes it, whatever came of that. After an abort or a deadline the caller hears of
 * it at once, and the removal goes on in the background, where `close()` and `cleanup()` wait for it.
 *
 * @throws StateError STILL_THERE when it could not be removed; `cleanup()` tries again
 */
export async function makeUseRemove<Result>(
  call: CallContext,
  body: InputOf<typeof containerCreate>['body'],
  use: (container: Ref<'container'>) => Promise<Result>,
): Promise<Result> {
  const { session } = call.engine
  const name = session.nextName()
  const { Id } = await makeContainer(call.engine, { query: { name }, body }, call)
  const container = { noun: 'container', id: Id, name } as const
  const result = await orUndone(
    call,
    container,
    () => use(container),
    (undoing) => removeIfThere(undoing, container),
  )
  try {
    await session.begin(container).undo(() => removeIfThere(call.undoing(), container))
  } catch (cause) {
    throw stillThere(container, cause)
  }
  return result
}

async function removeIfThere(call: CallContext, container: Ref<'container'>): Promise<void> {
  try {
    await call.send(containerDelete, { id: container, query: { force: true, v: true } })
  } catch (error) {
    if (!isAbsent(error, 'container')) throw error
  }
}

function stillThere({ name }: Ref<'container'>, cause: unknown): StateError<'STILL_THERE'> {
  return new StateError('STILL_THERE', {
    message: `container ${JSON.stringify(name)} did its work and could not be removed: ${sentenceOf(cause)}`,
    details: { left: [`container ${name}`] },
    hint: 'docker.cleanup() tries again to remove it',
    target: name,
    cause,
  })
}
