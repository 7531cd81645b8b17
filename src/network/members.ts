import type { Ip } from '../cidr/ip.js'
import { Mac } from '../cidr/mac.js'
import type { CallContext } from '../engine/context.js'
import { isFullId, type Ref, type RefLike } from '../engine/ref.js'
import { addressIn } from './addresses.js'
import { networkInspect } from './operations.js'
import type { NetworkContainer } from './wire/network.js'

/** A running container on a network. */
export interface Member {
  readonly container: Ref<'container'>
  readonly ip: Ip | undefined
  readonly ip6: Ip | undefined
  readonly mac: Mac | undefined
  readonly endpointId: string
}

/** The running containers of a network, by name. Endpoints whose container is gone are left out. */
export async function membersOf(call: CallContext, network: RefLike<'network'>): Promise<Member[]> {
  const { Containers } = await call.send(networkInspect, { id: network })
  return Object.entries(Containers ?? {})
    .filter(([key]) => isFullId(key))
    .map(([key, endpoint]) => member(key, endpoint))
    .sort((a, b) => (a.container.name < b.container.name ? -1 : 1))
}

function member(id: string, { Name, EndpointID, MacAddress, IPv4Address, IPv6Address }: NetworkContainer): Member {
  return {
    container: { noun: 'container', id, name: Name },
    ip: addressIn(IPv4Address),
    ip6: addressIn(IPv6Address),
    mac: Mac.tryParse(MacAddress),
    endpointId: EndpointID,
  }
}
