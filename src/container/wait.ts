import { options, query } from '../engine/call/options.js'
import { openChange, type CallContext } from '../engine/context.js'
import { isAbsent, orAbsent, orRefused } from '../engine/absent.js'
import type { Engine } from '../engine/engine.js'
import { nameOf, plainName, type Ref, type RefLike } from '../engine/ref.js'
import { MooringError } from '../errors/base.js'
import { StateError } from '../errors/state.js'
import { withoutPasswords } from '../errors/describe-value.js'
import { engineTime } from '../system/clock.js'
import { systemEvents } from '../system/operations.js'
import { containerInspect, containerWait } from './operations.js'
import { wallTime } from '../time/time.js'
import { watchExit, type Exit, type WaitCondition, type WaitOptions } from './streams/exit-watch.js'
import type { ContainerInspect } from './wire/inspect.js'

const waitOptions = options<WaitOptions>('container.wait', { condition: query(containerWait, 'condition') })

/**
 * Waits for the end of a container. Engines answer at once, with exit code 0, for one that was made and never started:
 * that one is waited for.
 *
 * @throws StateError NOT_RUNNING when it was removed before it ever ran, or its start failed
 */
export async function waitForExit(engine: Engine, container: RefLike<'container'>, given: WaitOptions): Promise<Exit> {
  waitOptions.check(given)
  const { condition = 'not-running' } = given
  const about = { operation: containerWait.id, target: nameOf(container) }
  const call = openChange(engine, about, waitOptions.call(given))
  // Looked at first: of a container that was never started, engines say at once that it does not run, with code 0.
  const found = await call.send(containerInspect, { id: container })
  const ref: Ref<'container'> = { noun: 'container', id: found.Id, name: nameOf(container) }
  try {
    return await exitNow(call, ref, found, condition)
  } catch (error) {
    if (!isAbsent(error, 'container')) throw error
    // It has gone since: one that removes itself may have run, too.
    const exit = await exitInEvents(call, found)
    if (exit === 'unknown') throw error
    return exit
  }
}

async function exitNow(
  call: CallContext,
  container: Ref<'container'>,
  found: ContainerInspect,
  condition: WaitCondition,
): Promise<Exit> {
  if (!isNew(found)) return await exitOf(call, container, condition)
  if (condition === 'not-running' && found.State.Error !== '') throw notStarted(found)
  if (condition === 'not-running') return await untilFirstExit(call, container, found)
  return await ifItRan(call, found, exitOf(call, container, condition))
}

async function exitOf(call: CallContext, container: Ref<'container'>, condition: WaitCondition): Promise<Exit> {
  try {
    const watched = await watchExit(call, container, condition)
    return await watched.exit()
  } catch (error) {
    if (!MooringError.is(error, 'STREAM_FAILED')) throw error
    // The explanation is extra; without it the engine's own words stand.
    const found = await call.send(containerInspect, { id: container }).catch(() => undefined)
    throw found === undefined || found.State.Error === '' ? error : notStarted(found, error)
  }
}

/** Of a container that has not run: until it has. */
async function untilFirstExit(call: CallContext, container: Ref<'container'>, found: ContainerInspect): Promise<Exit> {
  const watched = await watchExit(call, container, 'next-exit')
  const { State } = await call.send(containerInspect, { id: container })
  if (State.Running || State.StartedAt === found.State.StartedAt) return await ifItRan(call, found, watched.exit())
  // It was started and has ended while the watch was set up.
  await watched.cancel()
  return await exitOf(call, container, 'not-running')
}

/** An exit code, unless the container was removed before it ran: engines say 0 of that as well. */
async function ifItRan(call: CallContext, found: ContainerInspect, ending: Promise<Exit>): Promise<Exit> {
  const exit = await ending
  if (exit.exitCode !== 0) return exit
  const now = await orAbsent('container', call.send(containerInspect, { id: found.Id }))
  if (now !== undefined && isNew(now)) throw neverRan(found)
  if (now === undefined) await exitInEvents(call, found)
  return exit
}

/**
 * How a container that is gone ended the last time, as the engine's own log of events tells, where it may be read.
 *
 * @throws StateError NOT_RUNNING when it was never started
 */
export async function exitInEvents(call: CallContext, found: ContainerInspect): Promise<Exit | 'unknown'> {
  const until = await engineTime(call.engine, call)
  const filters = { container: found.Id, event: ['start', 'die'] } as const
  const query = { since: new Date(found.Created ?? 0), until: until ?? new Date(wallTime()), filters }
  const events = await orRefused(async () => await call.send(systemEvents, { query }))
  if (events === undefined) return 'unknown'
  let wasStarted = false
  let exitCode: string | undefined
  for await (const { Action, Actor } of events) {
    if (Action === 'start') wasStarted = true
    else exitCode = Actor.Attributes?.['exitCode']
  }
  if (!wasStarted) throw neverRan(found)
  return exitCode === undefined ? 'unknown' : { exitCode: Number(exitCode) }
}

/** Made and not started since, or its start failed. */
function isNew({ State }: ContainerInspect): boolean {
  return State.Status === 'created' && State.StartedAt.startsWith('0001-')
}

/** The error for a container that was removed before it was started. */
export function neverRan(found: ContainerInspect): StateError<'NOT_RUNNING'> {
  const says = 'was removed before it ran'
  return withoutExit(found, says, 'it has no exit code: start it before you wait, or keep it until it has ended')
}

/** The error for a container whose start has failed. */
export function notStarted(found: ContainerInspect, cause?: Error): StateError<'NOT_RUNNING'> {
  const says = `could not be started: ${withoutPasswords(found.State.Error)}`
  return withoutExit(found, says, 'change what the engine names, and start it again', cause)
}

function withoutExit(
  { Id, Name }: ContainerInspect,
  says: string,
  hint: string,
  cause?: Error,
): StateError<'NOT_RUNNING'> {
  const name = plainName(Name)
  return new StateError('NOT_RUNNING', {
    message: `container ${JSON.stringify(name)} ${says}`,
    details: { id: Id, name },
    hint,
    operation: containerWait.id,
    target: name,
    cause,
  })
}
