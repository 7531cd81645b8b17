import { checkCallOptions, deadlineOf, type CallOptions } from '../engine/call/call-options.js'
import { openChange, type CallContext } from '../engine/context.js'
import type { Engine } from '../engine/engine.js'
import { nameOf, type RefLike } from '../engine/ref.js'
import { MooringError } from '../errors/base.js'
import { invalidArgument } from '../errors/invalid-argument.js'
import { isAbsent } from '../engine/absent.js'
import { volumeDelete } from '../volume/operations.js'
import { containerDelete, containerInspect, containerRestart, containerStop } from './operations.js'
import { explainStart } from './run/explain-start.js'
import { checkStopSignal } from './stop-signal.js'
import { watchExit } from './streams/exit-watch.js'

/** How a container is stopped. The names are those of `docker run`, since `signal` and `timeout` belong to the call. */
export interface StopOptions extends CallOptions {
  /** Seconds until it is killed, -1 for never; when left out, what it was made with (10 unless said otherwise). */
  readonly stopTimeout?: number | undefined
  /** The signal that asks it to end, such as `SIGINT`. Since API 1.42. */
  readonly stopSignal?: string | undefined
}

export interface RemoveOptions extends CallOptions {
  /** Kills it first if it runs. */
  readonly force?: boolean | undefined
  /** Removes its anonymous volumes, too. */
  readonly volumes?: boolean | undefined
}

export async function stopContainer(
  engine: Engine,
  container: RefLike<'container'>,
  options: StopOptions,
): Promise<boolean> {
  const { query, call } = await stopping(engine, container, options, 'container.stop')
  return await call.send(containerStop, { id: container, query })
}

export async function restartContainer(
  engine: Engine,
  container: RefLike<'container'>,
  options: StopOptions,
): Promise<void> {
  const { query, call } = await stopping(engine, container, options, 'container.restart')
  try {
    await call.send(containerRestart, { id: container, query })
  } catch (error) {
    throw await explainStart(call, container, error)
  }
}

interface Stopping {
  readonly query: { readonly t: number | undefined; readonly signal: string | undefined }
  readonly call: CallContext
}

const stoppers = { 'container.stop': containerStop, 'container.restart': containerRestart } as const

// The engine answers when the grace period is over, so the deadline begins behind it.
async function stopping(
  engine: Engine,
  container: RefLike<'container'>,
  options: StopOptions,
  verb: keyof typeof stoppers,
): Promise<Stopping> {
  checkCallOptions(options, ['stopTimeout', 'stopSignal'], verb)
  const { stopTimeout, stopSignal } = options
  if (stopTimeout !== undefined) checkStopTimeout(stopTimeout)
  if (stopSignal !== undefined) checkStopSignal(stopSignal)
  const query = { t: stopTimeout, signal: stopSignal }
  const call = openChange(engine, { operation: stoppers[verb].id, target: nameOf(container) }, options)
  if (call.timeout !== undefined) return { query, call }
  const grace = stopTimeout ?? (await call.send(containerInspect, { id: container })).Config.StopTimeout ?? 10
  const patience = grace < 0 ? undefined : deadlineOf(engine.options.timeout + grace * 1000)
  return { query, call: call.withDefault(patience) }
}

/** Whole seconds between the signal and the kill; -1 for ever. */
export function checkStopTimeout(seconds: unknown): number {
  if (typeof seconds === 'number' && Number.isSafeInteger(seconds) && seconds >= -1) return seconds
  const hint = 'give whole seconds, or -1 to wait for ever; timeout is the deadline of the call, in milliseconds'
  throw invalidArgument('stopTimeout', seconds, hint)
}

/** Removes a container; when this returns it is gone, also if somebody else had begun to remove it. */
export async function removeContainer(
  call: CallContext,
  container: RefLike<'container'>,
  { force, volumes }: Pick<RemoveOptions, 'force' | 'volumes'>,
): Promise<void> {
  try {
    await call.send(containerDelete, { id: container, query: { force, v: volumes } })
  } catch (error) {
    if (!MooringError.is(error, 'REMOVAL_IN_PROGRESS')) throw error
    await untilGone(call.withDefault(call.engine.options.timeout), container)
  }
}

/** Removes volumes that a container had for itself; one that another container mounts stays. */
export async function removeUnused(call: CallContext, volumes: readonly string[]): Promise<void> {
  for (const name of volumes) {
    try {
      await call.send(volumeDelete, { name })
    } catch (error) {
      if (!isAbsent(error, 'volume') && !MooringError.is(error, 'VOLUME_IN_USE')) throw error
    }
  }
}

/** Waits until a container that is being removed is gone. */
export async function untilGone(call: CallContext, container: RefLike<'container'>): Promise<void> {
  try {
    const watch = await watchExit(call, container, 'removed')
    await watch.exit()
  } catch (error) {
    if (!isAbsent(error, 'container')) throw error
  }
}
