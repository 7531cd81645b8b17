import { checkCallOptions, type CallOptions } from '../../engine/call/call-options.js'
import { orAbsent } from '../../engine/absent.js'
import { openCall } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import type { RefLike } from '../../engine/ref.js'
import { imageInspect } from '../../image/operations.js'
import { ContainerBuilder } from '../builder/builder.js'
import { containerInspect } from '../operations.js'
import { madeWith } from './made-with.js'

/** A builder that knows what a container was made with. */
export async function likeContainer(
  engine: Engine,
  container: RefLike<'container'>,
  options: CallOptions,
): Promise<ContainerBuilder> {
  checkCallOptions(options, [], 'container.like')
  const call = openCall(engine, options)
  const found = await call.send(containerInspect, { id: container })
  // Without its image it cannot be told what came from the image: then all of it is said again.
  const image = await orAbsent('image', call.send(imageInspect, { name: found.Image }))
  return new ContainerBuilder(engine, madeWith(found, image?.Config ?? {}))
}
