import { wire, type WireOf } from '../../engine/call/wire.js'

export const ipamConfig = wire('IPAMConfig', (z) =>
  z.object({
    /** CIDR, for example `172.72.0.0/16`. */
    Subnet: z.string().optional(),
    /** CIDR inside the subnet that dynamic addresses are taken from. */
    IPRange: z.string().optional(),
    /** The router's address. Engines before 29 leave it out when nobody asked for one. */
    Gateway: z.string().optional(),
    /** Addresses the engine must never hand out, by a name. Left out when there are none. */
    AuxiliaryAddresses: z.record(z.string(), z.string()).nullable().optional(),
  }),
)
/** One pool of a network: a subnet, the range inside it for dynamic addresses, its gateway. */
export interface IpamConfig extends WireOf<typeof ipamConfig> {}

export const ipam = wire('IPAM', (z) =>
  z.object({
    Driver: z.string().optional(),
    /** `null` for networks that have no pools, such as host and none. */
    Config: z.array(ipamConfig.schema(z)).nullable().optional(),
    Options: z.record(z.string(), z.string()).nullable().optional(),
  }),
)
/** How a network manages its addresses. */
export interface Ipam extends WireOf<typeof ipam> {}
