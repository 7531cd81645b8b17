import { isFullId } from '../../engine/ref.js'
import type { EventsOfType } from '../../system/events/event.js'
import type { Suspects, Watched } from './look.js'

/** The events that tell of a change on a network. */
export type TellingEvent = EventsOfType<'container' | 'network'>

export const tellingEvents = {
  type: ['container', 'network'],
  event: ['connect', 'disconnect', 'create', 'destroy', 'remove', 'start', 'die', 'rename'],
} as const

/**
 * What some events tell to look at. They tell no more than that: an engine's events come before or after what they tell
 * of, twice, or for what has changed again since.
 */
export function suspectsOf(events: readonly TellingEvent[], { only, containers: known }: Watched): Suspects {
  const networks = new Set<string>()
  const containers = new Set<string>()
  for (const { Type, Action, Actor } of events) {
    if (Type === 'container') {
      const isOfInterest = only === undefined || known.has(Actor.ID) || containers.has(Actor.ID)
      if (isOfInterest && Action !== 'create') containers.add(Actor.ID)
      continue
    }
    if (only !== undefined && Actor.ID !== only) continue
    const { container } = Actor.Attributes
    if (Action !== 'connect' && Action !== 'disconnect') networks.add(Actor.ID)
    // The endpoint of a container that is gone is detached by its name, and is nobody's.
    else if (container !== undefined && isFullId(container)) containers.add(container)
  }
  return { networks, containers }
}
