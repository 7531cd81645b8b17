import { refuseUnknown } from '../../../engine/call/nearest.js'
import { isPlainObject } from '../../../errors/brand.js'
import { invalidArgument } from '../../../errors/invalid-argument.js'
import type { DeviceMapping } from '../../wire/resources.js'
import type { Flags } from '../flag.js'
import { hostFields, hostItems, hostRow } from '../host-field.js'
import { CpuSetters } from './cpu.js'
import { toGpuRequest, type GpuOptions } from './gpus.js'

/** Where a device of the host is inside, and what may be done with it. */
export interface DeviceOptions {
  /** Its path inside; the same as on the host unless said otherwise. */
  readonly target?: string | undefined
  /** Out of `r` (read), `w` (write) and `m` (mknod): all three unless said otherwise. */
  readonly permissions?: string | undefined
}

/** Which devices of the host a container has. */
export abstract class DeviceSetters extends CpuSetters {
  /**
   * A device of the host, with its path inside and its permissions behind colons or as options; or one that a driver
   * describes (CDI), as `vendor.com/class=name`, since Engine 25. CLI `--device` · wire `HostConfig.Devices`,
   * `DeviceRequests`
   *
   * @example docker.container.run('alpine').device('/dev/fuse').device('/dev/sda:/dev/xvda:r')
   * @throws UsageError INVALID_ARGUMENT, UNKNOWN_OPTION
   */
  device(device: string, options?: DeviceOptions): this {
    const { host } = this.spec
    if (typeof device === 'string' && cdi.test(device)) {
      if (options !== undefined) throw invalidArgument('device', options, 'what a driver describes takes no options')
      const requests = host.DeviceRequests ?? []
      const ids = requests.find(({ Driver }) => Driver === 'cdi')?.DeviceIDs ?? []
      const request = { Driver: 'cdi', DeviceIDs: [...new Set([...ids, device])] }
      const others = requests.filter(({ Driver }) => Driver !== 'cdi')
      return this.with(hostFields(this.spec, { DeviceRequests: [...others, request] }))
    }
    const added = toDevice(device, options)
    const others = (host.Devices ?? []).filter(({ PathInContainer }) => PathInContainer !== added.PathInContainer)
    return this.with(hostFields(this.spec, { Devices: [...others, added] }))
  }

  /**
   * Which devices it may use, and make with mknod(1): `'c 189:* rwm'`. CLI `--device-cgroup-rule` · wire
   * `HostConfig.DeviceCgroupRules`
   */
  deviceCgroupRule(...rules: readonly string[]): this {
    return this.with(hostItems(this.spec, 'DeviceCgroupRules', rules.map(checkRule)))
  }

  /**
   * GPUs: `'all'`, how many, or which; as options, or in docker's form as text. Their driver must be installed on the
   * engine's host. CLI `--gpus` · wire `HostConfig.DeviceRequests`
   *
   * @example docker.container.run('nvidia/cuda').gpus({ device: ['0', '2'], capabilities: ['compute', 'utility'] })
   * @throws UsageError INVALID_ARGUMENT, UNKNOWN_OPTION, CONFLICTING_OPTIONS
   */
  gpus(gpus: number | GpuOptions | (string & Record<never, never>)): this {
    return this.with(
      hostFields(this.spec, { DeviceRequests: [...(this.spec.host.DeviceRequests ?? []), toGpuRequest(gpus)] }),
    )
  }
}

export const deviceFlags: Flags<Omit<DeviceSetters, keyof CpuSetters>> = {
  device: hostRow('--device', 'Devices', { repeats: true }),
  deviceCgroupRule: hostRow('--device-cgroup-rule', 'DeviceCgroupRules', { repeats: true }),
  gpus: hostRow('--gpus', 'DeviceRequests', { repeats: true }),
}

/** `vendor.com/class=name`, of the Container Device Interface. */
const cdi = /^[A-Za-z][\w.-]*[A-Za-z0-9]\/[A-Za-z][\w-]*=[A-Za-z0-9][\w.:-]*$/

const form = "write it like '/dev/fuse', '/dev/sda:/dev/xvda:rwm' or 'vendor.com/class=name'"

function toDevice(given: unknown, options: unknown = {}): DeviceMapping {
  if (!isPlainObject(options)) throw invalidArgument('device', options, "give options such as { permissions: 'r' }")
  refuseUnknown(options, ['target', 'permissions'], 'a device')
  const parts = typeof given === 'string' ? given.split(':') : []
  const [path = '', second, third, ...more] = parts
  // docker takes permissions for a path that is left out
  const isShort = second !== undefined && third === undefined && permissions.test(second)
  const target = options['target'] ?? (isShort ? undefined : second) ?? path
  const allowed = options['permissions'] ?? (isShort ? second : third) ?? 'rwm'
  const isTwice = parts.length > 1 && Object.keys(options).length > 0
  if (!isPath(path) || !isPath(target) || more.length > 0 || isTwice) throw invalidArgument('device', given, form)
  if (typeof allowed !== 'string' || !permissions.test(allowed) || new Set(allowed).size < allowed.length)
    throw invalidArgument('permissions', allowed, "give letters out of r, w and m, such as 'rw'")
  return { PathOnHost: path, PathInContainer: target, CgroupPermissions: allowed }
}

const permissions = /^[rwm]{1,3}$/

function isPath(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('/') && !value.includes('\u0000')
}

function checkRule(rule: unknown): string {
  if (typeof rule === 'string' && /^[acb] (?:\d+|\*):(?:\d+|\*) [rwm]{1,3}$/.test(rule)) return rule
  throw invalidArgument('deviceCgroupRule', rule, "write it like 'c 189:* rwm': type, major:minor, permissions")
}
