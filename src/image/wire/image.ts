import { wire } from '../../engine/wire/wire.js'
import { emptyObject, type EmptyObject } from '../../docker-words/empty-object.js'
import { healthConfig, type HealthConfig } from '../../docker-words/health-config.js'
import { imageManifest, type ImageManifest, ociDescriptor, type OciDescriptor } from '../../docker-words/oci.js'

/**
 * What a container of the image starts with, unless it is told otherwise.
 * Engines before 28.2 also print the fields of a container's configuration here; they mean nothing for an image.
 */
export interface ImageConfig {
  /** `user`, `user:group`, or numbers. */
  readonly User?: string | undefined
  /** Keys such as `80/tcp`. */
  readonly ExposedPorts?: Readonly<Record<string, EmptyObject>> | null | undefined
  /** `KEY=value`. */
  readonly Env?: readonly string[] | null | undefined
  /** The program's arguments, after those of `Entrypoint`. */
  readonly Cmd?: readonly string[] | null | undefined
  /** How the engine finds out whether a container works. */
  readonly Healthcheck?: HealthConfig | null | undefined
  /** Windows only. */
  readonly ArgsEscaped?: boolean | null | undefined
  /** Anonymous volumes, by their path inside. */
  readonly Volumes?: Readonly<Record<string, EmptyObject>> | null | undefined
  /** The directory in which the program starts. */
  readonly WorkingDir?: string | undefined
  /** The program. */
  readonly Entrypoint?: readonly string[] | null | undefined
  /** Instructions for images that are built on this one. */
  readonly OnBuild?: readonly string[] | null | undefined
  /** Its labels. */
  readonly Labels?: Readonly<Record<string, string>> | null | undefined
  /** The signal that asks a container to end. */
  readonly StopSignal?: string | null | undefined
  /** The shell for lines that are no list. */
  readonly Shell?: readonly string[] | null | undefined
}

export const imageConfig = wire<ImageConfig>('ImageConfig', (z) =>
  z.object({
    User: z.optional(z.string()),
    ExposedPorts: z.nullish(z.record(emptyObject)),
    Env: z.nullish(z.array(z.string())),
    Cmd: z.nullish(z.array(z.string())),
    Healthcheck: z.nullish(healthConfig),
    ArgsEscaped: z.nullish(z.boolean()),
    Volumes: z.nullish(z.record(emptyObject)),
    WorkingDir: z.optional(z.string()),
    Entrypoint: z.nullish(z.array(z.string())),
    OnBuild: z.nullish(z.array(z.string())),
    Labels: z.nullish(z.record(z.string())),
    StopSignal: z.nullish(z.string()),
    Shell: z.nullish(z.array(z.string())),
  }),
)

/** The layers of an image. */
export interface ImageRootFs {
  /** `layers`. Left out by an engine that keeps images in containerd and has the image's content no more, or not yet. */
  readonly Type?: string | undefined
  /** The digests of the unpacked layers, the lowest first. */
  readonly Layers?: readonly string[] | null | undefined
}

export const imageRootFs = wire<ImageRootFs>('RootFS', (z) =>
  z.object({
    Type: z.optional(z.string()),
    Layers: z.nullish(z.array(z.string())),
  }),
)

/** What an engine knows of an image, and a registry does not. */
export interface ImageMetadata {
  /** When it got its last name on this engine, RFC 3339. */
  readonly LastTagTime?: string | null | undefined
}

export const imageMetadata = wire<ImageMetadata>('Metadata', (z) =>
  z.object({
    LastTagTime: z.nullish(z.string()),
  }),
)

/** Where a storage driver keeps an image's files. */
export interface ImageStorageDriver {
  /** The driver: `overlay2`. */
  readonly Name: string
  /** What the driver says of it: paths on the host. */
  readonly Data: Readonly<Record<string, string>> | null
}

