import type { ContainerInspect } from '../../container/wire/inspect.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { orAbsent } from '../../engine/absent.js'
import type { CallContext } from '../../engine/context.js'
import { fewAtATime } from '../../engine/few-at-a-time.js'
import { networkInspect } from '../operations.js'
import type { NetworkInspect } from '../wire/network.js'
import { hasEndpoints } from './has-endpoints.js'

/** The containers that networks list, by the ids of the networks. */
export type ListedMembers = ReadonlyMap<string, NetworkInspect['Containers']>

/** How many networks are asked at a time. */
const inFlight = 16

/**
 * Asks the networks that containers may only seem to be on: an interface that could not be made has left an address there,
 * and no gateway. Those of internal networks have none either.
 */
export async function listedMembers(
  call: CallContext,
  containers: readonly ContainerInspect[],
): Promise<ListedMembers> {
  const running = containers.filter(({ State }) => hasEndpoints(State))
  const endpoints = running.flatMap(({ NetworkSettings }) => Object.values(NetworkSettings.Networks ?? {}))
  const ids = new Set(endpoints.filter(mayBeRefused).map(({ NetworkID = '' }) => NetworkID))
  const listed = new Map<string, NetworkInspect['Containers']>()
  await fewAtATime(inFlight, ids, async (id) => {
    const found = await orAbsent('network', call.send(networkInspect, { id }))
    if (found !== undefined) listed.set(id, found.Containers)
  })
  return listed
}

function mayBeRefused({ EndpointID, IPAddress, GlobalIPv6Address, Gateway, IPv6Gateway }: EndpointSettings): boolean {
  const has = (...texts: readonly (string | undefined)[]): boolean => texts.some((text = '') => text !== '')
  return has(EndpointID) && has(IPAddress, GlobalIPv6Address) && !has(Gateway, IPv6Gateway)
}
