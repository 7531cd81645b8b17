import { compareApi } from '../../engine/call/api-version.js'
import { checkCallOptions, type CallOptions } from '../../engine/call/call-options.js'
import { isAbsent } from '../../engine/absent.js'
import { openCall } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import { orUndone } from '../../engine/session/undoing.js'
import { MooringError } from '../../errors/base.js'
import { checkVersions } from '../../engine/wire/versions.js'
import { pullImage } from '../../image/pull.js'
import { isImageId } from '../../docker-words/image-reference.js'
import { networkConnect, networkInspect } from '../../network/operations.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { ownContainer, type OwnedContainer } from '../container.js'
import { makeContainer } from './make.js'
import { containerCreate, containerDelete } from '../operations.js'
import type { ContainerCreateRequest } from '../wire/create.js'
import { toCreateRequest, type ContainerSpec } from '../builder/spec.js'

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

function isMissingImage(error: unknown): boolean {
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
  const { body: given, later } = forApi(request, version)
  for (const [, EndpointConfig] of later)
    checkVersions(networkConnect.body, { EndpointConfig }, networkConnect.since, version)
  const body = given.MacAddress === undefined ? given : await byNetworkName(engine, given, options)
  const query = { name, platform: spec.platform }

  const made = await makeContainer(engine, { query, body }, options)
  const container = ownContainer(engine, { id: made.Id, name }, made.Warnings ?? [])
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
  options: CallOptions,
  step: () => Promise<Result>,
): Promise<Result> {
  return orUndone(openCall(engine, options), container, step, async (call) => {
    try {
      await call.send(containerDelete, { id: container, query: { force: true, v: true } })
    } catch (error) {
      if (!isAbsent(error, 'container')) throw error
    }
    engine.session.release(container)
  })
}

interface ForApi {
  readonly body: ContainerCreateRequest
  /** Networks to join after the container is made. */
  readonly later: readonly (readonly [network: string, endpoint: EndpointSettings])[]
}

/**
 * Before API 1.44 a container is made with one network, and its MAC address stands beside the endpoint, where the
 * engine would ignore it.
 */
export function forApi(request: ContainerCreateRequest, apiVersion: string): ForApi {
  const endpoints = Object.entries(request.NetworkingConfig?.EndpointsConfig ?? {})
  const [first, ...later] = endpoints
  if (first === undefined || compareApi(apiVersion, '1.44') >= 0) return { body: request, later: [] }
  const [network, { MacAddress, ...endpoint }] = first
  const body = {
    ...request,
    ...(MacAddress !== undefined && { MacAddress }),
    NetworkingConfig: { EndpointsConfig: { [network]: endpoint } },
  }
  return { body, later }
}

/** Engines before 25 give a container's MAC address to the network whose name is its mode; of an id they know nothing. */
async function byNetworkName(
  engine: Engine,
  body: ContainerCreateRequest,
  options: CallOptions,
): Promise<ContainerCreateRequest> {
  const [first] = Object.entries(body.NetworkingConfig?.EndpointsConfig ?? {})
  if (first === undefined || first[0] === 'default') return body
  const [network, endpoint] = first
  const { Name } = await engine.call(networkInspect, { id: network }, options)
  return {
    ...body,
    HostConfig: { ...body.HostConfig, NetworkMode: Name },
    NetworkingConfig: { EndpointsConfig: { [Name]: endpoint } },
  }
}
