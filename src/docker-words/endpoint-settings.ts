import { wire, type WireOf } from '../engine/call/wire.js'

export const endpointIpamConfig = wire('EndpointIPAMConfig', (z) =>
  z.object({
    IPv4Address: z.string().optional(),
    IPv6Address: z.string().optional(),
    LinkLocalIPs: z.array(z.string()).nullable().optional(),
  }),
)
/** The fixed addresses asked for an endpoint. Plain addresses, without a prefix length. */
export interface EndpointIpamConfig extends WireOf<typeof endpointIpamConfig> {}

export const endpointSettings = wire('EndpointSettings', (z) =>
  z.object({
    IPAMConfig: endpointIpamConfig.schema(z).nullable().optional(),
    Links: z.array(z.string()).nullable().optional(),
    /** Names for this endpoint. Below API 1.45 the engine adds the short id and the hostname when read. */
    Aliases: z.array(z.string()).nullable().optional(),
    /** Asked for since API 1.44. Reads back the address in use, `""` while stopped. */
    MacAddress: z.string().optional(),
    DriverOpts: z.record(z.string(), z.string()).nullable().optional(),
    /** Which endpoint has the default route: the highest wins. Since API 1.48. */
    GwPriority: z.number().optional(),
    NetworkID: z.string().optional(),
    EndpointID: z.string().optional(),
    Gateway: z.string().optional(),
    /** `""` while the container is stopped. */
    IPAddress: z.string().optional(),
    IPPrefixLen: z.number().optional(),
    IPv6Gateway: z.string().optional(),
    GlobalIPv6Address: z.string().optional(),
    GlobalIPv6PrefixLen: z.number().optional(),
    /** Every name the engine's DNS answers for this endpoint. Since API 1.44. */
    DNSNames: z.array(z.string()).nullable().optional(),
  }),
)
/** A container's attachment to one network: what was asked for, and what the engine gave. */
export interface EndpointSettings extends WireOf<typeof endpointSettings> {}
