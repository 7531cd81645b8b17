import { ociDescriptor, ociPlatform, type OciDescriptor, type OciPlatform } from '../../docker-words/oci.js'
import { wire } from '../../engine/wire/wire.js'

/** What a registry has under a name. */
export interface DistributionInspect {
  /** Of the manifest that the name stands for. */
  readonly Descriptor: OciDescriptor
  /** What there are images for. */
  readonly Platforms: readonly OciPlatform[] | null
}

export const distributionInspectResponse = wire<DistributionInspect>('DistributionInspect', (z) =>
  z.object({
    Descriptor: ociDescriptor,
    Platforms: z.nullable(z.array(ociPlatform)),
  }),
)
