import { compareApi } from '../../engine/call/api-version.js'
import { needFields } from '../../engine/call/since.js'
import { checkCallOptions, type CallOptions } from '../../engine/call/call-options.js'
import type { Engine } from '../../engine/engine.js'
import { MooringError, sentenceOf } from '../../errors/base.js'
import { StateError } from '../../errors/state.js'
import { pullImage } from '../../image/pull.js'
import { isImageId } from '../../docker-words/image-reference.js'
import { networkConnect, networkInspect } from '../../network/operations.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { OwnedContainer } from '../container.js'
import { makeContainer } from './make.js'
import { containerCreate } from '../operations.js'
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
  for (const [, EndpointConfig] of later) needFields({ EndpointConfig }, networkConnect.since, version)
  const body = given.MacAddress === undefined ? given : await byNetworkName(engine, given, options)
  const query = { name, platform: spec.platform }

  const made = await makeContainer(engine, { query, body }, options)
  const container = new OwnedContainer(engine, { id: made.Id, name }, made.Warnings ?? [])
  engine.session.add(container)
  return orRemoved(engine, container, options, async () => {
    for (const [network, EndpointConfig] of later) {
      await engine.call(networkConnect, { id: network, body: { Container: made.Id, EndpointConfig } }, options)
    }
    return container
  })
}

/** Runs a step on a container that was just made; when the step fails, the container does not stay behind. */
export async function orRemoved<Result>(
  engine: Engine,
  container: OwnedContainer,
  { signal }: CallOptions,
  step: () => Promise<Result>,
): Promise<Result> {
  try {
    return await step()
  } catch (error) {
    const removal = container[Symbol.asyncDispose]()
    // Whose time is up wants to go on at once; close() waits for the removal.
    if (signal?.aborted === true || MooringError.is(error, 'TIMED_OUT')) engine.session.leave(removal)
    else await removal.catch((left: unknown) => Promise.reject(leftBehind(container, error, left)))
    throw error
  }
}

function leftBehind(container: OwnedContainer, cause: unknown, left: unknown): StateError<'STILL_THERE'> {
  const [why, also] = [cause, left].map(sentenceOf)
  return new StateError('STILL_THERE', {
    message: `${why}; and the container that was made for it stayed: ${also}`,
    details: { left: [`container ${container.name}`] },
    hint: 'remove it with docker.container.remove(name, { force: true })',
    target: container.name,
    cause,
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
