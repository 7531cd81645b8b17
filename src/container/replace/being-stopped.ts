import { engineTime } from '../../system/clock.js'
import { wallTime } from '../../time/time.js'
import { gotSignal } from '../streams/got-signal.js'
import type { ContainerInspect } from '../wire/inspect.js'
import type { Changes } from './changes.js'
import { look, type Pair } from './pair.js'

/**
 * Waits for the end of an old one that is being stopped: where a program died while it waited for that, the engine goes on
 * with it, and its events tell of the signal.
 */
export async function untilStopped(changes: Changes, { old, next }: Pair): Promise<void> {
  const [found, newOne] = await Promise.all([look(changes.call, old), look(changes.call, next)])
  if (found?.State.Running !== true || newOne === undefined) return
  if (await hasGotSignal(changes, found, newOne)) await changes.stop(found)
}

/** Whether it got a signal since the new one was made. */
async function hasGotSignal({ call }: Changes, old: ContainerInspect, { Created }: ContainerInspect): Promise<boolean> {
  const until = (await engineTime(call.engine, call)) ?? new Date(wallTime())
  return await gotSignal(call, old.Id, { since: Created ?? 0, until })
}
