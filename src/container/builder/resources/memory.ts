import { toBytes, type Bytes } from '../../../docker-words/byte-size.js'
import { checkFlag } from '../../../errors/invalid-argument.js'
import type { Flags } from '../flag.js'
import { hostFields, hostRow } from '../host-field.js'
import { NamespaceSetters } from '../security/namespaces.js'
import { toBytesOrUnlimited, toWhole } from '../../../docker-words/limit-values.js'

/** How much memory a container may use. */
export abstract class MemorySetters extends NamespaceSetters {
  /**
   * The most memory, in bytes or as `'512m'`: 6 MiB at least. Without `.memorySwap()` it may use as much swap again.
   * CLI `--memory` · wire `HostConfig.Memory`
   *
   * @example docker.container.run('postgres:17').memory('512m').memorySwap('512m') // no swap
   * @throws UsageError INVALID_ARGUMENT
   */
  memory(bytes: Bytes): this {
    return this.with(hostFields(this.spec, { Memory: toBytes('memory', bytes) }))
  }

  /**
   * Memory and swap together, in bytes or as `'1g'`; -1 for no limit of swap. CLI `--memory-swap` · wire
   * `HostConfig.MemorySwap`
   */
  memorySwap(bytes: Bytes): this {
    return this.with(hostFields(this.spec, { MemorySwap: toBytesOrUnlimited('memorySwap', bytes) }))
  }

  /**
   * What is left to it when memory is short, in bytes or as `'256m'`. CLI `--memory-reservation` · wire
   * `HostConfig.MemoryReservation`
   */
  memoryReservation(bytes: Bytes): this {
    return this.with(hostFields(this.spec, { MemoryReservation: toBytes('memoryReservation', bytes) }))
  }

  /**
   * How readily its memory is swapped: 0 to 100. Kernels with cgroups v2 have no such setting, and the engine says so in
   * `container.warnings`. CLI `--memory-swappiness` · wire `HostConfig.MemorySwappiness`
   */
  memorySwappiness(percent: number): this {
    return this.with(hostFields(this.spec, { MemorySwappiness: toWhole('memorySwappiness', percent, 0, 100) }))
  }

  /**
   * Lets its processes wait when memory is short, in place of killing one. Kernels with cgroups v2 cannot.
   * CLI `--oom-kill-disable` · wire `HostConfig.OomKillDisable`
   */
  oomKillDisable(disable = true): this {
    return this.with(hostFields(this.spec, { OomKillDisable: checkFlag('oomKillDisable', disable) }))
  }

  /**
   * Who is killed first when the memory of the host is short: -1000 to 1000, and the higher, the sooner.
   * CLI `--oom-score-adj` · wire `HostConfig.OomScoreAdj`
   */
  oomScoreAdj(score: number): this {
    return this.with(hostFields(this.spec, { OomScoreAdj: toWhole('oomScoreAdj', score, -1000, 1000) }))
  }

  /** The size of /dev/shm, in bytes or as `'64m'`, which it is otherwise. CLI `--shm-size` · wire `HostConfig.ShmSize` */
  shmSize(bytes: Bytes): this {
    return this.with(hostFields(this.spec, { ShmSize: toBytes('shmSize', bytes) }))
  }
}

export const memoryFlags: Flags<Omit<MemorySetters, keyof NamespaceSetters>> = {
  memory: hostRow('--memory', 'Memory', { also: ['-m'], value: 'bytes' }),
  memorySwap: hostRow('--memory-swap', 'MemorySwap', { value: 'bytes' }),
  memoryReservation: hostRow('--memory-reservation', 'MemoryReservation', { value: 'bytes' }),
  memorySwappiness: hostRow('--memory-swappiness', 'MemorySwappiness', { value: 'number' }),
  oomKillDisable: hostRow('--oom-kill-disable', 'OomKillDisable', { value: 'switch' }),
  oomScoreAdj: hostRow('--oom-score-adj', 'OomScoreAdj', { value: 'number' }),
  shmSize: hostRow('--shm-size', 'ShmSize', { value: 'bytes' }),
}
