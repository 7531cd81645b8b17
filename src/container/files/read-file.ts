import type { CallOptions } from '../../engine/call/call-options.js'
import { options, own } from '../../engine/call/options.js'
import { openCall, type CallContext } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import { nameOf, type RefLike } from '../../engine/ref.js'
import { atCaller } from '../../errors/at-caller.js'
import { quoted } from '../../errors/describe-value.js'
import { tellAbout } from '../../errors/error-context.js'
import { checkWord } from '../../errors/invalid-argument.js'
import { StateError } from '../../errors/state.js'
import { checkBytes, MAX_BYTES } from '../../stream/text.js'
import { wholeText } from '../../stream/whole-text.js'
import { unpacked } from '../../tar/unpack.js'
import { checkContainerPath } from './container-path.js'
import { notAFile } from './copy-target.js'
import { containerArchive } from './operations.js'
import type { PathInfo } from './path-info.js'

/** How a file is read. */
export interface ReadFileOptions extends CallOptions {
  /** Gives text instead of bytes; what is no UTF-8 becomes U+FFFD. */
  readonly encoding?: 'utf8' | undefined
  /** The most that is read, in bytes; 64 MiB when left out. */
  readonly maxBytes?: number | undefined
}

const readFileOptions = options<ReadFileOptions>('container.readFile', {
  encoding: own((option, encoding) => checkWord(option, encoding, ['utf8'])),
  maxBytes: own(checkBytes),
})

/** Links lead to what is none; some of /proc lead on. */
const mostLinks = 5

/** Reads a file of a container. See `container.readFile`. */
export async function readFile(
  engine: Engine,
  container: RefLike<'container'>,
  path: string,
  given: ReadFileOptions,
): Promise<Uint8Array | string> {
  readFileOptions.check(given)
  const { encoding, maxBytes = MAX_BYTES } = given
  const call = openCall(engine, given)
  const { info, bytes } = await fileAt(call, container, checkContainerPath('path', path))
  try {
    if (info.type !== 'file') throw notAFile(path, info.type)
    if (info.size > maxBytes) throw tooLarge(path, info.size, maxBytes)
    const content = await contentOf(bytes, path, maxBytes)
    return encoding === undefined ? content : wholeText(content)
  } catch (error) {
    throw atCaller(tellAbout(error, { operation: containerArchive.id, target: nameOf(container) }))
  } finally {
    await bytes.return?.()
  }
}

async function fileAt(
  call: CallContext,
  id: RefLike<'container'>,
  path: string,
): Promise<{ readonly info: PathInfo; readonly bytes: AsyncIterableIterator<Uint8Array> }> {
  let from = path
  for (let links = 0; ; links++) {
    const found = await call.send(containerArchive, { id, query: { path: from } })
    if (found.info.linkTarget === undefined || links === mostLinks) return found
    await found.bytes.return?.()
    from = found.info.linkTarget
  }
}

async function contentOf(
  archive: AsyncIterableIterator<Uint8Array>,
  path: string,
  maxBytes: number,
): Promise<Uint8Array> {
  for await (const { type, size, content } of unpacked(archive)) {
    if (type !== 'file') throw notAFile(path, type)
    if (size > maxBytes) throw tooLarge(path, size, maxBytes) // it grew since
    const pieces: Uint8Array[] = []
    for await (const piece of content) pieces.push(piece)
    return Buffer.concat(pieces)
  }
  throw notAFile(path, 'path without an entry in the archive')
}

function tooLarge(path: string, size: number, limit: number): StateError<'TOO_LARGE'> {
  return new StateError('TOO_LARGE', {
    message: `${quoted(path)} has ${size} bytes, and ${limit} are read at most`,
    details: { path, limit },
    hint: 'raise maxBytes, or copy it to a file with copyOut()',
  })
}
