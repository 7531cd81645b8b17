// The front door: every export by name.

export { Docker, type Connection } from './docker.js'
export type { DockerOptions, HelperImage } from './options.js'
export type { Calls, ContainerStatsOnce, ExecStartDetached, OperationId } from './calls.js'

// Errors
export { MooringError, type Sent } from './errors/base.js'
export type { Difference, ErrorCode, ErrorDetails, LanConflict, Named, TriedHost, Violation } from './errors/codes.js'
export { ConnectionError, type ConnectionCode } from './errors/connection.js'
export {
  BadRequestError,
  ConflictError,
  EngineError,
  ForbiddenError,
  InUseError,
  NotFoundError,
  ServerError,
  UnauthorizedError,
  UnavailableError,
  type EngineCode,
} from './errors/engine.js'
export { ProtocolError, type ProtocolCode } from './errors/protocol.js'
export { StateError, type StateCode } from './errors/state.js'
export { UsageError, type UsageCode } from './errors/usage.js'

// Addresses; more of them behind mooring/cidr
export { Cidr } from './cidr/cidr.js'
export { Ip } from './cidr/ip.js'
export { Mac } from './cidr/mac.js'
export type { CidrText, IpText, MacText } from './cidr/text.js'

// What every call takes, and one level down
export type { CallOptions } from './engine/call/call-options.js'
export type { Engine } from './engine/engine.js'
export type { OneOrMore } from './engine/call/filters.js'
export type { Ref, RefLike } from './engine/ref.js'
export type { Refused } from './docker-words/refused.js'
export type { RegistryAuth } from './engine/credentials.js'
export type { EndingSignal } from './engine/session/ending-signals.js'
export type { Session } from './engine/session/session.js'
export type { BodyOf, InputOf, OutputOf } from './engine/call/operation.js'

// Networks
export type {
  Network,
  NetworkDisconnectOptions,
  NetworkInspectOptions,
  NetworkRemoveOptions,
  OwnedNetwork,
} from './network/network.js'
export type {
  Networks,
  ListedNetwork,
  NetworkCapacityOptions,
  NetworkConflictsOptions,
  NetworkFilters,
} from './network/networks.js'
export type { NetworkPruneFilters } from './network/prune.js'
export type { RepairedEndpoint } from './network/repair/repair.js'
export type { NetworkEnsureOptions } from './network/ensure/ensure.js'
export type {
  BridgeNetworkBuilder,
  ConfigOnlyNetworkBuilder,
  DriverNetworkBuilder,
  IpvlanNetworkBuilder,
  MacvlanNetworkBuilder,
  NetworkBuilder,
  OverlayNetworkBuilder,
} from './network/builder/network-builder.js'
export type { PoolState } from './network/builder/pool-state.js'
export type { GatewayMode } from './network/builder/drivers/bridge.js'
export type { IpvlanFlag, IpvlanMode } from './network/builder/drivers/ipvlan.js'
export type { MacvlanMode } from './network/builder/drivers/macvlan.js'
export type { NetworkScope } from './network/builder/spec.js'
export type { PoolOptions } from './network/builder/pools.js'
export type { AcrossHostsBuilder, NetworkAcrossHosts } from './network/across-hosts/across-hosts.js'
export type { AcrossHostsOptions, HostOnLan } from './network/across-hosts/hosts.js'
export type { EndpointOptions } from './docker-words/endpoint.js'
export type { FreeSubnetQuery } from './network/ipam/free-subnet.js'
export type {
  AddressNotHeld,
  DefaultPoolCapacity,
  EngineCapacity,
  NetworkCapacity,
  PoolCapacity,
} from './network/ipam/capacity.js'
export type { NetworkConflict, SubnetConflicts } from './network/ipam/conflicts.js'
export type { DefaultPool } from './network/ipam/default-pools.js'
export type { PoolUse } from './network/ipam/pool-use.js'
export type { Answer, NetworkName } from './network/names/answers.js'
export type { Answers, NetworkLookupOptions } from './network/names/lookup.js'
export type {
  AskerElsewhere,
  Misspelt,
  NoAnswer,
  NoDns,
  NotRunning,
  OnOtherNetwork,
  OtherNetworkFirst,
  UnknownName,
} from './network/names/no-answer.js'
export type { Membership, MemberName, Via } from './network/names/memberships.js'
export type { Member } from './network/members.js'
export type {
  MemberJoined,
  MemberLeft,
  MemberReaddressed,
  MemberRenamed,
  NameChange,
  NetworkChange,
  NetworkCreated,
  NetworkRemoved,
  NetworksSnapshot,
  WatchedNetwork,
  WatchGap,
  WatchResumed,
} from './network/watch/change.js'
export type { NetworkWatch, WatchOptions } from './network/watch/watch.js'

