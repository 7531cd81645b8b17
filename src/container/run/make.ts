import { isAbsent } from '../../engine/absent.js'
import type { CallContext } from '../../engine/context.js'
import { creating } from '../../engine/session/creating.js'
import type { InputOf } from '../../engine/call/operation.js'
import type { Ref } from '../../engine/ref.js'
import { orUndone } from '../../engine/session/undoing.js'
import { callLabel, type Unfinished } from '../../engine/session/session.js'
import { containerCreate, containerDelete, containerList } from '../operations.js'
import type { ContainerCreateResponse } from '../wire/create.js'

/** Makes a container with the labels that tell who made it; none is left behind unknown. */
export function makeContainer(
  call: CallContext,
  { query, body }: InputOf<typeof containerCreate>,
): Promise<ContainerCreateResponse> {
  const labels = call.engine.session.labels()
  const name = query?.name ?? body.Image
  return creating<ContainerCreateResponse>(call, {
    thing: { noun: 'container', name },
    about: { operation: containerCreate.id, target: name },
    make: (lasting) =>
      lasting.send(containerCreate, { query, body: { ...body, Labels: { ...body.Labels, ...labels } } }),
    find: async (undoing) => {
      const filters = { label: `${callLabel}=${labels[callLabel]}` }
      const [found] = await undoing.send(containerList, { query: { all: true, filters } })
      return found
    },
    undo: ({ Id }, undoing) => undoing.send(containerDelete, { id: Id, query: { force: true, v: true } }),
  })
}

/** Runs a step on a container that was just made; when the step fails, the container does not stay behind. */
export function orRemoved<Result>(
  call: CallContext,
  container: Ref<'container'>,
  step: (unfinished: Unfinished) => Promise<Result>,
): Promise<Result> {
  return orUndone(call, container, step, (undoing) => removeMade(undoing, container))
}

/** Removes what was made for one use, and its anonymous volumes. Gone already is fine. */
export async function removeMade(call: CallContext, container: Ref<'container'>): Promise<void> {
  try {
    await call.send(containerDelete, { id: container, query: { force: true, v: true } })
  } catch (error) {
    if (!isAbsent(error, 'container')) throw error
  }
  call.engine.session.release(container)
}
