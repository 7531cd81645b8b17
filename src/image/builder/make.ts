import { allCredentials } from '../../docker-words/registry/ask-registry.js'
import { fitsPlatform, writePlatform } from '../../docker-words/platform.js'
import { checkCallOptions, type CallOptions } from '../../engine/call/call-options.js'
import { openChange, type CallContext } from '../../engine/context.js'
import type { RegistryAuth } from '../../engine/credentials.js'
import type { Engine } from '../../engine/engine.js'
import { NotFoundError } from '../../errors/engine.js'
import { ProtocolError } from '../../errors/protocol.js'
import { stepOf, type Step } from '../../stream/decoders/steps.js'
import { releaseSource } from '../../stream/source.js'
import { Image } from '../image.js'
import { shortId } from '../name.js'
import { imageBuild, imageInspect } from '../operations.js'
import { Progress, type StepBytes } from '../progress.js'
import { prepareContext, type BuildContext } from './context.js'
import { buildFailure } from './failure.js'
import { BuildFollower, type BuildProgress } from './progress.js'
import { toBuildRequest, type BuildSpec } from './spec.js'

/** How an image is built. */
export interface ImageBuildOptions extends CallOptions {
  /**
   * Told of each step as it happens: what programs print is in `stream`; how far the build is; and the bytes of base
   * images that came so far. What it throws ends the build.
   */
  readonly onStep?: ((step: Step, progress: BuildProgress & StepBytes) => void) | undefined
  /**
   * Who asks the registries of base images, by their addresses: `{ 'registry.example:5000': { username, password } }`; all
   * that docker's configuration has, when left out.
   */
  readonly auth?: Readonly<Record<string, RegistryAuth>> | undefined
}

/** Builds an image. See `docker.image.build`. */
export async function buildImage(
  engine: Engine,
  context: BuildContext,
  spec: BuildSpec,
  options: ImageBuildOptions = {},
): Promise<Image> {
  try {
    checkCallOptions(options, ['onStep', 'auth'], 'image.build')
    const [name] = spec.query.t ?? []
    return await built(openChange(engine, { operation: imageBuild.id, target: name }, options), {
      context,
      spec,
      auth: options.auth,
      onStep: options.onStep ?? (() => undefined),
    })
  } finally {
    releaseSource(context)
  }
}

interface Build {
  readonly context: BuildContext
  readonly spec: BuildSpec
  readonly auth: Readonly<Record<string, RegistryAuth>> | undefined
  readonly onStep: (step: Step, progress: BuildProgress & StepBytes) => void
}

async function built(call: CallContext, { context, spec, auth, onStep }: Build): Promise<Image> {
  const [name] = spec.query.t ?? []
  const request = toBuildRequest(spec)
  const { dockerfile, body } = await prepareContext(context, spec.file)
  const follower = new BuildFollower()
  const askers = auth ?? (await allCredentials(call, { operation: imageBuild.id, target: name }))
  const input = { query: { ...request, dockerfile }, headers: { 'X-Registry-Config': askers }, body }
  const bytes = new Progress()
  let id: string | undefined
  try {
    for await (const line of await call.send(imageBuild, input)) {
      const step = stepOf(line)
      const progress = follower.see(step)
      id = progress.imageId
      onStep(step, { ...progress, ...bytes.after(step) })
    }
  } catch (error) {
    throw buildFailure(error, follower.soFar, name)
  }
  if (id === undefined) throw noImage(name)
  if (spec.query.platform !== undefined) await checkPlatform(call, { id, platform: spec.query.platform, name })
  return new Image(call.engine, { id, name: name ?? shortId(id) })
}

/** Where an engine has the base image for one platform only, it builds for that, whatever was asked for. */
async function checkPlatform(
  call: CallContext,
  { id, platform, name }: { readonly id: string; readonly platform: string; readonly name: string | undefined },
): Promise<void> {
  const image = await call.send(imageInspect, { name: id })
  if (fitsPlatform(image, platform)) return
  const found = writePlatform(image)
  throw new NotFoundError('PLATFORM_UNAVAILABLE', {
    message: `the engine has built ${name ?? shortId(id)} for ${found}, and not for ${platform}: its base image is for that`,
    details: { platform, found },
    hint: 'fetch the base image for this platform first: docker.image.pull(name, { platform })',
    operation: imageBuild.id,
    target: name,
    status: 200,
    engineMessage: '',
  })
}

function noImage(target: string | undefined): ProtocolError<'STREAM_FAILED'> {
  return new ProtocolError('STREAM_FAILED', {
    message: 'the engine ended the build and told no image',
    details: { engineMessage: '' },
    operation: imageBuild.id,
    target,
  })
}