// Containers
export type { Container, ContainerInspectOptions, OwnedContainer } from './container/container.js'
export type {
  Containers,
  ContainerFilters,
  ContainerListQuery,
  ContainerPruneFilters,
  ListedContainer,
} from './container/containers.js'
export type { PutArchiveOptions } from './container/files/archive.js'
export type { CopySource } from './container/files/copied.js'
export type { CopyInOptions } from './container/files/copy-in.js'
export type { CopyOutOptions } from './container/files/copy-out.js'
export type { ReadFileOptions } from './container/files/read-file.js'
export type { PathInfo, PathType } from './container/files/path-info.js'
export type { ContainerBuilder } from './container/builder/builder.js'
export type { FromDockerRunOptions } from './container/command-line/reading/from-docker-run.js'
export type { ToDockerRunOptions } from './container/command-line/writing/to-docker-run.js'
export type { NetTarget } from './container/builder/network/modes.js'
export type { BindMount, ImageMount, MountOptions, TmpfsMount, VolumeMount } from './container/builder/storage/mount.js'
export type { TmpfsSettings } from './container/builder/storage/tmpfs.js'
export type { VolumeText } from './container/builder/storage/volume-text.js'
export type { Capability } from './container/builder/security/capabilities.js'
export type { ContainerMode } from './container/builder/security/namespaces.js'
export type { DeviceOptions } from './container/builder/resources/devices.js'
export type { GpuOptions } from './container/builder/resources/gpus.js'
export type { UlimitName } from './container/builder/resources/ulimit.js'
export type { LogDriver } from './container/builder/logging.js'
export type { HealthOptions } from './container/builder/health.js'
export type { Duration } from './container/builder/duration.js'
export type { Bytes } from './docker-words/byte-size.js'
export type { PortText } from './container/builder/network/port-text.js'
export type { NetMode } from './container/builder/network/net-modes.js'
export type { AttachedContainer, TerminalRun } from './container/run/run.js'
export type { Output, OutputOptions } from './container/run/output.js'
export type { RestartPolicy } from './container/restart-policy.js'
export type { PullPolicy } from './container/run/pull-policy.js'
export type { ContainerAddress } from './container/addresses/addresses.js'
export type { HostPort } from './container/addresses/host-port.js'
export type { AttachOptions } from './container/streams/attach.js'
export type { Attachment } from './container/streams/attachment.js'
export type { TerminalSize } from './container/terminal/size.js'
export type { Input } from './container/streams/stdin.js'
export type { Exec, ExecAttachOptions } from './container/exec/exec.js'
export type { ExecInput } from './container/exec/input.js'
export type { RemoveOptions, StopOptions } from './container/lifecycle.js'
export type { Exit, WaitCondition, WaitOptions } from './container/streams/exit-watch.js'
export type { Logs, LogsOptions } from './container/streams/logs.js'
export type { HttpAnswer } from './container/readiness/answering.js'
export type {
  ExitCondition,
  HealthyCondition,
  HttpCondition,
  LogCondition,
  PortCondition,
  WaitForCondition,
} from './container/readiness/condition.js'
export type { ReadyOptions, ReplaceChange, ReplaceOptions } from './container/replace/replace.js'
export type { ReadyCondition } from './container/replace/until-ready.js'
export type { ReplaceStep } from './container/replace/take-place.js'
export type { CommitOptions } from './container/commit.js'
export type { ContainerUpdate, Updated } from './container/update.js'
export type { StatsFollowOptions, StatsOptions } from './container/streams/stats.js'
export type { Stats } from './container/streams/usage.js'
export type { LookupOptions } from './container/addresses/lookup.js'
export type { TerminalEnd, TerminalInput, TerminalOptions, TerminalOutput } from './container/terminal/terminal.js'
export type { VethPair } from './container/addresses/veth.js'
export type { Frame } from './stream/decoders/frames.js'
export type { Line } from './stream/decoders/lines.js'
export type { Text, TextOptions } from './stream/text.js'

