import { Ip } from '../cidr/ip.js'
import { Mac } from '../cidr/mac.js'
import { conflict } from '../errors/conflict.js'
import { invalidArgument } from '../errors/invalid-argument.js'
import type { IpText, MacText } from '../cidr/text.js'
import { UsageError } from '../errors/usage.js'
import { refuseUnknown } from '../engine/call/nearest.js'
import type { Refused } from './refused.js'
import { checkAlias, type AliasText } from './endpoint/alias.js'
import { toDriverOpts } from './endpoint/driver-options.js'
import { checkLink } from './endpoint/link.js'
import type { EndpointSettings } from './endpoint-settings.js'

/** What cannot be said of an endpoint: printed by the compiler where a literal shows the mistake, else by the error. */
export const endpointRefusals = {
  /** Engine 20.10 to 29: "network-scoped alias is supported only for containers in user defined networks". */
  bridgeAlias: 'the default bridge resolves no aliases: create a network of your own',
  /** Engine 20.10 to 29: "user specified IP address is supported on user defined networks only". */
  bridgeIp: 'the default bridge takes no fixed address: create a network of your own',
  /** R75, engine 20.10 to 29: "network-scoped alias is supported only for links in user defined networks". */
  bridgeLink: 'on the default bridge a link is made when the container is, with .link(...)',
  /** R62, engine 20.10 to 29: "container cannot be disconnected from host network or connected to host network". */
  hostLater: "host mode is chosen when a container is made, with .net('host'): it cannot be connected to host later",
} as const

/** How a container is attached to one network. */
export interface EndpointOptions<
  Address extends string = string,
  MacAddress extends string = string,
  Alias extends string = string,
> {
  /** Names that the network's DNS answers with this container, besides its own. CLI `--network-alias`. */
  readonly alias?: AliasText<Alias> | readonly AliasText<Alias>[] | undefined
  /** A fixed IPv4 address. The network must have a subnet of your choosing. CLI `--ip`. */
  readonly ip?: IpText<Address> | Ip | undefined
  /** A fixed IPv6 address. CLI `--ip6`. */
  readonly ip6?: IpText<Address> | Ip | undefined
  /** A fixed MAC address. CLI `--mac-address`. Per network since API 1.44; on a live connect since 1.54. */
  readonly mac?: MacText<MacAddress> | Mac | undefined
  /** The endpoint with the highest number has the default route. CLI `gw-priority=`. Since API 1.48. */
  readonly gwPriority?: number | undefined
  /** The interface's name inside the container, at most 15 characters. Since API 1.48. */
  readonly interface?: string | undefined
  /** Kernel settings of this interface, with `IFNAME` for its name: `net.ipv4.conf.IFNAME.log_martians`. Since API 1.46. */
  readonly sysctls?: Readonly<Record<string, string>> | undefined
  /** Link-local addresses. CLI `--link-local-ip`. */
  readonly linkLocalIps?: readonly string[] | undefined
  /** Containers that are known here by another name: `'db:database'`. The name is private to this container. CLI `--link`. */
  readonly link?: string | readonly string[] | undefined
  /** Options for the network's driver. CLI `--driver-opt`. */
  readonly driverOpts?: Readonly<Record<string, string>> | undefined
}

/** What cannot be said of an endpoint on the default bridge. */
export interface BridgeEndpoint {
  readonly alias?: Refused<(typeof endpointRefusals)['bridgeAlias']> | undefined
  readonly ip?: Refused<(typeof endpointRefusals)['bridgeIp']> | undefined
  readonly ip6?: Refused<(typeof endpointRefusals)['bridgeIp']> | undefined
  readonly link?: Refused<(typeof endpointRefusals)['bridgeLink']> | undefined
}

/** A network that a container can be connected to: every one but `host`. */
export type Connectable<Network> = Network extends 'host' ? Refused<(typeof endpointRefusals)['hostLater']> : Network

/** What may be said of an endpoint on a network that is named by a literal. */
export type EndpointOn<
  Network,
  Address extends string,
  MacAddress extends string,
  Alias extends string,
> = EndpointOptions<Address, MacAddress, Alias> & (Network extends 'bridge' | 'default' ? BridgeEndpoint : unknown)

const known = [
  'alias',
  'ip',
  'ip6',
  'mac',
  'gwPriority',
  'interface',
  'sysctls',
  'linkLocalIps',
  'link',
  'driverOpts',
] as const satisfies readonly (keyof EndpointOptions)[]

