import { orAbsent } from '../engine/absent.js'
import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import { openChange } from '../engine/context.js'
import type { Engine } from '../engine/engine.js'
import { creating } from '../engine/session/creating.js'
import { callLabel } from '../engine/session/session.js'
import { nameTaken } from './explain.js'
import { volumeCreate, volumeDelete, volumeInspect } from './operations.js'
import { ownVolume, type OwnedVolume } from './volume.js'
import type { VolumeCreateRequest } from './wire/requests.js'
import type { VolumeInspect } from './wire/volume.js'

/** Makes a volume. One that exists already is not taken for the new one, as engines do. */
export async function createVolume(
  engine: Engine,
  request: VolumeCreateRequest & { readonly Name: string },
  { rawBody, ...options }: CallOptions & { readonly rawBody: boolean },
): Promise<OwnedVolume> {
  checkCallOptions(options, [], 'volume.create')
  if (rawBody) await engine.checkBody(volumeCreate, request)
  const labels = engine.session.labels()
  const body = { ...request, Labels: { ...request.Labels, ...labels } }
  // The label of this one call tells the volume that it made from one that there was.
  const isOurs = ({ Labels }: VolumeInspect): boolean => Labels?.[callLabel] === labels[callLabel]

  const about = { operation: volumeCreate.id, target: request.Name }
  const made = await creating<VolumeInspect>(openChange(engine, about, options), {
    thing: { noun: 'volume', name: request.Name },
    about,
    make: async (call) => {
      const answer = await call.send(volumeCreate, { body })
      if (!isOurs(answer)) throw nameTaken(answer)
      return answer
    },
    find: async (call) => {
      const found = await orAbsent('volume', call.send(volumeInspect, { name: request.Name }))
      return found && isOurs(found) ? found : undefined
    },
    undo: ({ Name }, call) => call.send(volumeDelete, { name: Name }),
  })
  return ownVolume(engine, { id: made.Name, name: made.Name })
}
