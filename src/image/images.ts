import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import { filters, options, query } from '../engine/call/options.js'
import { openCall } from '../engine/context.js'
import { Collection, listed } from '../engine/collection.js'
import type { Listed } from '../engine/handle.js'
import type { InputOf } from '../engine/call/operation.js'
import { checkRef, nameOf, type RefLike } from '../engine/ref.js'
import type { ByteSource } from '../stream/source.js'
import { pruneBuildCache, type BuildPruneOptions } from './builder/build-cache.js'
import { ImageBuilder } from './builder/builder.js'
import { checkContext, type BuildContext } from './builder/context.js'
import { emptySpec } from './builder/spec.js'
import { Image, type ImageInspectOptions, type ImageRemoveOptions } from './image.js'
import { importImage, type ImageImportOptions } from './import.js'
import { loadImages, type ImageLoadOptions } from './load.js'
import { nameFor } from './name.js'
import { imageList, imagePrune } from './operations.js'
import { saveImages, type ImageSaveOptions } from './save.js'
import { searchImages, type ImageSearchOptions } from './search.js'
import { pullImage, type ImagePullOptions } from './pull.js'
import { pushAllTags, pushImage, type ImagePushOptions, type PushedImage } from './push.js'
import type { BuildPruneResponse, ImageSearchItem } from './wire/build.js'
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
  readonly inspectOptions: ImageInspectOptions
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
    listOptions.check(which)
    checkCallOptions(terms, [], listOptions.verb)
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
   * An image to be built by the engine's own builder, out of a directory of this machine, a tar archive, or files by their
   * paths. Nothing is sent before `create()`.
   * CLI `docker build` with `DOCKER_BUILDKIT=0`
   *
   * @example
   * const image = await docker.image.build('./app').tag('team/app:1').arg('VERSION', '1').create()
   * const other = await docker.image.build({ Dockerfile: 'FROM alpine\nRUN echo hi' }).create()
   */
  build(context: BuildContext): ImageBuilder {
    return new ImageBuilder(this.engine, checkContext(context), emptySpec)
  }

  /**
   * Removes what BuildKit keeps between builds: what is in nobody's use, with `all` also what could be used again. Tells
   * what was deleted, and how many bytes that freed. The layers of the engine's own builder are images: see
   * {@link Images.prune}.
   * CLI `docker builder prune`
   *
   * @example const { SpaceReclaimed } = await docker.image.pruneBuildCache({ until: '24h', reservedSpace: '2g' })
   */
  pruneBuildCache(which: BuildPruneOptions = {}, terms: CallOptions = {}): Promise<BuildPruneResponse> {
    return pruneBuildCache(this.engine, which, terms)
  }

  /**
   * Looks for images on Docker Hub. The engine asks it, and needs a way there.
   * CLI `docker search`
   *
   * @example for (const { name, star_count } of await docker.image.search('nginx', { stars: 100 })) console.log(name, star_count)
   *
   * @throws UnavailableError REGISTRY_UNREACHABLE
   */
  search(term: string, options: ImageSearchOptions = {}): Promise<ImageSearchItem[]> {
    return searchImages(this.engine, term, options)
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
   * An image with all its layers, or several that share theirs, as a tar archive, to be read once. A name is saved with
   * it, and comes back with a load; an id or a handle is saved without names. The engine is asked at the first read, and a
   * `timeout` counts from there: what is never read costs nothing. Leaving the loop closes the connection.
   * CLI `docker save`
   *
   * @example
   * await pipeline(await docker.image.save('team/app:1'), createWriteStream('app.tar'))
   * await pipeline(await docker.image.save(['team/app:1', 'team/db:1']), createWriteStream('both.tar'))
   *
   * @throws UsageError INVALID_REF; at the first read NotFoundError NOT_FOUND
   */
  async save(
    images: RefLike<'image'> | readonly RefLike<'image'>[],
    options: ImageSaveOptions = {},
  ): Promise<AsyncIterableIterator<Uint8Array>> {
    return await Promise.resolve(saveImages(this.engine, images, options)) // what is refused is refused by a rejection
  }

  protected override at(ref: RefLike<'image'>): Image {
    return new Image(this.engine, { id: checkRef('image', 'slashes', ref), name: nameOf(ref) })
  }

  protected override handleOn(image: ImageInspect, asked: RefLike<'image'>): Image {
    return new Image(this.engine, { id: image.Id, name: nameFor(image, asked) })
  }
}
