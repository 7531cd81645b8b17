import type { Cidr } from '../../cidr/cidr.js'
import { Ip } from '../../cidr/ip.js'
import { addressIn, blockIn } from '../addresses.js'
import type { IpamConfig } from '../wire/ipam.js'
import type { NetworkInspect, NetworkSummary } from '../wire/network.js'
import { gatewayOf, takesGateway } from './gateway.js'

/** One pool of a network, with all that the engine keeps back in it. */
export interface NetworkPool {
  readonly subnet: Cidr
  readonly ipRange: Cidr | undefined
  readonly gateway: Ip | undefined
  readonly auxAddresses: readonly Ip[]
}

/** The pools of a network that its containers get addresses from, in the engine's order. */
export function poolsOf(network: NetworkSummary, engineApi: string): NetworkPool[] {
  return (network.IPAM.Config ?? []).flatMap((config) => {
    const subnet = blockIn(config.Subnet)
    if (subnet === undefined || !isUsed(network, subnet.family)) return []
    return [poolOf(network, { ...config, subnet }, engineApi)]
  })
}

/** Engines keep a subnet whose family the network does not have, and give no address of it. */
function isUsed({ EnableIPv4 = true, EnableIPv6 }: NetworkSummary, family: 4 | 6): boolean {
  return family === 4 ? EnableIPv4 : EnableIPv6
}

function poolOf(
  network: NetworkSummary,
  { subnet, IPRange, Gateway, AuxiliaryAddresses }: IpamConfig & { readonly subnet: Cidr },
  engineApi: string,
): NetworkPool {
  const ipRange = blockIn(IPRange)
  return {
    subnet,
    ipRange,
    gateway: gatewayOf({ subnet, ipRange, shown: Gateway }, takesGateway(network, subnet.family, engineApi)),
    auxAddresses: Object.values(AuxiliaryAddresses ?? {}).flatMap((text) => Ip.tryParse(text) ?? []),
  }
}

/** The addresses that the endpoints of a network have, those whose container is gone included. */
export function endpointAddresses({ Containers }: NetworkInspect): Ip[] {
  const texts = Object.values(Containers ?? {}).flatMap(({ IPv4Address, IPv6Address }) => [IPv4Address, IPv6Address])
  return texts.flatMap((text) => addressIn(text) ?? [])
}
