import { ociDescriptor, type OciDescriptor } from '../../docker-words/oci.js'
import { wire } from '../../engine/wire/wire.js'

/** What limits the programs of a build have: `{ Name: 'nofile', Soft: 1024, Hard: 2048 }`. */
export interface BuildUlimit {
  readonly Name: string
  readonly Soft: number
  readonly Hard: number
}

/** What a build is told beside its context: the parameters of the operation, by their names in the API. */
export interface ImageBuildQuery {
  /** Where the Dockerfile stands in the context. */
  readonly dockerfile?: string | undefined
  /** The names of the image. */
  readonly t?: readonly string[] | undefined
  /** Lines of the hosts file: `name:address`. */
  readonly extrahosts?: readonly string[] | undefined
  /** A context that the engine fetches itself: a URL. */
  readonly remote?: string | undefined
  /** Tells nothing but the id of the image. */
  readonly q?: boolean | undefined
  readonly nocache?: boolean | undefined
  /** Images whose layers may be used again. */
  readonly cachefrom?: readonly string[] | undefined
  /** Asks the registry for each base image. */
  readonly pull?: boolean | undefined
  /** Removes the containers between, when the build succeeds; yes unless said otherwise. */
  readonly rm?: boolean | undefined
  /** Removes them when it fails, too. */
  readonly forcerm?: boolean | undefined
  /** Bytes. */
  readonly memory?: number | bigint | undefined
  /** Bytes of memory and swap together; -1 for no limit. */
  readonly memswap?: number | bigint | undefined
  /** A weight: 1024 is usual. */
  readonly cpushares?: number | bigint | undefined
  /** CPUs: `0-3`, `0,1`. */
  readonly cpusetcpus?: string | undefined
  /** Memory nodes: `0-3`, `0,1`. */
  readonly cpusetmems?: string | undefined
  /** Microseconds. */
  readonly cpuperiod?: number | bigint | undefined
  /** Microseconds of CPU time in each period. */
  readonly cpuquota?: number | bigint | undefined
  readonly cgroupparent?: string | undefined
  /** Variables of ARG instructions. */
  readonly buildargs?: Readonly<Record<string, string>> | undefined
  /** Bytes. */
  readonly shmsize?: number | bigint | undefined
  /** One layer of all; experimental. */
  readonly squash?: boolean | undefined
  readonly labels?: Readonly<Record<string, string>> | undefined
  /** The network of RUN instructions. */
  readonly networkmode?: string | undefined
  readonly securityopt?: readonly string[] | undefined
  readonly ulimits?: readonly BuildUlimit[] | undefined
  readonly platform?: string | undefined
  /** The stage to stop at. */
  readonly target?: string | undefined
  /** What BuildKit exports. */
  readonly outputs?: string | undefined
  /** `1` is the builder of the engine; `2`, BuildKit, needs a session beside the call. */
  readonly version?: '1' | '2' | undefined
}

/** What a prune of the build cache did. */
export interface BuildPruneResponse {
  /** The ids of what was deleted; `null` for nothing. */
  readonly CachesDeleted?: readonly string[] | null | undefined
  /** Bytes. */
  readonly SpaceReclaimed: number
}

export const buildPruneResponse = wire<BuildPruneResponse>('BuildPruneResponse', (z) =>
  z.object({
    CachesDeleted: z.nullish(z.array(z.string())),
    SpaceReclaimed: z.integer(),
  }),
)

/** An image that Docker Hub found. */
export interface ImageSearchItem {
  readonly name: string
  readonly description: string
  /** Whether it is one of Docker's own choice. */
  readonly is_official: boolean
  /** Always false since API 1.44. */
  readonly is_automated: boolean
  readonly star_count: number
}

export const imageSearchItem = wire<ImageSearchItem>('ImageSearchResponseItem', (z) =>
  z.object({
    name: z.string(),
    description: z.string(),
    is_official: z.boolean(),
    is_automated: z.boolean(),
    star_count: z.integer(),
  }),
)

/** What somebody attests of an image: how it was built, what is in it. */
export interface AttestationStatement {
  /** Where its content lies in the registry. */
  readonly Descriptor: OciDescriptor
  /** What kind of statement it is: `https://slsa.dev/provenance/v0.2`, `https://spdx.dev/Document`. */
  readonly PredicateType: string
  /** The in-toto statement, when `statement` was asked for. */
  readonly Statement?: Readonly<Record<string, unknown>> | null | undefined
}

export const attestationStatement = wire<AttestationStatement>('AttestationStatement', (z) =>
  z.object({
    Descriptor: ociDescriptor,
    PredicateType: z.string(),
    Statement: z.nullish(z.record(z.unknown())),
  }),
)
