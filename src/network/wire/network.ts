import { wire } from '../../engine/wire/wire.js'
import { ipam, type Ipam } from './ipam.js'

/** A running endpoint, as the network's inspect lists it. */
export interface NetworkContainer {
  /** The container's name. */
  readonly Name: string
  /** The id of the endpoint. */
  readonly EndpointID: string
  /** Its MAC address; `''` when there is none. */
  readonly MacAddress: string
  /** With its prefix length: `172.72.0.2/16`; `''` when there is none. */
  readonly IPv4Address: string
  /** With its prefix length; `''` when there is none. */
  readonly IPv6Address: string
}

export const networkContainer = wire<NetworkContainer>('EndpointResource', (z) =>
  z.object({
    Name: z.string(),
    EndpointID: z.string(),
    MacAddress: z.string(),
    IPv4Address: z.string(),
    IPv6Address: z.string(),
  }),
)

/** How full one subnet is. */
export interface SubnetStatus {
  /** How many addresses are taken. Network, broadcast, gateway and auxiliary addresses count too. */
  readonly IPsInUse?: bigint | undefined
  /** How many addresses of the range are free. */
  readonly DynamicIPsAvailable?: bigint | undefined
}

export const subnetStatus = wire<SubnetStatus>('SubnetStatus', (z) =>
  z.object({
    IPsInUse: z.optional(z.bigint()),
    DynamicIPsAvailable: z.optional(z.bigint()),
  }),
)

/** How full the subnets of a network are. */
export interface IpamStatus {
  /** By the subnet, in CIDR. */
  readonly Subnets?: Readonly<Record<string, SubnetStatus>> | null | undefined
}

export const ipamStatus = wire<IpamStatus>('IPAMStatus', (z) =>
  z.object({
    Subnets: z.nullish(z.record(subnetStatus)),
  }),
)

/** What a network is doing. */
export interface NetworkStatus {
  /** How full its subnets are. */
  readonly IPAM?: IpamStatus | undefined
}

export const networkStatus = wire<NetworkStatus>('NetworkStatus', (z) =>
  z.object({
    IPAM: z.optional(ipamStatus),
  }),
)

/** The network that another one takes its settings from. */
export interface ConfigReference {
  /** Its name; `''` for none. */
  readonly Network: string
}

export const configReference = wire<ConfigReference>('ConfigReference', (z) =>
  z.object({
    Network: z.string(),
  }),
)

/** A host that takes part in a swarm network. */
export interface PeerInfo {
  /** The host's name in the network's gossip: its name and a part of an id. */
  readonly Name: string
  /** The host's address. */
  readonly IP: string
}

export const peerInfo = wire<PeerInfo>('PeerInfo', (z) =>
  z.object({
    Name: z.string(),
    IP: z.string(),
  }),
)

/** A network, as a list shows it. */
export interface NetworkSummary {
  /** Its name. Only engines before 25 let two networks have the same. */
  readonly Name: string
  /** 64 hexadecimal digits; a swarm network has 25 letters and digits. */
  readonly Id: string
  /** When it was made, RFC 3339. */
  readonly Created: string
  /** `local`, `swarm` or `global`. */
  readonly Scope: string
  /** `bridge`, `host`, `null`, `macvlan`, `ipvlan`, `overlay`, or a plugin's name. */
  readonly Driver: string
  /** Whether its containers get IPv4 addresses. Since API 1.48. */
  readonly EnableIPv4?: boolean | undefined
  /** Whether its containers get IPv6 addresses. */
  readonly EnableIPv6: boolean
  /** How it manages its addresses. */
  readonly IPAM: Ipam
  /** Whether it leads nowhere outside of its host. */
  readonly Internal: boolean
  /** Whether containers that are no part of a service may join a swarm network. */
  readonly Attachable: boolean
  /** Whether it is the swarm's network for published ports. */
  readonly Ingress: boolean
  /** The network that its settings were taken from. */
  readonly ConfigFrom: ConfigReference
  /** Whether it only holds settings for others, and no container can join it. */
  readonly ConfigOnly: boolean
  /** The driver's options, by their long names. */
  readonly Options: Readonly<Record<string, string>> | null
  /** Its labels. */
  readonly Labels: Readonly<Record<string, string>> | null
  /** The other hosts of a swarm network. */
  readonly Peers?: readonly PeerInfo[] | null | undefined
}

export const networkSummary = wire<NetworkSummary>('Network', (z) =>
  z.object({
    Name: z.string(),
    Id: z.string(),
    Created: z.string(),
    Scope: z.string(),
    Driver: z.string(),
    EnableIPv4: z.since('1.48', z.optional(z.boolean())),
    EnableIPv6: z.boolean(),
    IPAM: ipam,
    Internal: z.boolean(),
    Attachable: z.boolean(),
    Ingress: z.boolean(),
    ConfigFrom: configReference,
    ConfigOnly: z.boolean(),
    Options: z.nullable(z.record(z.string())),
    Labels: z.nullable(z.record(z.string())),
    Peers: z.nullish(z.array(peerInfo)),
  }),
)

/** A network, as inspect shows it: with its running endpoints. */
export interface NetworkInspect extends NetworkSummary {
  /** By container id. A key that begins with `ep-` is an endpoint whose container is gone. */
  readonly Containers?: Readonly<Record<string, NetworkContainer>> | null | undefined
  /** How full it is. Since API 1.52. */
  readonly Status?: NetworkStatus | null | undefined
}

export const network = wire<NetworkInspect>('NetworkInspect', (z) =>
  z.extend(networkSummary, {
    Containers: z.nullish(z.record(networkContainer)),
    Status: z.since('1.52', z.nullish(networkStatus)),
  }),
)
