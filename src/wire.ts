// The engine's own shapes, by the engine's own names: what `inspect()` returns, what `toRequest()` gives.

export type { ContainerConfig } from './container/wire/config.js'
export type { ContainerCreateRequest, ContainerCreateResponse, NetworkingConfig } from './container/wire/create.js'
export type {
  ExecConfig,
  ExecCreateResponse,
  ExecInspect,
  ExecProcess,
  ExecStartConfig,
} from './container/wire/exec.js'
export type { Health, HealthcheckResult } from './container/wire/health.js'
export type { HostConfig, LogConfig, RestartPolicyConfig } from './container/wire/host-config.js'
export type {
  ContainerInspect,
  ContainerState,
  ContainerStorage,
  GraphDriver,
  NetworkSettings,
  SecondaryAddress,
} from './container/wire/inspect.js'
export type {
  BindOptions,
  DriverConfig,
  ImageMountOptions,
  Mount,
  MountPoint,
  TmpfsOptions,
  VolumeOptions,
} from './container/wire/mount.js'
export type { PortBinding, PortMap, PortSummary } from './container/wire/ports.js'
export type {
  DeviceMapping,
  DeviceRequest,
  Resources,
  ThrottleDevice,
  Ulimit,
  WeightDevice,
} from './container/wire/resources.js'
export type {
  ContainerCommitResponse,
  ContainerPruneResponse,
  ContainerTop,
  ContainerWaitResponse,
  FilesystemChange,
  WaitError,
} from './container/wire/run.js'
export type {
  ContainerBlkioStatEntry,
  ContainerBlkioStats,
  ContainerCpuStats,
  ContainerCpuUsage,
  ContainerMemoryStats,
  ContainerNetworkStats,
  ContainerPidsStats,
  ContainerStats,
  ContainerStorageStats,
  ContainerThrottlingData,
} from './container/wire/stats.js'
export type {
  ContainerSummary,
  HealthSummary,
  SummaryHostConfig,
  SummaryNetworkSettings,
} from './container/wire/summary.js'
export type { ContainerUpdateRequest, ContainerUpdateResponse } from './container/wire/update.js'
export type { DistributionInspect } from './distribution/wire/inspect.js'
export type { EmptyObject } from './docker-words/empty-object.js'
export type { EndpointIpamConfig, EndpointSettings } from './docker-words/endpoint-settings.js'
export type { HealthConfig } from './docker-words/health-config.js'
export type {
  AttestationData,
  ImageManifest,
  ImageManifestData,
  ImageManifestSize,
  ImageManifestUnpacked,
  OciDescriptor,
  OciPlatform,
} from './docker-words/oci.js'
export type {
  AttestationStatement,
  BuildPruneResponse,
  BuildUlimit,
  ImageBuildQuery,
  ImageSearchItem,
} from './image/wire/build.js'
export type { ImageConfig, ImageInspect, ImageMetadata, ImageRootFs, ImageStorageDriver } from './image/wire/image.js'
export type {
  ErrorDetail,
  ImageDeleted,
  ImageHistoryItem,
  ImagePruneResponse,
  ImageStep,
  ProgressDetail,
} from './image/wire/replies.js'
export type { ImageSummary } from './image/wire/summary.js'
export type { Ipam, IpamConfig } from './network/wire/ipam.js'
export type {
  ConfigReference,
  IpamStatus,
  NetworkContainer,
  NetworkInspect,
  NetworkStatus,
  NetworkSummary,
  PeerInfo,
  SubnetStatus,
} from './network/wire/network.js'
export type {
  NetworkConnectRequest,
  NetworkCreateRequest,
  NetworkCreateResponse,
  NetworkDisconnectRequest,
  NetworkPruneResponse,
} from './network/wire/requests.js'
export type { SwarmInitRequest, SwarmJoinRequest } from './swarm/wire/requests.js'
export type {
  ExternalCa,
  SwarmCaConfig,
  SwarmDispatcher,
  SwarmEncryption,
  SwarmLogDriver,
  SwarmOrchestration,
  SwarmRaft,
  SwarmSpec,
  SwarmTaskDefaults,
} from './swarm/wire/spec.js'
export type { JoinTokens, SwarmInspect } from './swarm/wire/swarm.js'
export type { AuthConfig, SystemAuthResponse } from './system/wire/auth.js'
export type { EventActor, EventMessage } from './system/wire/event.js'
export type {
  BuildCacheDiskUsage,
  BuildCacheRecord,
  ContainersDiskUsage,
  ImagesDiskUsage,
  SystemDataUsage,
  UsageTotals,
  VolumesDiskUsage,
} from './system/wire/disk-usage.js'
export type { SystemInfo } from './system/wire/info.js'
export type {
  AddressPool,
  Commit,
  ContainerdInfo,
  ContainerdNamespaces,
  DiscoveredDevice,
  DiscreteResource,
  FirewallInfo,
  GenericResource,
  NamedResource,
  NriInfo,
  PluginsInfo,
  Runtime,
} from './system/wire/info-parts.js'
export type { IndexInfo, RegistryConfig } from './system/wire/registry.js'
export type { ClusterInfo, ObjectVersion, PeerNode, SwarmInfo, TlsInfo } from './system/wire/swarm.js'
export type { SystemVersion, VersionComponent, VersionPlatform } from './system/wire/version.js'
export type { VolumeCreateRequest, VolumeListResponse, VolumePruneResponse } from './volume/wire/requests.js'
export type { VolumeInspect, VolumeUsageData } from './volume/wire/volume.js'
