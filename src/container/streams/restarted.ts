import type { CallContext } from '../../engine/context.js'
import { nameOf, type RefLike } from '../../engine/ref.js'
import { StateError } from '../../errors/state.js'
import { engineTime } from '../../system/clock.js'
import { isAbsent } from '../../engine/absent.js'
import { containerInspect, containerLogs } from '../operations.js'
import type { ContainerInspect } from '../wire/inspect.js'
import { gotSignal } from './got-signal.js'

type State = ContainerInspect['State']

/**
 * Milliseconds between two looks at a container that was told to stop. `docker restart` stops it and starts it, and
 * between the two nothing tells that it will be started; while it starts, the engine does not answer.
 */
const pauses = [50, 150, 300, 500]

/**
 * Looks, at the end of a log that was followed, whether the container has ended, or was restarted: engines end the log
 * of the first run in the same way.
 *
 * @param before its state when the log was opened
 * @throws StateError RESTARTED
 */
export async function refuseRestart(call: CallContext, container: RefLike<'container'>, before: State): Promise<void> {
  try {
    if (!before.Running) return
    await look(call, container, before)
    if (!(await wasStopped(call, container, before))) return
    for (const milliseconds of pauses) {
      await call.pause(milliseconds)
      await look(call, container, before)
    }
  } catch (error) {
    if (!isAbsent(error, 'container')) throw error
  }
}

async function look(call: CallContext, container: RefLike<'container'>, before: State): Promise<void> {
  const { State } = await call.send(containerInspect, { id: container })
  if (State.Restarting || State.StartedAt !== before.StartedAt) throw restarted(nameOf(container))
}

/** Whether somebody told it to end: a signal was sent to it. */
async function wasStopped(call: CallContext, container: RefLike<'container'>, before: State): Promise<boolean> {
  const until = await engineTime(call.engine, call)
  return until !== undefined && (await gotSignal(call, container, { since: before.StartedAt, until }))
}

function restarted(target: string): StateError<'RESTARTED'> {
  return new StateError('RESTARTED', {
    message: `container ${JSON.stringify(target)} was restarted: what was followed is the log up to its end`,
    details: {},
    hint: 'call logs() again with follow, and since the last time that you have seen',
    operation: containerLogs.id,
    target,
  })
}
