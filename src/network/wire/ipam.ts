import { wire } from '../../engine/wire/wire.js'

/** One pool of a network: a subnet, the range inside it for dynamic addresses, its gateway. */
export interface IpamConfig {
  /** CIDR, for example `172.72.0.0/16`. */
  readonly Subnet?: string | undefined
  /** CIDR inside the subnet that dynamic addresses are taken from. */
  readonly IPRange?: string | undefined
  /** The router's address. Engines before 29 leave it out when nobody asked for one. */
  readonly Gateway?: string | undefined
  /** Addresses the engine must never hand out, by a name. Left out when there are none. */
  readonly AuxiliaryAddresses?: Readonly<Record<string, string>> | null | undefined
}

export const ipamConfig = wire<IpamConfig>('IPAMConfig', (z) =>
  z.object({
    Subnet: z.optional(z.string()),
    IPRange: z.optional(z.string()),
    Gateway: z.optional(z.string()),
    AuxiliaryAddresses: z.nullish(z.record(z.string())),
  }),
)

/** How a network manages its addresses. */
export interface Ipam {
  /** `default`, or a plugin's name. */
  readonly Driver?: string | undefined
  /** Its pools; `null` for networks that have none, such as host and none. */
  readonly Config?: readonly IpamConfig[] | null | undefined
  /** Options for the driver. */
  readonly Options?: Readonly<Record<string, string>> | null | undefined
}

export const ipam = wire<Ipam>('IPAM', (z) =>
  z.object({
    Driver: z.optional(z.string()),
    Config: z.nullish(z.array(ipamConfig)),
    Options: z.nullish(z.record(z.string())),
  }),
)
