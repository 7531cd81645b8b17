import { toBytes, type Bytes } from '../../docker-words/byte-size.js'
import { checkAddHost } from '../../container/builder/network/values.js'
import { toNumberSet, toWhole } from '../../docker-words/limit-values.js'
import { checkLabels, pairsGiven } from '../../docker-words/labels.js'
import { checkPatch, merged } from '../../docker-words/patch.js'
import { platform as platformParam } from '../../docker-words/platform.js'
import { printedRequest, type Inspect } from '../../docker-words/printed-request.js'
import { engineOf, type Engine, type HasEngine } from '../../engine/engine.js'
import { checkRef, type RefLike } from '../../engine/ref.js'
import { checkFlag, checkFunction } from '../../errors/invalid-argument.js'
import type { Image } from '../image.js'
import { nameToGive } from '../name.js'
import type { ImageBuildQuery } from '../wire/build.js'
import type { BuildContext } from './context.js'
import { buildImage, type ImageBuildOptions } from './make.js'
import { toBuildRequest, type BuildSpec } from './spec.js'
import { checkArgs, checkText, checkUlimit } from './values.js'

/**
 * An image to be built by the engine's own builder. Immutable: each setter returns a new builder and checks its argument
 * at once. Nothing is sent before `create()`: a builder whose result is dropped does nothing.
 */
export class ImageBuilder {
  readonly #engine: Engine
  readonly #context: BuildContext
  readonly #spec: BuildSpec

  /** @internal */
  constructor(engine: Engine, context: BuildContext, spec: BuildSpec) {
    this.#engine = engine
    this.#context = context
    this.#spec = spec
  }

  /**
   * Names of the image, `latest` unless they have a tag. The first is the name of the handle.
   * CLI `--tag` · wire `t`
   *
   * @throws UsageError INVALID_REF
   */
  tag(...references: readonly string[]): ImageBuilder {
    const names = references.map((reference) => {
      const { repository, tag } = nameToGive(reference)
      return `${repository}:${tag}`
    })
    return this.#with({ t: [...new Set([...(this.#spec.query.t ?? []), ...names])] })
  }

  /** Variables for ARG instructions, one or several. No place for secrets: the history shows them. CLI `--build-arg` · wire `buildargs` */
  arg(name: string, value: string): ImageBuilder
  arg(args: Readonly<Record<string, string>>): ImageBuilder
  arg(first: string | Readonly<Record<string, string>>, value?: string): ImageBuilder {
    const args = checkArgs(pairsGiven(first, value))
    return this.#with({ buildargs: { ...this.#spec.query.buildargs, ...args } })
  }

  /** Labels of the image, one or several. CLI `--label` · wire `labels` */
  label(key: string, value: string): ImageBuilder
  label(labels: Readonly<Record<string, string>>): ImageBuilder
  label(first: string | Readonly<Record<string, string>>, value?: string): ImageBuilder {
    const labels = checkLabels(pairsGiven(first, value))
    return this.#with({ labels: { ...this.#spec.query.labels, ...labels } })
  }

  /** The stage to stop at: its name, or its number from 0. CLI `--target` · wire `target` */
  target(stage: string): ImageBuilder {
    return this.#with({ target: checkText('target', stage, "name a stage of the Dockerfile: 'build'") })
  }

  /**
   * The Dockerfile. Of a directory, its path from the working directory, as the CLI counts it; it may lie outside of the
   * context. In an archive, or among files, its path there.
   *
   * CLI `--file` · wire `dockerfile`
   */
  file(path: string): ImageBuilder {
    return this.#again({ ...this.#spec, file: checkText('file', path, "give a path: 'docker/Dockerfile'") })
  }

  /**
   * What the image is made for: `linux/arm64`. The builder runs no programs of other processors unless the engine's host
   * can, and takes base images for this platform. CLI `--platform` · wire `platform`
   */
  platform(platform: string): ImageBuilder {
    return this.#with({ platform: platformParam.write(platform, 'platform') })
  }

