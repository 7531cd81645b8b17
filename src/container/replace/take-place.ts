import { plainName } from '../../engine/ref.js'
import type { ContainerInspect } from '../wire/inspect.js'
import type { Changes } from './changes.js'
import { oldName } from './labels.js'
import { hasStarted, refTo, wasOf, type Pair } from './pair.js'
import { startUntilReady, untilReady, type ReadyCondition } from './until-ready.js'

/** One thing that a replacement does, and with which container. */
export interface ReplaceStep {
  readonly doing: 'create' | 'stop' | 'start' | 'wait' | 'remove'
  /** The name that goes from the old one to the new one. */
  readonly container: string
}

/** How the new one is started. */
export interface Starting {
  readonly ready: ReadyCondition | undefined
  readonly tell: (step: ReplaceStep) => void
}

/** The two, as the engine told of them before anything was done. */
export interface Both {
  readonly old: ContainerInspect | undefined
  readonly next: ContainerInspect
}

/**
 * Stops the old one, gives the new one its name and starts it: all but the removal of the old one. What was done before is
 * left out, so that it can go on where a program has died.
 */
export async function takePlace(
  changes: Changes,
  { name, was }: Pair,
  { old, next }: Both,
  { ready, tell }: Starting,
): Promise<void> {
  const ref = refTo(next.Id, name)
  if (old !== undefined) await standAside(changes, name, old, tell)
  if (plainName(next.Name) !== name) await changes.rename(ref, name)
  if (was === 'stopped') return
  const renamed = { ...next, Name: name }
  if (hasStarted(next)) await untilReady(changes.call, renamed, ready)
  else {
    tell({ doing: 'start', container: name })
    await startUntilReady(changes, renamed, ready, () => tell({ doing: 'wait', container: name }))
  }
  if (was === 'paused' && !next.State.Paused) await changes.pause(ref)
}

async function standAside(
  changes: Changes,
  name: string,
  old: ContainerInspect,
  tell: Starting['tell'],
): Promise<void> {
  const runs = wasOf(old) !== 'stopped'
  if (runs) {
    tell({ doing: 'stop', container: name })
    await changes.stop(old)
  }
  const isGone = runs && old.HostConfig.AutoRemove === true
  if (!isGone && plainName(old.Name) === name) await changes.rename(refTo(old.Id, name), oldName(name))
}
