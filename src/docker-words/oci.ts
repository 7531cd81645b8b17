import { wire, type WireOf } from '../engine/call/wire.js'

export const ociPlatform = wire('OCIPlatform', (z) =>
  z.object({
    architecture: z.string().optional(),
    os: z.string().optional(),
    'os.version': z.string().optional(),
    'os.features': z.array(z.string()).nullable().optional(),
    variant: z.string().optional(),
  }),
)
/** What an image is made for. The names are those of the OCI image specification. */
export interface OciPlatform extends WireOf<typeof ociPlatform> {}

export const ociDescriptor = wire('OCIDescriptor', (z) =>
  z.object({
    mediaType: z.string().optional(),
    digest: z.string().optional(),
    /** Bytes. */
    size: z.number().optional(),
    urls: z.array(z.string()).nullable().optional(),
    annotations: z.record(z.string(), z.string()).nullable().optional(),
    data: z.string().nullable().optional(),
    platform: ociPlatform.schema(z).nullable().optional(),
    artifactType: z.string().nullable().optional(),
  }),
)
/** What a registry stores under a digest. The names are those of the OCI image specification. */
export interface OciDescriptor extends WireOf<typeof ociDescriptor> {}

export const imageManifest = wire('ImageManifestSummary', (z) =>
  z.object({
    ID: z.string(),
    Descriptor: ociDescriptor.schema(z),
    /** Whether all of it is on this engine. */
    Available: z.boolean(),
    /** Bytes. */
    Size: z.object({ Total: z.number(), Content: z.number() }),
    /** `image`, `attestation` or `unknown`. */
    Kind: z.string(),
    ImageData: z
      .object({
        Platform: ociPlatform.schema(z),
        Containers: z.array(z.string()).nullable(),
        Size: z.object({ Unpacked: z.number() }),
      })
      .nullable()
      .optional(),
    AttestationData: z.object({ For: z.string() }).nullable().optional(),
  }),
)
/** One manifest of an image that is made for several platforms. */
export interface ImageManifest extends WireOf<typeof imageManifest> {}
