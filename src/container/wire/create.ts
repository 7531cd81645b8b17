import { wire, type WireOf } from '../../engine/call/wire.js'
import { endpointSettings } from '../../docker-words/endpoint-settings.js'
import { containerConfig } from './config.js'
import { hostConfig } from './host-config.js'

export const networkingConfig = wire('NetworkingConfig', (z) =>
  z.object({ EndpointsConfig: z.record(z.string(), endpointSettings.schema(z)).nullable().optional() }),
)
/** Which networks a container joins, by name or id, and how. More than one since API 1.44. */
export interface NetworkingConfig extends WireOf<typeof networkingConfig> {}

export const containerCreateRequest = wire('ContainerCreateRequest', (z) =>
  containerConfig.schema(z).extend({
    Image: z.string(),
    HostConfig: hostConfig.schema(z).optional(),
    NetworkingConfig: networkingConfig.schema(z).optional(),
  }),
)
/** The body of `POST /containers/create`. */
export interface ContainerCreateRequest extends WireOf<typeof containerCreateRequest> {}

export const containerCreateResponse = wire('ContainerCreateResponse', (z) =>
  z.object({
    Id: z.string(),
    /** What the engine did not do as asked, such as limits that its kernel cannot keep. */
    Warnings: z.array(z.string()).nullable().optional(),
  }),
)
/** What the engine says of a container it has just made. */
export interface ContainerCreateResponse extends WireOf<typeof containerCreateResponse> {}
