import { orRefused } from '../../engine/absent.js'
import { engineTime } from '../../system/clock.js'
import { systemEvents } from '../../system/operations.js'
import { wallTime } from '../../time/time.js'
import type { ContainerInspect } from '../wire/inspect.js'
import type { Changes } from './changes.js'
import { look, type Pair } from './pair.js'

/**
 * Waits for the end of an old one that is being stopped: where a program died while it waited for that, the engine goes on
 * with it. Engines have no word for such a state, but their events tell of the signal.
 */
export async function untilStopped(changes: Changes, { old, next }: Pair): Promise<void> {
  const [found, newOne] = await Promise.all([look(changes.call, old), look(changes.call, next)])
  if (found?.State.Running !== true || newOne === undefined) return
  if (await hasGotSignal(changes, found, newOne)) await changes.stop(found)
}

/** Whether it got a signal since the new one was made, as far as the events may be read. */
async function hasGotSignal(
  { call }: Changes,
  { Id }: ContainerInspect,
  { Created }: ContainerInspect,
): Promise<boolean> {
  const until = (await engineTime(call.engine, call)) ?? new Date(wallTime())
  const query = { since: Created ?? 0, until, filters: { container: Id, event: ['kill'] } } as const
  const events = await orRefused(async () => await call.send(systemEvents, { query }))
  if (events === undefined) return false
  try {
    return (await events.next()).done !== true
  } finally {
    await events.return()
  }
}
