import { wire } from '../../engine/wire/wire.js'
import { imageManifest, type ImageManifest, ociDescriptor, type OciDescriptor } from '../../docker-words/oci.js'

/** An image, as a list shows it. */
export interface ImageSummary {
  /** `sha256:` and 64 hexadecimal digits. */
  readonly Id: string
  /** `''` for an image that was pulled, loaded or imported. */
  readonly ParentId: string
  /** `<none>:<none>` stands for no tag on engines before 25; newer ones leave the list empty. */
  readonly RepoTags?: readonly string[] | null | undefined
  /** Its names in registries, with the digests of its manifests. */
  readonly RepoDigests?: readonly string[] | null | undefined
  /** Seconds since 1970. */
  readonly Created: number
  /** Bytes, shared layers included. */
  readonly Size: number
  /** Bytes shared with other images; -1 when nobody asked for it. */
  readonly SharedSize: number
  /** The same as `Size`. Until API 1.44. */
  readonly VirtualSize?: number | undefined
  /** Its labels. */
  readonly Labels?: Readonly<Record<string, string>> | null | undefined
  /** Containers that use it; -1 when nobody has counted. */
  readonly Containers: number
  /** Its manifests, when `manifests` was asked for. Since API 1.47. */
  readonly Manifests?: readonly ImageManifest[] | null | undefined
  /** What a registry stores of it, on engines that keep images in containerd. Since API 1.48. */
  readonly Descriptor?: OciDescriptor | null | undefined
}

export const imageSummary = wire<ImageSummary>('ImageSummary', (z) =>
  z.object({
    Id: z.string(),
    ParentId: z.string(),
    RepoTags: z.nullish(z.array(z.string())),
    RepoDigests: z.nullish(z.array(z.string())),
    Created: z.integer(),
    Size: z.integer(),
    SharedSize: z.integer(),
    VirtualSize: z.until('1.44', z.optional(z.integer())),
    Labels: z.nullish(z.record(z.string())),
    Containers: z.integer(),
    Manifests: z.since('1.47', z.nullish(z.array(imageManifest))),
    Descriptor: z.since('1.48', z.nullish(ociDescriptor)),
  }),
)
