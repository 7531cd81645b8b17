import { openDisposal, type CallContext } from '../../engine/context.js'
import type { Unfinished } from '../../engine/session/session.js'
import type { OwnedContainer } from '../container.js'
import type { ContainerInspect } from '../wire/inspect.js'
import { Changes, type Stopping } from './changes.js'
import { removeOld, takePlaces } from './finish.js'
import { inherit } from './making/inherit.js'
import { halfReplaced, notReplaced } from './not-replaced.js'
import { prepare, type Prepared, type ReplaceChange } from './making/prepare.js'
import { putBack } from './put-back.js'
import type { Starting } from './take-place.js'

interface Work {
  readonly change: ReplaceChange | undefined
  readonly starting: Starting
  readonly stopping: Stopping
  /** What the session knows of it: `close()` waits for its end. */
  readonly unfinished: Unfinished
}

/**
 * Puts a new container in the place of an old one. Whatever fails until it is there is taken back before the caller hears
 * of it, also after an abort: a program that is told of a failure may end at once.
 */
export async function inPlaceOf(
  call: CallContext,
  old: ContainerInspect,
  { change, starting, stopping, unfinished }: Work,
): Promise<OwnedContainer> {
  const changes = new Changes(call, stopping)
  const prepared: Prepared[] = []
  let isTouched = false
  const step = async (): Promise<Prepared> => {
    const { main, next } = await prepare(call, old, { change, starting, prepared })
    isTouched = true
    await takePlaces(changes, main.pair, { old, next }, pairsOf(prepared.slice(1)), starting)
    starting.tell({ doing: 'remove', container: main.pair.name })
    call.signal?.throwIfAborted()
    return main
  }
  const orTakenBack = async (): Promise<Prepared> => {
    try {
      return await call.engine.ending.orFail(step())
    } catch (error) {
      await changes.settled()
      try {
        await takenBack(call, prepared)
      } catch (why) {
        throw await halfReplaced(openDisposal(call.engine), pairsOf(prepared), error, why)
      }
      if (call.signal?.aborted === true) throw call.signal.reason
      throw isTouched ? await notReplaced(openDisposal(call.engine), pairsOf(prepared), error) : error
    }
  }
  try {
    const main = await orTakenBack()
    return await committed(call, main, prepared.slice(1))
  } finally {
    for (const one of [...prepared, { unfinished }]) one.unfinished.done()
  }
}

/** From here on there is no way back: the new one is where the old one was, and the caller's signal does not count. */
async function committed(call: CallContext, main: Prepared, along: readonly Prepared[]): Promise<OwnedContainer> {
  const lasting = openDisposal(call.engine)
  for (const one of along) heir(call, one, one.made)
  const replaced = heir(call, main, main.made)
  try {
    await removeOld(new Changes(lasting), main.pair, pairsOf(along))
  } catch (error) {
    throw await halfReplaced(lasting, pairsOf([main, ...along]), error, error)
  }
  return replaced
}

async function takenBack(call: CallContext, prepared: readonly Prepared[]): Promise<void> {
  const [main, ...along] = prepared.map((one) => ({
    pair: one.pair,
    spareTakesOver: () => one.spare && heir(call, one, one.spare),
  }))
  if (main !== undefined) await putBack(new Changes(openDisposal(call.engine)), main, along)
}

/** Who owned the old one owns this one. */
function heir(call: CallContext, { pair, volumes }: Prepared, made: OwnedContainer): OwnedContainer {
  return inherit(call.engine, { before: pair.old, made, name: pair.name, volumes })
}

function pairsOf(prepared: readonly Prepared[]): Prepared['pair'][] {
  return prepared.map(({ pair }) => pair)
}