  /** Carries every instruction out again. CLI `--no-cache` · wire `nocache` */
  noCache(noCache = true): ImageBuilder {
    return this.#with({ nocache: checkFlag('noCache', noCache) })
  }

  /** Asks the registry whether there is a newer base image. CLI `--pull` · wire `pull` */
  pull(pull = true): ImageBuilder {
    return this.#with({ pull: checkFlag('pull', pull) })
  }

  /** Images whose layers may be used again. CLI `--cache-from` · wire `cachefrom` */
  cacheFrom(...images: readonly RefLike<'image'>[]): ImageBuilder {
    const names = images.map((image) => checkRef('image', 'slashes', image))
    return this.#with({ cachefrom: [...(this.#spec.query.cachefrom ?? []), ...names] })
  }

  /**
   * The network of RUN instructions: `'none'`, `'host'`, `'bridge'`, `'container:name'`, or a network's name or handle.
   * CLI `--network` · wire `networkmode`
   */
  network(network: RefLike<'network'>): ImageBuilder {
    return this.#with({ networkmode: checkRef('network', 'slashes', network) })
  }

  /** Lines of the hosts file of RUN instructions: `'db:10.0.0.5'`. CLI `--add-host` · wire `extrahosts` */
  addHost(...lines: readonly string[]): ImageBuilder {
    return this.#with({ extrahosts: [...(this.#spec.query.extrahosts ?? []), ...lines.map(checkAddHost)] })
  }

  /** The size of /dev/shm in RUN instructions: bytes, or `'64m'`. CLI `--shm-size` · wire `shmsize` */
  shmSize(size: Bytes): ImageBuilder {
    return this.#with({ shmsize: toBytes('shmSize', size) })
  }

  /** How much memory a RUN instruction may take: bytes, or `'512m'`; 6 MB at least. CLI `--memory` · wire `memory` */
  memory(limit: Bytes): ImageBuilder {
    return this.#with({ memory: toBytes('memory', limit) })
  }

  /** The same for memory and swap together; -1 for no limit. CLI `--memory-swap` · wire `memswap` */
  memorySwap(limit: Bytes): ImageBuilder {
    return this.#with({ memswap: Number(limit) === -1 ? -1 : toBytes('memorySwap', limit) })
  }

  /** The weight of RUN instructions beside other containers; 1024 is usual. CLI `--cpu-shares` · wire `cpushares` */
  cpuShares(shares: number): ImageBuilder {
    return this.#with({ cpushares: toWhole('cpuShares', shares) })
  }

  /** The period of the CPU quota, in microseconds. CLI `--cpu-period` · wire `cpuperiod` */
  cpuPeriod(microseconds: number): ImageBuilder {
    return this.#with({ cpuperiod: toWhole('cpuPeriod', microseconds) })
  }

  /** How much CPU time RUN instructions have in each period, in microseconds. CLI `--cpu-quota` · wire `cpuquota` */
  cpuQuota(microseconds: number): ImageBuilder {
    return this.#with({ cpuquota: toWhole('cpuQuota', microseconds) })
  }

  /** The CPUs that RUN instructions may use: `'0-3'`, `'0,1'`. CLI `--cpuset-cpus` · wire `cpusetcpus` */
  cpusetCpus(cpus: string): ImageBuilder {
    return this.#with({ cpusetcpus: toNumberSet('cpusetCpus', cpus) })
  }

  /** The memory nodes that they may use. CLI `--cpuset-mems` · wire `cpusetmems` */
  cpusetMems(nodes: string): ImageBuilder {
    return this.#with({ cpusetmems: toNumberSet('cpusetMems', nodes) })
  }

