import { wire } from '../engine/wire/wire.js'

/** The fixed addresses asked for an endpoint. Plain addresses, without a prefix length. */
export interface EndpointIpamConfig {
  /** The IPv4 address that was asked for; `''` for none. */
  readonly IPv4Address?: string | undefined
  /** The IPv6 address that was asked for; `''` for none. */
  readonly IPv6Address?: string | undefined
  /** More addresses for the interface, of 169.254.0.0/16 or fe80::/10. */
  readonly LinkLocalIPs?: readonly string[] | null | undefined
}

export const endpointIpamConfig = wire<EndpointIpamConfig>('EndpointIPAMConfig', (z) =>
  z.object({
    IPv4Address: z.optional(z.string()),
    IPv6Address: z.optional(z.string()),
    LinkLocalIPs: z.nullish(z.array(z.string())),
  }),
)

/** A container's attachment to one network: what was asked for, and what the engine gave. */
export interface EndpointSettings {
  /** The fixed addresses that were asked for; `null` for none. */
  readonly IPAMConfig?: EndpointIpamConfig | null | undefined
  /** Containers that are known here by another name, as `container:alias`. */
  readonly Links?: readonly string[] | null | undefined
  /** Names for this endpoint. Below API 1.45 the engine adds the short id and the hostname when read. */
  readonly Aliases?: readonly string[] | null | undefined
  /** Asked for in a create since API 1.44, in a connect since 1.54. Reads back the address in use, `''` while stopped. Since API 1.44. */
  readonly MacAddress?: string | undefined
  /** Options for the network's driver. */
  readonly DriverOpts?: Readonly<Record<string, string>> | null | undefined
  /** Which endpoint has the default route: the highest wins. Since API 1.48. */
  readonly GwPriority?: number | undefined
  /** The id of the network. */
  readonly NetworkID?: string | undefined
  /** The id of this endpoint; `''` while the container is stopped. */
  readonly EndpointID?: string | undefined
  /** The IPv4 address of the router; `''` while the container is stopped. */
  readonly Gateway?: string | undefined
  /** The IPv4 address in use; `''` while the container is stopped. */
  readonly IPAddress?: string | undefined
  /** The prefix length of the IPv4 subnet, in bits. */
  readonly IPPrefixLen?: number | undefined
  /** The IPv6 address of the router; `''` for none. */
  readonly IPv6Gateway?: string | undefined
  /** The IPv6 address in use; `''` for none. */
  readonly GlobalIPv6Address?: string | undefined
  /** The prefix length of the IPv6 subnet, in bits. */
  readonly GlobalIPv6PrefixLen?: number | undefined
  /** Every name the engine's DNS answers for this endpoint. Since API 1.44. */
  readonly DNSNames?: readonly string[] | null | undefined
}

export const endpointSettings = wire<EndpointSettings>('EndpointSettings', (z) =>
  z.object({
    IPAMConfig: z.nullish(endpointIpamConfig),
    Links: z.nullish(z.array(z.string())),
    Aliases: z.nullish(z.array(z.string())),
    MacAddress: z.since('1.44', z.optional(z.string())),
    DriverOpts: z.nullish(
      z.record(z.string(), {
        'com.docker.network.endpoint.sysctls': '1.46',
        'com.docker.network.endpoint.ifname': '1.48',
      }),
    ),
    GwPriority: z.since('1.48', z.optional(z.integer())),
    NetworkID: z.optional(z.string()),
    EndpointID: z.optional(z.string()),
    Gateway: z.optional(z.string()),
    IPAddress: z.optional(z.string()),
    IPPrefixLen: z.optional(z.number()),
    IPv6Gateway: z.optional(z.string()),
    GlobalIPv6Address: z.optional(z.string()),
    GlobalIPv6PrefixLen: z.optional(z.number()),
    DNSNames: z.since('1.44', z.nullish(z.array(z.string()))),
  }),
)
