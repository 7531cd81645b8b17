import type { AnyInput } from '../../engine/call/encode.js'
import type { CallContext } from '../../engine/context.js'
import { MooringError } from '../../errors/base.js'
import { pull } from '../../image/pull.js'
import { isImageId } from '../../docker-words/image-reference.js'
import { checkFixedAddresses } from '../../network/endpoint/fixed-addresses.js'
import { endpointTooNew } from '../../docker-words/endpoint/too-new.js'
import { networkConnect } from '../../network/operations.js'
import { ownContainer, type OwnedContainer } from '../container.js'
import { forApi, type ForApi } from './for-api.js'
import { checkPublished, lookUpNetworks } from './joined-networks.js'
import { makeContainer, orRemoved } from './make.js'
import { withNetworksOnce } from './networks-once.js'
import { warnOfSameMacs } from './same-mac.js'
import { containerCreate } from '../operations.js'
import type { ContainerCreateRequest } from '../wire/create.js'
import { toCreateQuery, toCreateRequest } from '../builder/request.js'
import type { ContainerSpec } from '../builder/spec.js'

/** Makes a container: pulls its image if it must, and joins every network, also on engines that take one at a time. */
export async function createContainer(call: CallContext, spec: ContainerSpec): Promise<OwnedContainer> {
  const { image, platform } = spec
  const request = toCreateRequest(spec)
  // What the engine itself has said of a container need not be checked, and may be newer than we are.
  if (spec.patch !== undefined)
    await call.engine.checkBody(
      containerCreate,
      spec.base === undefined ? request : toCreateRequest({ ...spec, base: undefined }),
    )
  if (spec.pull === 'always') await pull(call, image, { platform })
  try {
    return await createOnce(call, spec, request)
  } catch (error) {
    if (spec.pull !== 'missing' || !isMissingImage(error) || isImageId(image)) throw error
    await pull(call, image, { platform })
    return await createOnce(call, spec, request)
  }
}

/** Whether the engine does not have the image, or has it for another platform only. */
function isMissingImage(error: unknown): boolean {
  if (MooringError.is(error, 'PLATFORM_UNAVAILABLE')) return true
  return MooringError.is(error, 'NOT_FOUND') && error.details.noun === 'image'
}

async function createOnce(
  call: CallContext,
  spec: ContainerSpec,
  request: ContainerCreateRequest,
): Promise<OwnedContainer> {
  const { engine } = call
  const name = spec.name ?? engine.session.nextName()
  const query = { ...toCreateQuery(spec), name }
  const version = await call.apiVersion()
  await refuseTooNew(call, query, forApi(request, version, new Map()))
  const networks = await lookUpNetworks(call, request)
  const plain = withNetworksOnce(request, networks)
  const endpoints = plain.NetworkingConfig?.EndpointsConfig ?? {}
  const published = checkPublished(plain, networks)
  for (const [word, endpoint] of Object.entries(endpoints)) {
    const network = networks.get(word)
    if (network !== undefined) checkFixedAddresses(containerCreate.id, network, endpoint)
  }
  const warnings = [...published, ...(await warnOfSameMacs(call, endpoints))]
  const { body, later } = forApi(plain, version, networks)

  const made = await makeContainer(call, { query, body })
  const container = ownContainer(engine, { id: made.Id, name }, [...(made.Warnings ?? []), ...warnings])
  return await orRemoved(call, container, async () => {
    for (const [network, EndpointConfig] of later) {
      await call.send(networkConnect, { id: network, body: { Container: made.Id, EndpointConfig } })
    }
    return container
  })
}

/** Refuses what the engine is too old for before anything is asked of it, so that nothing has to be undone. */
async function refuseTooNew(call: CallContext, query: AnyInput['query'], { body, later }: ForApi): Promise<void> {
  try {
    await call.refuseTooNew(containerCreate, { query, body })
    for (const [network, EndpointConfig] of later)
      await call.refuseTooNew(networkConnect, { id: network, body: { EndpointConfig } })
  } catch (error) {
    throw endpointTooNew(error)
  }
}
