import type { CallContext } from '../../engine/context.js'
import { MooringError } from '../../errors/base.js'
import { checkVersions } from '../../engine/wire/versions.js'
import { pull } from '../../image/pull.js'
import { isImageId } from '../../docker-words/image-reference.js'
import { networkConnect } from '../../network/operations.js'
import { ownContainer, type OwnedContainer } from '../container.js'
import { forApi } from './for-api.js'
import { checkPublished, lookUpNetworks, withNetworksOnce } from './joined-networks.js'
import { makeContainer, orRemoved } from './make.js'
import { containerCreate } from '../operations.js'
import type { ContainerCreateRequest } from '../wire/create.js'
import { toCreateQuery, toCreateRequest } from '../builder/request.js'
import type { ContainerSpec } from '../builder/spec.js'

/** Makes a container: pulls its image if it must, and joins every network, also on engines that take one at a time. */
export async function createContainer(call: CallContext, spec: ContainerSpec): Promise<OwnedContainer> {
  const { image, platform } = spec
  const request = toCreateRequest(spec)
  if (spec.patch !== undefined) await call.engine.checkBody(containerCreate, request)
  if (spec.pull === 'always') await pull(call, image, { platform })
  try {
    return await createOnce(call, spec, request)
  } catch (error) {
    if (spec.pull !== 'missing' || !isMissingImage(error) || isImageId(image)) throw error
    await pull(call, image, { platform })
    return createOnce(call, spec, request)
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
  const version = await call.apiVersion()
  const networks = await lookUpNetworks(call, request)
  const warnings = checkPublished(request, networks)
  const { body, later } = forApi(withNetworksOnce(request, networks), version, networks)
  for (const [, EndpointConfig] of later)
    checkVersions(networkConnect.body, { EndpointConfig }, networkConnect.since, version)
  const query = { ...toCreateQuery(spec), name }

  const made = await makeContainer(call, { query, body })
  const container = ownContainer(engine, { id: made.Id, name }, [...(made.Warnings ?? []), ...warnings])
  return orRemoved(call, container, async () => {
    for (const [network, EndpointConfig] of later) {
      await call.send(networkConnect, { id: network, body: { Container: made.Id, EndpointConfig } })
    }
    return container
  })
}
