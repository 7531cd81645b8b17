import { wire } from '../../engine/wire/wire.js'

/** Who logs in to a registry. */
export interface AuthConfig {
  readonly username?: string | undefined
  readonly password?: string | undefined
  /** Not used any more; gone from the API with 1.52. */
  readonly email?: string | undefined
  /** The registry: `registry.example:5000`. Docker Hub when left out. */
  readonly serveraddress?: string | undefined
}

export const authConfig = wire<AuthConfig>('AuthConfig', (z) =>
  z.object({
    username: z.optional(z.string()),
    password: z.optional(z.string()),
    email: z.until('1.52', z.optional(z.string())),
    serveraddress: z.optional(z.string()),
  }),
)

/** What a registry says to a login. */
export interface SystemAuthResponse {
  /** `Login Succeeded`. */
  readonly Status: string
  /** What some registries take instead of the password from now on; empty for others. */
  readonly IdentityToken?: string | undefined
}

export const systemAuthResponse = wire<SystemAuthResponse>('SystemAuthResponse', (z) =>
  z.object({
    Status: z.string(),
    IdentityToken: z.optional(z.string()),
  }),
)
