import { wire } from '../../engine/wire/wire.js'
import { objectVersion, tlsInfo, type ObjectVersion, type TlsInfo } from '../../system/wire/swarm.js'
import { swarmSpec, type SwarmSpec } from './spec.js'

/** What nodes join a swarm with: secrets. */
export interface JoinTokens {
  /** For a node that only runs tasks. */
  readonly Worker: string
  /** For another manager. */
  readonly Manager: string
}

export const joinTokens = wire<JoinTokens>('JoinTokens', (z) => z.object({ Worker: z.string(), Manager: z.string() }))

/** A swarm, as its managers show it. */
export interface SwarmInspect {
  /** The swarm's id. */
  readonly ID: string
  /** Its version, which an update has to name. */
  readonly Version?: ObjectVersion | undefined
  /** RFC 3339. */
  readonly CreatedAt?: string | undefined
  /** RFC 3339. */
  readonly UpdatedAt?: string | undefined
  /** Its settings. */
  readonly Spec?: SwarmSpec | undefined
  /** Its certificates. */
  readonly TLSInfo?: TlsInfo | undefined
  /** Whether the root certificate is being replaced. */
  readonly RootRotationInProgress?: boolean | undefined
  /** The UDP port of overlay networks. */
  readonly DataPathPort?: number | undefined
  /** Where overlay networks without a subnet get theirs. */
  readonly DefaultAddrPool?: readonly string[] | null | undefined
  /** The prefix length of those subnets, in bits. */
  readonly SubnetSize?: number | undefined
  /** What nodes join it with. Printed and in JSON they are hidden. */
  readonly JoinTokens: JoinTokens
}

export const swarm = wire<SwarmInspect>('Swarm', (z) =>
  z.object({
    ID: z.string(),
    Version: z.optional(objectVersion),
    CreatedAt: z.optional(z.string()),
    UpdatedAt: z.optional(z.string()),
    Spec: z.optional(swarmSpec),
    TLSInfo: z.optional(tlsInfo),
    RootRotationInProgress: z.optional(z.boolean()),
    DataPathPort: z.optional(z.integer()),
    DefaultAddrPool: z.nullish(z.array(z.string())),
    SubnetSize: z.optional(z.integer()),
    JoinTokens: joinTokens,
  }),
)
