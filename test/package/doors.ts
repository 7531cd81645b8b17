/** What each door opens. A name that comes or goes is a change that users see: it is written here as well. */
export const doors = {
  '.': {
    values: words(`
      BadRequestError Cidr ConflictError ConnectionError Docker EngineError ForbiddenError InUseError Ip Mac
      MooringError NotFoundError ProtocolError ServerError StateError UnauthorizedError UnavailableError
      UsageError json
    `),
    types: words(`
      AcrossHostsBuilder AcrossHostsOptions AddressNotHeld Age Answer Answers AskerElsewhere AttachOptions
      AttachedContainer Attachment BindMount BindVolume BodyOf BridgeNetworkBuilder BuildCacheFilters
      BuildContext BuildProgress BuildPruneOptions ByteSource Bytes CallOptions Calls Capability CidrText
      CommitOptions ConfigOnlyNetworkBuilder Connection ConnectionCode Container ContainerAddress
      ContainerBuilder ContainerFilters ContainerInspectOptions ContainerListQuery ContainerMode
      ContainerPruneFilters ContainerStatsOnce ContainerUpdate Containers CopyInOptions CopyOutOptions
      CopySource DefaultPool DefaultPoolCapacity DeviceOptions Difference DiskUsage DiskUsageOptions
      DiskUsageType DiskUse Distribution DistributionInspectOptions DockerOptions DriverNetworkBuilder
      DriverVolumeBuilder Duration EndingSignal EndpointOptions Engine EngineCapacity EngineCode
      EngineEvent ErrorCode ErrorDetails EventActions EventAttributes EventFilters EventGap EventOf
      EventType Events EventsOfType EventsOptions Exec ExecAttachOptions ExecInput ExecStartDetached Exit
      ExitCondition FileGiven FilesGiven Frame FreeSubnetQuery FromDockerRunOptions GatewayMode GpuOptions
      HealthOptions HealthyCondition HelperImage Host HostBlock HostLink HostOnLan HostPort HostRoute
      HttpAnswer HttpCondition Image ImageAttestationsOptions ImageBuildOptions ImageBuilder ImageFilters
      ImageHistoryOptions ImageImportOptions ImageInspectOptions ImageListOptions ImageLoadOptions
      ImageMount ImagePruneFilters ImagePullOptions ImagePushOptions ImageRemoveOptions ImageSaveOptions
      ImageSearchOptions Images Input InputOf IpText IpvlanFlag IpvlanMode IpvlanNetworkBuilder
      LanConflict Line LinkKind ListedContainer ListedImage ListedNetwork ListedVolume LocalVolumeBuilder
      LogCondition LogDriver Logs LogsOptions LookupOptions MacText MacvlanMode MacvlanNetworkBuilder
      MacvlanShim MacvlanShimOptions Member MemberJoined MemberLeft MemberName MemberReaddressed
      MemberRenamed Membership Misspelt Moment MountOptions NameChange Named NetMode NetTarget Network
      NetworkAcrossHosts NetworkBuilder NetworkCapacity NetworkCapacityOptions NetworkChange
      NetworkConflict NetworkConflictsOptions NetworkCreated NetworkDisconnectOptions NetworkEnsureOptions
      NetworkFilters NetworkInspectOptions NetworkLookupOptions NetworkName NetworkPruneFilters
      NetworkRemoveOptions NetworkRemoved NetworkScope NetworkWatch Networks NetworksSnapshot NfsVolume
      NoAnswer NoDns NotRunning OnOtherNetwork OnStep OneOrMore OperationId OtherNetworkFirst Output
      OutputOf OutputOptions OverlayNetworkBuilder OwnedContainer OwnedNetwork OwnedVolume PathInfo
      PathType Ping PoolCapacity PoolOptions PoolState PoolUse PortCondition PortText ProtocolCode
      PullPolicy PushedImage PutArchiveOptions ReadFileOptions ReadyCondition ReadyOptions Ref RefLike
      Refused RegistryAuth RegistryLogin RemoveOptions RepairedEndpoint ReplaceChange ReplaceOptions
      ReplaceStep RestartPolicy Sent Session StateCode Stats StatsFollowOptions StatsOptions Step
      StepBytes StepProgress StopOptions SubnetConflicts Swarm SwarmAddresses SwarmInitOptions
      SwarmJoinOptions SwarmLeaveOptions System TerminalEnd TerminalInput TerminalOptions TerminalOutput
      TerminalRun TerminalSize Text TextOptions TmpfsMount TmpfsSettings TmpfsVolume ToDockerRunOptions
      TriedHost UlimitName UnknownName Updated UsageCode VethPair Via Violation Volume VolumeBuilder
      VolumeFilters VolumeMount VolumePruneFilters VolumeRemoveOptions VolumeState VolumeText VolumeUser
      Volumes WaitCondition WaitForCondition WaitOptions WatchGap WatchOptions WatchResumed WatchedNetwork
      When
    `),
  },
  './cidr': {
    values: ['Cidr', 'Ip', 'Mac', 'freeAddress', 'freeBlock', 'freeBlocks', 'overlaps'],
    types: words(`
      BlockText Check CidrCode CidrScope CidrText Family FreeAddressQuery FreeBlockQuery IpScope IpText MacText
    `),
  },
  './topology': {
    values: ['Topology', 'topology'],
    types: words(`
      Exposure MaybeReachable Plain Probe ProbeAttempt ProbeOptions ProbeOutcome Reach ReachChange ReachEnd ReachOptions ReachReason ReachReasonCode Reachable
      TopologyConflict TopologyConflictCode TopologyContainer TopologyEndpoint TopologyGraph TopologyHost TopologyJson TopologyListener TopologyNetwork
      TopologyOptions TopologyPool TopologyPort TopologySvgOptions TopologyTheme Unreachable
    `),
  },
  './plan': {
    values: ['plan'],
    types: words(`
      ApplyOptions ComposePlan ComposeProject DealtRange ExternalNetwork FromComposeOptions KeptNetwork LeftAside LeftAsideReason MemberChange NetworkChange Plan PlanChange PlanEngines PlanFunction
      PlanObstacle PlanOptions PlanSpec PlanViolation PlannedMemberships PlannedNetwork PlannedPool PlannedSubnet
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
      AddressPool AttestationData AttestationStatement AuthConfig BindOptions BuildCacheDiskUsage
      BuildCacheRecord BuildPruneResponse BuildUlimit ClusterInfo Commit ConfigReference
      ContainerBlkioStatEntry ContainerBlkioStats ContainerCommitResponse ContainerConfig ContainerCpuStats
      ContainerCpuUsage ContainerCreateRequest ContainerCreateResponse ContainerInspect ContainerMemoryStats
      ContainerNetworkStats ContainerPidsStats ContainerPruneResponse ContainerState ContainerStats
      ContainerStorage ContainerStorageStats ContainerSummary ContainerThrottlingData ContainerTop
      ContainerUpdateRequest ContainerUpdateResponse ContainerWaitResponse ContainerdInfo ContainerdNamespaces
      ContainersDiskUsage DeviceMapping DeviceRequest DiscoveredDevice DiscreteResource DistributionInspect
      DriverConfig EmptyObject EndpointIpamConfig EndpointSettings ErrorDetail EventActor EventMessage
      ExecConfig ExecCreateResponse ExecInspect ExecProcess ExecStartConfig ExternalCa FilesystemChange
      FirewallInfo GenericResource GraphDriver Health HealthConfig HealthSummary HealthcheckResult HostConfig
      ImageBuildQuery ImageConfig ImageDeleted ImageHistoryItem ImageInspect ImageManifest ImageManifestData
      ImageManifestSize ImageManifestUnpacked ImageMetadata ImageMountOptions ImagePruneResponse ImageRootFs
      ImageSearchItem ImageStep ImageStorageDriver ImageSummary ImagesDiskUsage IndexInfo Ipam IpamConfig
      IpamStatus JoinTokens LogConfig Mount MountPoint NamedResource NetworkConnectRequest NetworkContainer
      NetworkCreateRequest NetworkCreateResponse NetworkDisconnectRequest NetworkInspect NetworkPruneResponse
      NetworkSettings NetworkStatus NetworkSummary NetworkingConfig NriInfo ObjectVersion OciDescriptor
      OciPlatform PeerInfo PeerNode PluginsInfo PortBinding PortMap PortSummary ProgressDetail RegistryConfig
      Resources RestartPolicyConfig Runtime SecondaryAddress SubnetStatus SummaryHostConfig
      SummaryNetworkSettings SwarmCaConfig SwarmDispatcher SwarmEncryption SwarmInfo SwarmInitRequest
      SwarmInspect SwarmJoinRequest SwarmLogDriver SwarmOrchestration SwarmRaft SwarmSpec SwarmTaskDefaults
      SystemAuthResponse SystemDataUsage SystemInfo SystemVersion ThrottleDevice TlsInfo TmpfsOptions Ulimit
      UsageTotals VersionComponent VersionPlatform VolumeCreateRequest VolumeInspect VolumeListResponse
      VolumeOptions VolumePruneResponse VolumeUsageData VolumesDiskUsage WaitError WeightDevice
    `),
  },
  './zod': {
    values: ['cidrSchema', 'ipSchema', 'macSchema', 'planSchema'],
    types: [],
  },
}

export type Door = keyof typeof doors

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}
