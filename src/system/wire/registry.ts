import { wire, type WireOf } from '../../engine/call/wire.js'

export const indexInfo = wire('IndexInfo', (z) =>
  z.object({
    Name: z.string(),
    Mirrors: z.array(z.string()).nullable(),
    /** False for registries that are spoken to without TLS, or without checking it. */
    Secure: z.boolean(),
    Official: z.boolean(),
  }),
)
/** What the engine knows of one registry. */
export interface IndexInfo extends WireOf<typeof indexInfo> {}

export const registryConfig = wire('RegistryServiceConfig', (z) =>
  z.object({
    /** Gone since API 1.49. */
    AllowNondistributableArtifactsCIDRs: z.array(z.string()).nullable().optional(),
    /** Gone since API 1.49. */
    AllowNondistributableArtifactsHostnames: z.array(z.string()).nullable().optional(),
    InsecureRegistryCIDRs: z.array(z.string()).nullable().optional(),
    IndexConfigs: z.record(z.string(), indexInfo.schema(z)).nullable().optional(),
    Mirrors: z.array(z.string()).nullable().optional(),
  }),
)
/** Which registries the engine trusts and mirrors. */
export interface RegistryConfig extends WireOf<typeof registryConfig> {}
