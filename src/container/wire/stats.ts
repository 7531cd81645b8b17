import { wire } from '../../engine/wire/wire.js'

/** How many processes and threads a container has. */
export interface ContainerPidsStats {
  /** Now. */
  readonly current?: number | null | undefined
  /** At most; 0 for no limit with cgroups v1, and 18446744073709551615n with v2. */
  readonly limit?: bigint | null | undefined
}

export const containerPidsStats = wire<ContainerPidsStats>('ContainerPidsStats', (z) =>
  z.object({
    current: z.nullish(z.integer()),
    limit: z.nullish(z.bigint()),
  }),
)

/** One counter of one device. */
export interface ContainerBlkioStatEntry {
  /** The device's major number. */
  readonly major: number
  /** The device's minor number. */
  readonly minor: number
  /** `read`, `write`; with cgroups v1 `Read`, `Write`, `Sync`, `Async`, `Total`. */
  readonly op: string
  /** Bytes, operations or nanoseconds. */
  readonly value: number
}

export const containerBlkioStatEntry = wire<ContainerBlkioStatEntry>('ContainerBlkioStatEntry', (z) =>
  z.object({
    major: z.integer(),
    minor: z.integer(),
    op: z.string(),
    value: z.integer(),
  }),
)

type Entries = readonly ContainerBlkioStatEntry[] | null | undefined

/** What a container reads from block devices and writes to them. All but the bytes: cgroups v1 only. */
export interface ContainerBlkioStats {
  /** Bytes. */
  readonly io_service_bytes_recursive?: Entries
  /** Operations. */
  readonly io_serviced_recursive?: Entries
  /** Operations that wait. */
  readonly io_queue_recursive?: Entries
  /** Nanoseconds that the devices worked. */
  readonly io_service_time_recursive?: Entries
  /** Nanoseconds that operations waited. */
  readonly io_wait_time_recursive?: Entries
  /** Operations that were merged into others. */
  readonly io_merged_recursive?: Entries
  /** Milliseconds of the devices' time. */
  readonly io_time_recursive?: Entries
  /** Sectors. */
  readonly sectors_recursive?: Entries
}

export const containerBlkioStats = wire<ContainerBlkioStats>('ContainerBlkioStats', (z) => {
  const entries = z.nullish(z.array(containerBlkioStatEntry))
  return z.object({
    io_service_bytes_recursive: entries,
    io_serviced_recursive: entries,
    io_queue_recursive: entries,
    io_service_time_recursive: entries,
    io_wait_time_recursive: entries,
    io_merged_recursive: entries,
    io_time_recursive: entries,
    sectors_recursive: entries,
  })
})

/** How a container was held back by its limit of CPU time. */
export interface ContainerThrottlingData {
  /** Periods in which it had something to do. */
  readonly periods: number
  /** Periods in which it used up its time. */
  readonly throttled_periods: number
  /** Nanoseconds that it waited. */
  readonly throttled_time: bigint
}

export const containerThrottlingData = wire<ContainerThrottlingData>('ContainerThrottlingData', (z) =>
  z.object({
    periods: z.integer(),
    throttled_periods: z.integer(),
    throttled_time: z.bigint(),
  }),
)

/** How long CPUs worked for a container: nanoseconds; on Windows, units of 100 nanoseconds. */
export interface ContainerCpuUsage {
  /** In all. */
  readonly total_usage: bigint
  /** On each CPU. cgroups v1 only. */
  readonly percpu_usage?: readonly bigint[] | null | undefined
  /** In the kernel. */
  readonly usage_in_kernelmode: bigint
  /** In its programs. */
  readonly usage_in_usermode: bigint
}

export const containerCpuUsage = wire<ContainerCpuUsage>('ContainerCPUUsage', (z) =>
  z.object({
    total_usage: z.bigint(),
    percpu_usage: z.nullish(z.array(z.bigint())),
    usage_in_kernelmode: z.bigint(),
    usage_in_usermode: z.bigint(),
  }),
)

/** The CPU time of a container, and of its whole host. */
export interface ContainerCpuStats {
  /** The container's. */
  readonly cpu_usage: ContainerCpuUsage
  /** Nanoseconds that all CPUs of the host have had, busy or idle; missing in a first sample. */
  readonly system_cpu_usage?: bigint | null | undefined
  /** How many CPUs the host has; missing in a first sample. */
  readonly online_cpus?: number | null | undefined
  /** How it was held back. */
  readonly throttling_data?: ContainerThrottlingData | null | undefined
}

export const containerCpuStats = wire<ContainerCpuStats>('ContainerCPUStats', (z) =>
  z.object({
    cpu_usage: containerCpuUsage,
    system_cpu_usage: z.nullish(z.bigint()),
    online_cpus: z.nullish(z.integer()),
    throttling_data: z.nullish(containerThrottlingData),
  }),
)

