import { compareApi } from '../engine/call/api-version.js'
import type { CallContext } from '../engine/context.js'
import { NotFoundError } from '../errors/engine.js'
import { fitsPlatform, platformOf, writePlatform } from '../docker-words/platform.js'
import { imageInspect, imagePull } from './operations.js'
import type { ImageInspect } from './wire/image.js'

/** A pull that the engine calls done. */
interface Pulled {
  /** What the engine can be asked for it by. */
  readonly name: string
  /** The platform that was asked for. */
  readonly platform: string
  /** The name that was asked for. */
  readonly reference: string
  /** The engine's last words. */
  readonly said: string
}

/**
 * The image that was pulled, if it is made for the platform that was asked for. Where a registry has an image for one
 * platform only, engines pull that one, whatever was asked for: 20.10 without a word, 28 with a warning among the steps.
 *
 * @throws NotFoundError PLATFORM_UNAVAILABLE
 */
export async function imageOfPlatform(call: CallContext, pulled: Pulled): Promise<ImageInspect> {
  const { name, platform } = pulled
  const image = await call.send(imageInspect, { name })
  if (fitsPlatform(image, platform)) return image
  const other = await oneOfSeveral(call, pulled)
  if (other !== undefined && fitsPlatform(other, platform)) return other
  throw unavailable(pulled, writePlatform(image))
}

/** In the containerd image store one name stands for several images, and what is shown first is the host's own. */
async function oneOfSeveral(call: CallContext, { name, platform }: Pulled): Promise<ImageInspect | undefined> {
  const whole = platformOf(platform)
  if (whole === undefined || compareApi(await call.apiVersion(), '1.49') < 0) return undefined
  try {
    return await call.send(imageInspect, { name, query: { platform: whole } })
  } catch (error) {
    if (error instanceof NotFoundError) return undefined
    throw error
  }
}

function unavailable({ platform, reference, said }: Pulled, found: string): NotFoundError {
  return new NotFoundError('PLATFORM_UNAVAILABLE', {
    message: `the registry has ${JSON.stringify(reference)} for ${found}, and not for ${platform}`,
    details: { platform, found },
    hint: `the engine has pulled what there was: the name stands for the ${found} image now`,
    operation: imagePull.id,
    target: reference,
    status: 200,
    engineMessage: said,
  })
}
