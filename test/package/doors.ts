/** What each door opens. A name that comes or goes is a change that users see: it is written here as well. */
export const doors = {
  '.': {
    values: words(`
      BadRequestError Cidr ConflictError ConnectionError Docker EngineError ForbiddenError InUseError Ip Mac
      MooringError NotFoundError ProtocolError ServerError StateError UnauthorizedError UnavailableError UsageError
      json
    `),
    types: words(`
      Age Answer AttachOptions AttachedContainer Attachment BindMount BodyOf BridgeNetworkBuilder ByteSource Bytes
      CallOptions Calls Capability CidrText Connection ConnectionCode Container ContainerAddress ContainerBuilder
      ContainerFilters ContainerInspectOptions ContainerListQuery ContainerMode ContainerPruneFilters Containers DeviceOptions DockerOptions
      DriverNetworkBuilder EndingSignal EndpointOptions Engine EngineCode EngineEvent ErrorCode ErrorDetails
      EventActions EventAttributes EventFilters EventGap EventOf EventType Events EventsOfType EventsOptions Exec
      ExecAttachOptions ExecInput ExecStartDetached Exit Frame FreeSubnetQuery GpuOptions Host HostLink HostPort Image
      ImageFilters ImageImportOptions ImageListOptions ImageLoadOptions ImagePruneFilters ImagePullOptions
      ImageRemoveOptions Images Input InputOf IpText Line LinkKind ListedContainer ListedImage ListedNetwork LogDriver Logs
      LogsOptions LookupOptions MacText MacvlanMode MacvlanNetworkBuilder Member Moment MountOptions Named NetMode
      NetTarget Network NetworkBuilder NetworkDisconnectOptions NetworkFilters NetworkInspectOptions
      NetworkPruneFilters NetworkRemoveOptions Networks OneOrMore OperationId Output OutputOf OutputOptions
      OwnedContainer OwnedNetwork Ping PoolOptions PoolState PortText ProtocolCode PullPolicy Ref RefLike Refused
      RegistryAuth RemoveOptions RestartPolicy Sent Session StateCode Step StepProgress StopOptions System TerminalEnd
      TerminalInput TerminalOptions TerminalOutput TerminalRun TerminalSize Text TextOptions TmpfsMount TriedHost
      UlimitName UsageCode VethPair Via VolumeMount WaitCondition WaitOptions When
    `),
  },
  './cidr': {
    values: ['Cidr', 'Ip', 'Mac', 'freeAddress', 'freeBlock', 'freeBlocks', 'overlaps'],
    types: words(`
      BlockText Check CidrCode CidrScope CidrText Family FreeAddressQuery FreeBlockQuery IpScope IpText MacText
    `),
  },
  './transport': {
    values: ['httpTransport', 'openTransport', 'parseHost', 'unixTransport'],
    types: words(`
      BodySource ByteDuplex Connect HostAddress HttpHeaders HttpReply HttpRequest HttpStream HttpTransportOptions
      HttpUpgrade Method PipeAddress SshAddress TcpAddress Transport UnixAddress UnixTransportOptions
    `),
  },
  './wire': {
    values: [],
    types: words(`
      AddressPool AttestationData BindOptions ClusterInfo Commit ConfigReference ContainerConfig
      ContainerCreateRequest ContainerCreateResponse ContainerInspect ContainerPruneResponse ContainerState
      ContainerStorage ContainerSummary ContainerTop ContainerWaitResponse ContainerdInfo ContainerdNamespaces
      DeviceMapping DeviceRequest DiscoveredDevice DiscreteResource DriverConfig EmptyObject EndpointIpamConfig
      EndpointSettings ErrorDetail EventActor EventMessage ExecConfig ExecCreateResponse ExecInspect ExecProcess
      ExecStartConfig FilesystemChange FirewallInfo GenericResource GraphDriver Health HealthConfig HealthSummary
      HealthcheckResult HostConfig ImageConfig ImageDeleted ImageHistoryItem ImageInspect ImageManifest
      ImageManifestData ImageManifestSize ImageManifestUnpacked ImageMetadata ImageMountOptions ImagePruneResponse
      ImageRootFs ImageStep ImageStorageDriver ImageSummary IndexInfo Ipam IpamConfig IpamStatus LogConfig Mount
      MountPoint NamedResource NetworkConnectRequest NetworkContainer NetworkCreateRequest NetworkCreateResponse
      NetworkDisconnectRequest NetworkInspect NetworkPruneResponse NetworkSettings NetworkStatus NetworkSummary
      NetworkingConfig NriInfo ObjectVersion OciDescriptor OciPlatform PeerInfo PeerNode PluginsInfo PortBinding
      PortMap PortSummary ProgressDetail RegistryConfig Resources RestartPolicyConfig Runtime SecondaryAddress
      SubnetStatus SummaryHostConfig SummaryNetworkSettings SwarmInfo SystemInfo SystemVersion ThrottleDevice TlsInfo
      TmpfsOptions Ulimit VersionComponent VersionPlatform VolumeOptions WaitError WeightDevice
    `),
  },
  './zod': {
    values: ['cidrSchema', 'ipSchema', 'macSchema'],
    types: [],
  },
}

export type Door = keyof typeof doors

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}
