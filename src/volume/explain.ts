import type { CallContext } from '../engine/context.js'
import { explained, partsOf } from '../engine/explained.js'
import { ConflictError, InUseError } from '../errors/engine.js'
import { volumeCreate } from './operations.js'
import { usersOf } from './users.js'
import type { VolumeInspect } from './wire/volume.js'

/** Adds the names of the containers that hold a volume, of which engines tell the ids. */
export function explainRemove(call: CallContext, volume: string, error: unknown): Promise<unknown> {
  return explained(call, error, async (refusal) => {
    if (refusal.code !== 'VOLUME_IN_USE') return undefined
    const users = await usersOf(call, volume)
    if (users.length === 0) return undefined
    const containers = [...new Map(users.map(({ container: { id, name } }) => [id, { id, name }])).values()]
    const holders = [
      ...new Map(users.map(({ container, state }) => [container.id, `${container.name} (${state})`])).values(),
    ]
    return new InUseError('VOLUME_IN_USE', {
      ...partsOf(refusal),
      message: `volume ${JSON.stringify(volume)} is in use by ${holders.join(', ')}`,
      details: { volume, containers },
      hint: 'remove the containers first: stopped ones hold it, too',
    })
  })
}

/** The refusal of a name that another volume has. Engines give that volume for the new one, and say 201. */
export function nameTaken({ Name, Driver }: VolumeInspect): ConflictError<'NAME_TAKEN'> {
  return new ConflictError('NAME_TAKEN', {
    message: `a volume named ${JSON.stringify(Name)} exists already (${Driver})`,
    details: { noun: 'volume', name: Name, holder: { id: Name, name: Name } },
    hint: 'choose another name, or use what is there: .ensure() in place of .create(), or docker.volume.get(name)',
    operation: volumeCreate.id,
    target: Name,
    status: 201,
    engineMessage: '',
  })
}
