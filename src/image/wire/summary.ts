import { wire, type WireOf } from '../../engine/call/wire.js'
import { imageManifest, ociDescriptor } from '../../docker-words/oci.js'

export const imageSummary = wire('ImageSummary', (z) =>
  z.object({
    /** `sha256:` and 64 hexadecimal digits. */
    Id: z.string(),
    /** `""` for an image that was pulled, loaded or imported. */
    ParentId: z.string(),
    /** `<none>:<none>` stands for no tag on engines before 25; newer ones leave the list empty. */
    RepoTags: z.array(z.string()).nullable().optional(),
    RepoDigests: z.array(z.string()).nullable().optional(),
    /** Seconds since 1970. */
    Created: z.number(),
    /** Bytes, shared layers included. */
    Size: z.number(),
    /** Bytes shared with other images; -1 when nobody asked for it. */
    SharedSize: z.number(),
    /** The same as `Size`. Below API 1.44 only. */
    VirtualSize: z.number().optional(),
    Labels: z.record(z.string(), z.string()).nullable().optional(),
    /** Containers that use it; -1 when nobody has counted. */
    Containers: z.number(),
    /** On request, since API 1.47. */
    Manifests: z.array(imageManifest.schema(z)).nullable().optional(),
    /** Engines with the containerd image store. Since API 1.48. */
    Descriptor: ociDescriptor.schema(z).nullable().optional(),
  }),
)
/** An image, as a list shows it. */
export interface ImageSummary extends WireOf<typeof imageSummary> {}
