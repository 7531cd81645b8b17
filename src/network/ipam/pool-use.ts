import type { Ip } from '../../cidr/ip.js'
import { givenRange, type Range } from '../../cidr/range.js'
import { freeAddress } from '../../cidr/set.js'
import type { NetworkSummary } from '../wire/network.js'
import type { NetworkPool } from './network-pools.js'

/** How full a pool is. */
export interface PoolUse {
  /** How many addresses an interface can have in the range: what is given to who asks for none in particular. */
  readonly size: bigint
  /** How many of them are taken: by the gateway, as auxiliary addresses, by running containers. */
  readonly used: bigint
  readonly free: bigint
  /** The address that the next container gets: the lowest free one. Undefined when the range is full. */
  readonly next: Ip | undefined
}

/**
 * How full a pool is, by the rule of engines: dynamic addresses are the lowest free one of the range, or of the subnet.
 *
 * @param members the addresses that endpoints have, in this pool and elsewhere
 */
export function useOf(pool: NetworkPool, members: readonly Ip[]): PoolUse {
  const { subnet, ipRange, gateway, auxAddresses } = pool
  const taken = [...(gateway === undefined ? [] : [gateway]), ...auxAddresses, ...members]
  const [lowest, highest] = dynamicRange(pool)
  const isInRange = (ip: Ip): boolean => ip.family === subnet.family && ip.value >= lowest && ip.value <= highest
  const used = BigInt(new Set(taken.filter(isInRange).map((ip) => ip.value)).size)
  const size = highest < lowest ? 0n : BigInt(highest) - BigInt(lowest) + 1n
  const next = freeAddress({ subnet, ipRange, taken: taken.filter((ip) => ip.family === subnet.family) })
  return { size, used, free: size - used, next }
}

/** The lowest and the highest address that dynamic ones are taken from: never the ends of the subnet itself. */
function dynamicRange({ subnet, ipRange = subnet }: NetworkPool): Range {
  const [lowest, highest] = givenRange(subnet)
  const first = ipRange.firstValue > lowest ? ipRange.firstValue : lowest
  return [first, ipRange.lastValue < highest ? ipRange.lastValue : highest]
}

/** In a swarm the manager gives addresses, and elsewhere a plugin may: what comes next is theirs to know. */
export function isForetold({ Scope, IPAM }: Pick<NetworkSummary, 'Scope' | 'IPAM'>): boolean {
  return Scope === 'local' && (IPAM.Driver ?? 'default') === 'default'
}
