/**
 * Who asks a registry: a name and a password, or a token that the registry gave out.
 * `{}` is nobody, whatever docker's configuration says.
 */
export type RegistryAuth =
  | {
      readonly username: string
      readonly password: string
      /** The registry they are for, as docker's configuration names it: `registry.example:5000`. */
      readonly serveraddress?: string | undefined
    }
  | {
      /** What a login gave instead of a password. */
      readonly identitytoken: string
      readonly username?: string | undefined
      readonly serveraddress?: string | undefined
    }
  | {
      /** A bearer token, which the registry takes as it is. */
      readonly registrytoken: string
      readonly serveraddress?: string | undefined
    }
  | { readonly [name: string]: never }

/** What was found out about who asks a registry. */
export interface FoundCredentials {
  /** Undefined for nobody. */
  readonly auth: RegistryAuth | undefined
  /** What could not be read on the way; it holds no secret. */
  readonly problem: string | undefined
}

/**
 * Says who asks a registry where the caller does not.
 *
 * @param registry as it stands in a name; undefined for Docker Hub
 * @param signal ends the search
 */
export type FindCredentials = (registry: string | undefined, signal: AbortSignal) => Promise<FoundCredentials>

/** Where it is written who asks a registry. */
export interface Credentials {
  readonly find: FindCredentials
  /** All of them, by their registries, for a build: which ones it asks, its Dockerfile says. */
  readonly all: (signal: AbortSignal) => Promise<Readonly<Record<string, RegistryAuth>>>
}

/** Finds nobody: for a client that keeps to what its calls are told. */
export const nobody: Credentials = {
  find: () => Promise.resolve({ auth: undefined, problem: undefined }),
  all: () => Promise.resolve({}),
}
