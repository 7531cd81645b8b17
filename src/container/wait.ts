import { options, query } from '../engine/call/options.js'
import { openCall, type CallContext } from '../engine/context.js'
import { orAbsent, orRefused } from '../engine/absent.js'
import type { Engine } from '../engine/engine.js'
import type { RefLike } from '../engine/ref.js'
import { MooringError } from '../errors/base.js'
import { StateError } from '../errors/state.js'
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
  const call = openCall(engine, waitOptions.call(given))
  // Looked at first: of a container that was never started, engines say at once that it does not run, with code 0.
  const found = await call.send(containerInspect, { id: container })
  if (!isNew(found)) return exitOf(call, container, condition)
  if (condition === 'not-running' && found.State.Error !== '') throw notStarted(found)
  if (condition === 'not-running') return untilFirstExit(call, found)
  return ifItRan(call, found, exitOf(call, found.Id, condition))
}

async function exitOf(call: CallContext, container: RefLike<'container'>, condition: WaitCondition): Promise<Exit> {
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
async function untilFirstExit(call: CallContext, found: ContainerInspect): Promise<Exit> {
  const watched = await watchExit(call, found.Id, 'next-exit')
  const { State } = await call.send(containerInspect, { id: found.Id })
  if (State.Running || State.StartedAt === found.State.StartedAt) return ifItRan(call, found, watched.exit())
  // It was started and has ended while the watch was set up.
  await watched.cancel()
  return exitOf(call, found.Id, 'not-running')
}

/** An exit code, unless the container was removed before it ran: engines say 0 of that as well. */
async function ifItRan(call: CallContext, found: ContainerInspect, ending: Promise<Exit>): Promise<Exit> {
  const exit = await ending
  if (exit.exitCode !== 0) return exit
  const now = await orAbsent('container', call.send(containerInspect, { id: found.Id }))
  const ran = now === undefined ? await wasStarted(call, found) : !isNew(now)
  if (ran) return exit
  throw neverRan(found)
}

/** Whether a container that is gone was started once, as the engine's own log of events tells, where it may be read. */
async function wasStarted(call: CallContext, { Id, Created }: ContainerInspect): Promise<boolean> {
  const until = await engineTime(call.engine, call)
  const filters = { container: Id, event: 'start' } as const
  const query = { since: new Date(Created ?? 0), until: until ?? new Date(wallTime()), filters }
  const events = await orRefused(async () => call.send(systemEvents, { query }))
  if (events === undefined) return true
  for await (const { Action } of events) if (Action === 'start') return true
  return false
}

/** Made and not started since, or its start failed. */
function isNew({ State }: ContainerInspect): boolean {
  return State.Status === 'created' && State.StartedAt.startsWith('0001-')
}

function neverRan(found: ContainerInspect): StateError<'NOT_RUNNING'> {
  const says = 'was removed before it ran'
  return withoutExit(found, says, 'it has no exit code: start it before you wait, or keep it until it has ended')
}

function notStarted(found: ContainerInspect, cause?: Error): StateError<'NOT_RUNNING'> {
  const says = `could not be started: ${found.State.Error}`
  return withoutExit(found, says, 'change what the engine names, and start it again', cause)
}

function withoutExit(
  { Id, Name }: ContainerInspect,
  says: string,
  hint: string,
  cause?: Error,
): StateError<'NOT_RUNNING'> {
  const name = Name.replace(/^\//, '')
  return new StateError('NOT_RUNNING', {
    message: `container ${JSON.stringify(name)} ${says}`,
    details: { id: Id, name },
    hint,
    target: name,
    cause,
  })
}
