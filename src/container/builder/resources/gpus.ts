import { refuseUnknown, unknownOption } from '../../../engine/call/nearest.js'
import { isPlainObject } from '../../../errors/brand.js'
import { conflict } from '../../../errors/conflict.js'
import { invalidArgument } from '../../../errors/invalid-argument.js'
import { csvFields } from '../../command-line/csv.js'
import type { DeviceRequest } from '../../wire/resources.js'

/** Which GPUs, and for what. */
export interface GpuOptions {
  /** How many; all of them unless said otherwise. */
  readonly count?: number | 'all' | undefined
  /** Which ones, by number or UUID, in place of how many. */
  readonly device?: string | readonly string[] | undefined
  /** Who hands them out: the engine's choice unless said otherwise. */
  readonly driver?: string | undefined
  /** What they are for, besides `gpu`: `compute`, `utility`, `graphics`. */
  readonly capabilities?: readonly string[] | undefined
  /** Options of the driver. */
  readonly options?: Readonly<Record<string, string>> | undefined
}

const known = ['count', 'device', 'driver', 'capabilities', 'options'] as const
const form = "give 'all', how many, or { device: ['0'] }; docker's form is '\"device=0,1\",capabilities=compute'"

/** Reads what follows `docker run --gpus`. */
export function toGpuRequest(given: unknown): DeviceRequest {
  if (given === 'all' || typeof given === 'number') return request({ count: given })
  if (typeof given === 'string') return request(parseGpus(given))
  if (!isPlainObject(given)) throw invalidArgument('gpus', given, form)
  refuseUnknown(given, known, 'gpus()')
  return request(given)
}

function request({ count, device, driver, capabilities, options }: GpuOptions): DeviceRequest {
  if (count !== undefined && device !== undefined) throw conflict('count', 'device', 'say how many GPUs, or which')
  const words = capabilities === undefined ? [] : texts('capabilities', capabilities)
  if (
    options !== undefined &&
    !(isPlainObject(options) && Object.values(options).every((one) => typeof one === 'string'))
  )
    throw invalidArgument('options', options, "give texts by name, such as { 'visible-devices': '0' }")
  return {
    ...(driver !== undefined && { Driver: texts('driver', [driver])[0] }),
    ...(device === undefined
      ? { Count: countOf(count ?? 'all') }
      : { DeviceIDs: texts('device', typeof device === 'string' ? [device] : device) }),
    Capabilities: [[...new Set([...words, 'gpu'])]],
    ...(options !== undefined && { Options: { ...options } }),
  }
}

function countOf(count: unknown): number {
  if (count === 'all' || count === -1) return -1
  if (typeof count === 'number' && Number.isSafeInteger(count) && count > 0) return count
  throw invalidArgument('gpus', count, form)
}

function texts(argument: string, given: readonly string[]): string[] {
  const words: unknown = given // callers without types may pass anything
  if (Array.isArray(words) && words.length > 0 && words.every((word) => typeof word === 'string' && word !== ''))
    return [...given]
  throw invalidArgument(argument, given, form)
}

/** A row of CSV: `"device=0,1",capabilities=compute`, `2` or `count=2`. */
function parseGpus(text: string): GpuOptions {
  const said: Record<string, unknown> = {}
  const fields = csvFields(text)
  if (fields === undefined || fields.includes('')) throw invalidArgument('gpus', text, form)
  for (const field of fields) {
    const [, key = '', value = ''] = /^([^=]*)=(.*)$/s.exec(field) ?? [undefined, 'count', field]
    if (!known.some((one) => one === key)) throw unknownOption(key, known, 'gpus()')
    if (Object.hasOwn(said, key) || value === '') throw invalidArgument('gpus', text, form)
    said[key] = valueOf(key, value)
  }
  return said
}

function valueOf(key: string, value: string): unknown {
  if (key === 'count') return /^-?\d+$/.test(value) ? Number(value) : value
  if (key === 'driver') return value
  const parts = value.split(',')
  return key === 'options' ? Object.fromEntries(parts.map((part) => part.split(/=(.*)/s).slice(0, 2))) : parts
}
