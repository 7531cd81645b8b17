import { wire, type WireOf } from '../../engine/call/wire.js'

export const clusterInfo = wire('ClusterInfo', (z) =>
  z.object({
    ID: z.string(),
    Version: z.object({ Index: z.number().optional() }).optional(),
    CreatedAt: z.string().optional(),
    UpdatedAt: z.string().optional(),
    /** The settings of the cluster; the swarm's own operations describe them. */
    Spec: z.record(z.string(), z.unknown()).optional(),
    TLSInfo: z
      .object({
        TrustRoot: z.string().optional(),
        CertIssuerSubject: z.string().optional(),
        CertIssuerPublicKey: z.string().optional(),
      })
      .optional(),
    RootRotationInProgress: z.boolean().optional(),
    DataPathPort: z.number().optional(),
    /** Where overlay networks without a subnet get theirs. */
    DefaultAddrPool: z.array(z.string()).nullable().optional(),
    SubnetSize: z.number().optional(),
  }),
)
/** The cluster, as a manager's `docker info` shows it. */
export interface ClusterInfo extends WireOf<typeof clusterInfo> {}

export const swarmInfo = wire('SwarmInfo', (z) =>
  z.object({
    NodeID: z.string(),
    NodeAddr: z.string(),
    /** `inactive`, `pending`, `active`, `error`, `locked`, or `""`. */
    LocalNodeState: z.string(),
    /** Whether this node is a manager. */
    ControlAvailable: z.boolean(),
    Error: z.string(),
    RemoteManagers: z
      .array(z.object({ NodeID: z.string(), Addr: z.string() }))
      .nullable()
      .optional(),
    /** Managers only. */
    Nodes: z.number().nullable().optional(),
    /** Managers only. */
    Managers: z.number().nullable().optional(),
    Cluster: clusterInfo.schema(z).nullable().optional(),
    Warnings: z.array(z.string()).nullable().optional(),
  }),
)
/** This engine's part in a swarm. */
export interface SwarmInfo extends WireOf<typeof swarmInfo> {}
