import { wire, type WireOf } from '../../engine/call/wire.js'
import { endpointSettings } from '../../docker-words/endpoint-settings.js'
import { ipam } from './ipam.js'

export const networkCreateRequest = wire('NetworkCreateRequest', (z) =>
  z.object({
    Name: z.string(),
    /** Makes engines before 25 refuse a name that is taken; newer ones always do. */
    CheckDuplicate: z.boolean().optional(),
    Driver: z.string().optional(),
    Scope: z.string().optional(),
    Internal: z.boolean().optional(),
    Attachable: z.boolean().optional(),
    Ingress: z.boolean().optional(),
    ConfigOnly: z.boolean().optional(),
    ConfigFrom: z.object({ Network: z.string() }).optional(),
    IPAM: ipam.schema(z).optional(),
    /** Since API 1.48. */
    EnableIPv4: z.boolean().optional(),
    EnableIPv6: z.boolean().optional(),
    Options: z.record(z.string(), z.string()).optional(),
    Labels: z.record(z.string(), z.string()).optional(),
  }),
)
/** The body of `POST /networks/create`. */
export interface NetworkCreateRequest extends WireOf<typeof networkCreateRequest> {}

export const networkCreateResponse = wire('NetworkCreateResponse', (z) =>
  z.object({ Id: z.string(), Warning: z.string().optional() }),
)
/** What the engine says of a network it has just made. */
export interface NetworkCreateResponse extends WireOf<typeof networkCreateResponse> {}

export const networkConnectRequest = wire('NetworkConnectRequest', (z) =>
  z.object({ Container: z.string(), EndpointConfig: endpointSettings.schema(z).optional() }),
)
/** The body of `POST /networks/{id}/connect`. */
export interface NetworkConnectRequest extends WireOf<typeof networkConnectRequest> {}

export const networkDisconnectRequest = wire('NetworkDisconnectRequest', (z) =>
  z.object({ Container: z.string(), Force: z.boolean().optional() }),
)
/** The body of `POST /networks/{id}/disconnect`. */
export interface NetworkDisconnectRequest extends WireOf<typeof networkDisconnectRequest> {}

export const networkPruneResponse = wire('NetworkPruneResponse', (z) =>
  z.object({ NetworksDeleted: z.array(z.string()).nullable() }),
)
/** The names of the networks that a prune removed. */
export interface NetworkPruneResponse extends WireOf<typeof networkPruneResponse> {}
