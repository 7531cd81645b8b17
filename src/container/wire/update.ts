import { wire } from '../../engine/wire/wire.js'
import { restartPolicyConfig, type RestartPolicyConfig } from './host-config.js'
import { resources, type Resources } from './resources.js'

/** What is changed of a container. Engines take all of its resources here, and change those that they can. */
export interface ContainerUpdateRequest extends Resources {
  /** When the engine starts it again. */
  readonly RestartPolicy?: RestartPolicyConfig | undefined
}

export const containerUpdateRequest = wire<ContainerUpdateRequest>('ContainerUpdateRequest', (z) =>
  z.extend(resources, { RestartPolicy: z.optional(restartPolicyConfig) }),
)

/** What came of a change. */
export interface ContainerUpdateResponse {
  /** What was left undone. */
  readonly Warnings?: readonly string[] | null | undefined
}

export const containerUpdateResponse = wire<ContainerUpdateResponse>('ContainerUpdateResponse', (z) =>
  z.object({ Warnings: z.nullish(z.array(z.string())) }),
)
