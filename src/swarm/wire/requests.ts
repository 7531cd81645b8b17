import { wire } from '../../engine/wire/wire.js'
import { swarmSpec, type SwarmSpec } from './spec.js'

/** The body of `POST /swarm/init`. */
export interface SwarmInitRequest {
  /** Where managers listen, and by whose interface overlay networks go: `0.0.0.0:2377`, `eth0:2377`. */
  readonly ListenAddr?: string | undefined
  /** Where other nodes reach this one. */
  readonly AdvertiseAddr?: string | undefined
  /** By which address or interface overlay networks go, if not by the one above. */
  readonly DataPathAddr?: string | undefined
  /** The UDP port of overlay networks, 1024 to 49151; 4789 unless said otherwise. */
  readonly DataPathPort?: number | undefined
  /** Where overlay networks without a subnet get theirs, in CIDR. */
  readonly DefaultAddrPool?: readonly string[] | undefined
  /** The prefix length of those subnets, in bits. */
  readonly SubnetSize?: number | undefined
  /** Makes a swarm of one manager out of one that has lost its others. */
  readonly ForceNewCluster?: boolean | undefined
  /** Its settings. */
  readonly Spec?: SwarmSpec | undefined
}

export const swarmInitRequest = wire<SwarmInitRequest>('SwarmInitRequest', (z) =>
  z.object({
    ListenAddr: z.optional(z.string()),
    AdvertiseAddr: z.optional(z.string()),
    DataPathAddr: z.optional(z.string()),
    DataPathPort: z.optional(z.integer()),
    DefaultAddrPool: z.optional(z.array(z.string())),
    SubnetSize: z.optional(z.integer()),
    ForceNewCluster: z.optional(z.boolean()),
    Spec: z.optional(swarmSpec),
  }),
)

/** The body of `POST /swarm/join`. */
export interface SwarmJoinRequest {
  /** Where this node listens, should it become a manager. */
  readonly ListenAddr: string
  /** Where other nodes reach this one. */
  readonly AdvertiseAddr?: string | undefined
  /** By which address or interface overlay networks go, if not by the one above. */
  readonly DataPathAddr?: string | undefined
  /** Managers of the swarm, each with its port. */
  readonly RemoteAddrs: readonly string[]
  /** What it joins with: a secret. */
  readonly JoinToken: string
}

export const swarmJoinRequest = wire<SwarmJoinRequest>('SwarmJoinRequest', (z) =>
  z.object({
    ListenAddr: z.string(),
    AdvertiseAddr: z.optional(z.string()),
    DataPathAddr: z.optional(z.string()),
    RemoteAddrs: z.array(z.string()),
    JoinToken: z.string(),
  }),
)
