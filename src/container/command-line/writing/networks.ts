import type { EndpointSettings } from '../../../docker-words/endpoint-settings.js'
import type { ContainerCreateRequest } from '../../wire/create.js'
import { csvLine } from '../csv.js'
import { noFlag } from './no-flag.js'

/** A flag, and what is behind it. */
export type Flagged = readonly [flag: `--${string}`, value: string]

/**
 * The networks of a container. What flags can say of the first one stands in flags of its own: beside the name, docker
 * turns every letter into a small one.
 */
export function networkFlags({ HostConfig, NetworkingConfig }: ContainerCreateRequest): readonly Flagged[] {
  const mode = HostConfig?.NetworkMode
  if (mode === undefined) return []
  const { [mode]: first = {}, ...others } = NetworkingConfig?.EndpointsConfig ?? {}
  const { IPAMConfig, Aliases, MacAddress, ...more } = first
  const { IPv4Address, IPv6Address, LinkLocalIPs } = IPAMConfig ?? {}
  return [
    ['--network', networkText(mode, more)],
    ...each('--network-alias', Aliases),
    ...each('--ip', optional(IPv4Address)),
    ...each('--ip6', optional(IPv6Address)),
    ...each('--mac-address', optional(MacAddress)),
    ...each('--link-local-ip', LinkLocalIPs),
    ...Object.entries(others).map(([name, endpoint]): Flagged => ['--network', networkText(name, endpoint)]),
  ]
}

/** `mine`, or `name=mine,alias=web`. */
function networkText(
  name: string,
  { Aliases, IPAMConfig, MacAddress, DriverOpts, GwPriority }: EndpointSettings,
): string {
  const { IPv4Address, IPv6Address, LinkLocalIPs } = IPAMConfig ?? {}
  const beside = [
    ...fields('alias', Aliases),
    ...fields('ip', optional(IPv4Address)),
    ...fields('ip6', optional(IPv6Address)),
    ...fields('mac-address', optional(MacAddress)),
    ...fields('link-local-ip', LinkLocalIPs),
    ...fields(
      'driver-opt',
      Object.entries(DriverOpts ?? {}).map((pair) => pair.join('=')),
    ),
    ...fields('gw-priority', GwPriority === undefined ? [] : [String(GwPriority)]),
  ]
  if (beside.length === 0) return name
  const text = csvLine([`name=${name}`, ...beside])
  if (text !== text.toLowerCase())
    throw noFlag(`NetworkingConfig.EndpointsConfig.${name}`, 'docker run makes small letters of')
  return text
}

function each(flag: `--${string}`, values: readonly string[] | null | undefined): readonly Flagged[] {
  return (values ?? []).map((value) => [flag, value])
}

function fields(key: string, values: readonly string[] | null | undefined): readonly string[] {
  return (values ?? []).map((value) => `${key}=${value}`)
}

function optional(value: string | undefined): readonly string[] {
  return value === undefined || value === '' ? [] : [value]
}
