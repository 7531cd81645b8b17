import type { Cidr } from '../cidr/cidr.js'
import { atCaller } from '../errors/at-caller.js'
import { creating } from '../engine/session/creating.js'
import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import { openChange, type CallContext } from '../engine/context.js'
import type { Engine } from '../engine/engine.js'
import { callLabel } from '../engine/session/session.js'
import { refuseIgnoredOptions } from './builder/drivers/engine-age.js'
import { explainCreate, refuseSwarmOverlap, refuseUncheckedOverlap } from './explain/explain-create.js'
import { inFreeSubnets } from './ipam/choose-subnets.js'
import { computedUla, withSubnet } from './ipam/computed-ula.js'
import type { WantedSubnet } from './ipam/free-subnet.js'
import { keepNameUnique } from './unique-name.js'
import { ownNetwork, type OwnedNetwork } from './network.js'
import { networkCreate, networkDelete, networkList } from './operations.js'
import { checkCreateRequest } from './rules/create-request.js'
import { keepIfAllocated } from './swarm-scope/allocated.js'
import type { NetworkCreateRequest, NetworkCreateResponse } from './wire/requests.js'

/** A network whose subnets are not all known yet. */
export interface NetworkDraft {
  readonly name: string
  readonly wanted: readonly WantedSubnet[]
  /** The request, once they are chosen. */
  readonly requestIn: (subnets: readonly Cidr[]) => NetworkCreateRequest
}

/** Makes a network, and knows why when the engine will not. What subnets it lacks are blocks that are free then. */
export async function createNetwork(
  engine: Engine,
  draft: NetworkDraft,
  { rawBody, ...options }: CallOptions & { readonly rawBody: boolean },
): Promise<OwnedNetwork> {
  checkCallOptions(options, [], 'network.create')
  const call = openChange(engine, { operation: networkCreate.id, target: draft.name }, options)
  return await makeDraft(call, draft, rawBody)
}

/** The same in the middle of a verb. */
export async function makeDraft(
  call: CallContext,
  { name, wanted, requestIn }: NetworkDraft,
  rawBody: boolean,
): Promise<OwnedNetwork> {
  const { engine } = call
  const about = { operation: networkCreate.id, target: name }
  const make = async (verb: CallContext, subnets: readonly Cidr[]): Promise<OwnedNetwork> => {
    const request = requestIn(subnets)
    if (rawBody) await engine.checkBody(networkCreate, request)
    checkCreateRequest(request)
    return await makeNetwork(verb, request)
  }
  if (wanted.length === 0) return await make(call, [])
  const verb = call.withDefault(engine.options.timeout)
  return await inFreeSubnets(verb, { wanted, about }, (subnets) => make(verb, subnets))
}

/** The same in the middle of a verb. The body was checked. */
export async function makeNetwork(verb: CallContext, request: NetworkCreateRequest): Promise<OwnedNetwork> {
  const about = { operation: networkCreate.id, target: request.Name }
  const from = await computedUla(verb, request)
  if (from === undefined) return await makeAsAsked(verb, request)
  const wanted = [{ size: 64, from, avoid: [] }]
  const bounded = verb.withDefault(verb.engine.options.timeout)
  return await inFreeSubnets(bounded, { wanted, about }, ([subnet]) =>
    makeAsAsked(bounded, withSubnet(request, subnet)),
  )
}

async function makeAsAsked(verb: CallContext, request: NetworkCreateRequest): Promise<OwnedNetwork> {
  const { engine } = verb
  await refuseIgnoredOptions(verb, request)
  await refuseUncheckedOverlap(verb, request)
  await refuseSwarmOverlap(verb, request)
  const labels = engine.session.labels()
  // R23: what is made from a configuration takes its labels from there, and no other.
  const isLabelled = request.ConfigFrom === undefined
  const body = isLabelled ? { ...request, Labels: { ...request.Labels, ...labels } } : request

  const making = creating<NetworkCreateResponse>(verb, {
    thing: { noun: 'network', name: request.Name },
    about: { operation: networkCreate.id, target: request.Name },
    make: async (call) => await alone(call, body, await call.send(networkCreate, { body })),
    find: async (call) => {
      if (!isLabelled) return undefined // whose it is cannot be known then
      const filters = { label: `${callLabel}=${labels[callLabel]}` }
      const [found] = await call.send(networkList, { query: { filters } })
      return await (found && alone(call, body, found))
    },
    undo: ({ Id }, call) => call.send(networkDelete, { id: Id }),
  })
  const made = await orExplained(verb, request, making)
  return ownNetwork(engine, { id: made.Id, name: request.Name }, made.Warning ? [made.Warning] : [])
}

async function orExplained(
  call: CallContext,
  request: NetworkCreateRequest,
  making: Promise<NetworkCreateResponse>,
): Promise<NetworkCreateResponse> {
  try {
    return await making
  } catch (error) {
    throw atCaller(await explainCreate(call, request, error))
  }
}

/** What was made, if it has its name alone, and its place in the swarm. Who wants several networks of one name says so with `raw()`. */
async function alone<Made extends { readonly Id: string }>(
  call: CallContext,
  { Name, CheckDuplicate }: NetworkCreateRequest,
  made: Made,
): Promise<Made> {
  if (CheckDuplicate !== false) await keepNameUnique(call, { Id: made.Id, Name })
  await keepIfAllocated(call, made.Id, Name)
  return made
}
