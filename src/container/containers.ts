import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import { Collection, listed } from '../engine/collection.js'
import type { Listed } from '../engine/handle.js'
import type { InputOf } from '../engine/call/operation.js'
import { checkRef, nameOf, type RefLike } from '../engine/ref.js'
import { isImageId, parseImageReference } from '../docker-words/image-reference.js'
import { ContainerBuilder } from './builder/builder.js'
import { emptySpec } from './builder/spec.js'
import { Container, type ContainerInspectOptions } from './container.js'
import type { RemoveOptions } from './lifecycle.js'
import { containerName } from './name.js'
import { checkWords } from './program.js'
import { containerList, containerPrune } from './operations.js'
import type { ContainerPruneResponse } from './wire/run.js'
import type { ContainerInspect } from './wire/inspect.js'

/** Which containers to list. */
export type ContainerFilters = NonNullable<NonNullable<InputOf<typeof containerList>['query']>['filters']>
/** Which stopped containers to prune. */
export type ContainerPruneFilters = NonNullable<NonNullable<InputOf<typeof containerPrune>['query']>['filters']>

/** What a list shows besides. */
export interface ContainerListOptions extends CallOptions {
  /** The stopped ones as well. CLI `--all` */
  readonly all?: boolean | undefined
}

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
    if (!isImageId(image)) parseImageReference(image)
    return new ContainerBuilder(this.engine, emptySpec(image, checkWords('command', command)))
  }

  /**
   * The containers that run; with `all`, the stopped ones too.
   * CLI `docker ps --filter`, `--all`
   *
   * @example for (const web of await docker.container.list({ label: 'app=web' })) console.log(web.name, web.summary.State)
   */
  async list(filters?: ContainerFilters, { all, ...options }: ContainerListOptions = {}): Promise<ListedContainer[]> {
    checkCallOptions(options, ['all'], 'container.list')
    const found = await this.engine.call(containerList, { query: { all, filters } }, options)
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
    return new Container(this.engine, { id: Id, name: Name.replace(/^\//, '') })
  }
}
