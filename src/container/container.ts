import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import type { Engine } from '../engine/engine.js'
import { orAbsent } from '../engine/absent.js'
import { openCall } from '../engine/context.js'
import type { Named } from '../engine/handle.js'
import { checkFlag } from '../errors/invalid-argument.js'
import { asOwned, type Owned } from '../engine/session/owned.js'
import { attachContainer, resizeContainer, type AttachOptions } from './streams/attach.js'
import type { Attachment } from './streams/attachment.js'
import type { TerminalSize } from './terminal/size.js'
import { Exec } from './exec/exec.js'
import { ContainerAddresses } from './addresses/container-addresses.js'
import type { Image } from '../image/image.js'
import { pieces } from '../stream/decoders/pieces.js'
import { commitContainer, type CommitOptions } from './commit.js'
import { removeContainer, removeUnused, type RemoveOptions } from './lifecycle.js'
import { whileRunning } from './explain-ended.js'
import { Logs, type LogsOptions } from './streams/logs.js'
import { statsOf, type StatsFollowOptions, type StatsOptions } from './streams/stats.js'
import type { Stats } from './streams/usage.js'
import type { Items } from '../stream/items.js'
import { checkContainerName } from './name.js'
import { checkText } from './program.js'
import { replaceContainer, type ReplaceChange, type ReplaceOptions } from './replace/replace.js'
import { containerChanges, containerExport, containerInspect, containerRename, containerTop } from './operations.js'
import { attachTerminal, type TerminalEnd, type TerminalOptions } from './terminal/terminal.js'
import type { ContainerInspect } from './wire/inspect.js'
import type { ContainerTop, FilesystemChange } from './wire/run.js'

/** How a container is inspected. */
export interface ContainerInspectOptions extends CallOptions {
  /** Adds how many bytes it has written, which takes the engine a while. CLI `--size` */
  readonly size?: boolean | undefined
}

/**
 * A container on an engine. A handle is an address: it holds no facts that could grow old. Ask with `inspect()`.
 *
 * @example
 * const web = await docker.container.get('web')
 * console.log(`${web.name} is ${await web.ip()}`)
 */
export class Container extends ContainerAddresses {
  readonly noun = 'container'

  /**
   * Removes it; when this returns it is gone, also if somebody else was at it already. CLI `docker rm`
   *
   * @throws InUseError STILL_RUNNING without `force`; NotFoundError NOT_FOUND
   */
  async remove(options: RemoveOptions = {}): Promise<void> {
    checkCallOptions(options, ['force', 'volumes'], 'container.remove')
    if (options.volumes !== undefined) checkFlag('volumes', options.volumes)
    await removeContainer(openCall(this.engine, options), this, options)
    this.engine.session.releaseNamed(this.noun, this.id)
  }

  /** Gives it another name, and returns a handle that bears it. CLI `docker rename` */
  async rename(name: string, options: CallOptions = {}): Promise<Container> {
    await this.engine.call(containerRename, { id: this, query: { name: checkContainerName(name) } }, options)
    return new Container(this.engine, { id: this.id, name })
  }

  /**
   * The same container anew, of another image or with other settings: its name, aliases, fixed addresses, labels, mounts and
   * volumes without a name go over to the new one, and all that came from the old image is the new image's. The new one is
   * made before the old one is stopped; when it does not start, or does not become ready, the old one comes back. One that
   * is stopped is replaced by a stopped one. Containers that share its network, processes or memory, and those with a link
   * to it, are made anew with it.
   *
   * Gives the new one: an owned container for an owned one, which goes at the end of the same block.
   *
   * @example
   * await web.replace((builder) => builder.image('web:2'))
   * await web.replace((builder) => builder.memory('1g'), { ready: { http: 'http://:80/health' }, timeout: 60_000 })
   *
   * @throws StateError NOT_REPLACED when the old one is back, with the cause; HALF_REPLACED with what is where;
   *   CONTAINER_BUSY. What can be told before the old one is stopped is thrown as `create()` throws it
   */
  replace(this: OwnedContainer, change?: ReplaceChange, options?: ReplaceOptions): Promise<OwnedContainer>
  replace(change?: ReplaceChange, options?: ReplaceOptions): Promise<Container>
  replace(change?: ReplaceChange, options: ReplaceOptions = {}): Promise<Container> {
    return replaceContainer(this.engine, this, change, options)
  }

  /** What the engine says of it now; with `size`, also how many bytes it has written. CLI `docker inspect` */
  async inspect(given: ContainerInspectOptions = {}): Promise<ContainerInspect> {
    checkCallOptions(given, ['size'], 'container.inspect')
    const { size, ...options } = given
    return await this.engine.call(containerInspect, { id: this, query: { size } }, options)
  }

  /** Its processes, as the host's `ps` lists them. CLI `docker top` */
  async top(given: CallOptions & { readonly psArgs?: string | undefined } = {}): Promise<ContainerTop> {
    checkCallOptions(given, ['psArgs'], 'container.top')
    const { psArgs, ...options } = given
    if (psArgs !== undefined) checkText('psArgs', psArgs)
    return await whileRunning(this.engine, this, options, (call) =>
      call.send(containerTop, { id: this, query: { ps_args: psArgs } }),
    )
  }

