import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import { Handle } from '../engine/handle.js'
import { checkFlag } from '../errors/invalid-argument.js'
import { nameToGive } from './name.js'
import { imageDelete, imageHistory, imageInspect, imageTag } from './operations.js'
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
   * @throws NotFoundError NOT_FOUND when it is gone
   */
  inspect(options?: CallOptions): Promise<ImageInspect> {
    return this.engine.call(imageInspect, { name: this }, options)
  }

  /** How it was made, the latest step first; sizes are bytes, times seconds since 1970. CLI `docker history` */
  history(options?: CallOptions): Promise<ImageHistoryItem[]> {
    return this.engine.call(imageHistory, { name: this }, options)
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
  async remove({ force, noPrune, ...options }: ImageRemoveOptions = {}): Promise<ImageDeleted[]> {
    checkCallOptions(options, ['force', 'noPrune'], 'image.remove')
    if (noPrune !== undefined) checkFlag('noPrune', noPrune)
    return await this.engine.call(imageDelete, { name: this, query: { force, noprune: noPrune } }, options)
  }
}
