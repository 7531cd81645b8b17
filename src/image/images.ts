import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import { filters, options, query } from '../engine/call/options.js'
import { openCall } from '../engine/context.js'
import { Collection, listed } from '../engine/collection.js'
import type { Listed } from '../engine/handle.js'
import type { InputOf } from '../engine/call/operation.js'
import { checkRef, nameOf, type RefLike } from '../engine/ref.js'
import type { ByteSource } from '../stream/source.js'
import { pieces } from '../stream/decoders/pieces.js'
import { Image, type ImageRemoveOptions } from './image.js'
import { importImage, type ImageImportOptions } from './import.js'
import { loadImages, type ImageLoadOptions } from './load.js'
import { nameFor } from './name.js'
import { imageGet, imageList, imagePrune } from './operations.js'
import { pullImage, type ImagePullOptions } from './pull.js'
import { pushAllTags, pushImage, type ImagePushOptions, type PushedImage } from './push.js'
import type { ImageInspect } from './wire/image.js'
import type { ImageDeleted, ImagePruneResponse } from './wire/replies.js'

type ListQuery = NonNullable<InputOf<typeof imageList>['query']>

/** Which images a list shows: `{ reference: 'nginx:*' }`, `{ label: 'a=b' }`, `{ dangling: true }`. */
export type ImageFilters = NonNullable<ListQuery['filters']>

/** Which images a prune takes: `{ until: '24h' }`, `{ label: 'a=b' }`; `{ dangling: false }` takes tagged ones too. */
export type ImagePruneFilters = NonNullable<NonNullable<InputOf<typeof imagePrune>['query']>['filters']>

/** A handle that came from a list. */
export type ListedImage = Listed<Image>

/** Which images a list shows, and what it tells of them. */
export interface ImageListOptions extends ImageFilters {
  /** The images between as well, which the classic builder leaves: `docker images --all`. */
  readonly all?: boolean | undefined
  /** Counts the bytes that an image shares with others: `SharedSize` of its summary. Since API 1.42 */
  readonly sharedSize?: boolean | undefined
  /** Tells the manifests of images for several platforms: `Manifests` of its summary. Since API 1.47 */
  readonly manifests?: boolean | undefined
}

const listOptions = options<ImageListOptions & CallOptions>('image.list', {
  all: query(imageList, 'all'),
  sharedSize: query(imageList, 'shared-size'),
  manifests: query(imageList, 'manifests'),
  ...filters(imageList),
})

/** The types of the noun image. */
interface ImageTypes {
  readonly handle: Image
  readonly inspected: ImageInspect
  readonly inspectOptions: CallOptions
  readonly removal: Promise<ImageDeleted[]>
  readonly removeOptions: ImageRemoveOptions
}

/** The images of one engine: `docker.image`. */
export class Images extends Collection<ImageTypes> {
  /**
   * The images that the engine has. Several filters must all match, and so must several labels; of several values of
   * another filter, one must.
   * CLI `docker images --all --filter`
   *
   * @example
   * for (const image of await docker.image.list({ reference: 'nginx' })) console.log(image.name, image.summary.Size)
   * const left = await docker.image.list({ dangling: true, label: 'team=web' }, { timeout: 5000 })
   *
   * @throws UsageError UNKNOWN_OPTION for a filter that does not exist
   */
  async list(which: ImageListOptions = {}, terms: CallOptions = {}): Promise<ListedImage[]> {
    listOptions.check({ ...which, ...terms })
    const summaries = await openCall(this.engine, terms).send(imageList, { query: listOptions.query(which) })
    return summaries.map((summary) => listed(Image, this.engine, { id: summary.Id, name: nameFor(summary) }, summary))
  }

  /**
   * Removes the untagged images that nobody uses, with `{ dangling: false }` the tagged ones too.
   * Tells what was deleted, and how many bytes that freed.
   *
   * CLI `docker image prune`, and `--all` for `{ dangling: false }`
   */
  prune(filters?: ImagePruneFilters, options?: CallOptions): Promise<ImagePruneResponse> {
    return this.engine.call(imagePrune, { query: { filters } }, options)
  }

