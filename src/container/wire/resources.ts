import { wire } from '../../engine/wire/wire.js'

/** How much of a device's time a container gets, against others. */
export interface WeightDevice {
  /** The device on the host: `/dev/sda`. */
  readonly Path?: string | undefined
  /** 10 to 1000. */
  readonly Weight?: number | undefined
}

export const weightDevice = wire<WeightDevice>('ThrottleWeight', (z) =>
  z.object({
    Path: z.optional(z.string()),
    Weight: z.optional(z.integer()),
  }),
)

/** How much a container may read from a device or write to it. */
export interface ThrottleDevice {
  /** The device on the host: `/dev/sda`. */
  readonly Path?: string | undefined
  /** Bytes, or operations, each second. */
  readonly Rate?: number | undefined
}

export const throttleDevice = wire<ThrottleDevice>('ThrottleDevice', (z) =>
  z.object({
    Path: z.optional(z.string()),
    Rate: z.optional(z.integer()),
  }),
)

/** A limit of each of a container's processes. */
export interface Ulimit {
  /** Without the prefix `RLIMIT_`, in small letters: `nofile`. */
  readonly Name?: string | undefined
  /** Where the kernel begins to refuse; -1 for no limit. */
  readonly Soft?: number | undefined
  /** How far a process may raise its soft limit; -1 for no limit. */
  readonly Hard?: number | undefined
}

export const ulimit = wire<Ulimit>('Ulimit', (z) =>
  z.object({
    Name: z.optional(z.string()),
    Soft: z.optional(z.integer()),
    Hard: z.optional(z.integer()),
  }),
)

/** A device of the host, for a container. */
export interface DeviceMapping {
  /** The device on the host. */
  readonly PathOnHost?: string | undefined
  /** Where it stands inside. */
  readonly PathInContainer?: string | undefined
  /** Of `r`, `w`, `m`. */
  readonly CgroupPermissions?: string | undefined
}

export const deviceMapping = wire<DeviceMapping>('DeviceMapping', (z) =>
  z.object({
    PathOnHost: z.optional(z.string()),
    PathInContainer: z.optional(z.string()),
    CgroupPermissions: z.optional(z.string()),
  }),
)

/** Devices that a driver hands out, such as GPUs. */
export interface DeviceRequest {
  /** `nvidia`, `cdi`; the engine chooses when it is left out. */
  readonly Driver?: string | undefined
  /** How many; -1 for all. */
  readonly Count?: number | undefined
  /** Which ones, instead of how many. */
  readonly DeviceIDs?: readonly string[] | null | undefined
  /** A list of alternatives, each a list of what must be there. */
  readonly Capabilities?: readonly (readonly string[])[] | null | undefined
  /** Options for the driver. */
  readonly Options?: Readonly<Record<string, string>> | null | undefined
}

export const deviceRequest = wire<DeviceRequest>('DeviceRequest', (z) =>
  z.object({
    Driver: z.optional(z.string()),
    Count: z.optional(z.integer()),
    DeviceIDs: z.nullish(z.array(z.string())),
    Capabilities: z.nullish(z.array(z.array(z.string()))),
    Options: z.nullish(z.record(z.string())),
  }),
)