export const imageStorageDriver = wire<ImageStorageDriver>('ImageDriverData', (z) =>
  z.object({
    Name: z.string(),
    Data: z.nullable(z.record(z.string())),
  }),
)

/** An image, as inspect shows it. */
export interface ImageInspect {
  /** `sha256:` and 64 hexadecimal digits. */
  readonly Id: string
  /** Its names on this engine, with their tags. */
  readonly RepoTags?: readonly string[] | null | undefined
  /** Its names in registries, with the digests of its manifests. */
  readonly RepoDigests?: readonly string[] | null | undefined
  /** Only for what the classic builder or a commit made. Until API 1.52. */
  readonly Parent?: string | undefined
  /** What its maker has noted. */
  readonly Comment?: string | undefined
  /** RFC 3339. Left out for an image that does not say. */
  readonly Created?: string | null | undefined
  /** The container that it was committed of. Until API 1.45. */
  readonly Container?: string | undefined
  /** The configuration of that container. Until API 1.45. */
  readonly ContainerConfig?: Readonly<Record<string, unknown>> | null | undefined
  /** The engine that built it. Until API 1.52. */
  readonly DockerVersion?: string | undefined
  /** Who made it. */
  readonly Author?: string | undefined
  /** What a container of it starts with. */
  readonly Config?: ImageConfig | null | undefined
  /** In Go's words: `amd64`, `arm64`. */
  readonly Architecture: string
  /** The variant of the processor: `v7`. */
  readonly Variant?: string | null | undefined
  /** `linux` or `windows`. */
  readonly Os: string
  /** The version of the operating system; Windows images have one. */
  readonly OsVersion?: string | null | undefined
  /** Bytes, shared layers included. */
  readonly Size: number
  /** The same as `Size`. Until API 1.44. */
  readonly VirtualSize?: number | undefined
  /** Where its files are. Left out by engines that keep images in containerd. */
  readonly GraphDriver?: ImageStorageDriver | null | undefined
  /** Its layers. */
  readonly RootFS?: ImageRootFs | undefined
  /** What this engine knows of it. */
  readonly Metadata?: ImageMetadata | undefined
  /** What a registry stores of it, on engines that keep images in containerd. Since API 1.48. */
  readonly Descriptor?: OciDescriptor | null | undefined
  /** Its manifests, when `manifests` was asked for. Since API 1.48. */
  readonly Manifests?: readonly ImageManifest[] | null | undefined
  /** Who signed or built it, as far as the engine can tell. Since API 1.53. */
  readonly Identity?: Readonly<Record<string, unknown>> | null | undefined
}

export const image = wire<ImageInspect>('ImageInspect', (z) =>
  z.object({
    Id: z.string(),
    RepoTags: z.nullish(z.array(z.string())),
    RepoDigests: z.nullish(z.array(z.string())),
    Parent: z.until('1.52', z.optional(z.string())),
    Comment: z.optional(z.string()),
    Created: z.nullish(z.string()),
    Container: z.until('1.45', z.optional(z.string())),
    ContainerConfig: z.until('1.45', z.nullish(z.record(z.unknown()))),
    DockerVersion: z.until('1.52', z.optional(z.string())),
    Author: z.optional(z.string()),
    Config: z.nullish(imageConfig),
    Architecture: z.string(),
    Variant: z.nullish(z.string()),
    Os: z.string(),
    OsVersion: z.nullish(z.string()),
    Size: z.integer(),
    VirtualSize: z.until('1.44', z.optional(z.integer())),
    GraphDriver: z.nullish(imageStorageDriver),
    RootFS: z.optional(imageRootFs),
    Metadata: z.optional(imageMetadata),
    Descriptor: z.since('1.48', z.nullish(ociDescriptor)),
    Manifests: z.since('1.48', z.nullish(z.array(imageManifest))),
    Identity: z.since('1.53', z.nullish(z.record(z.unknown()))),
  }),
)
