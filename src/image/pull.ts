import { askRegistry } from '../docker-words/registry/ask-registry.js'
import type { RegistryAuth } from '../engine/credentials.js'
import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import { openChange, type CallContext } from '../engine/context.js'
import type { Engine } from '../engine/engine.js'
import { Image } from './image.js'
import { imageOfPlatform } from './image-of-platform.js'
import { nameFor } from './name.js'
import { imageInspect, imagePull } from './operations.js'
import {
  parseImageReference,
  refuseImageId,
  withDefaultTag,
  writeImageReference,
} from '../docker-words/image-reference.js'
import { checkOnStep, follow, type OnStep } from './steps.js'

/** How an image is fetched. */
export interface ImagePullOptions extends CallOptions {
  /** What it must be made for: `linux/arm64`. PLATFORM_UNAVAILABLE when the registry has it for others only. CLI `--platform` */
  readonly platform?: string | undefined
  /**
   * Who asks the registry, if not the one whom docker's configuration has for it; `{}` is nobody. It travels in a header,
   * and shows up nowhere else.
   */
  readonly auth?: RegistryAuth | undefined
  /** Told of each step as it happens, and of the bytes that came so far. What it throws ends the pull. */
  readonly onStep?: OnStep | undefined
}

/** Fetches an image from its registry, and waits until the engine has it. See `docker.image.pull`. */
export async function pullImage(engine: Engine, reference: string, options: ImagePullOptions = {}): Promise<Image> {
  checkCallOptions(options, ['platform', 'auth', 'onStep'], 'image.pull')
  return await pull(openChange(engine, { operation: imagePull.id, target: reference }, options), reference, options)
}

/** The same as a step of a verb. */
export async function pull(
  call: CallContext,
  reference: string,
  { platform, auth, onStep }: Omit<ImagePullOptions, keyof CallOptions>,
): Promise<Image> {
  const wanted = withDefaultTag(parseImageReference(reference))
  refuseImageId(reference, wanted)
  checkOnStep(onStep)
  const name = writeImageReference(wanted)
  const query = { fromImage: wanted.repository, tag: wanted.digest ?? wanted.tag, platform }
  const about = { operation: imagePull.id, target: reference }
  const last = await askRegistry(call, { ...about, registry: wanted.registry, auth }, async (asker) => {
    const lines = await call.send(imagePull, { query, headers: { 'X-Registry-Auth': asker } })
    return await follow(lines, about, onStep)
  })
  const pulled = wanted.digest === undefined ? name : `${wanted.repository}@${wanted.digest}`
  const image =
    platform === undefined
      ? await call.send(imageInspect, { name: pulled })
      : await imageOfPlatform(call, { name: pulled, platform, reference, said: last?.status ?? '' })
  return new Image(call.engine, { id: image.Id, name: nameFor(image, reference) })
}
