import { platformObject } from '../docker-words/platform.js'
import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import { openCall } from '../engine/context.js'
import type { Engine } from '../engine/engine.js'
import { checkRef, type RefLike } from '../engine/ref.js'
import { invalidArgument } from '../errors/invalid-argument.js'
import { pieces } from '../stream/decoders/pieces.js'
import { imageGet, imageGetAll } from './operations.js'

/** What of images is saved. */
export interface ImageSaveOptions extends CallOptions {
  /** Only what is made for this platform: `linux/arm64`. CLI `--platform`. Since API 1.48 */
  readonly platform?: string | undefined
}

/** An image, or several, as a tar archive. See `docker.image.save`. */
export function saveImages(
  engine: Engine,
  images: RefLike<'image'> | readonly RefLike<'image'>[],
  options: ImageSaveOptions,
): AsyncIterableIterator<Uint8Array> {
  checkCallOptions(options, ['platform'], 'image.save')
  const { signal, timeout } = options
  const platform = options.platform === undefined ? undefined : platformObject('platform', options.platform)
  const names = isList(images) ? images.map((image) => checkRef('image', 'slashes', image)) : undefined
  if (names?.length === 0) throw invalidArgument('images', images, 'name one at least')
  const name = isList(images) ? '' : checkRef('image', 'slashes', images)
  return pieces((leave) => {
    const call = openCall(engine, { signal: leave, timeout })
    if (names === undefined) return call.send(imageGet, { name, query: { platform } })
    return call.send(imageGetAll, { query: { names, platform } })
  }, signal)
}

function isList(images: RefLike<'image'> | readonly RefLike<'image'>[]): images is readonly RefLike<'image'>[] {
  return Array.isArray(images)
}
