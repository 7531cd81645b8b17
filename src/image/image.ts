import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import { platformObject } from '../docker-words/platform.js'
import { own, options as optionTable, query } from '../engine/call/options.js'
import { Handle } from '../engine/handle.js'
import { checkFlag } from '../errors/invalid-argument.js'
import { UsageError } from '../errors/usage.js'
import { nameToGive } from './name.js'
import { imageAttestations, imageDelete, imageHistory, imageInspect, imageTag } from './operations.js'
import type { AttestationStatement } from './wire/build.js'
import type { ImageInspect } from './wire/image.js'
import type { ImageDeleted, ImageHistoryItem } from './wire/replies.js'
import type { ImageSummary } from './wire/summary.js'

/** How an image is removed. */
export interface ImageRemoveOptions extends CallOptions {
  /** Also when it has several names, or a stopped container uses it. CLI `--force` */
  readonly force?: boolean | undefined
  /** Keeps untagged parents. CLI `--no-prune` */
  readonly noPrune?: boolean | undefined
}

/** What is told of an image. */
export interface ImageInspectOptions extends CallOptions {
  /**
   * Of an image for several platforms, that for this one: `linux/arm64`. Since API 1.49
   * CLI `--platform`
   */
  readonly platform?: string | undefined
  /** Tells its manifests: `Manifests`. Not together with `platform`. Since API 1.48 */
  readonly manifests?: boolean | undefined
}

/** Whose history is told. */
export interface ImageHistoryOptions extends CallOptions {
  /** Of an image for several platforms, that for this one: `linux/arm64`. CLI `--platform`. Since API 1.48 */
  readonly platform?: string | undefined
}

/** Which attestations are told. */
export interface ImageAttestationsOptions extends CallOptions {
  /** Those of the image for this platform, and not for the host's: `linux/arm64`. */
  readonly platform?: string | undefined
  /** Only statements of these kinds: `['https://spdx.dev/Document']`. */
  readonly type?: readonly string[] | undefined
  /** Tells the statements themselves, too: `Statement`. */
  readonly statement?: boolean | undefined
}

const checkPlatform = own((name, platform: string) => platformObject(name, platform))
const inspectOptions = optionTable<ImageInspectOptions>('image.inspect', {
  platform: checkPlatform,
  manifests: query(imageInspect, 'manifests'),
})
const historyOptions = optionTable<ImageHistoryOptions>('image.history', { platform: checkPlatform })
const attestationsOptions = optionTable<ImageAttestationsOptions>('image.attestations', {
  platform: checkPlatform,
  type: query(imageAttestations, 'type'),
  statement: query(imageAttestations, 'statement'),
})

/**
 * An image on one engine. A handle is an address: it holds nothing that can grow old.
 *
 * @example
 * const image = await docker.image.get('nginx:alpine')
 * console.log(image.id, (await image.inspect()).Config?.Cmd)
 */
export class Image extends Handle<'image', ImageSummary> {
  readonly noun = 'image'

  /**
   * What the engine says of it now. CLI `docker image inspect`
   *
   * @example const { Architecture } = await image.inspect({ platform: 'linux/arm64' })
   *
   * @throws NotFoundError NOT_FOUND when it is gone, or is not there for this platform
   */
  async inspect(options: ImageInspectOptions = {}): Promise<ImageInspect> {
    inspectOptions.check(options)
    const { platform, manifests } = options
    if (platform !== undefined && manifests === true) throw notTogether()
    return await this.engine.call(
      imageInspect,
      { name: this, query: { platform: given(platform), manifests } },
      inspectOptions.call(options),
    )
  }

  /** How it was made, the latest step first; sizes are bytes, times seconds since 1970. CLI `docker history` */
  async history(options: ImageHistoryOptions = {}): Promise<ImageHistoryItem[]> {
    historyOptions.check(options)
    const query = { platform: given(options.platform) }
    return await this.engine.call(imageHistory, { name: this, query }, historyOptions.call(options))
  }

  /**
   * What its builder attests of it, such as how it was built and what is in it; empty where nobody has. Engines that keep
   * images in containerd have it, since API 1.55.
   *
   * @example const [sbom] = await image.attestations({ type: ['https://spdx.dev/Document'], statement: true })
   *
   * @throws UsageError API_TOO_OLD
   */
  async attestations(options: ImageAttestationsOptions = {}): Promise<AttestationStatement[]> {
    attestationsOptions.check(options)
    const platform = given(options.platform)
    const query = { ...attestationsOptions.query(options), platform: platform && [platform] }
    return await this.engine.call(imageAttestations, { name: this, query }, attestationsOptions.call(options))
  }

  /**
   * Gives the image one more name, `latest` unless it has a tag. If another image has the name, it moves over to this one.
   * CLI `docker tag`
   *
   * @example await image.tag('registry.example:5000/team/app:1')
   *
   * @throws UsageError INVALID_REF when it is no image name, or has a digest: nobody can give those
   */
  async tag(reference: string, options?: CallOptions): Promise<void> {
    const { repository: repo, tag } = nameToGive(reference)
    await this.engine.call(imageTag, { name: this, query: { repo, tag } }, options)
  }

  /**
   * Removes the image with its one name, and tells what was untagged and deleted.
   * To take one of several names away, say which: `docker.image.remove('app:1')`.
   *
   * CLI `docker rmi`
   * @throws InUseError IMAGE_IN_USE when a container uses it, or it has several names
   */
  async remove(given: ImageRemoveOptions = {}): Promise<ImageDeleted[]> {
    checkCallOptions(given, ['force', 'noPrune'], 'image.remove')
    const { force, noPrune, ...options } = given
    if (noPrune !== undefined) checkFlag('noPrune', noPrune)
    return await this.engine.call(imageDelete, { name: this, query: { force, noprune: noPrune } }, options)
  }
}

function given(platform: string | undefined): ReturnType<typeof platformObject> | undefined {
  return platform === undefined ? undefined : platformObject('platform', platform)
}

function notTogether(): UsageError<'CONFLICTING_OPTIONS'> {
  return new UsageError('CONFLICTING_OPTIONS', {
    message: 'the manifests are told of all platforms, and not of one',
    details: { option: 'manifests', with: 'platform' },
    hint: 'leave one of them out',
  })
}
