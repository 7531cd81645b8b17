import { Cidr } from '../cidr/cidr.js'
import { Ip } from '../cidr/ip.js'
import { freeBlock } from '../cidr/set.js'
import type { EndpointSettings } from '../docker-words/endpoint-settings.js'
import type { Ipam } from './wire/ipam.js'
import type { NetworkSummary } from './wire/network.js'

/** A block as an engine writes it; undefined for what is none, as drivers of others write words such as 'dhcp'. */
export function blockIn(text: string | undefined): Cidr | undefined {
  const read = Cidr.check(text ?? '')
  if (read.ok) return read.value
  // Engine 20.10 keeps host bits as they were given
  return read.code === 'HOST_BITS_SET' ? Cidr.masked(text ?? '') : undefined
}

/** An address as inspect writes it, with its prefix length: 172.72.0.2/16. What drivers of others write is left out. */
export function addressIn(text: string | undefined): Ip | undefined {
  return Ip.tryParse(text?.replace(/\/.*/, '') ?? '')
}

/** The addresses that an endpoint asks for. */
export function fixedAddresses(endpoint: EndpointSettings | undefined): Ip[] {
  const { IPv4Address, IPv6Address } = endpoint?.IPAMConfig ?? {}
  return [IPv4Address, IPv6Address].flatMap((text = '') => Ip.tryParse(text) ?? [])
}

/** The subnets of a network, whatever its engine let through. */
export function subnetsIn(ipam: Ipam): Cidr[] {
  return (ipam.Config ?? []).flatMap(({ Subnet }) => blockIn(Subnet) ?? [])
}

/** A pool as its network states it. */
export interface StatedPool {
  readonly subnet: Cidr
  readonly ipRange: Cidr | undefined
  readonly gateway: Ip | undefined
  readonly auxAddresses: readonly Ip[]
}

/** The pools of a network that can be read, as they are stated: what the engine adds is not among it. */
export function statedPools(ipam: Ipam | undefined): StatedPool[] {
  return (ipam?.Config ?? []).flatMap(({ Subnet, IPRange, Gateway, AuxiliaryAddresses }) => {
    const subnet = blockIn(Subnet)
    if (subnet === undefined) return []
    const auxAddresses = Object.values(AuxiliaryAddresses ?? {}).flatMap((text) => addressIn(text) ?? [])
    return [{ subnet, ipRange: blockIn(IPRange), gateway: addressIn(Gateway), auxAddresses }]
  })
}

const privateBlocks = { 4: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'], 6: ['fd00::/8'] } as const

/** A private block of this size that none of these networks has. */
export function freeSubnetAmong(networks: readonly NetworkSummary[], size: number, family: 4 | 6): Cidr | undefined {
  const taken = networks.flatMap(({ IPAM }) => subnetsIn(IPAM))
  for (const text of privateBlocks[family]) {
    const from = Cidr.from(text)
    const free = size < from.prefixLength ? undefined : freeBlock({ size, from, taken })
    if (free !== undefined) return free
  }
  return undefined
}
