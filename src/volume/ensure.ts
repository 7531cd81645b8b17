import { orAbsent } from '../engine/absent.js'
import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import { openChange } from '../engine/context.js'
import type { Engine } from '../engine/engine.js'
import type { Difference } from '../errors/codes.js'
import { StateError } from '../errors/state.js'
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
  if (differences.length > 0) throw differs(found.Name, differences)
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

/** The values stand in the details alone: an option may hold a password. */
function differs(name: string, differences: readonly Difference[]): StateError<'DIFFERS'> {
  const fields = differences.map(({ field }) => field).join(', ')
  return new StateError('DIFFERS', {
    message: `volume ${JSON.stringify(name)} exists, and differs in ${fields}`,
    details: { noun: 'volume', name, differences },
    hint: 'a volume cannot be changed: take another name, or remove it, with what is in it, and make it anew',
    operation: volumeCreate.id,
    target: name,
  })
}
