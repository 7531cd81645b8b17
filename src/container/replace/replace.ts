import { options, own } from '../../engine/call/options.js'
import type { CallOptions } from '../../engine/call/call-options.js'
import { openChange } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import { nameOf, plainName, type RefLike } from '../../engine/ref.js'
import { atCaller } from '../../errors/at-caller.js'
import { quoted } from '../../errors/describe-value.js'
import { checkFunction, invalidArgument } from '../../errors/invalid-argument.js'
import { checkStopSignal } from '../stop-signal.js'
import type { OwnedContainer } from '../container.js'
import { checkStopTimeout } from '../lifecycle.js'
import { containerCreate } from '../operations.js'
import { toCondition } from '../readiness/condition.js'
import { inPlaceOf } from './in-place.js'
import { busy, cannotBeReplaced } from './not-replaced.js'
import { refTo } from './pair.js'
import type { ReplaceChange } from './making/prepare.js'
import { recovered } from './recover.js'
import type { ReplaceStep, Starting } from './take-place.js'
import type { ReadyCondition } from './until-ready.js'

export type { ReplaceChange } from './making/prepare.js'

/** When a new container counts as ready. */
export interface ReadyOptions extends CallOptions {
  /**
   * When the new one counts as ready: as `waitFor()` takes it, or `false` for as soon as it is started. Left out, it is
   * waited until it is healthy, if it has a health check; else it must run for a second.
   */
  readonly ready?: ReadyCondition | undefined
}

/** How a container is replaced. */
export interface ReplaceOptions extends ReadyOptions {
  /** Seconds until the old one is killed, -1 for never; when left out, what it was made with (10 unless said otherwise). */
  readonly stopTimeout?: number | undefined
  /** The signal that asks the old one to end, such as `SIGINT`. Since API 1.42. */
  readonly stopSignal?: string | undefined
  /** Told of each step before it is done. What it throws takes the replacement back. */
  readonly onStep?: ((step: ReplaceStep) => void) | undefined
}

const ready = own<ReadyCondition>((name, value) => {
  if (value !== false && toCondition(value).kind === 'exit')
    throw invalidArgument(
      name,
      value,
      'a container that has ended is not ready: wait for { healthy }, { port } or { log }',
    )
})

const replaceOptions = options<ReplaceOptions>('container.replace', {
  ready,
  stopTimeout: own((_, value) => checkStopTimeout(value)),
  stopSignal: own((_, value) => checkStopSignal(value)),
  onStep: own((name, value: unknown) => checkFunction(name, value, 'give a function: ({ doing, container }) => ...')),
})

const recoverOptions = options<ReadyOptions>('container.recover', { ready })

/** The container as it is after a replacement that was broken off. See `docker.container.recover`. */
export async function recoverContainer(
  engine: Engine,
  container: RefLike<'container'>,
  given: ReadyOptions,
): Promise<{ readonly id: string; readonly name: string }> {
  recoverOptions.check(given)
  const about = { operation: containerCreate.id, target: nameOf(container) }
  const call = openChange(engine, about, recoverOptions.call(given))
  const { Id, Name } = await recovered(call, container, { ready: given.ready, tell: () => undefined })
  return { id: Id, name: plainName(Name) }
}

/** Makes a container anew. See `container.replace`. */
export async function replaceContainer(
  engine: Engine,
  container: RefLike<'container'>,
  change: ReplaceChange | undefined,
  given: ReplaceOptions,
): Promise<OwnedContainer> {
  const asked: unknown = change // callers without types may pass anything
  if (asked !== undefined && typeof asked !== 'function')
    throw invalidArgument(
      'change',
      asked,
      "give a function that changes the builder: (builder) => builder.image('web:2')",
      `replace() cannot take ${quoted(asked)}`,
    )
  replaceOptions.check(given)
  const about = { operation: containerCreate.id, target: nameOf(container) }
  const call = openChange(engine, about, replaceOptions.call(given))
  const starting: Starting = { ready: given.ready, tell: given.onStep ?? (() => undefined) }
  try {
    const old = await recovered(call, container, starting)
    const { Status } = old.State
    if (Status === 'removing' || Status === 'dead') throw cannotBeReplaced(old)
    const { session, ending } = engine
    if (session.isInUse(old.Id)) throw busy(old.Id, plainName(old.Name))
    const unfinished = session.begin(refTo(old.Id, plainName(old.Name)))
    const replaced = inPlaceOf(call, old, { change, starting, stopping: given, unfinished })
    return await (ending.isArmed ? ending.hold(replaced) : replaced)
  } catch (error) {
    throw atCaller(error)
  }
}
