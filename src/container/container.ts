import type { Ip } from '../cidr/ip.js'
import type { Mac } from '../cidr/mac.js'
import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import type { Engine } from '../engine/engine.js'
import { openCall, type CallContext } from '../engine/context.js'
import type { Named } from '../engine/handle.js'
import { checkFlag } from '../errors/invalid-argument.js'
import type { RefLike } from '../engine/ref.js'
import { asOwned, type Owned } from '../engine/session/owned.js'
import { ipOf, ipsOf, macOf, portOf, type ContainerAddress, type HostPort } from './addresses/addresses.js'
import { attachContainer, resizeContainer, type AttachOptions } from './streams/attach.js'
import type { Attachment } from './streams/attachment.js'
import type { TerminalSize } from './terminal/size.js'
import { Exec } from './exec/exec.js'
import { ContainerFiles } from './files/container-files.js'
import { explainStart } from './run/explain-start.js'
import { removeContainer, restartContainer, stopContainer, type RemoveOptions, type StopOptions } from './lifecycle.js'
import { waitForExit } from './wait.js'
import type { Exit, WaitOptions } from './streams/exit-watch.js'
import { explainEnded } from './explain-ended.js'
import { Logs, type LogsOptions } from './streams/logs.js'
import { lookupIn, type LookupOptions } from './addresses/lookup.js'
import { checkContainerName } from './name.js'
import { checkText } from './program.js'
import {
  containerChanges,
  containerInspect,
  containerKill,
  containerPause,
  containerRename,
  containerStart,
  containerTop,
  containerUnpause,
} from './operations.js'
import { attachTerminal, type TerminalEnd, type TerminalOptions } from './terminal/terminal.js'
import { vethOf, type VethPair } from './addresses/veth.js'
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
export class Container extends ContainerFiles {
  readonly noun = 'container'

  /**
   * Starts it; false if it ran already. CLI `docker start`
   *
   * @throws ConflictError PORT_IN_USE, ADDRESS_IN_USE with the container that has it
   */
  async start(options: CallOptions = {}): Promise<boolean> {
    checkCallOptions(options, [], 'container.start')
    const call = openCall(this.engine, options)
    try {
      return await call.send(containerStart, { id: this })
    } catch (error) {
      throw await explainStart(call, this, error)
    }
  }

  /**
   * Asks it to end, and kills it when its grace period is over; false if it did not run.
   * `stopTimeout` are the seconds until the kill. `timeout` are the milliseconds until this call gives up; without it,
   * the call waits as long as that period and then for the client's deadline.
   * CLI `docker stop --timeout --signal`
   *
   * @example await web.stop({ stopTimeout: 30, stopSignal: 'SIGINT' })
   */
  stop(options: StopOptions = {}): Promise<boolean> {
    return stopContainer(this.engine, this, options)
  }

  /** Stops it if it runs, and starts it. CLI `docker restart` */
  restart(options: StopOptions = {}): Promise<void> {
    return restartContainer(this.engine, this, options)
  }

  /**
   * Sends it a signal, SIGKILL unless said otherwise. CLI `docker kill --signal`
   *
   * @throws ConflictError NOT_RUNNING
   */
  async kill(signal?: string, options: CallOptions = {}): Promise<void> {
    checkCallOptions(options, [], 'container.kill')
    await this.#whileRunning(options, (call) => call.send(containerKill, { id: this, query: { signal } }))
  }

  /** Freezes its processes. CLI `docker pause` */
  async pause(options: CallOptions = {}): Promise<void> {
    checkCallOptions(options, [], 'container.pause')
    await this.#whileRunning(options, (call) => call.send(containerPause, { id: this }))
  }

  /** Lets them go on. CLI `docker unpause` */
  async unpause(options: CallOptions = {}): Promise<void> {
    await this.engine.call(containerUnpause, { id: this }, options)
  }

  /**
   * Waits until it has run and has ended, and tells its exit code: at once if it has, and of one that was never started
   * when it has been. Has no deadline unless you give one.
   * CLI `docker wait`; `condition` is `next-exit` to wait until it ends once more, or `removed`
   *
   * @example const { exitCode } = await job.wait()
   * @throws StateError NOT_RUNNING when it was removed before it ran, or could not be started
   */
  wait(options: WaitOptions = {}): Promise<Exit> {
    return waitForExit(this.engine, this, options)
  }

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

