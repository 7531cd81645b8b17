import type { ContainerCreateRequest, ContainerCreateResponse } from './container/wire/create.js'
import type { ExecConfig, ExecCreateResponse, ExecInspect, ExecStartConfig } from './container/wire/exec.js'
import type { PathInfo } from './container/files/path-info.js'
import type { ContainerInspect } from './container/wire/inspect.js'
import type {
  ContainerCommitResponse,
  ContainerPruneResponse,
  ContainerTop,
  ContainerWaitResponse,
  FilesystemChange,
} from './container/wire/run.js'
import type { ContainerStats } from './container/wire/stats.js'
import type { ContainerUpdateRequest, ContainerUpdateResponse } from './container/wire/update.js'
import type { ContainerSummary } from './container/wire/summary.js'
import type { DistributionInspect } from './distribution/wire/inspect.js'
import type { OneOrMore } from './engine/call/filters.js'
import type { BodyOf } from './engine/call/operation.js'
import type { RegistryAuth } from './engine/credentials.js'
import type { Later } from './engine/call/reply.js'
import type { RefLike } from './engine/ref.js'
import type { AttestationStatement, BuildPruneResponse, ImageBuildQuery, ImageSearchItem } from './image/wire/build.js'
import type { ImageInspect } from './image/wire/image.js'
import type { ImageDeleted, ImageHistoryItem, ImagePruneResponse, ImageStep } from './image/wire/replies.js'
import type { ImageSummary } from './image/wire/summary.js'
import type { NetworkInspect, NetworkSummary } from './network/wire/network.js'
import type {
  NetworkConnectRequest,
  NetworkCreateRequest,
  NetworkCreateResponse,
  NetworkDisconnectRequest,
  NetworkPruneResponse,
} from './network/wire/requests.js'
import type { SwarmInitRequest, SwarmJoinRequest } from './swarm/wire/requests.js'
import type { SwarmInspect } from './swarm/wire/swarm.js'
import type { Age, Moment } from './docker-words/moment.js'
import type { Items } from './stream/items.js'
import type { ByteDuplex } from './stream/duplex.js'
import type { EventFilters } from './system/events/events.js'
import type { EventMessage } from './system/wire/event.js'
import type { SystemDataUsage } from './system/wire/disk-usage.js'
import type { AuthConfig, SystemAuthResponse } from './system/wire/auth.js'
import type { SystemInfo } from './system/wire/info.js'
import type { SystemVersion } from './system/wire/version.js'
import type { Ping } from './system/wire/ping.js'
import type { BodySource } from './transport/transport.js'
import type { VolumeCreateRequest, VolumeListResponse, VolumePruneResponse } from './volume/wire/requests.js'
import type { VolumeInspect } from './volume/wire/volume.js'

// What `docker.call` takes and gives: one line for each operation, by its id. A test holds it against the declarations.

/** One operation: what it takes, and what it gives. */
interface Call<Input, Output> {
  readonly input: Input
  readonly output: Output
}

/** An operation that takes nothing in its path, its query or its body. */
type Nothing = Query<object>
/** The parameters of an operation. */
interface Query<Params, Headers = object> {
  readonly query?: { readonly [Name in keyof Params]?: Params[Name] | undefined } | undefined
  readonly headers?: { readonly [Name in keyof Headers]?: Headers[Name] | undefined } | undefined
}
/** Who asks a registry. */
interface AuthHeader {
  'X-Registry-Auth': RegistryAuth
}
/** What an operation is about. */
interface Id {
  readonly id: RefLike
}
interface Name {
  readonly name: RefLike
}
interface Body<Content> {
  readonly body: BodyOf<Content>
}
/** An archive, whole or as it comes. */
interface Tar {
  readonly body: BodySource
}
type Whole = number | bigint

