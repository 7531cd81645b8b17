import { wire } from '../../engine/wire/wire.js'
import { endpointSettings, type EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { ipam, type Ipam } from './ipam.js'
import { configReference, type ConfigReference } from './network.js'

/** The body of `POST /networks/create`. */
export interface NetworkCreateRequest {
  /** Its name. */
  readonly Name: string
  /** Makes engines before 25 refuse a name that is taken; newer ones always do. */
  readonly CheckDuplicate?: boolean | undefined
  /** `bridge` unless said otherwise. */
  readonly Driver?: string | undefined
  /** `local` or `swarm`; follows from the driver when left out. */
  readonly Scope?: string | undefined
  /** Leads nowhere outside of its host. */
  readonly Internal?: boolean | undefined
  /** Lets containers that are no part of a service join a swarm network. */
  readonly Attachable?: boolean | undefined
  /** Is the swarm's network for published ports. */
  readonly Ingress?: boolean | undefined
  /** Only holds settings for others. */
  readonly ConfigOnly?: boolean | undefined
  /** The network that it takes its settings from. */
  readonly ConfigFrom?: ConfigReference | undefined
  /** How it manages its addresses. */
  readonly IPAM?: Ipam | undefined
  /** Gives its containers IPv4 addresses; true unless said otherwise. Since API 1.48. */
  readonly EnableIPv4?: boolean | undefined
  /** Gives its containers IPv6 addresses. */
  readonly EnableIPv6?: boolean | undefined
  /** The driver's options, by their long names. */
  readonly Options?: Readonly<Record<string, string>> | undefined
  /** Its labels. */
  readonly Labels?: Readonly<Record<string, string>> | undefined
}

export const networkCreateRequest = wire<NetworkCreateRequest>('NetworkCreateRequest', (z) =>
  z.object({
    Name: z.string(),
    CheckDuplicate: z.optional(z.boolean()),
    Driver: z.optional(z.string()),
    Scope: z.optional(z.string()),
    Internal: z.optional(z.boolean()),
    Attachable: z.optional(z.boolean()),
    Ingress: z.optional(z.boolean()),
    ConfigOnly: z.optional(z.boolean()),
    ConfigFrom: z.optional(configReference),
    IPAM: z.optional(ipam),
    EnableIPv4: z.since('1.48', z.optional(z.boolean())),
    EnableIPv6: z.optional(z.boolean()),
    Options: z.optional(z.record(z.string())),
    Labels: z.optional(z.record(z.string())),
  }),
)

/** What the engine says of a network it has just made. */
export interface NetworkCreateResponse {
  /** The id of the new network. */
  readonly Id: string
  /** What the engine did not do as asked; `''` for nothing. */
  readonly Warning?: string | undefined
}

export const networkCreateResponse = wire<NetworkCreateResponse>('NetworkCreateResponse', (z) =>
  z.object({
    Id: z.string(),
    Warning: z.optional(z.string()),
  }),
)

/** The body of `POST /networks/{id}/connect`. */
export interface NetworkConnectRequest {
  /** The container's name or id. */
  readonly Container: string
  /** How it is attached. */
  readonly EndpointConfig?: EndpointSettings | undefined
}

export const networkConnectRequest = wire<NetworkConnectRequest>('NetworkConnectRequest', (z) =>
  z.object({
    Container: z.string(),
    EndpointConfig: z.optional(endpointSettings),
  }),
)

/** The body of `POST /networks/{id}/disconnect`. */
export interface NetworkDisconnectRequest {
  /** The container's name or id. */
  readonly Container: string
  /** Also an endpoint whose container is gone, by its name. */
  readonly Force?: boolean | undefined
}

export const networkDisconnectRequest = wire<NetworkDisconnectRequest>('NetworkDisconnectRequest', (z) =>
  z.object({
    Container: z.string(),
    Force: z.optional(z.boolean()),
  }),
)

/** The networks that a prune removed. */
export interface NetworkPruneResponse {
  /** Their names; `null` for none. */
  readonly NetworksDeleted: readonly string[] | null
}

export const networkPruneResponse = wire<NetworkPruneResponse>('NetworkPruneResponse', (z) =>
  z.object({
    NetworksDeleted: z.nullable(z.array(z.string())),
  }),
)
