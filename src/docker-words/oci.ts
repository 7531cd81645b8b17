import { wire } from '../engine/wire/wire.js'

/** What an image is made for. The names are those of the OCI image specification. */
export interface OciPlatform {
  /** The processor, in Go's words: `amd64`, `arm64`. */
  readonly architecture?: string | undefined
  /** The operating system, in Go's words: `linux`. */
  readonly os?: string | undefined
  /** The version of the operating system; Windows images have one. */
  readonly 'os.version'?: string | undefined
  /** What the image needs of the operating system. */
  readonly 'os.features'?: readonly string[] | null | undefined
  /** The variant of the processor: `v7`. */
  readonly variant?: string | undefined
}

export const ociPlatform = wire<OciPlatform>('OCIPlatform', (z) =>
  z.object({
    architecture: z.optional(z.string()),
    os: z.optional(z.string()),
    'os.version': z.optional(z.string()),
    'os.features': z.nullish(z.array(z.string())),
    variant: z.optional(z.string()),
  }),
)

/** What a registry stores under a digest. The names are those of the OCI image specification. */
export interface OciDescriptor {
  /** What it is: a manifest, an index, a layer. */
  readonly mediaType?: string | undefined
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest?: string | undefined
  /** Bytes. */
  readonly size?: number | undefined
  /** Where else it can be fetched. */
  readonly urls?: readonly string[] | null | undefined
  /** What its maker has noted on it. */
  readonly annotations?: Readonly<Record<string, string>> | null | undefined
  /** The content itself, in base64, if it is small. */
  readonly data?: string | null | undefined
  /** What it is made for. */
  readonly platform?: OciPlatform | null | undefined
  /** What it is, where it is no image. */
  readonly artifactType?: string | null | undefined
}

export const ociDescriptor = wire<OciDescriptor>('OCIDescriptor', (z) =>
  z.object({
    mediaType: z.optional(z.string()),
    digest: z.optional(z.string()),
    size: z.optional(z.integer()),
    urls: z.nullish(z.array(z.string())),
    annotations: z.nullish(z.record(z.string())),
    data: z.nullish(z.string()),
    platform: z.nullish(ociPlatform),
    artifactType: z.nullish(z.string()),
  }),
)

/** How much one manifest of an image takes. */
export interface ImageManifestSize {
  /** Bytes of the content and of what is unpacked. */
  readonly Total: number
  /** Bytes of what is stored as it came from the registry. */
  readonly Content: number
}

export const imageManifestSize = wire<ImageManifestSize>('ImageManifestSize', (z) =>
  z.object({
    Total: z.integer(),
    Content: z.integer(),
  }),
)

/** How much of an image is unpacked. */
export interface ImageManifestUnpacked {
  /** Bytes. */
  readonly Unpacked: number
}

export const imageManifestUnpacked = wire<ImageManifestUnpacked>('ImageManifestUnpacked', (z) =>
  z.object({
    Unpacked: z.integer(),
  }),
)

/** What an image manifest holds. */
export interface ImageManifestData {
  /** What it is made for. */
  readonly Platform: OciPlatform
  /** The ids of the containers that use it. */
  readonly Containers: readonly string[] | null
  /** How much of it is unpacked. */
  readonly Size: ImageManifestUnpacked
}

export const imageManifestData = wire<ImageManifestData>('ImageManifestData', (z) =>
  z.object({
    Platform: ociPlatform,
    Containers: z.nullable(z.array(z.string())),
    Size: imageManifestUnpacked,
  }),
)

/** What an attestation is about. */
export interface AttestationData {
  /** The digest of the image manifest. */
  readonly For: string
}

export const attestationData = wire<AttestationData>('AttestationData', (z) =>
  z.object({
    For: z.string(),
  }),
)

/** One manifest of an image that is made for several platforms. */
export interface ImageManifest {
  /** Its digest. */
  readonly ID: string
  /** What a registry stores of it. */
  readonly Descriptor: OciDescriptor
  /** Whether all of it is on this engine. */
  readonly Available: boolean
  /** How much it takes. */
  readonly Size: ImageManifestSize
  /** `image`, `attestation` or `unknown`. */
  readonly Kind: string
  /** What it holds, for an image. */
  readonly ImageData?: ImageManifestData | null | undefined
  /** What it is about, for an attestation. */
  readonly AttestationData?: AttestationData | null | undefined
}

export const imageManifest = wire<ImageManifest>('ImageManifestSummary', (z) =>
  z.object({
    ID: z.string(),
    Descriptor: ociDescriptor,
    Available: z.boolean(),
    Size: imageManifestSize,
    Kind: z.string(),
    ImageData: z.nullish(imageManifestData),
    AttestationData: z.nullish(attestationData),
  }),
)
