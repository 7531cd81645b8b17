import { isAbsent, orRefused } from '../../engine/absent.js'
import { engineTime } from '../../system/clock.js'
import { writeMoment } from '../../docker-words/moment.js'
import { systemEvents } from '../../system/operations.js'
import { containerInspect } from '../operations.js'
import type { ContainerInspect } from '../wire/inspect.js'
import { endedError, removedError } from './ended.js'
import { delays, type Watch } from './watch.js'

const telling = ['start', 'die', 'destroy', 'health_status', 'pause', 'unpause'] as const

/**
 * The container as it is now, and again whenever the engine tells of a change.
 *
 * @throws StateError CONTAINER_EXITED when it has ended and will not be started again by itself, or is gone
 */
export async function* states(watch: Watch): AsyncGenerator<ContainerInspect, never> {
  const { call, container } = watch
  // Engines answer before they have subscribed us; but they replay what happened since a moment of their own clock.
  const now = await engineTime(call.engine, call)
  const filters = { type: 'container', container: container.id, event: telling } as const
  const query = { filters, ...(now !== undefined && { since: writeMoment(now) }) }
  const events = await orRefused(async () => await call.send(systemEvents, { query }))
  try {
    yield await stateOf(watch)
    while (events !== undefined && (await events.next()).done !== true) yield await stateOf(watch)
  } finally {
    await events?.return()
  }
  // The events may not be read, or the engine is ending.
  for (const delay of delays()) {
    await call.pause(delay)
    yield await stateOf(watch)
  }
  throw new Error('the delays have no end')
}

/** The same, once. */
export async function stateOf(watch: Watch): Promise<ContainerInspect> {
  const found = await inspected(watch)
  const { Status, Error: failure } = found.State
  if (Status === 'exited' || Status === 'dead' || Status === 'removing' || (Status === 'created' && failure !== ''))
    throw await endedError(watch, found)
  watch.seen.state = noteOn(found)
  return found
}

/** What the engine says of it, whether it runs or not. */
export async function inspected(watch: Watch): Promise<ContainerInspect> {
  try {
    return await watch.call.send(containerInspect, { id: watch.container })
  } catch (error) {
    throw isAbsent(error, 'container') ? await removedError(watch) : error
  }
}

/** What is to be said of a state, if it does not simply run. */
export function noteOn({ State: { Status }, RestartCount }: ContainerInspect): string | undefined {
  if (RestartCount > 0) return `it is ${Status}, and was started again ${RestartCount} times`
  return Status === 'running' ? undefined : `it is ${Status}`
}

/** Never resolves: rejects when the container has ended. */
export async function untilEnded(watch: Watch): Promise<never> {
  const all = states(watch)
  for (;;) await all.next()
}
