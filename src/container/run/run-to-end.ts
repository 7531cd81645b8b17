import type { CallContext } from '../../engine/context.js'
import type { Ref } from '../../engine/ref.js'
import { MooringError, sentenceOf } from '../../errors/base.js'
import { StateError } from '../../errors/state.js'
import { collect, type TextOptions } from '../../stream/text.js'
import { containerDelete, containerInspect, containerStart } from '../operations.js'
import { attachFound } from '../streams/attach.js'
import { explainFirstStart } from './explain-start.js'
import { orRemoved, removeMade } from './make.js'
import type { Output } from './output.js'

/**
 * Starts a container that was just made for one use, reads it to its end, and removes it, whatever came of that. It is
 * watched and read before it starts, so that nothing of a short life is missed.
 *
 * After an abort or a deadline the caller hears of it at once, and the removal goes on in the background, where
 * `close()` and `cleanup()` wait for it.
 *
 * @param started is called in the first moment after the start
 * @throws StateError STILL_THERE when it could not be removed; `cleanup()` tries again
 */
export async function runToEnd(
  call: CallContext,
  container: Ref<'container'>,
  { maxBytes }: TextOptions = {},
  started: () => Promise<void> = () => Promise.resolve(),
): Promise<Output> {
  const output = await orRemoved(call, container, async (unfinished) => {
    const found = await call.send(containerInspect, { id: container })
    const streams = await attachFound(call, container, found, { stdin: false })
    try {
      await startMade(call, container)
      await started()
      unfinished.runs()
      return { ...(await collect(streams.output, { maxBytes })), ...(await streams.exit()) }
    } finally {
      await streams.detach()
    }
  })
  const { ending } = call.engine
  await (ending.isArmed ? ending.hold(removeUsed(call, container)) : removeUsed(call, container))
  return output
}

/** Starts a container that was just made. */
export async function startMade(call: CallContext, container: Ref<'container'>): Promise<void> {
  try {
    await call.send(containerStart, { id: container })
  } catch (error) {
    throw await explainFirstStart(call, container, error)
  }
}

async function removeUsed(call: CallContext, container: Ref<'container'>): Promise<void> {
  const removal = call.engine.session.begin(container).undo(() => removeMade(call.undoing(), container))
  try {
    await call.wait(removal, { operation: containerDelete.id, target: container.name })
  } catch (cause) {
    if (call.isOver || MooringError.is(cause, 'CLIENT_CLOSED')) throw cause
    throw stillThere(container, cause)
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
