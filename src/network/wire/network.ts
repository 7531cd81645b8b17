import { wire, type WireOf } from '../../engine/call/wire.js'
import { ipam } from './ipam.js'

export const networkContainer = wire('EndpointResource', (z) =>
  z.object({
    Name: z.string(),
    EndpointID: z.string(),
    MacAddress: z.string(),
    /** With its prefix length: `172.72.0.2/16`; `""` when there is none. */
    IPv4Address: z.string(),
    IPv6Address: z.string(),
  }),
)
/** A running endpoint, as the network's inspect lists it. */
export interface NetworkContainer extends WireOf<typeof networkContainer> {}

export const subnetStatus = wire('SubnetStatus', (z) =>
  z.object({
    /** Network, broadcast, gateway and auxiliary addresses count too. */
    IPsInUse: z.bigint().optional(),
    DynamicIPsAvailable: z.bigint().optional(),
  }),
)
/** How full one subnet is. */
export interface SubnetStatus extends WireOf<typeof subnetStatus> {}

export const networkSummary = wire('NetworkSummary', (z) =>
  z.object({
    Name: z.string(),
    Id: z.string(),
    Created: z.string(),
    /** `local`, `swarm` or `global`. */
    Scope: z.string(),
    /** `bridge`, `host`, `null`, `macvlan`, `ipvlan`, `overlay`, or a plugin's name. */
    Driver: z.string(),
    /** Since Engine 28. */
    EnableIPv4: z.boolean().optional(),
    EnableIPv6: z.boolean(),
    IPAM: ipam.schema(z),
    Internal: z.boolean(),
    Attachable: z.boolean(),
    Ingress: z.boolean(),
    ConfigFrom: z.object({ Network: z.string() }),
    ConfigOnly: z.boolean(),
    Options: z.record(z.string(), z.string()).nullable(),
    Labels: z.record(z.string(), z.string()).nullable(),
    /** The other hosts of a swarm network. */
    Peers: z
      .array(z.object({ Name: z.string(), IP: z.string() }))
      .nullable()
      .optional(),
  }),
)
/** A network, as a list shows it. */
export interface NetworkSummary extends WireOf<typeof networkSummary> {}

export const network = wire('NetworkInspect', (z) =>
  networkSummary.schema(z).extend({
    /** By container id. A key that begins with `ep-` is an endpoint whose container is gone. */
    Containers: z.record(z.string(), networkContainer.schema(z)).nullable().optional(),
    /** Since API 1.52. */
    Status: z
      .object({
        IPAM: z.object({ Subnets: z.record(z.string(), subnetStatus.schema(z)).nullable().optional() }).optional(),
      })
      .nullable()
      .optional(),
  }),
)
/** A network, as inspect shows it: with its running endpoints. */
export interface NetworkInspect extends WireOf<typeof network> {}
