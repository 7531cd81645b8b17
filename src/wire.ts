// The engine's own shapes, by the engine's own names: what `inspect()` returns, what `toRequest()` gives.

export type { ContainerCreateRequest, ContainerCreateResponse, NetworkingConfig } from './container/wire/create.js'
export type { ContainerConfig } from './container/wire/config.js'
export type { HostConfig } from './container/wire/host-config.js'
export type { ContainerInspect, ContainerState, NetworkSettings } from './container/wire/inspect.js'
export type { Mount, MountPoint } from './container/wire/mount.js'
export type { PortBinding, PortMap, PortSummary } from './container/wire/ports.js'
export type { ContainerPruneResponse, ContainerTop, FilesystemChange } from './container/wire/run.js'
export type { ContainerSummary } from './container/wire/summary.js'
export type { ExecConfig, ExecInspect, ExecStartConfig } from './container/wire/exec.js'
export type { Health } from './container/wire/health.js'
export type { HealthConfig } from './docker-words/health-config.js'
export type { ImageInspect } from './image/wire/image.js'
export type { ImageSummary } from './image/wire/summary.js'
export type { ImageDeleted, ImageHistoryItem, ImagePruneResponse } from './image/wire/replies.js'
export type { EndpointIpamConfig, EndpointSettings } from './docker-words/endpoint-settings.js'
export type { Ipam, IpamConfig } from './network/wire/ipam.js'
export type { NetworkContainer, NetworkInspect, NetworkSummary, SubnetStatus } from './network/wire/network.js'
export type {
  NetworkConnectRequest,
  NetworkCreateRequest,
  NetworkCreateResponse,
  NetworkDisconnectRequest,
  NetworkPruneResponse,
} from './network/wire/requests.js'
export type { EventActor, EventMessage } from './system/wire/event.js'
export type { SystemInfo } from './system/wire/info.js'
export type { SystemVersion } from './system/wire/version.js'
