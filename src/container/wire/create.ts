import { wire } from '../../engine/wire/wire.js'
import { containerConfig, type ContainerConfig } from './config.js'
import { hostConfig, type HostConfig } from './host-config.js'
import { endpointSettings, type EndpointSettings } from '../../docker-words/endpoint-settings.js'

/** Which networks a container joins, and how. More than one since API 1.44. */
export interface NetworkingConfig {
  /** By the name or the id of the network. */
  readonly EndpointsConfig?: Readonly<Record<string, EndpointSettings>> | null | undefined
}

export const networkingConfig = wire<NetworkingConfig>('NetworkingConfig', (z) =>
  z.object({
    EndpointsConfig: z.nullish(z.record(endpointSettings)),
  }),
)

/** The body of `POST /containers/create`. */
export interface ContainerCreateRequest extends ContainerConfig {
  /** The image: a name or an id. */
  readonly Image: string
  /** What it is on its host. */
  readonly HostConfig?: HostConfig | undefined
  /** Which networks it joins. */
  readonly NetworkingConfig?: NetworkingConfig | undefined
}

export const containerCreateRequest = wire<ContainerCreateRequest>('ContainerCreateRequest', (z) =>
  z.extend(containerConfig, {
    Image: z.string(),
    HostConfig: z.optional(hostConfig),
    NetworkingConfig: z.optional(networkingConfig),
  }),
)

/** What the engine says of a container it has just made. */
export interface ContainerCreateResponse {
  /** The id of the new container. */
  readonly Id: string
  /** What the engine did not do as asked, such as limits that its kernel cannot keep. */
  readonly Warnings?: readonly string[] | null | undefined
}

export const containerCreateResponse = wire<ContainerCreateResponse>('ContainerCreateResponse', (z) =>
  z.object({
    Id: z.string(),
    Warnings: z.nullish(z.array(z.string())),
  }),
)
