import { wire } from '../../engine/wire/wire.js'

/** What the engine knows of one registry. */
export interface IndexInfo {
  /** Its host: `docker.io`. */
  readonly Name: string
  /** Where it is asked first. */
  readonly Mirrors: readonly string[] | null
  /** False for registries that are spoken to without TLS, or without checking it. */
  readonly Secure: boolean
  /** Whether it is Docker Hub. */
  readonly Official: boolean
}

export const indexInfo = wire<IndexInfo>('IndexInfo', (z) =>
  z.object({
    Name: z.string(),
    Mirrors: z.nullable(z.array(z.string())),
    Secure: z.boolean(),
    Official: z.boolean(),
  }),
)

/** Which registries the engine trusts and mirrors. */
export interface RegistryConfig {
  /** Where layers may be pushed that may not be handed on. Until API 1.49. */
  readonly AllowNondistributableArtifactsCIDRs?: readonly string[] | null | undefined
  /** Where layers may be pushed that may not be handed on. Until API 1.49. */
  readonly AllowNondistributableArtifactsHostnames?: readonly string[] | null | undefined
  /** Blocks whose registries are spoken to without checking TLS. */
  readonly InsecureRegistryCIDRs?: readonly string[] | null | undefined
  /** Each registry by its host. */
  readonly IndexConfigs?: Readonly<Record<string, IndexInfo>> | null | undefined
  /** Where Docker Hub's images are asked for first. */
  readonly Mirrors?: readonly string[] | null | undefined
}

export const registryConfig = wire<RegistryConfig>('RegistryServiceConfig', (z) =>
  z.object({
    AllowNondistributableArtifactsCIDRs: z.until('1.49', z.nullish(z.array(z.string()))),
    AllowNondistributableArtifactsHostnames: z.until('1.49', z.nullish(z.array(z.string()))),
    InsecureRegistryCIDRs: z.nullish(z.array(z.string())),
    IndexConfigs: z.nullish(z.record(indexInfo)),
    Mirrors: z.nullish(z.array(z.string())),
  }),
)
