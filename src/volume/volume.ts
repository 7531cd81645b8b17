import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import { options, query } from '../engine/call/options.js'
import { openCall, openChange, type CallContext } from '../engine/context.js'
import type { Engine } from '../engine/engine.js'
import { Handle, type Named } from '../engine/handle.js'
import { soon, undoneTime } from '../engine/session/closing.js'
import { asOwned, type Owned } from '../engine/session/owned.js'
import { explainRemove } from './explain.js'
import { volumeDelete, volumeInspect } from './operations.js'
import { usersOf, type VolumeUser } from './users.js'
import type { VolumeInspect } from './wire/volume.js'

/** How a volume is removed. */
export interface VolumeRemoveOptions extends CallOptions {
  /** One that does not exist is no error, and one whose driver fails is forgotten all the same. CLI `--force` */
  readonly force?: boolean | undefined
}

const removeOptions = options<VolumeRemoveOptions>('volume.remove', { force: query(volumeDelete, 'force') })

/**
 * A volume on an engine. A handle is an address: it holds no facts that could grow old. Ask with `inspect()`.
 * Its name is its id: a volume has no other.
 *
 * @example
 * const data = await docker.volume.get('data')
 * for (const { container, target } of await data.users()) console.log(container.name, target)
 */
export class Volume extends Handle<'volume', VolumeInspect> {
  readonly noun = 'volume'

  /** What the engine says of it now. CLI `docker volume inspect` · @throws NotFoundError NOT_FOUND */
  async inspect(options: CallOptions = {}): Promise<VolumeInspect> {
    return await this.engine.call(volumeInspect, { name: this }, options)
  }

  /**
   * The containers that mount it, in any state: while there is one, it cannot be removed.
   * CLI `docker ps --all --filter volume=<name>`
   *
   * @example for (const { container, state, target } of await data.users()) console.log(container.name, state, target)
   */
  async users(options: CallOptions = {}): Promise<VolumeUser[]> {
    checkCallOptions(options, [], 'volume.users')
    return await usersOf(openCall(this.engine, options), this.id)
  }

  /**
   * Removes it, and what is in it.
   *
   * CLI `docker volume rm`
   * @throws InUseError VOLUME_IN_USE with the containers that mount it, stopped ones too; NotFoundError NOT_FOUND
   */
  async remove(given: VolumeRemoveOptions = {}): Promise<void> {
    removeOptions.check(given)
    const about = { operation: volumeDelete.id, target: this.name }
    await this.delete(openChange(this.engine, about, removeOptions.call(given)), removeOptions.query(given))
    this.engine.session.release(this)
  }

  /** @internal */
  async delete(call: CallContext, query: { readonly force?: boolean } = {}): Promise<void> {
    try {
      await call.send(volumeDelete, { name: this, query })
    } catch (error) {
      throw await explainRemove(call, this.id, error)
    }
  }
}

/** A volume that this client made: it goes when its `await using` block ends, with what is in it. */
export type OwnedVolume = Owned<Volume>

/** A handle on a volume that was just made. */
export function ownVolume(engine: Engine, named: Named): OwnedVolume {
  const volume = new Volume(engine, named)
  return asOwned(volume, {
    warnings: [],
    plain: () => new Volume(engine, named),
    byHand: 'docker.volume.remove(name), after the containers that mount it',
    remove: async (call) => {
      // A container whose start was given up may still be on its way out.
      await soon(engine.session.undone('container'), undoneTime)
      await volume.delete(call)
    },
  })
}
