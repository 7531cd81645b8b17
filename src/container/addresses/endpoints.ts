import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { checkRef, plainName, type RefLike } from '../../engine/ref.js'
import { StateError } from '../../errors/state.js'
import type { ContainerInspect } from '../wire/inspect.js'

/** Networks that every engine has, and that give a container no interface: it has the host's, or none. */
const withoutInterface: readonly string[] = ['host', 'none']

/**
 * The networks that a container is on now, by name, with its endpoint on each. What it was made with says nothing of
 * that: a container made with `none` can be taken off it and connected to a network.
 */
export function endpointsOf({ NetworkSettings }: ContainerInspect): [network: string, endpoint: EndpointSettings][] {
  const endpoints = Object.entries(NetworkSettings.Networks ?? {})
  return endpoints.filter(([name, { NetworkID = '' }]) => {
    if (withoutInterface.includes(name)) return false
    // Engines list a network twice when a container was made with the short form of its id: by that, and by its name.
    const isShortId = NetworkID !== '' && NetworkID.startsWith(name)
    return !isShortId || !endpoints.some(([other, { NetworkID: id }]) => other !== name && id === NetworkID)
  })
}

/** How a container that has no endpoint is on the network: on the host's, on none, or detached from all. */
export function modeWithoutEndpoint({ NetworkSettings }: ContainerInspect): 'host' | 'none' | 'own' {
  const names = Object.keys(NetworkSettings.Networks ?? {})
  if (names.includes('host')) return 'host'
  return names.includes('none') ? 'none' : 'own'
}

/**
 * The name of the network that is meant by a name, an id or a handle, if the container is on it.
 *
 * @throws StateError NOT_ON_NETWORK
 */
export function nameOn(container: ContainerInspect, network: RefLike<'network'>): string {
  checkRef('network', 'slashes', network)
  const endpoints = endpointsOf(container)
  const words = typeof network === 'string' ? [network] : [network.id, network.name]
  for (const word of words) {
    const found = endpoints.find(([name, { NetworkID = '' }]) => name === word || isIdOf(NetworkID, word))
    if (found !== undefined) return found[0]
  }
  const wanted = typeof network === 'string' ? network : network.name
  throw notOn(container, wanted, Object.keys(container.NetworkSettings.Networks ?? {}))
}

// Twelve digits are what docker prints as an id; fewer could be a name.
function isIdOf(id: string, word: string): boolean {
  return /^[0-9a-z]{12,64}$/.test(word) && id.startsWith(word)
}

/** A container's name as its inspect tells it, without the slash. */
export function nameIn({ Name }: ContainerInspect): string {
  return plainName(Name)
}

function notOn(
  container: ContainerInspect,
  network: string,
  networks: readonly string[],
): StateError<'NOT_ON_NETWORK'> {
  const name = nameIn(container)
  return new StateError('NOT_ON_NETWORK', {
    message: `container ${JSON.stringify(name)} is not on network ${JSON.stringify(network)}`,
    details: { network, networks },
    hint: networks.length === 0 ? 'it is on no network: connect it first' : `it is on ${networks.join(', ')}`,
    target: name,
  })
}
