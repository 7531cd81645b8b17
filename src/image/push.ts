import { platformObject } from '../docker-words/platform.js'
import { askRegistry } from '../docker-words/registry/ask-registry.js'
import { parseImageReference, refuseImageId } from '../docker-words/image-reference.js'
import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import { openChange } from '../engine/context.js'
import type { RegistryAuth } from '../engine/credentials.js'
import type { Engine } from '../engine/engine.js'
import { ProtocolError } from '../errors/protocol.js'
import { UsageError } from '../errors/usage.js'
import { nameToGive } from './name.js'
import { imagePush } from './operations.js'
import { checkOnStep, follow, type OnStep, type Step } from './steps.js'

/** How an image is handed to its registry. */
export interface ImagePushOptions extends CallOptions {
  /**
   * Who asks the registry, if not the one whom docker's configuration has for it; `{}` is nobody. It travels in a header,
   * and shows up nowhere else.
   */
  readonly auth?: RegistryAuth | undefined
  /**
   * The one platform to push of an image for several, such as `linux/arm64`. Since API 1.46, with the containerd image
   * store. CLI `--platform`
   */
  readonly platform?: string | undefined
  /** Told of each step as it happens, and of the bytes that went so far. What it throws ends the push. */
  readonly onStep?: OnStep | undefined
}

/** What a registry has got. */
export interface PushedImage {
  /** The name that was pushed, with its tag: `registry.example:5000/team/app:1`. */
  readonly name: string
  readonly tag: string
  /** Of its manifest: `sha256:...`. Pulled as `repository@digest`, it is this content for ever. */
  readonly digest: string
  /** Bytes of the manifest. */
  readonly size: number
}

const names = ['auth', 'platform', 'onStep']

/** Hands one image to its registry. See `docker.image.push`. */
export async function pushImage(
  engine: Engine,
  reference: string,
  options: ImagePushOptions = {},
): Promise<PushedImage> {
  checkCallOptions(options, names, 'image.push')
  const { repository, tag } = nameToGive(reference)
  refuseImageId(reference, parseImageReference(reference))
  const pushed = await push(engine, repository, tag, options)
  const [last] = pushed.slice(-1)
  if (last !== undefined) return last
  throw new ProtocolError('REPLY_MISMATCH', {
    message: `the engine ends the push of ${JSON.stringify(reference)} without telling what it pushed`,
    details: { wire: 'PushResult', problems: ['no digest'] },
    operation: imagePush.id,
    target: reference,
  })
}

/** Hands all tags of a repository to its registry. See `docker.image.pushAllTags`. */
export async function pushAllTags(
  engine: Engine,
  repository: string,
  options: ImagePushOptions = {},
): Promise<PushedImage[]> {
  checkCallOptions(options, names, 'image.pushAllTags')
  refuseTag(repository)
  return await push(engine, repository, undefined, options)
}

async function push(
  engine: Engine,
  repository: string,
  tag: string | undefined,
  options: ImagePushOptions,
): Promise<PushedImage[]> {
  const { auth, platform, onStep } = options
  checkOnStep(onStep)
  const about = { operation: imagePush.id, target: tag === undefined ? repository : `${repository}:${tag}` }
  const call = openChange(engine, about, options)
  const query = { tag, platform: platform === undefined ? undefined : platformObject('platform', platform) }
  await call.refuseTooNew(imagePush, { name: repository, query })
  const { registry } = parseImageReference(repository)
  return await askRegistry(call, { ...about, registry, auth }, async (asker = {}) => {
    // Engines refuse a push without the header, also where nobody is meant.
    const lines = await call.send(imagePush, { name: repository, query, headers: { 'X-Registry-Auth': asker } })
    const pushed = new Map<string, PushedImage>()
    await follow(lines, about, (step, bytes) => {
      const one = pushedIn(step)
      if (one !== undefined) pushed.set(one.tag, { name: `${repository}:${one.tag}`, ...one })
      onStep?.(step, bytes)
    })
    return [...pushed.values()]
  })
}

/** What a step says was pushed. Engines with the containerd image store say it in words alone, the others in both ways. */
function pushedIn({ aux, status = '' }: Step): Omit<PushedImage, 'name'> | undefined {
  const { tag, digest, size } = /^(?<tag>\S+): digest: (?<digest>\S+) size: (?<size>\d+)$/.exec(status)?.groups ?? {}
  if (tag !== undefined && digest !== undefined) return { tag, digest, size: Number(size) }
  if (typeof aux !== 'object' || aux === null) return undefined
  const { Tag, Digest, Size } = aux as { readonly Tag?: unknown; readonly Digest?: unknown; readonly Size?: unknown }
  if (typeof Tag !== 'string' || typeof Digest !== 'string' || typeof Size !== 'number') return undefined
  return { tag: Tag, digest: Digest, size: Size }
}

function refuseTag(repository: string): void {
  const { tag, digest } = parseImageReference(repository)
  if (tag === undefined && digest === undefined) return
  throw new UsageError('INVALID_REF', {
    message: `${JSON.stringify(repository)} names one image, and all tags of its repository are to be pushed`,
    details: { noun: 'image', value: repository },
    hint: 'leave the tag out, or push this one alone: docker.image.push(name)',
    target: repository,
  })
}
