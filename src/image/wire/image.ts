import { wire, type WireOf } from '../../engine/call/wire.js'
import { healthConfig } from '../../docker-words/health-config.js'
import { imageManifest, ociDescriptor } from '../../docker-words/oci.js'

export const imageConfig = wire('ImageConfig', (z) =>
  z.object({
    User: z.string().optional(),
    ExposedPorts: z.record(z.string(), z.object({})).nullable().optional(),
    Env: z.array(z.string()).nullable().optional(),
    Cmd: z.array(z.string()).nullable().optional(),
    Healthcheck: healthConfig.schema(z).nullable().optional(),
    /** Windows only. */
    ArgsEscaped: z.boolean().nullable().optional(),
    Volumes: z.record(z.string(), z.object({})).nullable().optional(),
    WorkingDir: z.string().optional(),
    Entrypoint: z.array(z.string()).nullable().optional(),
    OnBuild: z.array(z.string()).nullable().optional(),
    Labels: z.record(z.string(), z.string()).nullable().optional(),
    StopSignal: z.string().nullable().optional(),
    Shell: z.array(z.string()).nullable().optional(),
  }),
)
/**
 * What a container of the image starts with, unless it is told otherwise.
 * Engines before 28.2 also print the fields of a container's configuration here; they mean nothing for an image.
 */
export interface ImageConfig extends WireOf<typeof imageConfig> {}

export const image = wire('ImageInspect', (z) =>
  z.object({
    /** `sha256:` and 64 hexadecimal digits. */
    Id: z.string(),
    RepoTags: z.array(z.string()).nullable().optional(),
    RepoDigests: z.array(z.string()).nullable().optional(),
    /** Below API 1.52, and only for what the classic builder or a commit made. */
    Parent: z.string().optional(),
    Comment: z.string().optional(),
    /** RFC 3339. Left out for an image that does not say. */
    Created: z.string().nullable().optional(),
    /** Gone since API 1.45. */
    Container: z.string().optional(),
    /** Gone since API 1.45. */
    ContainerConfig: z.record(z.string(), z.unknown()).nullable().optional(),
    /** Gone since API 1.52. */
    DockerVersion: z.string().optional(),
    Author: z.string().optional(),
    Config: imageConfig.schema(z).nullable().optional(),
    /** In Go's words: `amd64`, `arm64`. */
    Architecture: z.string(),
    Variant: z.string().nullable().optional(),
    Os: z.string(),
    OsVersion: z.string().nullable().optional(),
    /** Bytes, shared layers included. */
    Size: z.number(),
    /** The same as `Size`. Below API 1.44 only. */
    VirtualSize: z.number().optional(),
    GraphDriver: z
      .object({ Name: z.string(), Data: z.record(z.string(), z.string()).nullable() })
      .nullable()
      .optional(),
    RootFS: z.object({ Type: z.string(), Layers: z.array(z.string()).nullable().optional() }).optional(),
    Metadata: z.object({ LastTagTime: z.string().nullable().optional() }).optional(),
    /** Engines with the containerd image store. Since API 1.48. */
    Descriptor: ociDescriptor.schema(z).nullable().optional(),
    /** On request, since API 1.48. */
    Manifests: z.array(imageManifest.schema(z)).nullable().optional(),
    /** Who signed or built it, as far as the engine can tell. Since API 1.53. */
    Identity: z.record(z.string(), z.unknown()).nullable().optional(),
  }),
)
/** An image, as inspect shows it. */
export interface ImageInspect extends WireOf<typeof image> {}
