import { orAbsent } from '../engine/absent.js'
import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import { openChange } from '../engine/context.js'
import type { Engine } from '../engine/engine.js'
import type { Difference } from '../errors/codes.js'
import { StateError } from '../errors/state.js'
import { hidden, toldOption } from '../errors/describe-value.js'
import { volumeCreate, volumeInspect } from './operations.js'
import { Volume } from './volume.js'
import type { VolumeCreateRequest } from './wire/requests.js'
import type { VolumeInspect } from './wire/volume.js'

/**
 * The volume of a name, made if it is missing. Nothing is made twice: of creates at the same time the engine lets one
 * make it, and gives that to all; so each compares what it is given.
 */
export async function ensureVolume(
  engine: Engine,
  request: VolumeCreateRequest & { readonly Name: string },
  { rawBody, ...options }: CallOptions & { readonly rawBody: boolean },
): Promise<Volume> {
  checkCallOptions(options, [], 'volume.ensure')
  if (rawBody) await engine.checkBody(volumeCreate, request)
  const call = openChange(engine, { operation: volumeCreate.id, target: request.Name }, options)
  // Looked for first: of a name that another driver has, a create would only say that it is taken.
  const there = await orAbsent('volume', call.send(volumeInspect, { name: request.Name }))
  const found = there ?? (await call.send(volumeCreate, { body: request }))
  const differences = differencesOf(request, found)
  if (differences.length > 0) throw differs(request.Driver, found, differences)
  return new Volume(engine, { id: found.Name, name: found.Name })
}

/** What a volume has otherwise. Labels that it has besides do not count. */
export function differencesOf(
  { Driver = 'local', DriverOpts = {}, Labels = {} }: VolumeCreateRequest,
  found: Pick<VolumeInspect, 'Driver' | 'Options' | 'Labels'>,
): Difference[] {
  const options = found.Options ?? {}
  const labels = found.Labels ?? {}
  const all: Difference[] = [
    { field: 'Driver', wanted: Driver, found: found.Driver },
    ...[...new Set([...Object.keys(DriverOpts), ...Object.keys(options)])].map((key) => ({
      field: `Options.${key}`,
      wanted: DriverOpts[key],
      found: options[key],
    })),
    ...Object.keys(Labels).map((key) => ({ field: `Labels.${key}`, wanted: Labels[key], found: labels[key] })),
  ]
  return all.filter((one) => one.wanted !== one.found)
}

/** The values stand in the details alone, and without what may be a password. */
function differs(
  driver: string | undefined,
  { Name: name, Driver }: VolumeInspect,
  differences: readonly Difference[],
): StateError<'DIFFERS'> {
  const fields = differences.map(({ field }) => field).join(', ')
  const told = differences.map(({ field, wanted, found }) => ({
    field,
    wanted: toldBy(driver, field, wanted),
    found: toldBy(Driver, field, found),
  }))
  return new StateError('DIFFERS', {
    message: `volume ${JSON.stringify(name)} exists, and differs in ${fields}`,
    details: { noun: 'volume', name, differences: told },
    hint: 'a volume cannot be changed: take another name, or remove it, with what is in it, and make it anew',
    operation: volumeCreate.id,
    target: name,
  })
}

/** Of the options of other drivers than the engine's own nobody knows which are secret. */
function toldBy(driver = 'local', field: string, value: string | undefined): string | undefined {
  const [, kind, name] = /^(Options|Labels)\.(.*)$/s.exec(field) ?? []
  if (name === undefined || value === undefined) return value
  return kind === 'Labels' || driver === 'local' ? toldOption(name, value) : hidden
}
