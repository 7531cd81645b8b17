import type { System } from '../../src/system/system.js'

declare const system: System

/** What an event holds follows from its kind. Checked by the compiler alone. */
export async function eventKinds(): Promise<void> {
  for await (const event of system.events()) {
    if (event.Type === 'network' && event.Action === 'connect') {
      const container: string | undefined = event.Actor.Attributes.container
      const exact: bigint = event.timeNano
      console.log(container, exact)
    }
    // @ts-expect-error a network has no such action
    if (event.Type === 'network' && event.Action === 'conect') break
    // @ts-expect-error no such kind
    if (event.Type === 'netwrok') break
    // @ts-expect-error wire names are the engine's, letter for letter
    console.log(event.type)
  }

  // A filter by kind narrows what is read.
  for await (const { Action } of system.events({ type: ['network', 'volume'] })) {
    const action:
      'connect' | 'create' | 'destroy' | 'disconnect' | 'prune' | 'remove' | 'update' | 'mount' | 'unmount' = Action
    console.log(action)
  }

  // The words of the filter are those of its kinds; of all, when none is said.
  system.events({ event: ['start', 'connect', 'health_status: healthy'] })
  system.events({ type: 'container', event: 'exec_start' })
  system.events({ type: ['network', 'volume'], event: ['connect', 'mount'] })
  // @ts-expect-error no event has this word
  system.events({ event: 'startt' })
  // @ts-expect-error no event of a network has this word
  system.events({ type: 'network', event: 'start' })

  system.events({ since: '10m', until: new Date() }, { buffer: 100 })
  for await (const { timeNano } of system.events({ type: 'image' })) system.events({ since: timeNano })
  // @ts-expect-error which events are wanted is said in the first object
  system.events({}, { since: '10m' })

  // @ts-expect-error no such filter
  system.events({ netwrok: 'front' })
  // @ts-expect-error no such kind
  system.events({ type: 'netwrok' })
}
