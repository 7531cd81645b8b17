import type { HostConfig } from '../../wire/host-config.js'
import type { ContainerCreateRequest } from '../../wire/create.js'
import type { RunFlag } from '../docker-run.js'
import { deviceOf, deviceRequestOf, gpusOf } from './devices.js'
import { healthValues } from './health.js'
import { exposed, published } from './ports.js'
import { mountText } from './mounts.js'

/** What is written of a container: the body, and what stands beside it. */
export interface Written {
  readonly request: ContainerCreateRequest
  readonly name: string | undefined
  readonly platform: string | undefined
  readonly pull: string
}

/** The values behind a flag, each time that it stands on the line. */
type Values = (written: Written, host: HostConfig) => readonly string[]

/** The flags whose values are not the field itself, one by one. */
const values: Readonly<Record<string, Values>> = {
  '--name': ({ name }) => optional(name),
  '--platform': ({ platform }) => optional(platform),
  '--pull': ({ pull }) => (pull === 'missing' ? [] : [pull]),
  '--restart': (_, { RestartPolicy }) => optional(RestartPolicy && restartOf(RestartPolicy)),
  '--env': ({ request }) => request.Env ?? [],
  '--entrypoint': ({ request }) => (request.Entrypoint?.length === 1 ? request.Entrypoint : []),
  '--health-cmd': ({ request }) => healthValues(request.Healthcheck, '--health-cmd'),
  '--publish': (_, { PortBindings }) => published(PortBindings ?? {}),
  '--expose': ({ request }, { PortBindings }) => exposed(request.ExposedPorts ?? {}, PortBindings ?? {}),
  '--volume': ({ request }, { Binds }) => [...(Binds ?? []), ...Object.keys(request.Volumes ?? {})],
  '--mount': (_, { Mounts }) => (Mounts ?? []).map(mountText),
  '--tmpfs': (_, { Tmpfs }) => Object.entries(Tmpfs ?? {}).map(([path, options]) => joined(path, options)),
  '--security-opt': (_, host) => securityOptions(host),
  '--cpus': (_, { NanoCpus }) => optional(NanoCpus && String(NanoCpus / 1e9)),
  '--ulimit': (_, { Ulimits }) => (Ulimits ?? []).map(({ Name, Soft, Hard }) => `${Name}=${Soft}:${Hard}`),
  '--device': (_, { Devices, DeviceRequests }) => [
    ...(Devices ?? []).map(deviceOf),
    ...(DeviceRequests ?? []).flatMap(deviceRequestOf),
  ],
  '--gpus': (_, { DeviceRequests }) => (DeviceRequests ?? []).flatMap(gpusOf),
  '--blkio-weight-device': (_, host) => (host.BlkioWeightDevice ?? []).map(({ Path, Weight }) => `${Path}:${Weight}`),
  '--device-read-bps': rates('BlkioDeviceReadBps'),
  '--device-write-bps': rates('BlkioDeviceWriteBps'),
  '--device-read-iops': rates('BlkioDeviceReadIOps'),
  '--device-write-iops': rates('BlkioDeviceWriteIOps'),
  '--log-driver': (_, { LogConfig }) => optional(LogConfig?.Type),
  '--log-opt': (_, { LogConfig }) => pairs(LogConfig?.Config ?? {}),
}

/** What stands behind a flag for this container; nothing where the flag says nothing of it. */
export function valuesOf(row: RunFlag, written: Written): readonly string[] {
  const { flag } = row
  const { HostConfig = {}, Healthcheck } = written.request
  if (row.setter === 'health') return healthValues(Healthcheck, flag)
  return values[flag]?.(written, HostConfig) ?? plainValues(row, written.request)
}

/** The values of a field that stands on the line as it is. */
function plainValues({ wire, value }: RunFlag, request: ContainerCreateRequest): readonly string[] {
  const [path = ''] = wire
  const said = at(request, path.split('.'))
  if (said === undefined || said === null) return []
  if (typeof said === 'string') return [said]
  if (typeof said !== 'object') return [value === 'bytes' ? bytesText(said) : String(said)]
  return isList(said) ? said : pairs(said)
}

/** What a field holds whose flag has it as it is. */
type Plain = string | number | boolean | readonly string[] | Readonly<Record<string, string>>

function at(request: unknown, path: readonly string[]): Plain | null | undefined {
  const found = path.reduce((one, key) => (one as Readonly<Record<string, unknown>> | undefined)?.[key], request)
  return found as Plain | null | undefined // by the table of flags
}

function isList(said: readonly string[] | Readonly<Record<string, string>>): said is readonly string[] {
  return Array.isArray(said)
}

function optional(value: string | number | null | undefined): readonly string[] {
  return value === undefined || value === null || value === '' || value === 0 ? [] : [String(value)]
}

function pairs(map: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(map).map(([key, value]) => `${key}=${value}`)
}

function joined(path: string, options: string): string {
  return options === '' ? path : `${path}:${options}`
}

/** Bytes in the largest unit that they are whole of. */
function bytesText(said: unknown): string {
  let [count, unit] = [Number(said), '']
  for (const next of ['k', 'm', 'g']) if (count > 0 && count % 1024 === 0) [count, unit] = [count / 1024, next]
  return `${count}${unit}`
}

function restartOf({ Name, MaximumRetryCount = 0 }: NonNullable<HostConfig['RestartPolicy']>): string {
  return MaximumRetryCount === 0 ? (Name ?? '') : `${Name ?? ''}:${MaximumRetryCount}`
}

function rates(
  field: 'BlkioDeviceReadBps' | 'BlkioDeviceWriteBps' | 'BlkioDeviceReadIOps' | 'BlkioDeviceWriteIOps',
): Values {
  return (_, host) => (host[field] ?? []).map(({ Path, Rate }) => `${Path}:${Rate}`)
}

/** A profile stands in a file on the line of docker run, and here as it is: that one is not written. */
function securityOptions({ SecurityOpt, MaskedPaths, ReadonlyPaths }: HostConfig): readonly string[] {
  const options = (SecurityOpt ?? []).filter((option) => !/^seccomp[=:]\s*\{/.test(option))
  const isOpen = MaskedPaths?.length === 0 && ReadonlyPaths?.length === 0
  return [...options, ...(isOpen ? ['systempaths=unconfined'] : [])]
}
