import { creating } from '../engine/session/creating.js'
import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import type { Engine } from '../engine/engine.js'
import { openCall } from '../engine/context.js'
import { callLabel } from '../engine/session/session.js'
import { explainCreate, refuseUncheckedOverlap } from './explain/explain-create.js'
import { ownNetwork, type OwnedNetwork } from './network.js'
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

  const made = await creating<NetworkCreateResponse>(openCall(engine, options), {
    thing: { noun: 'network', name: request.Name },
    about: { operation: networkCreate.id, target: request.Name },
    make: async (call) => {
      try {
        return await call.send(networkCreate, { body })
      } catch (error) {
        throw await explainCreate(engine, request, error)
      }
    },
    find: async (call) => {
      const filters = { label: `${callLabel}=${labels[callLabel]}` }
      const [found] = await call.send(networkList, { query: { filters } })
      return found
    },
    undo: ({ Id }, call) => call.send(networkDelete, { id: Id }),
  })

  return ownNetwork(engine, { id: made.Id, name: request.Name }, made.Warning ? [made.Warning] : [])
}
