import type { CallTerms } from '../../engine/call/call-options.js'
import { CallContext } from '../../engine/context.js'
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
  options: CallTerms,
): Promise<ContainerCreateResponse> {
  const labels = engine.session.labels()
  const name = query?.name ?? body.Image
  return creating<ContainerCreateResponse>(new CallContext(engine, options), {
    thing: { noun: 'container', name },
    about: { operation: containerCreate.id, target: name },
    make: (call) => call.send(containerCreate, { query, body: { ...body, Labels: { ...body.Labels, ...labels } } }),
    find: async (call) => {
      const filters = { label: `${callLabel}=${labels[callLabel]}` }
      const [found] = await call.send(containerList, { query: { all: true, filters } })
      return found
    },
    undo: ({ Id }, call) => call.send(containerDelete, { id: Id, query: { force: true, v: true } }),
  })
}
