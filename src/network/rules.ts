import { Cidr } from '../cidr/cidr.js'
import { Ip } from '../cidr/ip.js'
import { shown } from '../errors/describe-value.js'
import { invalidArgument } from '../errors/invalid-argument.js'
import { UsageError } from '../errors/usage.js'

/**
 * What every engine refuses, or takes and silently spoils, told before a byte is sent.
 * A sentence stands here once: the compiler prints it where a literal shows the mistake, the error where it does not.
 */
export const sentences = {
  /** docker/cli refuses it; engines answer with an unrelated error about an empty subnet. */
  poolFirst: 'a gateway, a range and an auxiliary address belong to a subnet: call .subnet(cidr) first',
} as const

/** What is said of names; the types in text.ts say the same of literals. */
export const names = {
  predefined: ['bridge', 'host', 'none', 'default'],
  taken: 'every engine has a network of this name, or reads it as a mode: choose another',
  empty: 'it is empty',
  mode: 'as a network mode it means another container',
  odd: 'a path, a mode or a DNS name could not hold it',
  form: 'use letters, digits, "_", "-" and ".", beginning with a letter or a digit, like my_network',
} as const

/** Checks the name of a network to be made. Existing ones may be named in ways we would not create. */
export function checkNetworkName(name: unknown): asserts name is string {
  const predefined = names.predefined.find((one) => one === name)
  if (predefined !== undefined) {
    throw new UsageError('PREDEFINED_NETWORK', {
      message: `the name ${predefined} belongs to the engine`,
      details: { network: predefined },
      hint: names.taken,
      target: predefined,
    })
  }
  const why = whyNotName(name)
  if (why === undefined) return
  throw new UsageError('INVALID_NAME', {
    message: `${shown(name)} cannot be the name of a network: ${why}`,
    details: { noun: 'network', value: name },
    hint: names.form,
  })
}

// Engines take nearly any text as a name (R04); what they take here cannot be used later on.
function whyNotName(name: unknown): string | undefined {
  if (typeof name !== 'string') return 'it is no text'
  if (name === '') return names.empty
  if (name === 'container') return names.mode
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(name)) return names.odd
  if (/^[0-9a-f]{64}$/.test(name)) return 'it looks like the id of a network'
  if (name.length > 128) return 'it is longer than 128 characters'
  return undefined
}

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

/** The name of a driver, built in or of a plugin. Engines take none for `bridge`, and have one network each of two. */
export function checkDriver(driver: unknown): string {
  const single = driver === 'host' || driver === 'null' || driver === 'none'
  if (typeof driver === 'string' && /^[\w][\w.:/-]*$/.test(driver) && !single) return driver
  const hint = single
    ? "every engine has its one network of this kind: .net('host') and .net('none') use them"
    : "give a driver's name, such as bridge, macvlan or that of a plugin; docker.info() lists them under Plugins.Network"
  throw invalidArgument('driver', driver, hint)
}
