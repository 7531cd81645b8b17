import type { DeviceMapping, DeviceRequest } from '../../wire/resources.js'
import { csvLine } from '../csv.js'

export function deviceOf({ PathOnHost, PathInContainer, CgroupPermissions }: DeviceMapping): string {
  return [PathOnHost, PathInContainer, CgroupPermissions].join(':')
}

/** What a driver describes: `vendor.com/class=name`. */
export function deviceRequestOf({ Driver, DeviceIDs }: DeviceRequest): readonly string[] {
  return Driver === 'cdi' ? (DeviceIDs ?? []) : []
}

/** GPUs, in docker's form: `"device=0,1",driver=nvidia`. */
export function gpusOf(request: DeviceRequest): readonly string[] {
  const { Driver, Count, DeviceIDs, Capabilities, Options } = request
  if (Driver === 'cdi') return []
  const capabilities = (Capabilities?.[0] ?? []).filter((one) => one !== 'gpu')
  const options = Object.entries(Options ?? {}).map((pair) => pair.join('='))
  const fields = [
    ...(DeviceIDs == null ? [`count=${Count === -1 ? 'all' : String(Count)}`] : [`device=${DeviceIDs.join(',')}`]),
    ...(Driver === undefined || Driver === '' ? [] : [`driver=${Driver}`]),
    ...(capabilities.length === 0 ? [] : [`capabilities=${capabilities.join(',')}`]),
    ...(options.length === 0 ? [] : [`options=${options.join(',')}`]),
  ]
  const [only = ''] = fields
  return [fields.length === 1 && DeviceIDs == null ? only.replace('count=', '') : csvLine(fields)]
}