/** Which containers a list shows. */
interface ContainerListFilters {
  readonly ancestor?: OneOrMore<RefLike<'image'>> | undefined
  readonly before?: OneOrMore<RefLike<'container'>> | undefined
  readonly exited?: OneOrMore<number | bigint | `${bigint}`> | undefined
  readonly expose?: OneOrMore<number | string> | undefined
  readonly health?: OneOrMore<'starting' | 'healthy' | 'unhealthy' | 'none'> | undefined
  readonly id?: OneOrMore<string> | undefined
  readonly 'is-task'?: Flag | undefined
  readonly isolation?: OneOrMore<'default' | 'process' | 'hyperv'> | undefined
  readonly label?: OneOrMore<string> | undefined
  readonly name?: OneOrMore<string> | undefined
  readonly network?: OneOrMore<RefLike<'network'>> | undefined
  readonly publish?: OneOrMore<number | string> | undefined
  readonly since?: OneOrMore<RefLike<'container'>> | undefined
  readonly status?:
    OneOrMore<'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead'> | undefined
  readonly volume?: OneOrMore<RefLike<'volume'>> | undefined
}
interface ImageListFilters {
  readonly before?: OneOrMore<RefLike<'image'>> | undefined
  readonly dangling?: Flag | undefined
  readonly label?: OneOrMore<string> | undefined
  readonly reference?: OneOrMore<string> | undefined
  readonly since?: OneOrMore<RefLike<'image'>> | undefined
  readonly until?: Until | undefined
}
interface NetworkListFilters {
  readonly dangling?: Flag | undefined
  readonly driver?: OneOrMore<string> | undefined
  readonly id?: OneOrMore<string> | undefined
  readonly label?: OneOrMore<string> | undefined
  readonly name?: OneOrMore<string> | undefined
  readonly scope?: OneOrMore<'local' | 'swarm' | 'global'> | undefined
  readonly type?: OneOrMore<'custom' | 'builtin'> | undefined
}
interface VolumeListFilters {
  readonly dangling?: Flag | undefined
  readonly driver?: OneOrMore<string> | undefined
  readonly label?: OneOrMore<string> | undefined
  readonly name?: OneOrMore<string> | undefined
}
/** What a prune takes. */
interface PruneFilters {
  readonly until?: Until | undefined
  readonly label?: OneOrMore<string> | undefined
  readonly 'label!'?: string | undefined
}
interface ImagePruneFilters extends PruneFilters {
  readonly dangling?: Flag | undefined
}
interface VolumePruneFilters extends Omit<PruneFilters, 'until'> {
  readonly all?: Flag | undefined
}
/** Which records of the build cache a prune takes. */
interface BuildPruneFilters {
  readonly until?: Until | undefined
  readonly id?: OneOrMore<string> | undefined
  readonly parent?: OneOrMore<string> | undefined
  readonly type?: OneOrMore<string> | undefined
  readonly description?: OneOrMore<string> | undefined
  readonly inuse?: Flag | undefined
  readonly shared?: Flag | undefined
  readonly private?: Flag | undefined
}
type Flag = boolean | 'true' | 'false'
// eslint-disable-next-line @typescript-eslint/no-redundant-type-constituents -- says what else a text can be
type When = Moment | Age
type Until = When | readonly [When]

interface PullQuery {
  fromImage: string
  tag: string
  platform: string
}
interface ImportQuery {
  fromSrc: '-'
  repo: string
  tag: string
  message: string
  changes: readonly string[]
  platform: string
}
interface CommitQuery {
  container: RefLike<'container'>
  repo: string
  tag: string
  comment: string
  author: string
  pause: boolean
  changes: readonly string[]
}
interface LogsQuery {
  follow: boolean
  stdout: boolean
  stderr: boolean
  since: Moment
  until: Moment
  timestamps: boolean
  tail: number | 'all'
}
interface AttachQuery {
  detachKeys: string
  logs: boolean
  stream: boolean
  stdin: boolean
  stdout: boolean
  stderr: boolean
}
interface BuildPruneQuery {
  all: boolean
  'keep-storage': Whole
  'reserved-space': Whole
  'max-used-space': Whole
  'min-free-space': Whole
  filters: BuildPruneFilters
}
interface ImageSearchQuery {
  term: string
  limit: Whole
  filters: {
    readonly 'is-official'?: Flag | undefined
    readonly stars?: OneOrMore<number | bigint | `${bigint}`> | undefined
  }
}
interface AttestationsQuery {
  platform: readonly object[]
  type: readonly string[]
  statement: boolean
}
interface ListQuery {
  all: boolean
  limit: Whole
  size: boolean
  filters: ContainerListFilters
}
interface ImageListQuery {
  all: boolean
  filters: ImageListFilters
  'shared-size': boolean
  digests: boolean
  manifests: boolean
}
interface UsageQuery {
  type: readonly ('container' | 'image' | 'volume' | 'build-cache')[]
  verbose: boolean
}
interface StatsOnceQuery {
  readonly stream: false
  readonly 'one-shot'?: boolean | undefined
}
interface Detached extends ExecStartConfig {
  readonly Detach: true
}
interface Attached extends ExecStartConfig {
  readonly Detach?: false | undefined
}

