import { creating } from '../engine/session/creating.js'
import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import type { Engine } from '../engine/engine.js'
import { callLabel } from '../engine/session/session.js'
import { explainCreate, refuseUncheckedOverlap } from './explain/explain-create.js'
import { OwnedNetwork } from './network.js'
import { networkCreate, networkDelete, networkList } from './operations.js'
import type { NetworkCreateRequest, NetworkCreateResponse } from './wire/requests.js'

/** Makes a network, and knows why when the engine will not. */
export async function createNetwork(
  engine: Engine,
  request: NetworkCreateRequest,
  { rawBody, ...options }: CallOptions & { readonly rawBody: boolean },
): Promise<OwnedNetwork> {
  checkCallOptions(options, [], 'network.create')
  if (rawBody) await engine.checkBody(networkCreate, request)
  await refuseUncheckedOverlap(engine, request, options)
  const labels = engine.session.labels()
  const body = { ...request, Labels: { ...request.Labels, ...labels } }

  const made = await creating<NetworkCreateResponse>(engine, options, {
    about: { operation: networkCreate.id, target: request.Name },
    make: async (call) => {
      try {
        return await engine.call(networkCreate, { body }, call)
      } catch (error) {
        throw await explainCreate(engine, request, error)
      }
    },
    find: async (call) => {
      const filters = { label: `${callLabel}=${labels[callLabel]}` }
      const [found] = await engine.call(networkList, { query: { filters } }, call)
      return found
    },
    undo: ({ Id }, call) => engine.call(networkDelete, { id: Id }, call),
  })

  const network = new OwnedNetwork(engine, { id: made.Id, name: request.Name }, made.Warning ? [made.Warning] : [])
  engine.session.add(network)
  return network
}
