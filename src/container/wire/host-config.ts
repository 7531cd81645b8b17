import { wire, type WireOf } from '../../engine/call/wire.js'
import { mount } from './mount.js'
import { portMap } from './ports.js'
import { resources } from './resources.js'

export const hostConfig = wire('HostConfig', (z) => {
  const text = z.string().optional()
  const flag = z.boolean().optional()
  const texts = z.array(z.string()).nullable().optional()
  const map = z.record(z.string(), z.string()).nullable().optional()
  return resources.schema(z).extend({
    /** `default`, `bridge`, `host`, `none`, `container:<name|id>`, or a network's name or id. */
    NetworkMode: text,
    PortBindings: portMap.schema(z).nullable().optional(),
    /** Publishes every exposed port on a port that the engine chooses. */
    PublishAllPorts: flag,
    Dns: texts,
    DnsOptions: texts,
    DnsSearch: texts,
    /** `name:address`, where the address may be `host-gateway`. */
    ExtraHosts: texts,
    Links: texts,
    /** `/host/path:/path[:ro]`, or `volume:/path`. */
    Binds: texts,
    Mounts: z.array(mount.schema(z)).nullable().optional(),
    /** Mount options by path inside: `{ '/run': 'size=64m' }`. */
    Tmpfs: map,
    VolumesFrom: texts,
    VolumeDriver: text,
    StorageOpt: map,
    RestartPolicy: z
      .object({
        Name: z.enum(['', 'no', 'always', 'unless-stopped', 'on-failure']).optional(),
        /** For `on-failure`; 0 for no limit. */
        MaximumRetryCount: z.number().optional(),
      })
      .optional(),
    /** The engine removes the container when it exits, and its exit code with it. */
    AutoRemove: flag,
    LogConfig: z.object({ Type: text, Config: map }).optional(),
    /** Writes the container's id into this file; a matter of the command line. */
    ContainerIDFile: text,
    CapAdd: texts,
    CapDrop: texts,
    GroupAdd: texts,
    Privileged: flag,
    ReadonlyRootfs: flag,
    SecurityOpt: texts,
    /** Kernel settings of the container's own namespaces. */
    Sysctls: map,
    /** `private` or `host`. */
    CgroupnsMode: z.enum(['', 'private', 'host']).optional(),
    IpcMode: text,
    PidMode: text,
    UTSMode: text,
    UsernsMode: text,
    Cgroup: text,
    OomScoreAdj: z.number().optional(),
    /** Bytes of /dev/shm. */
    ShmSize: z.number().optional(),
    Runtime: text,
    /** Since API 1.43. */
    Annotations: map,
    /** Rows and columns of the terminal at its start. On Linux since API 1.42. */
    ConsoleSize: z.array(z.number()).nullable().optional(),
    /** Windows only. */
    Isolation: text,
    /** `null` means the engine's own list. */
    MaskedPaths: texts,
    ReadonlyPaths: texts,
  })
})
/** What a container is on its host: network mode, ports, mounts, rights, limits. */
export interface HostConfig extends WireOf<typeof hostConfig> {}
