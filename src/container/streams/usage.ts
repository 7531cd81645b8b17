import type { ContainerBlkioStatEntry, ContainerMemoryStats, ContainerStats } from '../wire/stats.js'

/** What a container uses, worked out as `docker stats` shows it; bytes where nothing else is said. */
export interface Stats {
  /**
   * Percent of one CPU over the last second: 150 is one CPU and a half. `undefined` where the engine tells no second
   * count to compare with: in the first item of a loop, and with `oneShot`.
   */
  readonly cpuPercent: number | undefined
  readonly memory: {
    /** What its processes use, and the cache of files that the kernel would not give back at once. */
    readonly used: number
    /** Its limit; the memory of the host if it has none. */
    readonly limit: number
    /** Of its limit. */
    readonly percent: number
  }
  /** On all its interfaces, since it was started. `undefined` where the engine counts none: with `host` and `none`. */
  readonly network: { readonly received: number; readonly sent: number } | undefined
  /** From and to block devices; what the kernel's cache answers is not among it. */
  readonly blocks: { readonly read: number; readonly written: number }
  /** Processes and threads. */
  readonly pids: number
  /** What the engine said. */
  readonly wire: ContainerStats
}

/** Works out what one count of the engine means. The formulas are those of `docker stats` on Linux. */
export function toStats(wire: ContainerStats): Stats {
  return {
    cpuPercent: cpuPercentOf(wire),
    memory: memoryOf(wire.memory_stats),
    network: networkOf(wire.networks),
    blocks: blocksOf(wire.blkio_stats?.io_service_bytes_recursive ?? []),
    pids: wire.pids_stats?.current ?? 0,
    wire,
  }
}

/** Whether a count is of a container that runs: of another one engines tell zeros, and the year 1. */
export function isOfRunning({ read }: ContainerStats): boolean {
  return !read.startsWith('0001-')
}

/**
 * The container's part of all CPU time between two counts, times the number of CPUs. Counts go down only when the
 * container was started anew in between: then there is nothing to compare with.
 */
function cpuPercentOf({ preread, cpu_stats: now, precpu_stats: before }: ContainerStats): number | undefined {
  if (preread.startsWith('0001-') || now.system_cpu_usage == null || before.system_cpu_usage == null) return undefined
  const used = Number(now.cpu_usage.total_usage - before.cpu_usage.total_usage)
  const passed = Number(now.system_cpu_usage - before.system_cpu_usage)
  const cpus = now.online_cpus ?? 0
  const count = cpus > 0 ? cpus : (now.cpu_usage.percpu_usage?.length ?? 0)
  if (used < 0 || passed <= 0 || count === 0) return undefined
  return (used / passed) * count * 100
}

/** Without the files that were read once: the kernel takes that memory back when it needs it. */
function memoryOf({ usage, stats, limit: most }: ContainerMemoryStats): Stats['memory'] {
  const all = usage ?? 0
  const inactive = [stats?.['total_inactive_file'], stats?.['inactive_file']] // cgroups v1 with those below, and v2
  const spare = inactive.find((bytes) => bytes != null && bytes < all) ?? 0
  const used = all - spare
  const limit = Number(most ?? 0n)
  return { used, limit, percent: limit === 0 ? 0 : (used / limit) * 100 }
}

function networkOf(networks: ContainerStats['networks']): Stats['network'] {
  if (networks == null) return undefined
  const all = Object.values(networks)
  const sum = (name: 'rx_bytes' | 'tx_bytes'): number => all.reduce((bytes, one) => bytes + one[name], 0)
  return { received: sum('rx_bytes'), sent: sum('tx_bytes') }
}

function blocksOf(entries: readonly ContainerBlkioStatEntry[]): Stats['blocks'] {
  const sum = (word: string): number =>
    entries.filter(({ op }) => op.toLowerCase() === word).reduce((bytes, { value }) => bytes + value, 0)
  return { read: sum('read'), written: sum('write') }
}
