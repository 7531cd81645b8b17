import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import type { Engine } from '../engine/engine.js'
import { ifThere } from '../engine/absent.js'
import type { InputOf } from '../engine/call/operation.js'
import { checkRef, nameOf, type RefLike } from '../engine/ref.js'
import type { ByteSource } from '../stream/source.js'
import { Image, type ImageRemoveOptions } from './image.js'
import { importImage, type ImageImportOptions } from './import.js'
import { loadImages, type ImageLoadOptions } from './load.js'
import { nameFor } from './name.js'
import { imageGet, imageInspect, imageList, imagePrune } from './operations.js'
import { pullImage, type ImagePullOptions } from './pull.js'
import type { ImageInspect } from './wire/image.js'
import type { ImageDeleted, ImagePruneResponse } from './wire/replies.js'
import type { ImageSummary } from './wire/summary.js'

type ListQuery = NonNullable<InputOf<typeof imageList>['query']>

/** Which images a list shows: `{ reference: 'nginx:*' }`, `{ label: 'a=b' }`, `{ dangling: true }`. */
export type ImageFilters = NonNullable<ListQuery['filters']>

/** Which images a prune takes: `{ until: '24h' }`, `{ label: 'a=b' }`; `{ dangling: false }` takes tagged ones too. */
export type ImagePruneFilters = NonNullable<NonNullable<InputOf<typeof imagePrune>['query']>['filters']>

/** A handle that came from a list. */
export type ListedImage = Image & { readonly summary: ImageSummary }

/** Which images a list shows, and what it tells of them. */
export interface ImageListOptions extends ImageFilters {
  /** The images between as well, which the classic builder leaves: `docker images --all`. */
  readonly all?: boolean | undefined
  /** Counts the bytes that an image shares with others: `SharedSize` of its summary. Since API 1.42 */
  readonly sharedSize?: boolean | undefined
  /** Tells the manifests of images for several platforms: `Manifests` of its summary. Since API 1.47 */
  readonly manifests?: boolean | undefined
}

/** The images of one engine: `docker.image`. */
export class Images {
  readonly #engine: Engine

  /** @internal */
  constructor(engine: Engine) {
    this.#engine = engine
  }

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
  async list(which: ImageListOptions = {}, options: CallOptions = {}): Promise<ListedImage[]> {
    checkCallOptions(options, [], 'image.list')
    const { all, sharedSize, manifests, ...filters } = which
    const query = { all, 'shared-size': sharedSize, manifests, filters }
    const summaries = await this.#engine.call(imageList, { query }, options)
    // The constructor keeps the summary it is given.
    return summaries.map(
      (summary) => new Image(this.#engine, { id: summary.Id, name: nameFor(summary) }, summary) as ListedImage,
    )
  }

  /**
   * A handle on an image that exists.
   *
   * @throws NotFoundError NOT_FOUND when the engine does not have it; no registry is asked: see {@link Images.pull}
   */
  async get(ref: RefLike<'image'>, options?: CallOptions): Promise<Image> {
    const image = await this.inspect(ref, options)
    return new Image(this.#engine, { id: image.Id, name: nameFor(image, ref) })
  }

  /** A handle on an image, or undefined when there is none of that name or id. */
  find(ref: RefLike<'image'>, options?: CallOptions): Promise<Image | undefined> {
    return ifThere(this.get(ref, options))
  }

  /** A handle without asking the engine whether there is such an image. @throws UsageError INVALID_REF */
  ref(idOrName: string): Image {
    return this.#at(idOrName)
  }

  /** Whether the engine has it. */
  async exists(ref: RefLike<'image'>, options?: CallOptions): Promise<boolean> {
    return (await this.find(ref, options)) !== undefined
  }

  /** What the engine says of it now. CLI `docker image inspect` @throws NotFoundError NOT_FOUND */
  inspect(ref: RefLike<'image'>, options?: CallOptions): Promise<ImageInspect> {
    return this.#engine.call(imageInspect, { name: ref }, options)
  }

  /**
   * Takes a name away, and the image with its last name; tells what was untagged and deleted.
   *
   * CLI `docker rmi`
   * @throws NotFoundError NOT_FOUND; InUseError IMAGE_IN_USE when a container uses it
   */
  async remove(ref: RefLike<'image'>, options: ImageRemoveOptions = {}): Promise<ImageDeleted[]> {
    return this.#at(ref).remove(options)
  }

  /**
   * Removes the untagged images that nobody uses, with `{ dangling: false }` the tagged ones too.
   * Tells what was deleted, and how many bytes that freed.
   *
   * CLI `docker image prune`, and `--all` for `{ dangling: false }`
   */
  prune(filters?: ImagePruneFilters, options?: CallOptions): Promise<ImagePruneResponse> {
    return this.#engine.call(imagePrune, { query: { filters } }, options)
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
    return pullImage(this.#engine, reference, options)
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
    return importImage(this.#engine, tar, options)
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
    return loadImages(this.#engine, tar, options)
  }

  /**
   * An image with all its layers, as a tar archive. Leaving the loop closes the connection.
   * CLI `docker save`
   *
   * @example await pipeline(await docker.image.save('team/app:1'), createWriteStream('app.tar'))
   *
   * @throws NotFoundError NOT_FOUND
   */
  save(ref: RefLike<'image'>, options?: CallOptions): Promise<AsyncIterableIterator<Uint8Array>> {
    return this.#engine.call(imageGet, { name: ref }, options)
  }

  #at(ref: RefLike<'image'>): Image {
    return new Image(this.#engine, { id: checkRef('image', 'slashes', ref), name: nameOf(ref) })
  }
}
