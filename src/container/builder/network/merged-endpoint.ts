import { sysctlsOption } from '../../../docker-words/endpoint/driver-options.js'
import type { EndpointIpamConfig, EndpointSettings } from '../../../docker-words/endpoint-settings.js'

/**
 * One network that was named twice: lists add up, as those of every other setter do, and of a single value the last
 * counts.
 */
export function mergedEndpoint(first: EndpointSettings, second: EndpointSettings): EndpointSettings {
  const aliases = union(first.Aliases, second.Aliases)
  const links = union(first.Links, second.Links)
  const addresses = mergedAddresses(first.IPAMConfig ?? {}, second.IPAMConfig ?? {})
  const driverOpts = { ...first.DriverOpts, ...second.DriverOpts }
  const settings = mergedSysctls(first.DriverOpts?.[sysctlsOption], second.DriverOpts?.[sysctlsOption])
  return {
    ...first,
    ...second,
    ...(aliases.length > 0 && { Aliases: aliases }),
    ...(links.length > 0 && { Links: links }),
    ...(Object.keys(addresses).length > 0 && { IPAMConfig: addresses }),
    ...(Object.keys(driverOpts).length > 0 && { DriverOpts: { ...driverOpts, ...settings } }),
  }
}

function mergedAddresses(first: EndpointIpamConfig, second: EndpointIpamConfig): EndpointIpamConfig {
  const linkLocal = union(first.LinkLocalIPs, second.LinkLocalIPs)
  return { ...first, ...second, ...(linkLocal.length > 0 && { LinkLocalIPs: linkLocal }) }
}

/** `key=value,key=value`, in one option of the driver. */
function mergedSysctls(first: string | undefined, second: string | undefined): Readonly<Record<string, string>> {
  if (first === undefined || second === undefined) return {}
  const pairs = [...first.split(','), ...second.split(',')].map((pair) => [pair.split('=')[0], pair] as const)
  return { [sysctlsOption]: [...new Map(pairs).values()].join(',') }
}

function union(first: readonly string[] | null | undefined, second: readonly string[] | null | undefined): string[] {
  return [...new Set([...(first ?? []), ...(second ?? [])])]
}