  /**
   * Fetches an image from its registry, and waits until the engine has it. Without a tag or a digest it is `latest`.
   * CLI `docker pull`. It has no deadline unless `timeout`, in milliseconds, gives it one.
   *
   * @example
   * const image = await docker.image.pull('nginx:alpine', { onStep: ({ id, status }) => console.log(id, status) })
   *
   * @throws UsageError INVALID_REF before anything is sent; NotFoundError NOT_FOUND; UnauthorizedError UNAUTHORIZED;
   * ProtocolError STREAM_FAILED when it fails half-way
   */
  pull(reference: string, options?: ImagePullOptions): Promise<Image> {
    return pullImage(this.engine, reference, options)
  }

  /**
   * Hands an image to its registry, by the name that it has here, and tells what the registry has got. The registry stands
   * in the name; one without is Docker Hub's. Without a tag it is `latest`.
   * CLI `docker push`. It has no deadline unless `timeout`, in milliseconds, gives it one.
   *
   * @example
   * await image.tag('registry.example:5000/team/app:1')
   * const { digest } = await docker.image.push('registry.example:5000/team/app:1')
   *
   * @throws UsageError INVALID_REF before anything is sent, also for a digest; NotFoundError NOT_FOUND when the engine has
   * no image of that name; UnauthorizedError UNAUTHORIZED; EngineError REGISTRY_UNREACHABLE; ProtocolError STREAM_FAILED
   */
  push(reference: string, options?: ImagePushOptions): Promise<PushedImage> {
    return pushImage(this.engine, reference, options)
  }

  /**
   * Hands all tags that a repository has here to its registry, and tells what the registry has got.
   * CLI `docker push --all-tags`
   *
   * @example for (const { tag, digest } of await docker.image.pushAllTags('registry.example:5000/team/app')) console.log(tag, digest)
   *
   * @throws as {@link Images.push}
   */
  pushAllTags(repository: string, options?: ImagePushOptions): Promise<PushedImage[]> {
    return pushAllTags(this.engine, repository, options)
  }

  /**
   * Makes an image of one layer out of a root file system.
   * CLI `docker import`
   *
   * @example
   * await docker.image.import(createReadStream('rootfs.tar'), { name: 'team/base:1', changes: ['CMD ["/bin/sh"]'] })
   *
   * @throws UsageError INVALID_REF for a bad name, INVALID_ARGUMENT for what is no instruction, before anything is sent
   */
  import(tar: ByteSource, options: ImageImportOptions): Promise<Image> {
    return importImage(this.engine, tar, options)
  }

  /**
   * Takes in what a save wrote, names included. Gives a handle for each name that the engine tells, or for the id of an
   * image without a name.
   * CLI `docker load`. It has no deadline unless `timeout`, in milliseconds, gives it one.
   *
   * @example const [app] = await docker.image.load(createReadStream('app.tar'))
   *
   * @throws BadRequestError NOT_AN_IMAGE_ARCHIVE for another tar, such as a root file system: see {@link Images.import};
   * ARCHIVE_UNREADABLE when it is damaged; ProtocolError STREAM_FAILED when it fails half-way
   */
  load(tar: ByteSource, options?: ImageLoadOptions): Promise<Image[]> {
    return loadImages(this.engine, tar, options)
  }

  /**
   * An image with all its layers, as a tar archive, to be read once. The engine is asked at the first read, and a
   * `timeout` counts from there: what is never read costs nothing. Leaving the loop closes the connection.
   * CLI `docker save`
   *
   * @example await pipeline(await docker.image.save('team/app:1'), createWriteStream('app.tar'))
   *
   * @throws UsageError INVALID_REF; at the first read NotFoundError NOT_FOUND
   */
  async save(ref: RefLike<'image'>, options: CallOptions = {}): Promise<AsyncIterableIterator<Uint8Array>> {
    checkCallOptions(options, [], 'image.save')
    const name = checkRef('image', 'slashes', ref)
    const { signal, timeout } = options
    const archive = pieces(
      (leave) => openCall(this.engine, { signal: leave, timeout }).send(imageGet, { name }),
      signal,
    )
    return await Promise.resolve(archive) // async, so that what is refused is refused by a rejection
  }

  protected override at(ref: RefLike<'image'>): Image {
    return new Image(this.engine, { id: checkRef('image', 'slashes', ref), name: nameOf(ref) })
  }

  protected override handleOn(image: ImageInspect, asked: RefLike<'image'>): Image {
    return new Image(this.engine, { id: image.Id, name: nameFor(image, asked) })
  }
}
