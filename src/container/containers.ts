import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import { Collection, listed } from '../engine/collection.js'
import type { Listed } from '../engine/handle.js'
import type { InputOf } from '../engine/call/operation.js'
import { filters, query, selection } from '../engine/call/options.js'
import { checkRef, nameOf, plainName, type RefLike } from '../engine/ref.js'
import { checkImage } from '../docker-words/image-reference.js'
import { ContainerBuilder } from './builder/builder.js'
import { emptySpec } from './builder/spec.js'
import { Container, type ContainerInspectOptions } from './container.js'
import type { RemoveOptions } from './lifecycle.js'
import { containerName } from './name.js'
import { builderFrom, type FromDockerRunOptions } from './command-line/reading/from-docker-run.js'
import { recoverContainer, type ReadyOptions } from './replace/replace.js'
import { likeContainer } from './like/like.js'
import { checkWords } from './program.js'
import { containerList, containerPrune } from './operations.js'
import type { ContainerPruneResponse } from './wire/run.js'
import type { ContainerInspect } from './wire/inspect.js'

/** Which containers to list. */
export type ContainerFilters = NonNullable<NonNullable<InputOf<typeof containerList>['query']>['filters']>
/** Which stopped containers to prune. */
export type ContainerPruneFilters = NonNullable<NonNullable<InputOf<typeof containerPrune>['query']>['filters']>

/** Which containers to list, and what to tell of them. */
export interface ContainerListQuery extends ContainerFilters {
  /** The stopped ones as well. CLI `--all` */
  readonly all?: boolean | undefined
  /** The newest so many, stopped or not. CLI `--last` */
  readonly limit?: number | undefined
  /** Adds how many bytes each has written, which takes the engine a while. CLI `--size` */
  readonly size?: boolean | undefined
}

const listOptions = selection<ContainerListQuery>('container.list', {
  all: query(containerList, 'all'),
  limit: query(containerList, 'limit'),
  size: query(containerList, 'size'),
  ...filters(containerList),
})

/** A handle that came from a list. */
export type ListedContainer = Listed<Container>

/** The types of the noun container. */
interface ContainerTypes {
  readonly handle: Container
  readonly inspected: ContainerInspect
  readonly inspectOptions: ContainerInspectOptions
  readonly removal: Promise<void>
  readonly removeOptions: RemoveOptions
}

/** The containers of one engine: `docker.container`. */
export class Containers extends Collection<ContainerTypes> {
  /**
   * A container to be made. Nothing is sent before `start()`, `output()` or another verb.
   * CLI `docker run <image> <command>`
   *
   * @example await using web = await docker.container.run('nginx:alpine').publish('127.0.0.1:8080:80').start()
   */
  run(image: string, ...command: readonly string[]): ContainerBuilder {
    return new ContainerBuilder(this.engine, emptySpec(checkImage(image), checkWords('command', command)))
  }

  /**
   * A builder of another container like this one: all that it was made with, its networks, addresses and mounts
   * included. Its name is not, because two cannot have one; and what came from its image is not, so that another image
   * brings its own. Of a network, a fixed address and a MAC address that were asked for are kept: while both containers
   * run, give one of them another. An engine from API 1.52 on does not say which MAC address was asked for.
   *
   * @example
   * const next = await docker.container.like('web')
   * await using web2 = await next.image('web:2').name('web-2').start()
   * @throws NotFoundError NOT_FOUND
   */
  like(container: RefLike<'container'>, options: CallOptions = {}): Promise<ContainerBuilder> {
    return likeContainer(this.engine, container, options)
  }

  /**
   * Finishes a `container.replace()` whose program died in its middle, or takes it back: the new container stays if it has
   * been started and is ready, else the old one comes back. In that middle nobody may have the name: it is found by it
   * nevertheless. Without such a thing it is `get()`.
   *
   * @example const web = await docker.container.recover('web')
   * @throws NotFoundError NOT_FOUND; StateError HALF_REPLACED with what is where
   */
  async recover(container: RefLike<'container'>, options: ReadyOptions = {}): Promise<Container> {
    return new Container(this.engine, await recoverContainer(this.engine, container, options))
  }

  /**
   * A builder that is told what a line of `docker run` or `docker create` says, split into words as a POSIX shell does:
   * with quotes, lines that go on, `$NAME`, `--env-file` and `./paths`. Nothing is run: a line with `$(...)`, a pipe or a
   * second command is refused where that stands, and so is what a builder refuses.
   *
   * @param options `env`: the variables for `$NAME` and `-e NAME`, those of this process unless said otherwise; `cwd`: the
   *   directory that paths are counted from
   * @example
   * const web = await docker.container.fromDockerRun('docker run -d --name web -p 8080:80 -e TAG nginx:$TAG', {
   *   env: { TAG: '1.27' },
   * })
   * await using running = await web.start()
   * @throws UsageError COMMAND_LINE_UNREADABLE with the piece and its place, UNKNOWN_OPTION with the nearest flag,
   *   FILE_UNREADABLE; and what the setters throw
   */
  fromDockerRun(text: string, options: FromDockerRunOptions = {}): Promise<ContainerBuilder> {
    return builderFrom(this.engine, text, options)
  }

  /**
   * The containers that run; with `all`, the stopped ones too. Of several values of a filter one must fit, but of
   * `label` all must.
   * CLI `docker ps --filter`, `--all`, `--last`, `--size`
   *
   * @example
   * const found = await docker.container.list({ all: true, label: ['app=web', 'tier=front'], status: 'exited' })
   * for (const web of found) console.log(web.name, web.summary.State)
   */
  async list(which: ContainerListQuery = {}, call: CallOptions = {}): Promise<ListedContainer[]> {
    listOptions.check(which)
    checkCallOptions(call, [], listOptions.verb)
    const found = await this.engine.call(containerList, { query: listOptions.query(which) }, call)
    return found.map((summary) =>
      listed(Container, this.engine, { id: summary.Id, name: containerName(summary.Names, summary.Id) }, summary),
    )
  }

  /** Removes the containers that are stopped. CLI `docker container prune` */
  prune(filters?: ContainerPruneFilters, options: CallOptions = {}): Promise<ContainerPruneResponse> {
    return this.engine.call(containerPrune, { query: { filters } }, options)
  }

  protected override at(ref: RefLike<'container'>): Container {
    return new Container(this.engine, { id: checkRef('container', 'word', ref), name: nameOf(ref) })
  }

  protected override handleOn({ Id, Name }: ContainerInspect): Container {
    return new Container(this.engine, { id: Id, name: plainName(Name) })
  }
}
