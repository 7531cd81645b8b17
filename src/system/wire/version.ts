import { wire } from '../../engine/wire/wire.js'

/** One program that makes up an engine: the engine itself, containerd, runc, docker-init. */
export interface VersionComponent {
  /** `Engine`, `containerd`, `runc`, `docker-init`. */
  readonly Name: string
  /** Its version. */
  readonly Version: string
  /** What else it says of itself. */
  readonly Details?: Readonly<Record<string, string>> | null | undefined
}

export const versionComponent = wire<VersionComponent>('ComponentVersion', (z) =>
  z.object({
    Name: z.string(),
    Version: z.string(),
    Details: z.nullish(z.record(z.string())),
  }),
)

/** The product that an engine is a part of. */
export interface VersionPlatform {
  /** `Docker Engine - Community`; `''` where a distribution built it. */
  readonly Name: string
}

export const versionPlatform = wire<VersionPlatform>('Platform', (z) =>
  z.object({
    Name: z.string(),
  }),
)

/** Which engine this is, and what it was built from: `docker version`. */
export interface SystemVersion {
  /** The product. */
  readonly Platform?: VersionPlatform | undefined
  /** The programs that make it up. */
  readonly Components?: readonly VersionComponent[] | null | undefined
  /** Of the engine: `28.5.2`; distributions append a suffix. */
  readonly Version: string
  /** The newest API the engine speaks. */
  readonly ApiVersion: string
  /** The oldest API the engine still speaks. */
  readonly MinAPIVersion?: string | undefined
  /** The source it was built from. */
  readonly GitCommit?: string | undefined
  /** The Go it was built with. */
  readonly GoVersion?: string | undefined
  /** `linux` or `windows`. */
  readonly Os: string
  /** In Go's words: `amd64`, `arm64`. */
  readonly Arch: string
  /** The kernel of its host. */
  readonly KernelVersion?: string | undefined
  /** Left out when it is false. */
  readonly Experimental?: boolean | undefined
  /** RFC 3339. */
  readonly BuildTime?: string | undefined
}

export const version = wire<SystemVersion>('SystemVersion', (z) =>
  z.object({
    Platform: z.optional(versionPlatform),
    Components: z.nullish(z.array(versionComponent)),
    Version: z.string(),
    ApiVersion: z.string(),
    MinAPIVersion: z.optional(z.string()),
    GitCommit: z.optional(z.string()),
    GoVersion: z.optional(z.string()),
    Os: z.string(),
    Arch: z.string(),
    KernelVersion: z.optional(z.string()),
    Experimental: z.optional(z.boolean()),
    BuildTime: z.optional(z.string()),
  }),
)
