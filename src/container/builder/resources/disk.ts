import { toBytes, type Bytes } from '../../../docker-words/byte-size.js'
import { invalidArgument } from '../../../errors/invalid-argument.js'
import type { ThrottleDevice } from '../../wire/resources.js'
import type { Flags } from '../flag.js'
import { hostFields, hostRow } from '../host-field.js'
import type { ContainerSpec } from '../spec.js'
import { DeviceSetters } from './devices.js'
import { toWhole } from '../../../docker-words/limit-values.js'

/** How much of the host's disks a container may use. What is said again of a device takes the place of what was said. */
export abstract class DiskSetters extends DeviceSetters {
  /** Its part of a busy disk, against others: 10 to 1000. CLI `--blkio-weight` · wire `HostConfig.BlkioWeight` */
  blkioWeight(weight: number): this {
    return this.with(hostFields(this.spec, { BlkioWeight: toWhole('blkioWeight', weight, 10, 1000) }))
  }

  /**
   * The same for one device; the weight may stand behind a colon. CLI `--blkio-weight-device` · wire
   * `HostConfig.BlkioWeightDevice`
   *
   * @example docker.container.run('postgres:17').blkioWeightDevice('/dev/sda', 300)
   */
  blkioWeightDevice(device: string, weight?: number): this {
    const said = deviceAnd('blkioWeightDevice', device, weight)
    const Weight = toWhole('blkioWeightDevice', toNumber(said.value), 10, 1000)
    const others = (this.spec.host.BlkioWeightDevice ?? []).filter(({ Path }) => Path !== said.device)
    return this.with(hostFields(this.spec, { BlkioWeightDevice: [...others, { Path: said.device, Weight }] }))
  }

  /**
   * The most bytes each second that are read from a device of the host: a number, or text such as `'10m'`, which may stand
   * behind a colon. CLI `--device-read-bps` · wire `HostConfig.BlkioDeviceReadBps`
   *
   * @example docker.container.run('postgres:17').deviceReadBps('/dev/sda', '10m').deviceReadBps('/dev/sdb:20m')
   */
  deviceReadBps(device: string, bytes?: Bytes): this {
    return this.with(bytesOf(this.spec, 'BlkioDeviceReadBps', 'deviceReadBps', device, bytes))
  }

  /** The most bytes each second that are written. CLI `--device-write-bps` · wire `HostConfig.BlkioDeviceWriteBps` */
  deviceWriteBps(device: string, bytes?: Bytes): this {
    return this.with(bytesOf(this.spec, 'BlkioDeviceWriteBps', 'deviceWriteBps', device, bytes))
  }

  /** The most reads each second. CLI `--device-read-iops` · wire `HostConfig.BlkioDeviceReadIOps` */
  deviceReadIops(device: string, operations?: number): this {
    return this.with(operationsOf(this.spec, 'BlkioDeviceReadIOps', 'deviceReadIops', device, operations))
  }

  /** The most writes each second. CLI `--device-write-iops` · wire `HostConfig.BlkioDeviceWriteIOps` */
  deviceWriteIops(device: string, operations?: number): this {
    return this.with(operationsOf(this.spec, 'BlkioDeviceWriteIOps', 'deviceWriteIops', device, operations))
  }
}

export const diskFlags: Flags<Omit<DiskSetters, keyof DeviceSetters>> = {
  blkioWeight: hostRow('--blkio-weight', 'BlkioWeight', { value: 'number' }),
  blkioWeightDevice: hostRow('--blkio-weight-device', 'BlkioWeightDevice', { repeats: true }),
  deviceReadBps: hostRow('--device-read-bps', 'BlkioDeviceReadBps', { repeats: true }),
  deviceWriteBps: hostRow('--device-write-bps', 'BlkioDeviceWriteBps', { repeats: true }),
  deviceReadIops: hostRow('--device-read-iops', 'BlkioDeviceReadIOps', { repeats: true }),
  deviceWriteIops: hostRow('--device-write-iops', 'BlkioDeviceWriteIOps', { repeats: true }),
}

type RateField = 'BlkioDeviceReadBps' | 'BlkioDeviceWriteBps' | 'BlkioDeviceReadIOps' | 'BlkioDeviceWriteIOps'

function bytesOf(
  spec: ContainerSpec,
  field: RateField,
  setter: string,
  device: unknown,
  bytes: unknown,
): Partial<ContainerSpec> {
  const said = deviceAnd(setter, device, bytes)
  return withRate(spec, field, { Path: said.device, Rate: toBytes(setter, said.value as Bytes) }) // it looks
}

function operationsOf(
  spec: ContainerSpec,
  field: RateField,
  setter: string,
  device: unknown,
  operations: unknown,
): Partial<ContainerSpec> {
  const said = deviceAnd(setter, device, operations)
  return withRate(spec, field, { Path: said.device, Rate: toWhole(setter, toNumber(said.value)) })
}

function withRate(spec: ContainerSpec, field: RateField, rate: ThrottleDevice): Partial<ContainerSpec> {
  const others = (spec.host[field] ?? []).filter(({ Path }) => Path !== rate.Path)
  return hostFields(spec, { [field]: [...others, rate] })
}

/** A device of the host, and what is said of it: behind a colon, or beside it. */
function deviceAnd(setter: string, given: unknown, beside: unknown): { device: string; value: unknown } {
  const [, device, behind] = typeof given === 'string' ? (/^(\/dev\/[^:\0]+)(?::([^:]+))?$/.exec(given) ?? []) : []
  const value = behind ?? beside
  if (device !== undefined && value !== undefined && (behind === undefined || beside === undefined))
    return { device, value }
  throw invalidArgument(
    setter,
    given,
    "name a device of the host, and once how much: '/dev/sda', 100 or '/dev/sda:100'",
  )
}

function toNumber(value: unknown): unknown {
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
}
