import { wire } from '../../engine/wire/wire.js'

/** The version of an object of the swarm. */
export interface ObjectVersion {
  /** Counts up with each change. */
  readonly Index?: number | undefined
}

export const objectVersion = wire<ObjectVersion>('ObjectVersion', (z) =>
  z.object({
    Index: z.optional(z.integer()),
  }),
)

/** The certificates of a swarm. */
export interface TlsInfo {
  /** The root certificate, PEM. */
  readonly TrustRoot?: string | undefined
  /** Who issues certificates, in base64. */
  readonly CertIssuerSubject?: string | undefined
  /** The issuer's public key, in base64. */
  readonly CertIssuerPublicKey?: string | undefined
}

export const tlsInfo = wire<TlsInfo>('TLSInfo', (z) =>
  z.object({
    TrustRoot: z.optional(z.string()),
    CertIssuerSubject: z.optional(z.string()),
    CertIssuerPublicKey: z.optional(z.string()),
  }),
)

/** The cluster, as a manager's `docker info` shows it. */
export interface ClusterInfo {
  /** The cluster's id. */
  readonly ID: string
  /** Its version. */
  readonly Version?: ObjectVersion | undefined
  /** RFC 3339. */
  readonly CreatedAt?: string | undefined
  /** RFC 3339. */
  readonly UpdatedAt?: string | undefined
  /** The settings of the cluster; the swarm's own operations describe them. */
  readonly Spec?: Readonly<Record<string, unknown>> | undefined
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
}

export const clusterInfo = wire<ClusterInfo>('ClusterInfo', (z) =>
  z.object({
    ID: z.string(),
    Version: z.optional(objectVersion),
    CreatedAt: z.optional(z.string()),
    UpdatedAt: z.optional(z.string()),
    Spec: z.optional(z.record(z.unknown())),
    TLSInfo: z.optional(tlsInfo),
    RootRotationInProgress: z.optional(z.boolean()),
    DataPathPort: z.optional(z.integer()),
    DefaultAddrPool: z.nullish(z.array(z.string())),
    SubnetSize: z.optional(z.integer()),
  }),
)

/** A manager of the swarm. */
export interface PeerNode {
  /** Its id. */
  readonly NodeID: string
  /** Its address and port. */
  readonly Addr: string
}

export const peerNode = wire<PeerNode>('PeerNode', (z) =>
  z.object({
    NodeID: z.string(),
    Addr: z.string(),
  }),
)

/** This engine's part in a swarm. */
export interface SwarmInfo {
  /** This node's id; `''` outside of a swarm. */
  readonly NodeID: string
  /** This node's address; `''` outside of a swarm. */
  readonly NodeAddr: string
  /** `inactive`, `pending`, `active`, `error`, `locked`, or `''`. */
  readonly LocalNodeState: string
  /** Whether this node is a manager. */
  readonly ControlAvailable: boolean
  /** Why it is in the state `error`. */
  readonly Error: string
  /** The managers that this node knows. */
  readonly RemoteManagers?: readonly PeerNode[] | null | undefined
  /** How many nodes there are. Managers only. */
  readonly Nodes?: number | null | undefined
  /** How many managers there are. Managers only. */
  readonly Managers?: number | null | undefined
  /** The cluster. Managers only. */
  readonly Cluster?: ClusterInfo | null | undefined
  /** What is wrong with this swarm. */
  readonly Warnings?: readonly string[] | null | undefined
}

export const swarmInfo = wire<SwarmInfo>('SwarmInfo', (z) =>
  z.object({
    NodeID: z.string(),
    NodeAddr: z.string(),
    LocalNodeState: z.string(),
    ControlAvailable: z.boolean(),
    Error: z.string(),
    RemoteManagers: z.nullish(z.array(peerNode)),
    Nodes: z.nullish(z.integer()),
    Managers: z.nullish(z.integer()),
    Cluster: z.nullish(clusterInfo),
    Warnings: z.nullish(z.array(z.string())),
  }),
)
