import { toBytes, type Bytes } from '../docker-words/byte-size.js'
import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import { refuseUnknown } from '../engine/call/nearest.js'
import { openCall } from '../engine/context.js'
import type { Engine } from '../engine/engine.js'
import type { RefLike } from '../engine/ref.js'
import { isPlainObject } from '../errors/brand.js'
import { quoted } from '../errors/describe-value.js'
import { invalidArgument } from '../errors/invalid-argument.js'
import {
  toBytesOrUnlimited,
  toNanoCpus,
  toNumberSet,
  toWhole,
  toWholeOrUnlimited,
} from '../docker-words/limit-values.js'
import { containerUpdate } from './operations.js'
import { toRestartPolicy } from './restart-policy.js'
import type { ContainerUpdateRequest } from './wire/update.js'

/** What can be changed of a container while it runs. What is left out stays as it is. */
export interface ContainerUpdate {
  /** The most memory, in bytes or as `'512m'`: 6 MiB at least. CLI `--memory` */
  readonly memory?: Bytes | undefined
  /** Memory and swap together, in bytes or as `'1g'`; -1 for no limit of swap. CLI `--memory-swap` */
  readonly memorySwap?: Bytes | undefined
  /** What is left to it when memory is short, in bytes or as `'256m'`. CLI `--memory-reservation` */
  readonly memoryReservation?: Bytes | undefined
  /** How many CPUs: 1.5 is one and a half. CLI `--cpus` */
  readonly cpus?: number | undefined
  /** Its part of busy CPUs, against others: 2 to 262144, and 1024 unless said otherwise. CLI `--cpu-shares` */
  readonly cpuShares?: number | undefined
  /** Microseconds of a period, for `cpuQuota`. CLI `--cpu-period` */
  readonly cpuPeriod?: number | undefined
  /** Microseconds of CPU time in each period. CLI `--cpu-quota` */
  readonly cpuQuota?: number | undefined
  /** Microseconds of a period, for `cpuRtRuntime`. CLI `--cpu-rt-period` */
  readonly cpuRtPeriod?: number | undefined
  /** Microseconds for real-time processes in each period. CLI `--cpu-rt-runtime` */
  readonly cpuRtRuntime?: number | undefined
  /** Which CPUs: `0-2` or `0,1`. CLI `--cpuset-cpus` */
  readonly cpusetCpus?: string | undefined
  /** Which memory nodes: `0-2` or `0,1`. CLI `--cpuset-mems` */
  readonly cpusetMems?: string | undefined
  /** The most processes and threads; -1 for no limit. CLI `--pids-limit` */
  readonly pidsLimit?: number | undefined
  /** Its part of a busy disk, against others: 10 to 1000. CLI `--blkio-weight` */
  readonly blkioWeight?: number | undefined
  /** When the engine starts it again. CLI `--restart` */
  readonly restart?: 'no' | 'always' | 'unless-stopped' | 'on-failure' | `on-failure:${number}` | undefined
}

/** What came of an update. */
export interface Updated {
  /** What the engine left undone and why, such as a limit that its kernel does not know. */
  readonly warnings: readonly string[]
}

type Fields = {
  readonly [Name in keyof ContainerUpdate]-?: (
    name: string,
    value: NonNullable<ContainerUpdate[Name]>,
  ) => ContainerUpdateRequest
}

/** What each change becomes in the engine's request. */
const fields: Fields = {
  memory: (name, value) => ({ Memory: toBytes(name, value) }),
  memorySwap: (name, value) => ({ MemorySwap: toBytesOrUnlimited(name, value) }),
  memoryReservation: (name, value) => ({ MemoryReservation: toBytes(name, value) }),
  cpus: (name, value) => ({ NanoCpus: toNanoCpus(name, value) }),
  cpuShares: (name, value) => ({ CpuShares: toWhole(name, value) }),
  cpuPeriod: (name, value) => ({ CpuPeriod: toWhole(name, value) }),
  cpuQuota: (name, value) => ({ CpuQuota: toWhole(name, value) }),
  cpuRtPeriod: (name, value) => ({ CpuRealtimePeriod: toWhole(name, value) }),
  cpuRtRuntime: (name, value) => ({ CpuRealtimeRuntime: toWhole(name, value) }),
  cpusetCpus: (name, value) => ({ CpusetCpus: toNumberSet(name, value) }),
  cpusetMems: (name, value) => ({ CpusetMems: toNumberSet(name, value) }),
  pidsLimit: (name, value) => ({ PidsLimit: toWholeOrUnlimited(name, value) }),
  blkioWeight: (name, value) => ({ BlkioWeight: toWhole(name, value) }),
  restart: (_, value) => ({ RestartPolicy: toRestartPolicy(value) }),
}

/** Changes limits of a container. See `container.update`. */
export async function updateContainer(
  engine: Engine,
  container: RefLike<'container'>,
  change: ContainerUpdate,
  options: CallOptions,
): Promise<Updated> {
  const body = toUpdateRequest(change)
  checkCallOptions(options, [], 'container.update')
  const { Warnings } = await openCall(engine, options).send(containerUpdate, { id: container, body })
  return { warnings: Warnings ?? [] }
}

/** The body for the engine. Pure: nothing is asked, nothing is sent. */
export function toUpdateRequest(change: ContainerUpdate): ContainerUpdateRequest {
  const given: unknown = change // callers without types may pass anything
  const hint = "say what is to change, such as { memory: '512m', memorySwap: '1g' }"
  if (!isPlainObject(given)) throw invalidArgument('change', given, hint, `update() cannot take ${quoted(given)}`)
  refuseUnknown(given, Object.keys(fields), 'container.update')
  const written = Object.entries(fields).flatMap(([name, write]) => {
    const value = given[name]
    return value === undefined ? [] : [write(name, value as never)] // each looks at what it is given
  })
  if (written.length === 0) throw invalidArgument('change', given, hint, 'this update changes nothing')
  return Object.assign({}, ...written) as ContainerUpdateRequest // parts of one
}