/** What an endpoint asks for, as the engine wants it. Checked here; nothing is sent. */
export function toEndpointSettings(options: EndpointOptions): EndpointSettings {
  const given: unknown = options // callers without types may pass anything
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw invalidArgument('endpoint', given, "give an object, such as { alias: 'web', ip: '10.0.0.5' }")
  refuseUnknown(options, known, 'an endpoint')
  const { ip, ip6, mac, gwPriority, linkLocalIps } = options
  const aliases = options.alias === undefined ? [] : [options.alias].flat()
  const links = options.link === undefined ? [] : [options.link].flat()
  const addresses = {
    ...(ip !== undefined && { IPv4Address: fixedAddress(ip, 4) }),
    ...(ip6 !== undefined && { IPv6Address: fixedAddress(ip6, 6) }),
    ...(linkLocalIps !== undefined && { LinkLocalIPs: [linkLocalIps].flat().map(linkLocal) }),
  }
  const driverOpts = toDriverOpts(options)
  return {
    ...(aliases.length > 0 && { Aliases: aliases.map(checkAlias) }),
    ...(Object.keys(addresses).length > 0 && { IPAMConfig: addresses }),
    ...(links.length > 0 && { Links: links.map((link) => checkLink(link)) }),
    ...(mac !== undefined && { MacAddress: unicastMac(mac) }),
    ...(gwPriority !== undefined && { GwPriority: wholeNumber(gwPriority) }),
    ...(Object.keys(driverOpts).length > 0 && { DriverOpts: driverOpts }),
  }
}

function fixedAddress(address: string | Ip, family: 4 | 6): string {
  const ip = Ip.from(address)
  const [option, other] = family === 4 ? ['ip', 'ip6'] : ['ip6', 'ip']
  if (ip.family !== family)
    throw invalidArgument(option, address, `${ip} is an IPv${ip.family} address: give it as ${other}`)
  if (ip.equals(family === 4 ? Ip.parse('0.0.0.0') : Ip.parse('::')))
    throw invalidArgument(option, address, 'it stands for no address')
  if (ip.scope === 'ipv4-mapped') throw invalidArgument(option, address, 'write the IPv4 address itself')
  return `${ip}`
}

function linkLocal(address: string): string {
  const ip = Ip.from(address)
  if (ip.scope !== 'link-local')
    throw invalidArgument('linkLocalIps', address, 'link-local addresses are those of 169.254.0.0/16 and fe80::/10')
  return `${ip}`
}

// R83: an engine takes a multicast address, and the kernel refuses it at the start.
function unicastMac(address: string | Mac): string {
  const mac = Mac.from(address)
  if (mac.isUnicast && mac.value !== 0) return `${mac}`
  const [what, hint] = mac.isUnicast
    ? ['no address', 'give one such as 02:42:ac:11:00:02, or leave mac out']
    : ['a multicast address', 'the second digit of the first pair must be even, as in 02:42:ac:11:00:02']
  throw new UsageError('INVALID_MAC', {
    message: `${mac} is ${what}, which no interface can have`,
    details: { value: address },
    hint,
  })
}

function wholeNumber(priority: number): number {
  if (!Number.isSafeInteger(priority))
    throw invalidArgument('gwPriority', priority, 'give a whole number; the highest wins')
  return priority
}

/**
 * R75: the default bridge has neither DNS nor fixed addresses.
 *
 * @throws UsageError CONFLICTING_OPTIONS
 */
export function checkDefaultBridge(network: string, { alias, ip, ip6, link }: EndpointOptions): void {
  if (network !== 'bridge' && network !== 'default') return
  if (alias !== undefined && alias.length > 0)
    throw conflict('an alias', 'the default bridge', endpointRefusals.bridgeAlias)
  if (ip !== undefined || ip6 !== undefined)
    throw conflict('a fixed address', 'the default bridge', endpointRefusals.bridgeIp)
  if (link !== undefined && link.length > 0) throw conflict('a link', 'the default bridge', endpointRefusals.bridgeLink)
}

/** The same of settings on their way to the engine, by the name that their network turned out to have. */
export function checkEndpointOn(network: string, { Aliases, IPAMConfig, Links }: EndpointSettings): void {
  const { IPv4Address, IPv6Address } = IPAMConfig ?? {}
  checkDefaultBridge(network, { alias: Aliases ?? [], ip: IPv4Address, ip6: IPv6Address, link: Links ?? [] })
}

/** What no container can be connected to once it is made, or not in this way. @throws UsageError CONFLICTING_OPTIONS */
export function checkConnect(network: string, endpoint: EndpointSettings): void {
  if (network === 'host') throw conflict('connect', 'host', endpointRefusals.hostLater)
  checkEndpointOn(network, endpoint)
}

/** The endpoints of a container, as its inspect and its list show them: by the name of each network, or by its id. */
export type Endpoints = Readonly<Record<string, EndpointSettings>> | null | undefined

/**
 * A container's endpoint on one network, whatever state the container is in and whatever the network was called when it
 * was attached. Before its first start an endpoint does not have the network's id yet.
 */
export function endpointOf(
  endpoints: Endpoints,
  { Id, Name }: { readonly Id: string; readonly Name: string },
): EndpointSettings | undefined {
  const found = Object.entries(endpoints ?? {}).find(
    ([key, { NetworkID }]) => NetworkID === Id || key === Name || (/^[0-9a-f]{4,}$/.test(key) && Id.startsWith(key)),
  )
  return found?.[1]
}
