import { Cidr } from '../cidr/cidr.js'
import { freeBlock, freeBlocks } from '../cidr/set.js'
import type { CallContext } from '../engine/context.js'
import { refuseUnknown } from '../engine/call/nearest.js'
import { StateError } from '../errors/state.js'
import { networkList } from './operations.js'
import type { Ipam } from './wire/ipam.js'
import type { NetworkSummary } from './wire/network.js'

/** Which block is wanted. */
export interface FreeSubnetQuery {
  /** Its prefix length: 24 for a block of 256 addresses. */
  readonly size: number
  /** Where to look; `10.0.0.0/8` by default. */
  readonly from?: string | Cidr | undefined
}

/** The subnets of a network, whatever its engine let through. */
export function subnetsIn(ipam: Ipam): Cidr[] {
  return (ipam.Config ?? []).flatMap(({ Subnet = '' }) => {
    const read = Cidr.check(Subnet)
    if (read.ok) return [read.value]
    // Engine 20.10 keeps host bits as they were given; drivers of others write words such as 'dhcp'.
    return read.code === 'HOST_BITS_SET' ? [Cidr.masked(Subnet)] : []
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

/** The first block of the wanted size that no network of the engine has. */
export async function freeSubnet(call: CallContext, query: FreeSubnetQuery): Promise<Cidr> {
  refuseUnknown(query, ['size', 'from'], 'network.freeSubnet')
  const { size, from = '10.0.0.0/8' } = query
  const within = Cidr.from(from)
  freeBlocks({ size, from: within, taken: [] }) // which refuses a size that cannot be, before anything is sent
  const networks = await call.send(networkList, {})
  const free = freeBlock({ size, from: within, taken: networks.flatMap(({ IPAM }) => subnetsIn(IPAM)) })
  if (free !== undefined) return free
  throw new StateError('SUBNETS_TAKEN', {
    message: `no /${size} is free in ${within}`,
    details: { from: `${within}`, size },
    hint: 'look in another block, take a smaller size, or remove networks that nobody uses',
  })
}
