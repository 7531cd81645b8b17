import { checkCallOptions, type CallOptions } from '../../engine/call/call-options.js'
import type { Engine } from '../../engine/engine.js'
import type { RefLike } from '../../engine/ref.js'
import { networkList } from '../../network/operations.js'
import { addressesIn } from './addresses.js'
import { nameOn } from './endpoints.js'
import { namespaceOwner } from './namespace-owner.js'
import { openProbe, readLinks, readLinksIn, type HostLink } from '../host-probe/links.js'

/** A virtual cable from a container to the engine's host. */
export interface VethPair {
  /** Its end inside the container: `eth0`. */
  readonly interface: string
  /** The name of the network it belongs to. */
  readonly network: string
  /** Its end on the host. */
  readonly host: {
    readonly name: string
    readonly index: number
    /** The bridge it is plugged into. */
    readonly bridge: string | undefined
  }
}

// An overlay's cable ends in a namespace of its own. The two others have none: they sit on an interface of the host.
const driversWithoutVeth = ['macvlan', 'ipvlan', 'overlay']

/** Finds the host's end of each of a container's endpoints. Endpoints without one are left out. */
export async function vethOf(
  engine: Engine,
  container: RefLike<'container'>,
  network: RefLike<'network'> | undefined,
  options: CallOptions,
): Promise<VethPair[]> {
  checkCallOptions(options, [], 'container.veth')
  const call = openProbe(engine, options)
  const owner = await namespaceOwner(call, container)
  const wanted = network === undefined ? undefined : nameOn(owner, network)
  const without = await call.send(networkList, { query: { filters: { driver: driversWithoutVeth } } })
  const endpoints = addressesIn(owner).filter(
    ({ network: name }) => (wanted === undefined || name === wanted) && !without.some(({ Name }) => Name === name),
  )
  if (endpoints.length === 0) return []

  const [inside, outside] = await Promise.all([readLinksIn(call, owner.Id), readLinks(call)])
  return endpoints.flatMap((endpoint) => {
    // By its address, never by its number: newer engines give the numbers in any order.
    const own = inside.find(({ mac }) => mac !== undefined && endpoint.mac?.equals(mac) === true)
    const host = own === undefined ? undefined : otherEnd(own, outside)
    if (own === undefined || host === undefined) return []
    return [
      {
        interface: own.name,
        network: endpoint.network,
        host: { name: host.name, index: host.index, bridge: host.master },
      },
    ]
  })
}

/** The host's link that points back. */
export function otherEnd(own: HostLink, outside: readonly HostLink[]): HostLink | undefined {
  return outside.find(
    ({ index, peerIndex, kind }) => kind === 'veth' && index === own.peerIndex && peerIndex === own.index,
  )
}
