import type { CallOptions } from '../../engine/call/call-options.js'
import { options, own } from '../../engine/call/options.js'
import { openChange } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import { nameOf, type RefLike } from '../../engine/ref.js'
import { checkFlag, invalidArgument } from '../../errors/invalid-argument.js'
import type { TarEntry } from '../../tar/entry.js'
import { packed } from '../../tar/pack.js'
import { checkContainerPath } from './container-path.js'
import { copiedOf, type CopySource } from './copied.js'
import { placeIn } from './copy-target.js'
import { putContainerArchive } from './operations.js'

/** How files are copied into a container. */
export interface CopyInOptions extends CallOptions {
  /** Copies what a symbolic link leads to, when the source is one. CLI `--follow-link` */
  readonly followLink?: boolean | undefined
  /** Gives all of it to the user that the container runs as. CLI `--archive` */
  readonly archive?: boolean | undefined
  /** Whose it becomes, as a number. A file or directory of this machine keeps its own unless this is given. */
  readonly uid?: number | undefined
  /** Whose group it becomes, as a number. */
  readonly gid?: number | undefined
  /** The permissions of the one file whose content is given, such as `0o755`; `0o644` by default. */
  readonly mode?: number | undefined
}

const copyInOptions = options<CopyInOptions>('container.copyIn', {
  followLink: own(checkFlag),
  archive: own(checkFlag),
  uid: own(checkId),
  gid: own(checkId),
  mode: own(checkMode),
})

/** Copies into a container. See `container.copyIn`. */
export async function copyIn(
  engine: Engine,
  container: RefLike<'container'>,
  source: CopySource,
  path: string,
  given: CopyInOptions,
): Promise<void> {
  copyInOptions.check(given)
  checkContainerPath('path', path)
  const copied = await copiedOf(source, given)
  const call = openChange(engine, { operation: putContainerArchive.id, target: nameOf(container) }, given)
  const { folder, name } = await placeIn(call, container, path, copied)
  // `./` before it: an archive that begins with BZh, as a file can be called, would be taken for a compressed one.
  const entries = owned(copied.entries(name === '.' ? '.' : `./${name}`), given)
  const query = { path: folder, noOverwriteDirNonDir: true, copyUIDGID: given.archive }
  await call.send(putContainerArchive, { id: container, query, body: packed(entries) })
}

async function* owned(
  entries: AsyncIterable<TarEntry> | Iterable<TarEntry>,
  { uid, gid }: CopyInOptions,
): AsyncGenerator<TarEntry, void, undefined> {
  for await (const entry of entries) yield { ...entry, uid: uid ?? entry.uid, gid: gid ?? entry.gid }
}

function checkId(option: string, id: unknown): void {
  if (typeof id === 'number' && Number.isInteger(id) && id >= 0 && id < 2 ** 32 - 1) return
  throw invalidArgument(option, id, 'give the number of a user or group, such as 1000')
}

function checkMode(option: string, mode: unknown): void {
  if (typeof mode === 'number' && Number.isInteger(mode) && mode >= 0 && mode <= 0o7777) return
  throw invalidArgument(option, mode, 'write it like 0o755')
}
