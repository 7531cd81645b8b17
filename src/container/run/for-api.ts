import { compareApi } from '../../engine/call/api-version.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { conflict } from '../../errors/conflict.js'
import { refusals } from '../builder/network/net-modes.js'
import type { ContainerCreateRequest } from '../wire/create.js'
import type { JoinedNetworks } from './joined-networks.js'

/** What is sent to make a container. */
export interface ForApi {
  readonly body: ContainerCreateRequest
  /** Networks to join after the container is made. */
  readonly later: readonly (readonly [network: string, endpoint: EndpointSettings])[]
}

/**
 * A request in the words of one API version, where engines would ignore what they do not know.
 *
 * Before API 1.44 a container is made with one network, and its MAC address stands beside the endpoint. From 1.52 on it
 * stands at the endpoint alone.
 */
export function forApi(request: ContainerCreateRequest, apiVersion: string, networks: JoinedNetworks): ForApi {
  if (compareApi(apiVersion, '1.52') >= 0) return { body: withMacAtEndpoint(request), later: [] }
  if (compareApi(apiVersion, '1.44') >= 0) return { body: request, later: [] }
  const [first, ...later] = Object.entries(request.NetworkingConfig?.EndpointsConfig ?? {})
  if (first === undefined) return { body: request, later: [] }
  const [network, { MacAddress, ...endpoint }] = first
  const body = {
    ...request,
    ...(MacAddress !== undefined && { MacAddress }),
    NetworkingConfig: { EndpointsConfig: { [network]: endpoint } },
  }
  return { body: body.MacAddress === undefined ? body : byNetworkName(body, networks), later }
}

/** Engines before 25 give a container's MAC address to the network whose name is its mode; of an id they know nothing. */
function byNetworkName(body: ContainerCreateRequest, networks: JoinedNetworks): ContainerCreateRequest {
  const [first] = Object.entries(body.NetworkingConfig?.EndpointsConfig ?? {})
  const name = first === undefined ? undefined : networks.get(first[0])?.Name
  if (first === undefined || name === undefined) return body
  return {
    ...body,
    HostConfig: { ...body.HostConfig, NetworkMode: name },
    NetworkingConfig: { EndpointsConfig: { [name]: first[1] } },
  }
}

/** The MAC address of a container is that of its endpoint on its first network. */
function withMacAtEndpoint({ MacAddress, ...request }: ContainerCreateRequest): ContainerCreateRequest {
  if (MacAddress == null || MacAddress === '') return request
  const said = request.HostConfig?.NetworkMode ?? 'default'
  const mode = said.startsWith('container:') ? 'shared' : said
  if (mode === 'host' || mode === 'none' || mode === 'shared')
    throw conflict('MacAddress', `net('${mode}')`, refusals.endpoint[mode])
  const endpoints = request.NetworkingConfig?.EndpointsConfig ?? {}
  const network = mode === 'default' && endpoints[mode] === undefined ? 'bridge' : mode
  const own = endpoints[network]?.MacAddress
  return {
    ...request,
    HostConfig: { ...request.HostConfig, NetworkMode: network },
    NetworkingConfig: {
      ...request.NetworkingConfig,
      EndpointsConfig: { ...endpoints, [network]: { ...endpoints[network], MacAddress: own ?? MacAddress } },
    },
  }
}
