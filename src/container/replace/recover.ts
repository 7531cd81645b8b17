import { openDisposal, type CallContext } from '../../engine/context.js'
import { checkRef, nameOf, plainName, type RefLike } from '../../engine/ref.js'
import { containerInspect } from '../operations.js'
import type { ContainerInspect } from '../wire/inspect.js'
import { untilStopped } from './being-stopped.js'
import { Changes } from './changes.js'
import { removeOld, takePlaces } from './finish.js'
import { busy, halfReplaced } from './not-replaced.js'
import { everyPair, hasStarted, isOldOf, look, type Pair } from './pair.js'
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
  const pairs = await everyPair(call)
  const pair = await brokenOff(call, container, found, pairs)
  if (pair === undefined) return found ?? (await call.send(containerInspect, { id: container })) // which refuses
  // One that depends on another goes with that.
  const main = pairs.find(({ old }) => old === pair.along) ?? pair
  await settle(
    call,
    main,
    pairs.filter(({ along }) => along === main.old),
    starting,
  )
  return await call.send(containerInspect, { id: pair.name })
}

/** The replacement of a container that was not brought to its end. In its middle nobody has the name. */
async function brokenOff(
  call: CallContext,
  container: RefLike<'container'>,
  found: ContainerInspect | undefined,
  pairs: readonly Pair[],
): Promise<Pair | undefined> {
  const called = plainName(checkRef('container', 'word', nameOf(container)))
  const isMeant = ({ name, old, next, spare }: Pair): boolean =>
    found === undefined ? name === called : [old, next, spare].includes(found.Id)
  for (const pair of pairs.filter(isMeant)) {
    const along = pairs.filter((other) => other.along === pair.old)
    for (const one of [pair, ...along]) if (await isUnderWay(call, one)) return pair
  }
  return undefined
}

async function isUnderWay(call: CallContext, { name, was, ...pair }: Pair): Promise<boolean> {
  const [old, ...made] = await Promise.all([pair.old, pair.next, pair.spare].map((id) => look(call, id)))
  if (old !== undefined) return isOldOf({ name }, old)
  const [one, other] = made.filter((each) => each !== undefined)
  if (one === undefined || other !== undefined) return other !== undefined
  // The old one was removed, at the end or by somebody else, or has removed itself.
  return plainName(one.Name) !== name || (was !== 'stopped' && !hasStarted(one))
}

async function settle(call: CallContext, main: Pair, along: readonly Pair[], starting: Starting): Promise<void> {
  const { session } = call.engine
  if ([main.old, main.next].some((id) => id !== undefined && session.isInUse(id))) throw busy(main.old, main.name)
  const pairs = [main, ...along]
  const [old, next, spare] = await Promise.all([main.old, main.next, main.spare].map((id) => look(call, id)))
  if (next === undefined && spare === undefined) return // somebody else was at it
  const changes = new Changes(call)
  let failure: unknown
  if (next !== undefined && (await stays(call, main, { old: old ?? spare, next }, starting))) {
    try {
      await takePlaces(changes, main, { old, next }, along, starting)
      await removeOld(changes, main, along)
      return
    } catch (error) {
      if (call.isOver) throw error // it can be gone on with
      if ((old ?? spare) === undefined) throw await halfReplaced(call, pairs, error, error)
      failure = error
    }
  }
  await changes.settled()
  const undoing = new Changes(openDisposal(call.engine))
  try {
    for (const pair of pairs) await untilStopped(undoing, pair)
    await putBack(
      undoing,
      { pair: main },
      along.map((pair) => ({ pair })),
    )
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
