import { Ip } from '../../cidr/ip.js'
import type { EndpointOptions, Endpoints } from '../endpoint.js'
import type { EndpointSettings } from '../endpoint-settings.js'
import { fromDriverOpts } from './driver-options.js'

/** What of a container's inspect tells what its endpoints were asked for. */
interface Attached {
  readonly Id: string
  readonly Config: { readonly Hostname?: string | undefined; readonly MacAddress?: string | null | undefined }
  readonly HostConfig: { readonly NetworkMode?: string | undefined }
  readonly NetworkSettings: { readonly Networks?: Endpoints }
}

/** One network of a container, by its name. */
export interface AskedEndpoint {
  readonly network: string
  /** The network's id, when the container was on it last; '' before its first start. */
  readonly id: string
  /** What was asked for, and not what the engine gave. */
  readonly endpoint: EndpointSettings
}

/** What was asked for each endpoint of a container; that of the network it was made with is the first. */
export function askedEndpoints(found: Attached): AskedEndpoint[] {
  const mode = found.HostConfig.NetworkMode ?? 'default'
  const first = mode === 'default' ? 'bridge' : mode
  const all = Object.entries(found.NetworkSettings.Networks ?? {})
  const isFirst = ([name, { NetworkID }]: [string, EndpointSettings]): boolean => name === first || NetworkID === first
  return [...all.filter(isFirst), ...all.filter((one) => !isFirst(one))].map(([network, endpoint], at) => ({
    network,
    id: endpoint.NetworkID ?? '',
    endpoint: askedOf(endpoint, found, at === 0 ? found.Config.MacAddress : undefined),
  }))
}

function askedOf(
  given: EndpointSettings,
  { Id, Config }: Attached,
  containerMac: string | null | undefined,
): EndpointSettings {
  const { IPAMConfig, Links, Aliases, DriverOpts, GwPriority } = given
  // Below API 1.45 these two are read as aliases, and the engine adds them again.
  const added = Aliases?.includes(Id.slice(0, 12)) === true ? [Id.slice(0, 12), Config.Hostname] : []
  const aliases = Aliases?.filter((alias) => !added.includes(alias)) ?? []
  const mac = containerMac == null || containerMac === '' ? chosenMac(given) : containerMac
  return {
    ...(hasAny(IPAMConfig) && { IPAMConfig }),
    ...(hasAny(Links) && { Links }),
    ...(aliases.length > 0 && { Aliases: aliases }),
    ...(hasAny(DriverOpts) && { DriverOpts }),
    ...(GwPriority !== undefined && GwPriority !== 0 && { GwPriority }),
    ...(mac !== undefined && { MacAddress: mac }),
  }
}

/**
 * The MAC address that was chosen for an endpoint, as far as inspect tells: that of a container which was never started,
 * and one in use that does not follow from the IP address. Engines 28 and newer make up any address, so of those nothing
 * can be said; and Engine 20.10 has no such choice.
 */
function chosenMac({
  MacAddress = '',
  IPAddress = '',
  NetworkID = '',
  DNSNames,
  GwPriority,
}: EndpointSettings): string | undefined {
  if (DNSNames === undefined || MacAddress === '') return undefined
  if (NetworkID === '') return MacAddress
  const ip = Ip.tryParse(IPAddress)
  if (ip === undefined || GwPriority !== undefined) return undefined
  const followed = `02:42:${ip.value
    .toString(16)
    .padStart(8, '0')
    .replace(/(..)(?=.)/g, '$1:')}`
  return MacAddress === followed ? undefined : MacAddress
}

/** Settings in the words of `.net()` and `connect()`. */
export function toEndpointOptions(settings: EndpointSettings): EndpointOptions {
  const { IPAMConfig, Links, Aliases, DriverOpts, GwPriority, MacAddress } = settings
  const { IPv4Address = '', IPv6Address = '', LinkLocalIPs } = IPAMConfig ?? {}
  return {
    ...(Aliases != null && Aliases.length > 0 && { alias: [...Aliases] }),
    ...(IPv4Address !== '' && { ip: IPv4Address }),
    ...(IPv6Address !== '' && { ip6: IPv6Address }),
    ...(LinkLocalIPs != null && LinkLocalIPs.length > 0 && { linkLocalIps: [...LinkLocalIPs] }),
    ...(MacAddress !== undefined && { mac: MacAddress }),
    ...(GwPriority !== undefined && { gwPriority: GwPriority }),
    ...(Links != null && Links.length > 0 && { link: [...Links] }),
    ...fromDriverOpts(DriverOpts ?? {}),
  }
}

function hasAny(value: object | null | undefined): value is object {
  return value != null && Object.keys(value).length > 0
}
