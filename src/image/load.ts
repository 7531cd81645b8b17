import { platformObject } from '../docker-words/platform.js'
import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import { openCall } from '../engine/context.js'
import type { Engine } from '../engine/engine.js'
import type { ByteSource } from '../stream/source.js'
import { Image } from './image.js'
import { nameFor } from './name.js'
import { imageInspect, imageLoad } from './operations.js'
import { checkOnStep, follow, type OnStep } from './steps.js'

/** How images are loaded. */
export interface ImageLoadOptions extends CallOptions {
  /** Only what is made for this platform: `linux/arm64`. CLI `--platform`. Since API 1.48 */
  readonly platform?: string | undefined
  /** Told of each step as it happens, and of the bytes that were taken in so far. What it throws ends the load. */
  readonly onStep?: OnStep | undefined
}

/** Takes in what a save wrote. See `docker.image.load`. */
export async function loadImages(engine: Engine, tar: ByteSource, options: ImageLoadOptions = {}): Promise<Image[]> {
  checkCallOptions(options, ['platform', 'onStep'], 'image.load')
  const { platform, onStep, ...terms } = options
  checkOnStep(onStep)
  const call = openCall(engine, terms)
  const wanted = platform === undefined ? undefined : platformObject('platform', platform)
  const loaded: string[] = []
  const lines = await call.send(imageLoad, { query: { quiet: onStep === undefined, platform: wanted }, body: tar })
  await follow(lines, { operation: imageLoad.id, target: undefined }, (step, progress) => {
    loaded.push(...loadedIn(step.stream ?? ''))
    onStep?.(step, progress)
  })
  const images: Image[] = []
  for (const name of loaded) {
    const image = await call.send(imageInspect, { name })
    images.push(new Image(engine, { id: image.Id, name: nameFor(image, name) }))
  }
  return images
}

/** The names or ids in what the engine tells; one step can hold several lines. */
function loadedIn(told: string): readonly string[] {
  return [...told.matchAll(/^Loaded image(?: ID)?: (\S+)$/gm)].map(([, name = '']) => name)
}
