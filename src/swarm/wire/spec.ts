import { wire } from '../../engine/wire/wire.js'

/** How many tasks of a service are remembered. */
export interface SwarmOrchestration {
  /** How many old tasks are kept for each place; below zero for all. CLI `--task-history-limit` */
  readonly TaskHistoryRetentionLimit?: number | undefined
}

export const swarmOrchestration = wire<SwarmOrchestration>('SwarmOrchestration', (z) =>
  z.object({ TaskHistoryRetentionLimit: z.optional(z.integer()) }),
)

/** How the managers agree with each other. */
export interface SwarmRaft {
  /** How many entries of the log lie between snapshots. CLI `--snapshot-interval` */
  readonly SnapshotInterval?: number | undefined
  /** How many old snapshots are kept. CLI `--max-snapshots` */
  readonly KeepOldSnapshots?: number | undefined
  /** How many entries are kept for managers that lag behind. */
  readonly LogEntriesForSlowFollowers?: number | undefined
  /** Ticks, of a second each, without a message until a new leader is elected. */
  readonly ElectionTick?: number | undefined
  /** Ticks between signs of life of the leader. */
  readonly HeartbeatTick?: number | undefined
}

export const swarmRaft = wire<SwarmRaft>('SwarmRaft', (z) =>
  z.object({
    SnapshotInterval: z.optional(z.integer()),
    KeepOldSnapshots: z.optional(z.integer()),
    LogEntriesForSlowFollowers: z.optional(z.integer()),
    ElectionTick: z.optional(z.integer()),
    HeartbeatTick: z.optional(z.integer()),
  }),
)

/** How nodes keep in touch with the managers. */
export interface SwarmDispatcher {
  /** Nanoseconds between two signs of life of a node. CLI `--dispatcher-heartbeat` */
  readonly HeartbeatPeriod?: number | undefined
}

export const swarmDispatcher = wire<SwarmDispatcher>('SwarmDispatcher', (z) =>
  z.object({ HeartbeatPeriod: z.optional(z.integer()) }),
)

/** A certificate authority outside of the swarm. */
export interface ExternalCa {
  /** `cfssl`. */
  readonly Protocol?: string | undefined
  /** Where requests are signed. */
  readonly URL?: string | undefined
  /** What it can be told besides. */
  readonly Options?: Readonly<Record<string, string>> | null | undefined
  /** Its root certificate, PEM. */
  readonly CACert?: string | undefined
}

export const externalCa = wire<ExternalCa>('ExternalCA', (z) =>
  z.object({
    Protocol: z.optional(z.string()),
    URL: z.optional(z.string()),
    Options: z.nullish(z.record(z.string())),
    CACert: z.optional(z.string()),
  }),
)

/** Who signs the certificates of nodes, and for how long. */
export interface SwarmCaConfig {
  /** Nanoseconds that a node's certificate is good for. CLI `--cert-expiry` */
  readonly NodeCertExpiry?: number | undefined
  /** Authorities outside of the swarm. CLI `--external-ca` */
  readonly ExternalCAs?: readonly ExternalCa[] | null | undefined
  /** The certificate that signs those of nodes, PEM. */
  readonly SigningCACert?: string | undefined
  /** Its key, PEM: a secret, which engines never send. */
  readonly SigningCAKey?: string | undefined
  /** Another number than before makes a new root certificate. */
  readonly ForceRotate?: number | undefined
}

export const swarmCaConfig = wire<SwarmCaConfig>('SwarmCAConfig', (z) =>
  z.object({
    NodeCertExpiry: z.optional(z.integer()),
    ExternalCAs: z.nullish(z.array(externalCa)),
    SigningCACert: z.optional(z.string()),
    SigningCAKey: z.optional(z.string()),
    ForceRotate: z.optional(z.integer()),
  }),
)

/** How managers keep their data. */
export interface SwarmEncryption {
  /** Whether a manager that was restarted waits for the unlock key. CLI `--autolock` */
  readonly AutoLockManagers?: boolean | undefined
}

export const swarmEncryption = wire<SwarmEncryption>('SwarmEncryptionConfig', (z) =>
  z.object({ AutoLockManagers: z.optional(z.boolean()) }),
)

/** Where tasks write their logs. */
export interface SwarmLogDriver {
  /** Such as `json-file`. */
  readonly Name?: string | undefined
  /** Options for the driver. */
  readonly Options?: Readonly<Record<string, string>> | null | undefined
}

export const swarmLogDriver = wire<SwarmLogDriver>('SwarmLogDriver', (z) =>
  z.object({ Name: z.optional(z.string()), Options: z.nullish(z.record(z.string())) }),
)

/** What tasks have unless their service says otherwise. */
export interface SwarmTaskDefaults {
  /** Where they write their logs. */
  readonly LogDriver?: SwarmLogDriver | null | undefined
}

export const swarmTaskDefaults = wire<SwarmTaskDefaults>('SwarmTaskDefaults', (z) =>
  z.object({ LogDriver: z.nullish(swarmLogDriver) }),
)

/** The settings of a swarm. */
export interface SwarmSpec {
  /** `default`: there is one swarm. */
  readonly Name?: string | undefined
  /** Its labels. */
  readonly Labels?: Readonly<Record<string, string>> | null | undefined
  /** How many tasks are remembered. */
  readonly Orchestration?: SwarmOrchestration | null | undefined
  /** How the managers agree. */
  readonly Raft?: SwarmRaft | undefined
  /** How nodes keep in touch. */
  readonly Dispatcher?: SwarmDispatcher | null | undefined
  /** Who signs certificates. */
  readonly CAConfig?: SwarmCaConfig | null | undefined
  /** How managers keep their data. */
  readonly EncryptionConfig?: SwarmEncryption | undefined
  /** What tasks have unless said otherwise. */
  readonly TaskDefaults?: SwarmTaskDefaults | undefined
}

export const swarmSpec = wire<SwarmSpec>('SwarmSpec', (z) =>
  z.object({
    Name: z.optional(z.string()),
    Labels: z.nullish(z.record(z.string())),
    Orchestration: z.nullish(swarmOrchestration),
    Raft: z.optional(swarmRaft),
    Dispatcher: z.nullish(swarmDispatcher),
    CAConfig: z.nullish(swarmCaConfig),
    EncryptionConfig: z.optional(swarmEncryption),
    TaskDefaults: z.optional(swarmTaskDefaults),
  }),
)
