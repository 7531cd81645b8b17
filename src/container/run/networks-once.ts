import { checkEndpointOn } from '../../docker-words/endpoint.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { conflict } from '../../errors/conflict.js'
import { mergedEndpoint } from '../builder/network/merged-endpoint.js'
import { refusals } from '../builder/network/net-modes.js'
import type { ContainerCreateRequest } from '../wire/create.js'
import type { JoinedNetworks } from './joined-networks.js'

/** The engine's own networks: as names they are modes, and by an id Engine 28 does not know the mode. */
const own = ['bridge', 'host', 'none']

/** What engines do not read as the name of a network. */
const isMode = /^(?:default|container(?::.*)?)?$/

type Endpoints = Readonly<Record<string, EndpointSettings>>

/**
 * The same request, each network in it once and called by its name or its whole id. Engines list a network that was
 * called by the beginning of its id twice, and cannot start such a container again; of one that was called in two ways
 * they refuse the second. The engine's own networks are called by their names.
 *
 * @throws UsageError CONFLICTING_OPTIONS for what does not go with such a network, as when it is given by its name
 */
export function withNetworksOnce(request: ContainerCreateRequest, networks: JoinedNetworks): ContainerCreateRequest {
  const wordOf = wordsFor(networks)
  const { NetworkMode } = request.HostConfig ?? {}
  const mode = NetworkMode == null ? undefined : wordOf(NetworkMode)
  const given = Object.entries(request.NetworkingConfig?.EndpointsConfig ?? {})
  const endpoints: Record<string, EndpointSettings> = {}
  for (const [word, endpoint] of given) {
    const joined = wordOf(word)
    if (joined !== word) checkEndpointOn(joined, endpoint)
    endpoints[joined] = mergedEndpoint(endpoints[joined] ?? {}, endpoint)
  }
  const byId = [...networks.values()].find((network) => network?.Name === 'host' || network?.Name === 'none')
  if (byId !== undefined) return inMode(byId.Name === 'host' ? 'host' : 'none', request, mode, endpoints)
  return {
    ...request,
    ...(mode !== undefined && { HostConfig: { ...request.HostConfig, NetworkMode: mode } }),
    ...(given.length > 0 && { NetworkingConfig: { ...request.NetworkingConfig, EndpointsConfig: endpoints } }),
  }
}

/**
 * How each network is called: by its name, as the docker CLI does, so that the container can be repaired when the network
 * is made anew: engines from 25 on start no container whose mode is the id of a network that is gone. Of a name that two
 * networks have, and of one that means a mode, the whole id.
 */
function wordsFor(networks: JoinedNetworks): (word: string) => string {
  const used = new Map<string, string>()
  return (word) => {
    const network = networks.get(word)
    const name = network?.Name ?? word
    const isClear = network?.hasTwin !== true && !isMode.test(name)
    const plain = network === undefined || name === word || own.includes(name) || isClear ? name : network.Id
    const which = plain === 'default' ? 'bridge' : own.includes(plain) ? plain : (network?.Id ?? plain)
    const first = used.get(which) ?? plain
    used.set(which, first)
    return first
  }
}

/** A request in host or none mode, which has no endpoints. */
function inMode(
  mode: 'host' | 'none',
  request: ContainerCreateRequest,
  first: string | undefined,
  endpoints: Endpoints,
): ContainerCreateRequest {
  const { [mode]: endpoint = {}, ...others } = endpoints
  const [other] = Object.keys(others)
  if (first !== undefined && first !== mode)
    throw conflict(`net('${mode}')`, `net(${JSON.stringify(first)})`, refusals.net.own)
  if (other !== undefined) throw conflict(`net(${JSON.stringify(other)})`, `net('${mode}')`, refusals.net[mode])
  if (Object.keys(endpoint).length > 0) throw conflict('an endpoint', `net('${mode}')`, refusals.endpoint[mode])
  return {
    ...request,
    HostConfig: { ...request.HostConfig, NetworkMode: mode },
    NetworkingConfig: { ...request.NetworkingConfig, EndpointsConfig: {} },
  }
}