  /** What the engine says of it now; with `size`, also how many bytes it has written. CLI `docker inspect` */
  async inspect({ size, ...options }: ContainerInspectOptions = {}): Promise<ContainerInspect> {
    checkCallOptions(options, ['size'], 'container.inspect')
    return await this.engine.call(containerInspect, { id: this, query: { size } }, options)
  }

  /** Its processes, as the host's `ps` lists them. CLI `docker top` */
  async top({
    psArgs,
    ...options
  }: CallOptions & { readonly psArgs?: string | undefined } = {}): Promise<ContainerTop> {
    checkCallOptions(options, ['psArgs'], 'container.top')
    if (psArgs !== undefined) checkText('psArgs', psArgs)
    return await this.#whileRunning(options, (call) =>
      call.send(containerTop, { id: this, query: { ps_args: psArgs } }),
    )
  }

  /** Which files differ from its image's. CLI `docker diff` */
  changes(options: CallOptions = {}): Promise<FilesystemChange[]> {
    return this.engine.call(containerChanges, { id: this }, options)
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

  /**
   * Its address on the one network it is on now, or on the one you name: IPv4 if it has one there, else IPv6.
   * In container mode, the other container's.
   *
   * @example (await web.ip('mybridge')).toString() // '172.72.0.2'
   * @throws StateError AMBIGUOUS_NETWORK with the list, NOT_ON_NETWORK, NO_NETWORK on `host` and on
   *   `none`, NOT_RUNNING
   */
  ip(network?: RefLike<'network'>, options: CallOptions = {}): Promise<Ip> {
    return ipOf(this.engine, this, network, options)
  }

  /** Its addresses on every network that it is on now; none on `host` and `none`. @throws StateError NOT_RUNNING */
  ips(options: CallOptions = {}): Promise<ContainerAddress[]> {
    return ipsOf(this.engine, this, options)
  }

  /** Its MAC address, found as `ip()` finds its address, with the same errors. */
  mac(network?: RefLike<'network'>, options: CallOptions = {}): Promise<Mac> {
    return macOf(this.engine, this, network, options)
  }

  /**
   * What DNS answers inside it, in the order of the answer. An unknown name gives an empty list.
   * Asked through `dig`, `nslookup` or `drill` of its image, or `getent`, which sorts and reads /etc/hosts first.
   *
   * @example (await asker.lookup('alicek106')).join(' ') // '172.72.0.4 172.72.0.2 172.72.0.3'
   * @throws StateError NO_TOOL when its image has none of them, EXIT_NOT_ZERO when no server answers, NOT_RUNNING;
   *   UsageError INVALID_NAME
   */
  lookup(name: string, options: LookupOptions = {}): Promise<Ip[]> {
    return lookupIn(this.engine, this, name, options)
  }

  /**
   * The host's ends of its virtual cables; macvlan, ipvlan, host and none have none.
   * Two short-lived helper containers look at the network from both sides; their image, the client option `helper`, is
   * not pulled for you.
   *
   * @example const [{ host }] = await web.veth() // host.name is 'veth1a2b3c4', host.bridge 'docker0'
   * @throws StateError NO_TOOL when the engine does not have the helper image, NOT_RUNNING, NOT_ON_NETWORK
   */
  veth(network?: RefLike<'network'>, options: CallOptions = {}): Promise<VethPair[]> {
    return vethOf(this.engine, this, network, options)
  }

  /**
   * Where a port of it is published on the host; empty if it is not. CLI `docker port`
   *
   * @example const [{ ip, port }] = await web.port('80/tcp') // or 80, or '53/udp'
   * @throws UsageError INVALID_PORT
   */
  port(port: number | string, options: CallOptions = {}): Promise<HostPort[]> {
    return portOf(this.engine, this, port, options)
  }

  /** Sends what only a running container takes; a refusal says how it ended. */
  async #whileRunning<Value>(options: CallOptions, send: (call: CallContext) => Promise<Value>): Promise<Value> {
    const call = openCall(this.engine, options)
    try {
      return await send(call)
    } catch (error) {
      throw await explainEnded(call, this, error)
    }
  }
}

/** A container that this client made: it goes when its `await using` block ends, its anonymous volumes with it. */
export type OwnedContainer = Owned<Container>

/** A handle on a container that was just made: killed and removed at its end. */
export function ownContainer(engine: Engine, named: Named, warnings: readonly string[]): OwnedContainer {
  const container = new Container(engine, named)
  return asOwned(container, {
    warnings,
    plain: () => new Container(engine, named),
    byHand: 'docker.container.remove(name, { force: true })',
    remove: (call) => removeContainer(call, container, { force: true, volumes: true }),
  })
}