  /** The cgroup above those of RUN instructions. CLI `--cgroup-parent` · wire `cgroupparent` */
  cgroupParent(cgroup: string): ImageBuilder {
    return this.#with({ cgroupparent: checkText('cgroupParent', cgroup, "give a path: '/builds'") })
  }

  /** A limit of RUN instructions: `'nofile'` and its soft and hard value. CLI `--ulimit` · wire `ulimits` */
  ulimit(name: string, soft: number, hard: number = soft): ImageBuilder {
    const ulimit = checkUlimit(name, soft, hard)
    const others = (this.#spec.query.ulimits ?? []).filter(({ Name }) => Name !== name)
    return this.#with({ ulimits: [...others, ulimit] })
  }

  /** Security options of RUN instructions: `'no-new-privileges'`. CLI `--security-opt` · wire `securityopt` */
  securityOpt(...options: readonly string[]): ImageBuilder {
    const texts = options.map((option) => checkText('securityOpt', option, "write it like 'no-new-privileges'"))
    return this.#with({ securityopt: [...(this.#spec.query.securityopt ?? []), ...texts] })
  }

  /** Whether the containers of RUN instructions are removed when the build succeeds; yes. CLI `--rm` · wire `rm` */
  rm(rm = true): ImageBuilder {
    return this.#with({ rm: checkFlag('rm', rm) })
  }

  /** Removes them when it fails, too. CLI `--force-rm` · wire `forcerm` */
  forceRm(forceRm = true): ImageBuilder {
    return this.#with({ forcerm: checkFlag('forceRm', forceRm) })
  }

  /** Hands the builder to a function of yours: a place for settings that many images share. */
  use<Result>(fn: (builder: this) => Result): Result {
    checkFunction('fn', fn, 'give a function of the builder: (builder) => ...')
    return fn(this)
  }

  /** Parameters of the engine's own request, merged in last: for what this builder has no setter for. */
  raw(patch: Omit<ImageBuildQuery, 'dockerfile'>): ImageBuilder {
    return this.#again({ ...this.#spec, patch: merged(this.#spec.patch ?? {}, checkPatch(patch)) })
  }

  /** The same image for another engine. */
  on(docker: HasEngine): ImageBuilder {
    return new ImageBuilder(engineOf(docker), this.#context, this.#spec)
  }

  /** What `create()` tells the engine beside the context; a Dockerfile of a directory is still called what it is here. */
  toRequest(): ImageBuildQuery {
    return toBuildRequest(this.#spec)
  }

  /**
   * Builds the image, and waits until the engine has it. It has no deadline unless `timeout`, in milliseconds, gives one.
   * Needs the package modern-tar for directories and files, and @balena/dockerignore for a .dockerignore.
   *
   * CLI `docker build` with `DOCKER_BUILDKIT=0`
   *
   * @example
   * const image = await docker.image.build('./app').tag('team/app:1').create({
   *   onStep: ({ stream = '' }) => process.stdout.write(stream),
   * })
   *
   * @throws StateError BUILD_FAILED with the instruction, its exit code and its last lines; BadRequestError
   *   DOCKERFILE_INVALID, BUILD_TARGET_UNKNOWN; UsageError DOCKERFILE_MISSING, FILE_UNREADABLE, PACKAGE_MISSING;
   *   NotFoundError NOT_FOUND for a base image, PLATFORM_UNAVAILABLE; UnauthorizedError UNAUTHORIZED
   */
  create(options?: ImageBuildOptions): Promise<Image> {
    return buildImage(this.#engine, this.#context, this.#spec, options)
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth: number, options: object, inspect: Inspect): string {
    return printedRequest('ImageBuilder', depth, { toRequest: () => this.toRequest(), inspect, options })
  }

  #with(query: ImageBuildQuery): ImageBuilder {
    return this.#again({ ...this.#spec, query: { ...this.#spec.query, ...query } })
  }

  #again(spec: BuildSpec): ImageBuilder {
    return new ImageBuilder(this.#engine, this.#context, spec)
  }
}
