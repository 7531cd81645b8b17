import { Cidr } from '../../cidr/cidr.js'
import type { Ip } from '../../cidr/ip.js'
import { givenRange } from '../../cidr/range.js'
import { UsageError } from '../../errors/usage.js'
import type { RuleId } from './violations.js'

/**
 * A sentence that the compiler prints as well as the error. docker/cli refuses this; engines answer with an unrelated
 * error about an empty subnet.
 */
export const subnetFirst = 'a gateway, a range and an auxiliary address belong to a subnet: call .subnet(cidr) first'

/** Addresses that no container can use, and the rule that says so. */
interface Unusable {
  readonly block: Cidr
  readonly what: string
  readonly rule: RuleId
}

const unusable: readonly Unusable[] = [
  { block: Cidr.parse('0.0.0.0/8'), what: 'unspecified', rule: 'R53' },
  { block: Cidr.parse('127.0.0.0/8'), what: 'loopback', rule: 'R53' },
  { block: Cidr.parse('224.0.0.0/4'), what: 'multicast', rule: 'R53' },
  { block: Cidr.parse('240.0.0.0/4'), what: 'reserved', rule: 'R53' },
  { block: Cidr.parse('::/127'), what: 'loopback', rule: 'R53' },
  { block: Cidr.parse('::ffff:0:0/96'), what: 'IPv4 written as IPv6', rule: 'R54' },
  { block: Cidr.parse('ff00::/8'), what: 'multicast', rule: 'R48' },
]
const linkLocal: Unusable = { block: Cidr.parse('fe80::/10'), what: 'link-local', rule: 'R47' }
const linkLocalSubnet = Cidr.parse('fe80::/64')

/** What is in a subnet that no container can use, though engines take it (R47, R48, R53, R54). */
export function unusableBy(subnet: Cidr): Unusable | undefined {
  const clash = unusable.find(({ block }) => block.overlaps(subnet))
  const clashes = linkLocal.block.overlaps(subnet) && !subnet.equals(linkLocalSubnet)
  return clash ?? (clashes ? linkLocal : undefined)
}

/** Refuses a subnet whose addresses no container can use. */
export function checkSubnet(subnet: Cidr): void {
  const clash = unusableBy(subnet)
  if (clash !== undefined) throw unusableSubnet(subnet, `it holds ${clash.what} addresses`)
}

/** The addresses at the ends of a subnet that engines give to nobody. */
export function endsOf(subnet: Cidr): Ip[] {
  const [lowest, highest] = givenRange(subnet)
  return [subnet.first, subnet.last].filter(({ value }) => value < lowest || value > highest)
}

/** R45 and R46: the gateway of a bridge has one address, and a container needs another. Engines refuse it in part. */
export function checkRoom(subnet: Cidr): void {
  if (firstHost(subnet).equals(lastHost(subnet)))
    throw unusableSubnet(subnet, 'its one address is that of the gateway, and none is left for a container')
}

function unusableSubnet(subnet: Cidr, why: string): UsageError<'SUBNET_UNUSABLE'> {
  return new UsageError('SUBNET_UNUSABLE', {
    message: `${subnet} cannot be the subnet of a network: ${why}`,
    details: { subnet: `${subnet}` },
    hint: 'choose a private block such as 10.10.0.0/24 or fd00:10::/64',
  })
}

/** R35 and R36: inside the subnet, and none of the addresses that engines keep back. */
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
    message: `the gateway ${gateway} is the ${nameOfEnd(gateway, subnet)} address of ${subnet}`,
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

/** R126: engines up to 26 find no gateway there, and none gives a container an address. */
export function checkRangeRoom(ipRange: Cidr, subnet: Cidr): void {
  if (ipRange.size > 1n || !subnet.contains(ipRange) || !isEnd(ipRange.first, subnet)) return
  throw new UsageError('SUBNET_UNUSABLE', {
    message: `${ipRange} cannot be the range of ${subnet}: its one address is the ${nameOfEnd(ipRange.first, subnet)} address`,
    details: { subnet: `${ipRange}` },
    hint: 'a range is a part of its subnet from which containers get their addresses: give a larger one',
  })
}

/** R39 and R40: inside the subnet, and not an address that is taken already. Engine 20.10 leaks the pool otherwise. */
export function checkAuxAddress(name: string, address: Ip, subnet: Cidr, taken: ReadonlyMap<string, string>): void {
  const why = !subnet.contains(address)
    ? `it is not in the subnet ${subnet}`
    : isEnd(address, subnet)
      ? `it is the ${nameOfEnd(address, subnet)} address of ${subnet}`
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
  return isEnd(first, subnet) ? first.next() : first
}

/**
 * Whether engines keep an address back: the first and the last of an IPv4 subnet, but for /31 and /32; the first of an
 * IPv6 subnet, which is every router's (20.10 to 28.5, of /127 as well).
 */
function isEnd(address: Ip, subnet: Cidr): boolean {
  if (subnet.family === 6) return address.equals(subnet.first) && subnet.prefixLength < 128
  if (subnet.prefixLength >= 31) return false
  return address.equals(subnet.first) || address.equals(subnet.last)
}

function nameOfEnd(address: Ip, subnet: Cidr): string {
  if (subnet.family === 6) return 'subnet-router anycast'
  return address.equals(subnet.first) ? 'network' : 'broadcast'
}

function firstHost(subnet: Cidr): Ip {
  return impliedGateway(subnet, undefined)
}

function lastHost(subnet: Cidr): Ip {
  return isEnd(subnet.last, subnet) ? subnet.last.previous() : subnet.last
}
