import { unlessEmpty, type Flags } from './flag.js'
import { toMount, type MountOptions } from './mount.js'
import { ProcessSetters } from './process.js'

/** What of the host, of volumes and of memory a container sees as files. */
export abstract class StorageSetters extends ProcessSetters {
  /** Puts a path of the host, a volume or memory at a path inside. CLI `--mount` · wire `HostConfig.Mounts` */
  mount(...mounts: readonly MountOptions[]): this {
    return this.with({ mounts: [...this.spec.mounts, ...mounts.map(toMount)] })
  }
}

export const storageFlags: Flags<Omit<StorageSetters, keyof ProcessSetters>> = {
  mount: { flag: '--mount', body: { 'HostConfig/Mounts': ({ mounts }) => unlessEmpty([...mounts]) } },
}
