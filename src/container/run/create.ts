import { checkCallOptions, type CallOptions, type CallTerms } from '../../engine/call/call-options.js'
import { isAbsent } from '../../engine/absent.js'
import { CallContext } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import { orUndone } from '../../engine/session/undoing.js'
import { MooringError } from '../../errors/base.js'
import { checkVersions } from '../../engine/wire/versions.js'
import { pullImage } from '../../image/pull.js'
import { isImageId } from '../../docker-words/image-reference.js'
import { networkConnect } from '../../network/operations.js'
import { ownContainer, type OwnedContainer } from '../container.js'
import { forApi } from './for-api.js'
import { checkPublished, lookUpNetworks, withNetworksOnce } from './joined-networks.js'
import { makeContainer } from './make.js'
import { containerCreate, containerDelete } from '../operations.js'
import type { ContainerCreateRequest } from '../wire/create.js'
import { toCreateQuery, toCreateRequest } from '../builder/request.js'
import type { ContainerSpec } from '../builder/spec.js'

/** Makes a container: pulls its image if it must, and joins every network, also on engines that take one at a time. */
export async function createContainer(
  engine: Engine,
  spec: ContainerSpec,
  options: CallOptions,
): Promise<OwnedContainer> {
  checkCallOptions(options, [], 'a container')
  const request = toCreateRequest(spec)
  if (spec.patch !== undefined) await engine.checkBody(containerCreate, request)
  if (spec.pull === 'always') await pullImage(engine, spec.image, { ...options, platform: spec.platform })
  try {
    return await createOnce(engine, spec, request, options)
  } catch (error) {
    if (spec.pull !== 'missing' || !isMissingImage(error) || isImageId(spec.image)) throw error
    await pullImage(engine, spec.image, { ...options, platform: spec.platform })
    return createOnce(engine, spec, request, options)
  }
}

/** Whether the engine does not have the image, or has it for another platform only. */
function isMissingImage(error: unknown): boolean {
  if (MooringError.is(error, 'PLATFORM_UNAVAILABLE')) return true
  return MooringError.is(error, 'NOT_FOUND') && error.details.noun === 'image'
}

async function createOnce(
  engine: Engine,
  spec: ContainerSpec,
  request: ContainerCreateRequest,
  options: CallOptions,
): Promise<OwnedContainer> {
  const name = spec.name ?? engine.session.nextName()
  const version = await engine.apiVersion(options)
  const networks = await lookUpNetworks(engine, request, options)
  const warnings = checkPublished(request, networks)
  const { body, later } = forApi(withNetworksOnce(request, networks), version, networks)
  for (const [, EndpointConfig] of later)
    checkVersions(networkConnect.body, { EndpointConfig }, networkConnect.since, version)
  const query = { ...toCreateQuery(spec), name }

  const made = await makeContainer(engine, { query, body }, options)
  const container = ownContainer(engine, { id: made.Id, name }, [...(made.Warnings ?? []), ...warnings])
  return orRemoved(engine, container, options, async () => {
    for (const [network, EndpointConfig] of later) {
      await engine.call(networkConnect, { id: network, body: { Container: made.Id, EndpointConfig } }, options)
    }
    return container
  })
}

/** Runs a step on a container that was just made; when the step fails, the container does not stay behind. */
export function orRemoved<Result>(
  engine: Engine,
  container: OwnedContainer,
  options: CallTerms,
  step: () => Promise<Result>,
): Promise<Result> {
  return orUndone(new CallContext(engine, options), container, step, async (call) => {
    try {
      await call.send(containerDelete, { id: container, query: { force: true, v: true } })
    } catch (error) {
      if (!isAbsent(error, 'container')) throw error
    }
    engine.session.release(container)
  })
}