  /**
   * All its files as one tar archive, to be read once; what is mounted is not among them. The engine is asked at the
   * first read, and a `timeout` counts from there. Leaving the loop closes the connection.
   * CLI `docker export`
   *
   * @example await pipeline(await web.export(), createWriteStream('web.tar'))
   *
   * @throws at the first read NotFoundError NOT_FOUND
   */
  async export(options: CallOptions = {}): Promise<AsyncIterableIterator<Uint8Array>> {
    checkCallOptions(options, [], 'container.export')
    const { signal, timeout } = options
    const open = (leave: AbortSignal) =>
      openCall(this.engine, { signal: leave, timeout }).send(containerExport, { id: this })
    return await Promise.resolve(pieces(open, signal)) // async, so that what is refused is refused by a rejection
  }

  /**
   * Makes an image of its files and its configuration, with a name or without one. What is mounted is not part of it.
   * Its processes stand still meanwhile, unless `pause` is false. It has no deadline unless `timeout` gives it one.
   * CLI `docker commit --author --change --message --pause`
   *
   * @example const image = await web.commit('team/web:2', { changes: ['CMD ["nginx"]'], message: 'with our pages' })
   *
   * @throws UsageError INVALID_REF for a bad name, INVALID_ARGUMENT for what is no instruction
   */
  commit(reference?: string, options: CommitOptions = {}): Promise<Image> {
    return commitContainer(this.engine, this, reference, options)
  }

  /** Which files differ from its image's. CLI `docker diff` */
  changes(options: CallOptions = {}): Promise<FilesystemChange[]> {
    return this.engine.call(containerChanges, { id: this }, options)
  }

  /**
   * What it uses of its host, as `docker stats` shows it: percent of CPU time and of memory, and bytes. The engine takes
   * one to two seconds to measure CPU time; with `oneShot` it answers at once, without it. With `follow`, a count each
   * second until the container ends or the loop is left.
   * CLI `docker stats --no-stream`, and `docker stats`
   *
   * @example
   * const { cpuPercent, memory } = await web.stats()
   * for await (const { memory } of web.stats({ follow: true })) if (memory.percent > 90) break
   *
   * @throws StateError NOT_RUNNING
   */
  stats(options: StatsFollowOptions): Items<Stats>
  stats(options?: StatsOptions): Promise<Stats>
  stats(options: StatsOptions | StatsFollowOptions = {}): Promise<Stats> | Items<Stats> {
    return statsOf(this.engine, this, options)
  }

  /**
   * What it wrote. Nothing is asked of the engine until the result is read, and leaving the loop ends it.
   * CLI `docker logs`
   *
   * @example for await (const { line } of web.logs({ follow: true, tail: 10 }).lines()) console.log(line)
   */
  logs(options: LogsOptions = {}): Logs {
    return new Logs(this.engine, this, options)
  }

  /**
   * A program to run inside, to be configured further; it runs when `output()`, `attach()` or `detach()` is called.
   * CLI `docker exec`
   *
   * @example const { stdout } = await web.exec('nginx', '-T').output({ check: true })
   *
   * @throws UsageError INVALID_ARGUMENT
   */
  exec(...argv: readonly string[]): Exec {
    return new Exec(this.engine, this, argv)
  }

  /**
   * Takes the streams of its own program in hand. CLI `docker attach`
   *
   * @example
   * await using streams = await web.attach()
   * for await (const { stream, data } of streams.output) process[stream].write(data)
   */
  attach(options: AttachOptions = {}): Promise<Attachment> {
    return attachContainer(this.engine, this, options)
  }

  /**
   * Puts it at this terminal, until it ends or the detach keys are typed (ctrl-p ctrl-q unless said otherwise).
   * CLI `docker attach`, of a container with a terminal
   *
   * @example const { detached, exitCode } = await shell.attachTerminal()
   *
   * @throws StateError NO_TERMINAL, NOT_RUNNING
   */
  attachTerminal(options: TerminalOptions = {}): Promise<TerminalEnd> {
    return attachTerminal(this.engine, this, options)
  }

  /** Tells its terminal its size. */
  resize(size: TerminalSize, options: CallOptions = {}): Promise<void> {
    return resizeContainer(this.engine, this, size, options)
  }
}

/** A container that this client made: it goes when its `await using` block ends, its anonymous volumes with it. */
export type OwnedContainer = Owned<Container>

/** A handle on a container that was just made: killed and removed at its end, and volumes that it alone has. */
export function ownContainer(
  engine: Engine,
  named: Named,
  warnings: readonly string[],
  volumes: readonly string[] = [],
): OwnedContainer {
  const container = new Container(engine, named)
  return asOwned(container, {
    warnings,
    plain: () => new Container(engine, named),
    byHand: 'docker.container.remove(name, { force: true })',
    remove: async (call) => {
      await orAbsent('container', removeContainer(call, container, { force: true, volumes: true }))
      await removeUnused(call, volumes)
    },
  })
}
