import { orAbsent } from '../engine/absent.js'
import type { CallContext } from '../engine/context.js'
import { fewAtATime } from '../engine/few-at-a-time.js'
import { containerInspect } from './operations.js'
import type { ContainerInspect } from './wire/inspect.js'

/** How many containers are asked about at a time. */
const inFlight = 16

/** Inspects containers, a few at a time, in their order. One that is gone meanwhile is left out. */
export async function inspectAll(call: CallContext, ids: readonly string[]): Promise<ContainerInspect[]> {
  const found: (ContainerInspect | undefined)[] = []
  await fewAtATime(inFlight, ids.entries(), async ([at, id]) => {
    found[at] = await orAbsent('container', call.send(containerInspect, { id }))
  })
  return found.filter((one) => one !== undefined)
}
