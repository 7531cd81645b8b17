import type { CallOptions } from '../../engine/call/call-options.js'
import { creating } from '../../engine/session/creating.js'
import type { Engine } from '../../engine/engine.js'
import type { InputOf } from '../../engine/call/operation.js'
import { callLabel } from '../../engine/session/session.js'
import { containerCreate, containerDelete, containerList } from '../operations.js'
import type { ContainerCreateResponse } from '../wire/create.js'

/** Makes a container with the labels that tell who made it; none is left behind unknown. */
export function makeContainer(
  engine: Engine,
  { query, body }: InputOf<typeof containerCreate>,
  options: CallOptions,
): Promise<ContainerCreateResponse> {
  const labels = engine.session.labels()
  return creating<ContainerCreateResponse>(engine, options, {
    about: { operation: containerCreate.id, target: query?.name ?? body.Image },
    make: (call) =>
      engine.call(containerCreate, { query, body: { ...body, Labels: { ...body.Labels, ...labels } } }, call),
    find: async (call) => {
      const filters = { label: `${callLabel}=${labels[callLabel]}` }
      const [found] = await engine.call(containerList, { query: { all: true, filters } }, call)
      return found
    },
    undo: ({ Id }, call) => engine.call(containerDelete, { id: Id, query: { force: true, v: true } }, call),
  })
}
