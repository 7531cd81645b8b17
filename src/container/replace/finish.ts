import type { Changes } from './changes.js'
import { look, refTo, type Pair } from './pair.js'
import { untilReady } from './until-ready.js'
import { takePlace, type Both, type Starting } from './take-place.js'

/** Puts the new one in the place of the old one, and after it those that depend on it. Nothing is removed yet. */
export async function takePlaces(
  changes: Changes,
  main: Pair,
  both: Both,
  along: readonly Pair[],
  starting: Starting,
): Promise<void> {
  await takePlace(changes, main, both, starting)
  for (const pair of along) {
    const [old, next] = await Promise.all([look(changes.call, pair.old), look(changes.call, pair.next)])
    if (next !== undefined) await takePlace(changes, pair, { old, next }, { ...starting, ready: false })
  }
  // It may have ended while they were started.
  if (along.length > 0 && main.was !== 'stopped')
    await untilReady(changes.call, { ...both.next, Name: main.name }, false)
}

/** Removes the old ones, that of the replacement itself at last. Their volumes belong to the new ones. */
export async function removeOld(changes: Changes, main: Pair, along: readonly Pair[]): Promise<void> {
  for (const { old, spare, name } of [...along, main])
    for (const id of [old, spare]) if (id !== undefined) await changes.remove(refTo(id, name), { volumes: false })
}
