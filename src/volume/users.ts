import { containerName } from '../container/name.js'
import { containerList } from '../container/operations.js'
import type { CallContext } from '../engine/context.js'
import type { Ref } from '../engine/ref.js'

/** A container that mounts a volume. */
export interface VolumeUser {
  readonly container: Ref<'container'>
  /** `running`, `exited`, `created` and others: a container in any state holds its volumes. */
  readonly state: string
  /** Where the volume is inside. */
  readonly target: string
  /** Whether the container can only read it. */
  readonly readOnly: boolean
}

/** The containers that mount a volume, in any state, by name; one that mounts it twice is there twice. */
export async function usersOf(call: CallContext, volume: string): Promise<VolumeUser[]> {
  const found = await call.send(containerList, { query: { all: true, filters: { volume } } })
  return found
    .flatMap(({ Id, Names, State, Mounts }) =>
      (Mounts ?? [])
        // the filter takes what is mounted at a path of this name, too
        .filter(({ Type, Name }) => Type === 'volume' && Name === volume)
        .map(({ Destination, RW }) => ({
          container: { noun: 'container', id: Id, name: containerName(Names, Id) } as const,
          state: State,
          target: Destination,
          readOnly: !RW,
        })),
    )
    .sort((a, b) => (`${a.container.name} ${a.target}` < `${b.container.name} ${b.target}` ? -1 : 1))
}
