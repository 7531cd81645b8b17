import { wire, type WireOf } from '../../engine/call/wire.js'

export const versionComponent = wire('ComponentVersion', (z) =>
  z.object({
    Name: z.string(),
    Version: z.string(),
    Details: z.record(z.string(), z.string()).nullable().optional(),
  }),
)
/** One program that makes up an engine: the engine itself, containerd, runc, docker-init. */
export interface VersionComponent extends WireOf<typeof versionComponent> {}

export const version = wire('SystemVersion', (z) =>
  z.object({
    Platform: z.object({ Name: z.string() }).optional(),
    Components: z.array(versionComponent.schema(z)).nullable().optional(),
    /** Of the engine: `28.5.2`; distributions append a suffix. */
    Version: z.string(),
    /** The newest API the engine speaks. */
    ApiVersion: z.string(),
    /** The oldest API the engine still speaks. */
    MinAPIVersion: z.string().optional(),
    GitCommit: z.string().optional(),
    GoVersion: z.string().optional(),
    Os: z.string(),
    /** In Go's words: `amd64`, `arm64`. */
    Arch: z.string(),
    KernelVersion: z.string().optional(),
    /** Left out when it is false. */
    Experimental: z.boolean().optional(),
    /** RFC 3339. */
    BuildTime: z.string().optional(),
  }),
)
/** Which engine this is, and what it was built from: `docker version`. */
export interface SystemVersion extends WireOf<typeof version> {}
