import { plainName } from '../../engine/ref.js'
import { StateError } from '../../errors/state.js'
import type { ContainerInspect } from '../wire/inspect.js'
import type { Changes } from './changes.js'
import { sharesWith } from './making/dependants.js'
import { nextName } from './labels.js'
import { hasStarted, look, refTo, wasOf, type Pair } from './pair.js'

/** Makes an old one again that has removed itself when it was stopped; gives its id. */
export type MakeAgain = (changes: Changes, ids: ReadonlyMap<string, string>) => Promise<string>

/** One replacement that is taken back. */
export interface Undone {
  readonly pair: Pair
  /** Undefined where nobody knows any more what it was made with. */
  readonly makeAgain: MakeAgain | undefined
}

/**
 * Gives the old ones their names back, starts those that ran, and removes the new ones. It looks what there is, so that it
 * can be done at any moment, and again where it was broken off: the new one, whose labels tell of the replacement, goes last.
 */
export async function putBack(changes: Changes, main: Undone, along: readonly Undone[]): Promise<void> {
  const ids = new Map<string, string>()
  const old = await oneBack(changes, main, ids)
  for (const other of along) {
    const found = await oneBack(changes, other, ids)
    // It has the network of a run that is over.
    if (found.State.Running && sharesWith(found, old) && startOf(found) < startOf(old)) {
      await changes.stop(found)
      await changes.start(refTo(found.Id, other.pair.name))
      if (other.pair.was === 'paused') await changes.pause(refTo(found.Id, other.pair.name))
    }
  }
  for (const { pair } of [...along, main]) await changes.remove(refTo(pair.next, pair.name), { volumes: true })
}

async function oneBack(
  changes: Changes,
  { pair, makeAgain }: Undone,
  ids: Map<string, string>,
): Promise<ContainerInspect> {
  const { call } = changes
  const next = await look(call, pair.next)
  if (next !== undefined) await nextAside(changes, pair, next)
  let old = await look(call, pair.old)
  const isLost = old !== undefined && [...ids.keys()].some((id) => sharesWith(old as ContainerInspect, { Id: id }))
  if (old === undefined || isLost) {
    if (makeAgain === undefined) throw goneError(pair)
    if (old !== undefined) await changes.remove(refTo(old.Id, pair.name), { volumes: false })
    const id = await makeAgain(changes, ids)
    ids.set(pair.old, id)
    old = await look(call, id)
    if (old === undefined) throw goneError(pair)
  }
  const ref = refTo(old.Id, pair.name)
  if (plainName(old.Name) !== pair.name) await changes.rename(ref, pair.name)
  if (pair.was !== 'stopped' && wasOf(old) === 'stopped') await changes.start(ref)
  if (pair.was === 'paused' && !old.State.Paused) await changes.pause(ref)
  return (await look(call, old.Id)) ?? old
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