/** How much a container may use of its host. */
export interface Resources {
  /** Bytes; 0 for no limit. */
  readonly Memory?: number | undefined
  /** Bytes that are left to it when memory is short; 0 for none. */
  readonly MemoryReservation?: number | undefined
  /** Bytes of memory and swap together; -1 for no limit. */
  readonly MemorySwap?: number | undefined
  /** 0 to 100: how readily its memory is swapped; `null` for the host's own. */
  readonly MemorySwappiness?: number | null | undefined
  /** Bytes. Until API 1.42. */
  readonly KernelMemory?: number | undefined
  /** Bytes for the buffers of TCP. Until API 1.52. */
  readonly KernelMemoryTCP?: number | undefined
  /** Lets its processes wait when memory is short, instead of killing one. */
  readonly OomKillDisable?: boolean | null | undefined
  /** Billionths of a CPU: 500000000 is half of one. */
  readonly NanoCpus?: number | undefined
  /** Its part of a busy CPU, against others: 1024 unless said otherwise. */
  readonly CpuShares?: number | undefined
  /** Microseconds. */
  readonly CpuPeriod?: number | undefined
  /** Microseconds in each period. */
  readonly CpuQuota?: number | undefined
  /** Microseconds. */
  readonly CpuRealtimePeriod?: number | undefined
  /** Microseconds in each period. */
  readonly CpuRealtimeRuntime?: number | undefined
  /** Which CPUs: `0-2` or `0,1`. */
  readonly CpusetCpus?: string | undefined
  /** Which memory nodes: `0-2` or `0,1`. */
  readonly CpusetMems?: string | undefined
  /** How many CPUs. Windows only. */
  readonly CpuCount?: number | undefined
  /** Percent of all CPUs. Windows only. */
  readonly CpuPercent?: number | undefined
  /** Operations each second on the system's drive. Windows only. */
  readonly IOMaximumIOps?: number | undefined
  /** Bytes each second on the system's drive. Windows only. */
  readonly IOMaximumBandwidth?: number | undefined
  /** The control group that its own is in. */
  readonly CgroupParent?: string | undefined
  /** Its part of a busy disk, against others: 10 to 1000; 0 for none. */
  readonly BlkioWeight?: number | undefined
  /** The same for single devices. */
  readonly BlkioWeightDevice?: readonly WeightDevice[] | null | undefined
  /** Bytes each second that may be read. */
  readonly BlkioDeviceReadBps?: readonly ThrottleDevice[] | null | undefined
  /** Bytes each second that may be written. */
  readonly BlkioDeviceWriteBps?: readonly ThrottleDevice[] | null | undefined
  /** Reads each second. */
  readonly BlkioDeviceReadIOps?: readonly ThrottleDevice[] | null | undefined
  /** Writes each second. */
  readonly BlkioDeviceWriteIOps?: readonly ThrottleDevice[] | null | undefined
  /** Processes and threads; `null`, 0 and -1 mean no limit. */
  readonly PidsLimit?: number | null | undefined
  /** Limits of each of its processes. */
  readonly Ulimits?: readonly Ulimit[] | null | undefined
  /** Devices of the host. */
  readonly Devices?: readonly DeviceMapping[] | null | undefined
  /** Which devices it may use: `c 13:* rwm`. */
  readonly DeviceCgroupRules?: readonly string[] | null | undefined
  /** Devices that a driver hands out. */
  readonly DeviceRequests?: readonly DeviceRequest[] | null | undefined
  /** A small init as the first process, which reaps zombies and passes signals on. */
  readonly Init?: boolean | null | undefined
}

export const resources = wire<Resources>('Resources', (z) =>
  z.object({
    Memory: z.optional(z.integer()),
    MemoryReservation: z.optional(z.integer()),
    MemorySwap: z.optional(z.integer()),
    MemorySwappiness: z.nullish(z.integer()),
    KernelMemory: z.until('1.42', z.optional(z.integer()), 'engines of this API and newer ignore it'),
    KernelMemoryTCP: z.until('1.52', z.optional(z.integer()), 'engines of this API and newer ignore it'),
    OomKillDisable: z.nullish(z.boolean()),
    NanoCpus: z.optional(z.integer()),
    CpuShares: z.optional(z.integer()),
    CpuPeriod: z.optional(z.integer()),
    CpuQuota: z.optional(z.integer()),
    CpuRealtimePeriod: z.optional(z.integer()),
    CpuRealtimeRuntime: z.optional(z.integer()),
    CpusetCpus: z.optional(z.string()),
    CpusetMems: z.optional(z.string()),
    CpuCount: z.optional(z.integer()),
    CpuPercent: z.optional(z.integer()),
    IOMaximumIOps: z.optional(z.integer()),
    IOMaximumBandwidth: z.optional(z.integer()),
    CgroupParent: z.optional(z.string()),
    BlkioWeight: z.optional(z.integer()),
    BlkioWeightDevice: z.nullish(z.array(weightDevice)),
    BlkioDeviceReadBps: z.nullish(z.array(throttleDevice)),
    BlkioDeviceWriteBps: z.nullish(z.array(throttleDevice)),
    BlkioDeviceReadIOps: z.nullish(z.array(throttleDevice)),
    BlkioDeviceWriteIOps: z.nullish(z.array(throttleDevice)),
    PidsLimit: z.nullish(z.integer()),
    Ulimits: z.nullish(z.array(ulimit)),
    Devices: z.nullish(z.array(deviceMapping)),
    DeviceCgroupRules: z.nullish(z.array(z.string())),
    DeviceRequests: z.nullish(z.array(deviceRequest)),
    Init: z.nullish(z.boolean()),
  }),
)
