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

  // @ts-expect-error no such filter
  system.events({ netwrok: 'front' })
  // @ts-expect-error no such kind
  system.events({ type: 'netwrok' })
}
