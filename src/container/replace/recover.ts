import { openDisposal, type CallContext } from '../../engine/context.js'
import { checkRef, nameOf, plainName, type RefLike } from '../../engine/ref.js'
import { containerInspect } from '../operations.js'
import type { ContainerInspect } from '../wire/inspect.js'
import { untilStopped } from './being-stopped.js'
import { Changes } from './changes.js'
import { removeOld, takePlaces } from './finish.js'
import { busy, halfReplaced } from './not-replaced.js'
import { hasStarted, isOldOf, look, pairOf, pairsWith, type Pair } from './pair.js'
import { putBack } from './put-back.js'
import type { Both, Starting } from './take-place.js'
import { untilReady } from './until-ready.js'

/**
 * What the engine says of a container, after a replacement of it that was broken off is finished or taken back.
 *
 * @throws NotFoundError NOT_FOUND; StateError HALF_REPLACED, CONTAINER_BUSY
 */
export async function recovered(
  call: CallContext,
  container: RefLike<'container'>,
  starting: Starting,
): Promise<ContainerInspect> {
  const found = await look(call, container)
  const pair = await brokenOff(call, container, found)
  if (pair === undefined) return found ?? (await call.send(containerInspect, { id: container })) // which refuses
  // One that depends on another goes with that.
  const [main = pair] = pair.along === undefined ? [pair] : await pairsWith(call, 'replaces', pair.along)
  await settle(call, main, starting)
  return await call.send(containerInspect, { id: pair.name })
}

/** The replacement of a container that was not brought to its end. In its middle nobody has the name. */
async function brokenOff(
  call: CallContext,
  container: RefLike<'container'>,
  found: ContainerInspect | undefined,
): Promise<Pair | undefined> {
  if (found === undefined) {
    const [pair] = await pairsWith(call, 'name', plainName(checkRef('container', 'word', nameOf(container))))
    return pair
  }
  const own = pairOf(found.Id, plainName(found.Name), found.Config.Labels ?? {})
  if (own !== undefined && (await isUnderWay(call, own, found))) return own
  const pairs = await pairsWith(call, 'replaces', found.Id)
  return pairs.find((pair) => isOldOf(pair, found))
}

async function isUnderWay(call: CallContext, pair: Pair, next: ContainerInspect): Promise<boolean> {
  const old = await look(call, pair.old)
  if (old !== undefined) return isOldOf(pair, old)
  // It has removed itself when it was stopped, or the replacement is done.
  return plainName(next.Name) !== pair.name || (pair.was !== 'stopped' && !hasStarted(next))
}

async function settle(call: CallContext, main: Pair, starting: Starting): Promise<void> {
  const { session } = call.engine
  if (session.isInUse(main.old) || session.isInUse(main.next)) throw busy(main.old, main.name)
  const along = await pairsWith(call, 'along', main.old)
  const pairs = [main, ...along]
  const [old, next] = await Promise.all([look(call, main.old), look(call, main.next)])
  if (next === undefined) return // somebody else was at it
  const changes = new Changes(call)
  let failure: unknown
  if (await stays(call, main, { old, next }, starting)) {
    try {
      await takePlaces(changes, main, { old, next }, along, starting)
      await removeOld(changes, main, along)
      return
    } catch (error) {
      if (call.isOver) throw error // it can be gone on with
      if (old === undefined) throw await halfReplaced(call, pairs, error, error)
      failure = error
    }
  }
  await changes.settled()
  const undoing = new Changes(openDisposal(call.engine))
  const undone = pairs.map((pair) => ({ pair, makeAgain: undefined }))
  try {
    for (const pair of pairs) await untilStopped(undoing, pair)
    await putBack(undoing, { pair: main, makeAgain: undefined }, undone.slice(1))
  } catch (why) {
    throw await halfReplaced(undoing.call, pairs, failure ?? why, why)
  }
}

/** Whether the new one is to stay: it has its name and is ready, or there is no other one. */
async function stays(
  call: CallContext,
  { name, was }: Pair,
  { old, next }: Both,
  { ready }: Starting,
): Promise<boolean> {
  if (old === undefined) return true
  if (plainName(next.Name) !== name) return false
  if (was === 'stopped') return true
  if (!next.State.Running) return false
  try {
    await untilReady(call, next, ready)
    return true
  } catch (error) {
    if (call.isOver) throw error
    return false
  }
}
