import { invalidArgument } from '../../../errors/invalid-argument.js'
import { checkText } from '../../program.js'
import type { Flags } from '../flag.js'
import { hostFields, hostRow } from '../host-field.js'
import { toNanoCpus, toNumberSet, toWhole, toWholeOrUnlimited } from '../../../docker-words/limit-values.js'
import { MemorySetters } from './memory.js'
import { withUlimit, type UlimitName } from './ulimit.js'

/** How much CPU time a container may use, and how many processes and open files it may have. */
export abstract class CpuSetters extends MemorySetters {
  /** How many CPUs: 1.5 is one and a half. CLI `--cpus` · wire `HostConfig.NanoCpus` */
  cpus(cpus: number): this {
    return this.with(hostFields(this.spec, { NanoCpus: toNanoCpus('cpus', cpus) }))
  }

  /**
   * Its part of busy CPUs, against others: 2 to 262144, and 1024 unless said otherwise. CLI `--cpu-shares` · wire
   * `HostConfig.CpuShares`
   */
  cpuShares(shares: number): this {
    return this.with(hostFields(this.spec, { CpuShares: toWhole('cpuShares', shares, 2, 262_144) }))
  }

  /**
   * The microseconds of a period for `.cpuQuota()`: 1000 to 1000000, and 100000 unless said otherwise. `.cpus()` says both
   * in one. CLI `--cpu-period` · wire `HostConfig.CpuPeriod`
   */
  cpuPeriod(microseconds: number): this {
    return this.with(hostFields(this.spec, { CpuPeriod: toWhole('cpuPeriod', microseconds, 1000, 1_000_000) }))
  }

  /** The microseconds of CPU time in each period: 1000 at least. CLI `--cpu-quota` · wire `HostConfig.CpuQuota` */
  cpuQuota(microseconds: number): this {
    if (toWhole('cpuQuota', microseconds) < 1000)
      throw invalidArgument('cpuQuota', microseconds, 'give 1000 microseconds at least')
    return this.with(hostFields(this.spec, { CpuQuota: microseconds }))
  }

  /** The microseconds of a period for `.cpuRtRuntime()`. CLI `--cpu-rt-period` · wire `HostConfig.CpuRealtimePeriod` */
  cpuRtPeriod(microseconds: number): this {
    return this.with(hostFields(this.spec, { CpuRealtimePeriod: toWhole('cpuRtPeriod', microseconds) }))
  }

  /**
   * The microseconds for real-time processes in each period. Kernels with cgroups v2 refuse it. CLI `--cpu-rt-runtime` ·
   * wire `HostConfig.CpuRealtimeRuntime`
   */
  cpuRtRuntime(microseconds: number): this {
    return this.with(hostFields(this.spec, { CpuRealtimeRuntime: toWhole('cpuRtRuntime', microseconds) }))
  }

  /** Which CPUs: `'0-2'` or `'0,1'`. CLI `--cpuset-cpus` · wire `HostConfig.CpusetCpus` */
  cpusetCpus(cpus: string): this {
    return this.with(hostFields(this.spec, { CpusetCpus: toNumberSet('cpusetCpus', cpus) }))
  }

  /** Which memory nodes: `'0-2'` or `'0,1'`. CLI `--cpuset-mems` · wire `HostConfig.CpusetMems` */
  cpusetMems(nodes: string): this {
    return this.with(hostFields(this.spec, { CpusetMems: toNumberSet('cpusetMems', nodes) }))
  }

  /** The most processes and threads; -1 for no limit. CLI `--pids-limit` · wire `HostConfig.PidsLimit` */
  pidsLimit(most: number): this {
    return this.with(hostFields(this.spec, { PidsLimit: toWholeOrUnlimited('pidsLimit', most) }))
  }

  /**
   * A limit of each of its processes: its name, the soft limit, and the hard one, which is the same unless said otherwise;
   * -1 for no limit. In docker's form it is one text. CLI `--ulimit` · wire `HostConfig.Ulimits`
   *
   * @example docker.container.run('nginx:alpine').ulimit('nofile', 1024, 2048).ulimit('core=0')
   * @throws UsageError INVALID_ARGUMENT
   */
  ulimit(name: UlimitName, soft: number, hard?: number): this
  ulimit(text: string): this
  ulimit(first: string, soft?: number, hard?: number): this {
    return this.with(hostFields(this.spec, { Ulimits: withUlimit(this.spec.host.Ulimits ?? [], first, soft, hard) }))
  }

  /** The control group of the host that its own is in. CLI `--cgroup-parent` · wire `HostConfig.CgroupParent` */
  cgroupParent(group: string): this {
    if (group === '') throw invalidArgument('cgroupParent', group, 'give a control group, such as /limited')
    return this.with(hostFields(this.spec, { CgroupParent: checkText('cgroupParent', group) }))
  }
}

export const cpuFlags: Flags<Omit<CpuSetters, keyof MemorySetters>> = {
  cpus: hostRow('--cpus', 'NanoCpus', { value: 'number' }),
  cpuShares: hostRow('--cpu-shares', 'CpuShares', { also: ['-c'], value: 'number' }),
  cpuPeriod: hostRow('--cpu-period', 'CpuPeriod', { value: 'number' }),
  cpuQuota: hostRow('--cpu-quota', 'CpuQuota', { value: 'number' }),
  cpuRtPeriod: hostRow('--cpu-rt-period', 'CpuRealtimePeriod', { value: 'number' }),
  cpuRtRuntime: hostRow('--cpu-rt-runtime', 'CpuRealtimeRuntime', { value: 'number' }),
  cpusetCpus: hostRow('--cpuset-cpus', 'CpusetCpus'),
  cpusetMems: hostRow('--cpuset-mems', 'CpusetMems'),
  pidsLimit: hostRow('--pids-limit', 'PidsLimit', { value: 'number' }),
  ulimit: hostRow('--ulimit', 'Ulimits', { repeats: true }),
  cgroupParent: hostRow('--cgroup-parent', 'CgroupParent'),
}
