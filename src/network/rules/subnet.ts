import { Cidr } from '../../cidr/cidr.js'
import type { Ip } from '../../cidr/ip.js'
import { UsageError } from '../../errors/usage.js'

/**
 * A sentence that the compiler prints as well as the error. docker/cli refuses this; engines answer with an unrelated
 * error about an empty subnet.
 */
export const subnetFirst = 'a gateway, a range and an auxiliary address belong to a subnet: call .subnet(cidr) first'

const unusable: readonly (readonly [block: Cidr, what: string])[] = [
  [Cidr.parse('0.0.0.0/8'), 'unspecified'],
  [Cidr.parse('127.0.0.0/8'), 'loopback'],
  [Cidr.parse('224.0.0.0/4'), 'multicast'],
  [Cidr.parse('240.0.0.0/4'), 'reserved'],
  [Cidr.parse('::/127'), 'loopback'],
  [Cidr.parse('::ffff:0:0/96'), 'IPv4 written as IPv6'],
  [Cidr.parse('ff00::/8'), 'multicast'],
]
const linkLocal = Cidr.parse('fe80::/10')
const linkLocalSubnet = Cidr.parse('fe80::/64')

/** Refuses a subnet whose addresses no container can use, though engines take it (R47, R48, R53, R54). */
export function checkSubnet(subnet: Cidr): void {
  const clash = unusable.find(([block]) => block.overlaps(subnet))?.[1]
  const what = clash ?? (linkLocal.overlaps(subnet) && !subnet.equals(linkLocalSubnet) ? 'link-local' : undefined)
  if (what === undefined) return
  throw new UsageError('SUBNET_UNUSABLE', {
    message: `${subnet} cannot be the subnet of a network: it holds ${what} addresses`,
    details: { subnet: `${subnet}` },
    hint: 'choose a private block such as 10.10.0.0/24 or fd00:10::/64',
  })
}

/** R35 and R36: inside the subnet, and neither its first nor its last address; /31, /32 and IPv6 have no such two. */
export function checkGateway(gateway: Ip, subnet: Cidr): void {
  if (!subnet.contains(gateway)) {
    throw new UsageError('GATEWAY_OUTSIDE_SUBNET', {
      message: `the gateway ${gateway} is not in the subnet ${subnet}`,
      details: { gateway: `${gateway}`, subnet: `${subnet}` },
      hint: `choose one from ${firstHost(subnet)} to ${lastHost(subnet)}, usually ${firstHost(subnet)}`,
    })
  }
  if (!isEnd(gateway, subnet)) return
  throw new UsageError('GATEWAY_UNUSABLE', {
    message: `the gateway ${gateway} is the ${gateway.equals(subnet.first) ? 'network' : 'broadcast'} address of ${subnet}`,
    details: { gateway: `${gateway}`, subnet: `${subnet}` },
    hint: `choose another, usually ${firstHost(subnet)}`,
  })
}

/** R37 and R38: Engine 20.10 takes a range outside its subnet, and hands out addresses that lead nowhere. */
export function checkRange(ipRange: Cidr, subnet: Cidr): void {
  if (subnet.contains(ipRange)) return
  throw new UsageError('RANGE_OUTSIDE_SUBNET', {
    message: `the range ${ipRange} is not inside the subnet ${subnet}`,
    details: { ipRange: `${ipRange}`, subnet: `${subnet}` },
    hint: `a range is a part of its subnet, or all of it`,
  })
}

/** R39 and R40: inside the subnet, and not an address that is taken already. Engine 20.10 leaks the pool otherwise. */
export function checkAuxAddress(name: string, address: Ip, subnet: Cidr, taken: ReadonlyMap<string, string>): void {
  const why = !subnet.contains(address)
    ? `it is not in the subnet ${subnet}`
    : isEnd(address, subnet)
      ? `it is the network or broadcast address of ${subnet}`
      : taken.get(`${address}`)
  if (why === undefined) return
  throw new UsageError('AUX_ADDRESS_UNUSABLE', {
    message: `the auxiliary address ${name}=${address} cannot be: ${why}`,
    details: { name, address: `${address}`, subnet: `${subnet}` },
    hint: `choose a free address from ${firstHost(subnet)} to ${lastHost(subnet)}`,
  })
}

/** R44: two pools of one network may not share an address. */
export function checkDisjoint(subnet: Cidr, others: readonly Cidr[]): void {
  const other = others.find((one) => one.overlaps(subnet))
  if (other === undefined) return
  throw new UsageError('POOLS_OVERLAP', {
    message: `the subnets ${other} and ${subnet} of one network overlap`,
    details: { subnet: `${subnet}`, other: `${other}` },
    hint: 'give each pool a block of its own',
  })
}

/** The gateway an engine takes when nobody names one (networking rule 4.4): the first free address of the range. */
export function impliedGateway(subnet: Cidr, ipRange: Cidr | undefined): Ip {
  const { first } = ipRange ?? subnet
  return first.equals(subnet.first) && subnet.prefixLength < (subnet.family === 4 ? 31 : 127) ? first.next() : first
}

function isEnd(address: Ip, subnet: Cidr): boolean {
  if (subnet.family === 6 || subnet.prefixLength >= 31) return false
  return address.equals(subnet.first) || address.equals(subnet.last)
}

function firstHost(subnet: Cidr): Ip {
  return impliedGateway(subnet, undefined)
}

function lastHost(subnet: Cidr): Ip {
  return isEnd(subnet.last, subnet) ? subnet.last.previous() : subnet.last
}