/** The memory of a container, in bytes. */
export interface ContainerMemoryStats {
  /** In use, the cache of files with it. */
  readonly usage?: number | null | undefined
  /** The most that ever was in use. cgroups v1 only. */
  readonly max_usage?: number | null | undefined
  /** The kernel's `memory.stat`, as it is. */
  readonly stats?: Readonly<Record<string, number | null>> | null | undefined
  /** How often it met its limit. cgroups v1 only. */
  readonly failcnt?: number | null | undefined
  /** Its limit; the memory of the host if it has none. */
  readonly limit?: bigint | null | undefined
  /** Windows only. */
  readonly commitbytes?: number | null | undefined
  /** Windows only. */
  readonly commitpeakbytes?: number | null | undefined
  /** Windows only. */
  readonly privateworkingset?: number | null | undefined
}

export const containerMemoryStats = wire<ContainerMemoryStats>('ContainerMemoryStats', (z) =>
  z.object({
    usage: z.nullish(z.integer()),
    max_usage: z.nullish(z.integer()),
    stats: z.nullish(z.record(z.nullable(z.integer()))),
    failcnt: z.nullish(z.integer()),
    limit: z.nullish(z.bigint()),
    commitbytes: z.nullish(z.integer()),
    commitpeakbytes: z.nullish(z.integer()),
    privateworkingset: z.nullish(z.integer()),
  }),
)

/** What went through one interface of a container. */
export interface ContainerNetworkStats {
  /** Bytes received. */
  readonly rx_bytes: number
  /** Packets received. */
  readonly rx_packets: number
  /** Packets received that were wrong. */
  readonly rx_errors: number
  /** Packets received that were dropped. */
  readonly rx_dropped: number
  /** Bytes sent. */
  readonly tx_bytes: number
  /** Packets sent. */
  readonly tx_packets: number
  /** Packets that could not be sent. */
  readonly tx_errors: number
  /** Packets that were dropped before they were sent. */
  readonly tx_dropped: number
  /** Windows only. */
  readonly endpoint_id?: string | null | undefined
  /** Windows only. */
  readonly instance_id?: string | null | undefined
}

export const containerNetworkStats = wire<ContainerNetworkStats>('ContainerNetworkStats', (z) =>
  z.object({
    rx_bytes: z.integer(),
    rx_packets: z.integer(),
    rx_errors: z.integer(),
    rx_dropped: z.integer(),
    tx_bytes: z.integer(),
    tx_packets: z.integer(),
    tx_errors: z.integer(),
    tx_dropped: z.integer(),
    endpoint_id: z.nullish(z.string()),
    instance_id: z.nullish(z.string()),
  }),
)

/** What a container reads and writes on Windows. */
export interface ContainerStorageStats {
  /** Operations. */
  readonly read_count_normalized?: number | null | undefined
  /** Bytes. */
  readonly read_size_bytes?: number | null | undefined
  /** Operations. */
  readonly write_count_normalized?: number | null | undefined
  /** Bytes. */
  readonly write_size_bytes?: number | null | undefined
}

export const containerStorageStats = wire<ContainerStorageStats>('ContainerStorageStats', (z) =>
  z.object({
    read_count_normalized: z.nullish(z.integer()),
    read_size_bytes: z.nullish(z.integer()),
    write_count_normalized: z.nullish(z.integer()),
    write_size_bytes: z.nullish(z.integer()),
  }),
)

/** What a container uses, as the engine counts it. The names are the API's, which writes this one reply in small letters. */
export interface ContainerStats {
  /** With a slash before it. Docker 25 to 27 leave it out of a reply that was asked for with `one-shot`. */
  readonly name?: string | null | undefined
  /** Left out where the name is. */
  readonly id?: string | null | undefined
  /** `linux` or `windows`. Since API 1.52. */
  readonly os_type?: string | null | undefined
  /** When it was counted, RFC 3339; the year 1 for a container that does not run. */
  readonly read: string
  /** When `precpu_stats` was counted; the year 1 for never. */
  readonly preread: string
  /** Its processes. */
  readonly pids_stats?: ContainerPidsStats | null | undefined
  /** What it reads and writes. */
  readonly blkio_stats?: ContainerBlkioStats | null | undefined
  /** CPUs. Windows only. */
  readonly num_procs: number
  /** Windows only. */
  readonly storage_stats?: ContainerStorageStats | null | undefined
  /** CPU time up to now. */
  readonly cpu_stats: ContainerCpuStats
  /** CPU time up to the sample before. */
  readonly precpu_stats: ContainerCpuStats
  /** Its memory. */
  readonly memory_stats: ContainerMemoryStats
  /** Its interfaces, by their names inside; missing in host mode, and without a network. */
  readonly networks?: Readonly<Record<string, ContainerNetworkStats>> | null | undefined
}

export const containerStats = wire<ContainerStats>('ContainerStatsResponse', (z) =>
  z.object({
    name: z.nullish(z.string()),
    id: z.nullish(z.string()),
    os_type: z.since('1.52', z.nullish(z.string())),
    read: z.string(),
    preread: z.string(),
    pids_stats: z.nullish(containerPidsStats),
    blkio_stats: z.nullish(containerBlkioStats),
    num_procs: z.integer(),
    storage_stats: z.nullish(containerStorageStats),
    cpu_stats: containerCpuStats,
    precpu_stats: containerCpuStats,
    memory_stats: containerMemoryStats,
    networks: z.nullish(z.record(containerNetworkStats)),
  }),
)
