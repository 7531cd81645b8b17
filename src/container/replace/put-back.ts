import { plainName } from '../../engine/ref.js'
import { StateError } from '../../errors/state.js'
import type { ContainerInspect } from '../wire/inspect.js'
import type { Changes } from './changes.js'
import { dependsOn, sharesWith } from './making/dependants.js'
import { nextName } from './labels.js'
import { hasStarted, look, refTo, wasOf, type Pair } from './pair.js'

/** One replacement that is taken back. */
export interface Undone {
  readonly pair: Pair
  /** Told when the spare takes the place of the old one. */
  readonly spareTakesOver?: (() => void) | undefined
}

/**
 * Gives the old ones their names back, starts those that ran, and removes the new ones. It looks what there is, so that it
 * can be done at any moment, and again where it was broken off: the new one, whose labels tell of the replacement, goes last.
 */
export async function putBack(changes: Changes, main: Undone, along: readonly Undone[]): Promise<void> {
  const spares: ContainerInspect[] = []
  const old = await oneBack(changes, main, spares)
  for (const other of along) {
    const found = await oneBack(changes, other, spares)
    // It has the network of a run that is over.
    if (found.State.Running && sharesWith(found, old) && startOf(found) < startOf(old)) {
      await changes.stop(found)
      await changes.start(refTo(found.Id, other.pair.name))
      if (other.pair.was === 'paused') await changes.pause(refTo(found.Id, other.pair.name))
    }
  }
  const taken = new Set(spares.map(({ Id }) => Id))
  for (const { pair } of [...along, main]) {
    for (const id of [pair.spare, pair.next])
      if (id !== undefined && !taken.has(id)) await changes.remove(refTo(id, pair.name), { volumes: id === pair.next })
  }
}

/** @param spares gets the spare, if that is what comes back */
async function oneBack(
  changes: Changes,
  { pair, spareTakesOver }: Undone,
  spares: ContainerInspect[],
): Promise<ContainerInspect> {
  const { call } = changes
  const next = await look(call, pair.next)
  if (next !== undefined) await nextAside(changes, pair, next)
  const [old, spare] = await Promise.all([look(call, pair.old), look(call, pair.spare)])
  // A share or a link of the old one leads to what is gone.
  const isLost = spare !== undefined && spares.some((other) => dependsOn(spare, other))
  if (old !== undefined && !isLost) return await asItWas(changes, pair, old)
  if (spare === undefined) throw goneError(pair)
  spareTakesOver?.()
  if (old !== undefined) {
    if (wasOf(old) !== 'stopped') await changes.stop(old)
    await changes.remove(refTo(old.Id, pair.name), { volumes: false })
  }
  const back = await asItWas(changes, pair, spare)
  spares.push(back)
  return back
}

/** Gives a container its name, and makes it do what the old one did. */
async function asItWas(changes: Changes, { name, was }: Pair, found: ContainerInspect): Promise<ContainerInspect> {
  const ref = refTo(found.Id, name)
  if (plainName(found.Name) !== name) await changes.rename(ref, name)
  if (was !== 'stopped' && wasOf(found) === 'stopped') await changes.start(ref)
  if (was === 'paused' && !found.State.Paused) await changes.pause(ref)
  return (await look(changes.call, found.Id)) ?? found
}

/** Frees the name, the ports and the addresses. One that removes itself is ended; an engine cannot rename it meanwhile. */
async function nextAside(changes: Changes, { name }: Pair, next: ContainerInspect): Promise<void> {
  if (next.HostConfig.AutoRemove === true && hasStarted(next)) {
    await changes.stop(next, { stopTimeout: 0 })
    return
  }
  if (plainName(next.Name) === name) await changes.rename(refTo(next.Id, name), nextName(name))
  // Looked at again: where a program died when it had just asked for its start, the renaming has waited for that.
  const now = await look(changes.call, next.Id)
  if (now !== undefined && wasOf(now) !== 'stopped') await changes.stop(now, { stopTimeout: 0 })
}

function startOf({ State }: ContainerInspect): number {
  return Date.parse(State.StartedAt)
}

function goneError({ old, name }: Pair): StateError<'NOT_RUNNING'> {
  return new StateError('NOT_RUNNING', {
    message: `container ${JSON.stringify(name)} was removed when it was stopped, and cannot be made again`,
    details: { id: old, name },
    target: name,
  })
}