// Volumes
export type { OwnedVolume, Volume, VolumeRemoveOptions } from './volume/volume.js'
export type { ListedVolume, VolumeFilters, Volumes } from './volume/volumes.js'
export type { VolumePruneFilters } from './volume/prune.js'
export type { VolumeUser } from './volume/users.js'
export type {
  DriverVolumeBuilder,
  LocalVolumeBuilder,
  VolumeBuilder,
  VolumeState,
} from './volume/builder/volume-builder.js'
export type { BindVolume, NfsVolume, TmpfsVolume } from './volume/builder/places.js'

// Images
export type { Image } from './image/image.js'
export type { Images, ImageFilters, ImageListOptions, ImagePruneFilters, ListedImage } from './image/images.js'
export type {
  ImageAttestationsOptions,
  ImageHistoryOptions,
  ImageInspectOptions,
  ImageRemoveOptions,
} from './image/image.js'
export type { BuildCacheFilters, BuildPruneOptions } from './image/builder/build-cache.js'
export type { ImageBuilder } from './image/builder/builder.js'
export type { BuildContext } from './image/builder/context.js'
export type { ImageBuildOptions } from './image/builder/make.js'
export type { BuildProgress } from './image/builder/progress.js'
export type { ImageSaveOptions } from './image/save.js'
export type { ImageSearchOptions } from './image/search.js'
export type { FileGiven, FilesGiven } from './tar/files.js'
export type { ImageImportOptions } from './image/import.js'
export type { ImageLoadOptions } from './image/load.js'
export type { ByteSource } from './stream/source.js'
export type { ImagePullOptions } from './image/pull.js'
export type { ImagePushOptions, PushedImage } from './image/push.js'
export type { OnStep, StepBytes } from './image/steps.js'
export type { Step, StepProgress } from './stream/decoders/steps.js'

// The engine and its host
export type { Distribution, DistributionInspectOptions } from './distribution/distribution.js'
export type { Swarm, SwarmAddresses, SwarmInitOptions, SwarmJoinOptions, SwarmLeaveOptions } from './swarm/swarm.js'
export type { System } from './system/system.js'
export type { DiskUsage, DiskUsageOptions, DiskUsageType, DiskUse } from './system/disk-usage.js'
export type { RegistryLogin } from './system/login.js'
export type { Age, Moment, When } from './docker-words/moment.js'
export type { Ping } from './system/wire/ping.js'
export type { Host } from './host/host.js'
export type { MacvlanShim, MacvlanShimOptions } from './host/macvlan-shim.js'
export type { HostLink, LinkKind } from './container/host-probe/links.js'
export type { HostBlock, HostRoute } from './container/host-probe/routes.js'
export type { Events, EventFilters, EventsOptions } from './system/events/events.js'
export type {
  EngineEvent,
  EventActions,
  EventAttributes,
  EventOf,
  EventsOfType,
  EventType,
} from './system/events/event.js'
export type { EventGap } from './stream/queue/dropping.js'

// JSON that keeps the engine's big numbers
export { json } from './stream/json/json.js'