/** `ExecStart` with `Detach: true`: the engine answers at once and opens no pipe. */
export type ExecStartDetached = Id & Nothing & Body<Detached>

/** `ContainerStats` with `stream: false`: the engine answers once, after a second, or at once with `one-shot`. */
export type ContainerStatsOnce = Id & Pick<Nothing, 'headers'> & { readonly query: StatsOnceQuery }

/** The operations of the engine's API, by its own ids: what each takes, and what it gives. */
export interface Calls {
  BuildPrune: Call<Query<BuildPruneQuery>, BuildPruneResponse>
  ContainerArchive: Call<
    Id & Query<{ path: string }>,
    { readonly info: PathInfo; readonly bytes: AsyncIterableIterator<Uint8Array> }
  >
  ContainerArchiveInfo: Call<Id & Query<{ path: string }>, PathInfo>
  ContainerAttach: Call<Id & Query<AttachQuery>, ByteDuplex>
  ContainerChanges: Call<Id & Nothing, FilesystemChange[]>
  ContainerCreate: Call<
    Query<{ name: string; platform: string }> & Body<ContainerCreateRequest>,
    ContainerCreateResponse
  >
  ContainerDelete: Call<Id & Query<{ v: boolean; force: boolean; link: boolean }>, undefined>
  ContainerExec: Call<Id & Nothing & Body<ExecConfig>, ExecCreateResponse>
  ContainerExport: Call<Id & Nothing, AsyncIterableIterator<Uint8Array>>
  ContainerInspect: Call<Id & Query<{ size: boolean }>, ContainerInspect>
  ContainerKill: Call<Id & Query<{ signal: string }>, undefined>
  ContainerList: Call<Query<ListQuery>, ContainerSummary[]>
  ContainerLogs: Call<Id & Query<LogsQuery>, AsyncIterableIterator<Uint8Array>>
  ContainerPause: Call<Id & Nothing, undefined>
  ContainerPrune: Call<Query<{ filters: PruneFilters }>, ContainerPruneResponse>
  ContainerRename: Call<Id & Query<{ name: string }>, undefined>
  ContainerResize: Call<Id & Query<{ h: Whole; w: Whole }>, undefined>
  ContainerRestart: Call<Id & Query<{ t: Whole; signal: string }>, undefined>
  ContainerStart: Call<Id & Query<{ detachKeys: string }>, boolean>
  ContainerStats: Call<Id & Query<{ stream: true }>, Items<ContainerStats>>
  ContainerStop: Call<Id & Query<{ t: Whole; signal: string }>, boolean>
  ContainerTop: Call<Id & Query<{ ps_args: string }>, ContainerTop>
  ContainerUnpause: Call<Id & Nothing, undefined>
  ContainerUpdate: Call<Id & Nothing & Body<ContainerUpdateRequest>, ContainerUpdateResponse>
  ContainerWait: Call<Id & Query<{ condition: 'not-running' | 'next-exit' | 'removed' }>, Later<ContainerWaitResponse>>
  DistributionInspect: Call<Name & Query<object, AuthHeader>, DistributionInspect>
  ExecInspect: Call<Id & Nothing, ExecInspect>
  ExecResize: Call<Id & Query<{ h: Whole; w: Whole }>, undefined>
  ExecStart: Call<Id & Nothing & Body<Attached>, ByteDuplex>
  ImageCommit: Call<Query<CommitQuery>, ContainerCommitResponse>
  ImageCreate: Call<Query<PullQuery, AuthHeader> | (Query<ImportQuery> & Tar), Items<ImageStep>>
  ImageAttestations: Call<Name & Query<AttestationsQuery>, AttestationStatement[]>
  ImageBuild: Call<
    Query<ImageBuildQuery, { 'X-Registry-Config': Readonly<Record<string, RegistryAuth>> }> & Tar,
    Items<ImageStep>
  >
  ImageDelete: Call<Name & Query<{ force: boolean; noprune: boolean; platforms: readonly object[] }>, ImageDeleted[]>
  ImageGet: Call<Name & Query<{ platform: object }>, AsyncIterableIterator<Uint8Array>>
  ImageGetAll: Call<Query<{ names: readonly string[]; platform: object }>, AsyncIterableIterator<Uint8Array>>
  ImageHistory: Call<Name & Query<{ platform: object }>, ImageHistoryItem[]>
  ImageInspect: Call<Name & Query<{ manifests: boolean; platform: object }>, ImageInspect>
  ImageList: Call<Query<ImageListQuery>, ImageSummary[]>
  ImageLoad: Call<Query<{ quiet: boolean; platform: object }> & Tar, Items<ImageStep>>
  ImagePrune: Call<Query<{ filters: ImagePruneFilters }>, ImagePruneResponse>
  ImagePush: Call<Name & Query<{ tag: string; platform: object }, AuthHeader>, Items<ImageStep>>
  ImageSearch: Call<Query<ImageSearchQuery, AuthHeader>, ImageSearchItem[]>
  ImageTag: Call<Name & Query<{ repo: string; tag: string }>, undefined>
  NetworkConnect: Call<Id & Nothing & Body<NetworkConnectRequest>, undefined>
  NetworkCreate: Call<Nothing & Body<NetworkCreateRequest>, NetworkCreateResponse>
  NetworkDelete: Call<Id & Nothing, undefined>
  NetworkDisconnect: Call<Id & Nothing & Body<NetworkDisconnectRequest>, undefined>
  NetworkInspect: Call<Id & Query<{ verbose: boolean; scope: 'local' | 'swarm' | 'global' }>, NetworkInspect>
  NetworkList: Call<Query<{ filters: NetworkListFilters }>, NetworkSummary[]>
  NetworkPrune: Call<Query<{ filters: PruneFilters }>, NetworkPruneResponse>
  PutContainerArchive: Call<
    Id & Query<{ path: string; noOverwriteDirNonDir: boolean; copyUIDGID: boolean }> & Tar,
    undefined
  >
  SwarmInit: Call<Nothing & Body<SwarmInitRequest>, string>
  SwarmInspect: Call<Nothing, SwarmInspect>
  SwarmJoin: Call<Nothing & Body<SwarmJoinRequest>, undefined>
  SwarmLeave: Call<Query<{ force: boolean }>, undefined>
  SystemDataUsage: Call<Query<UsageQuery>, SystemDataUsage>
  SystemAuth: Call<Nothing & Body<AuthConfig>, SystemAuthResponse>
  SystemEvents: Call<Query<{ since: Moment; until: Moment; filters: EventFilters }>, Items<EventMessage>>
  SystemInfo: Call<Nothing, SystemInfo>
  SystemPing: Call<Nothing, Ping>
  SystemPingHead: Call<Nothing, Ping>
  SystemVersion: Call<Nothing, SystemVersion>
  VolumeCreate: Call<Nothing & Body<VolumeCreateRequest>, VolumeInspect>
  VolumeDelete: Call<Name & Query<{ force: boolean }>, undefined>
  VolumeInspect: Call<Name & Nothing, VolumeInspect>
  VolumeList: Call<Query<{ filters: VolumeListFilters }>, VolumeListResponse>
  VolumePrune: Call<Query<{ filters: VolumePruneFilters }>, VolumePruneResponse>
}

/** The id of an operation, as the API names it: `NetworkInspect`. */
export type OperationId = keyof Calls
