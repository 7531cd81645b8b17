import type { CallOptions } from '../../engine/call/call-options.js'
import { engineOf, type Engine, type HasEngine } from '../../engine/engine.js'
import { checkLabels, pairsGiven } from '../../docker-words/labels.js'
import { checkPatch, merged } from '../../docker-words/patch.js'
import { checkRef, control, type Ref } from '../../engine/ref.js'
import { checkFlag, checkWord, invalidArgument } from '../../errors/invalid-argument.js'
import { UsageError } from '../../errors/usage.js'
import { platform as platformParam } from '../../docker-words/platform.js'
import { checkDefaultBridge, toEndpointSettings, type EndpointOptions } from '../../docker-words/endpoint.js'
import { conflict } from '../../errors/conflict.js'
import type { OwnedContainer } from '../container.js'
import { checkContainerName } from '../name.js'
import type { Output, OutputOptions } from '../run/output.js'
import { checkText, checkWords, toEnv } from '../program.js'
import type { PullPolicy } from '../run/pull-policy.js'
import type { ContainerCreateRequest } from '../wire/create.js'
import type { EndpointFor, Given, ModeOf, NetIn, NetTarget, NotShared } from './modes.js'
import { toMount, type MountOptions } from './mount.js'
import type { PortGiven } from './port-text.js'
import { parseExpose, parsePublish, withoutRepeats } from './ports.js'
import { narrow, refusals, settle, type ModalSetter, type NetMode } from './net-modes.js'
import type { AttachOptions } from '../streams/attach.js'
import { createContainer } from '../run/create.js'
import type { TerminalOptions } from '../terminal/terminal.js'
import {
  attachTo,
  outputOf,
  runAtTerminal,
  startContainer,
  type AttachedContainer,
  type TerminalRun,
} from '../run/run.js'
import { toCreateRequest, type ContainerSpec } from './spec.js'
import * as values from './values.js'

declare const modes: unique symbol

/**
 * A container to be made, like `docker run`. Immutable: each setter returns a new builder and checks its argument
 * at once, so one builder can start many containers. Nothing is sent before `create()`, `start()` or `output()`.
 *
 * @example
 * const app = docker.container.run('nginx:alpine').net('mybridge', { alias: 'web' })
 * await using first = await app.start()
 * await using second = await app.start()
 */
export class ContainerBuilder<out Mode extends NetMode = NetMode> {
  /** Only for the compiler: which network modes are still open. */
  declare private readonly [modes]?: Mode
  readonly #engine: Engine
  readonly #spec: ContainerSpec

  /** @internal */
  constructor(engine: Engine, spec: ContainerSpec) {
    this.#engine = engine
    this.#spec = spec
  }

  /** The container's name. Without one each start gets its own, `mooring-<session>-<n>`. CLI `--name` · query `name` */
  name(name: string): ContainerBuilder<Mode> {
    return this.#with({ name: checkContainerName(name) })
  }

  /**
   * Joins a network, or chooses another mode. Call it again to join a second network.
   * CLI `--network` · wire `HostConfig.NetworkMode`, `NetworkingConfig.EndpointsConfig`
   *
   * @example
   * docker.container.run('ubuntu').net('mybridge', { alias: 'web', ip: '172.72.1.10' })
   * docker.container.run('ubuntu').net('host')
   * docker.container.run('ubuntu').net(otherContainer)   // its addresses, its ports, its DNS
   */
  net<
    const Target extends NetTarget,
    const Address extends string = string,
    const Mac extends string = string,
    const Alias extends string = string,
  >(
    target: Target & NetIn<Mode, Target>,
    endpoint?: EndpointFor<Target, Address, Mac, Alias>,
  ): ContainerBuilder<ModeOf<Target>>
  net(target: NetTarget, endpoint: EndpointOptions = {}): ContainerBuilder {
    const { mode, named, fromHandle } = readTarget(target)
    const left = settle(mode, this.#spec.modes)
    const { networks, joins } = this.#spec
    const settings = toEndpointSettings(endpoint)
    if (mode !== 'own' && Object.values(endpoint).some((value) => value !== undefined))
      throw conflict('an endpoint', `net('${mode}')`, refusals.endpoint[mode])
    if (mode === 'shared') {
      if (joins !== undefined && joins.container !== named)
        throw conflict('net(container)', 'net(container)', refusals.net.shared)
      return this.#with({ modes: left, joins: { container: named, fromHandle } })
    }
    if (mode !== 'own') return this.#with({ modes: left })
    checkDefaultBridge(named, endpoint)
    const joined = { target: named, fromHandle, endpoint: settings }
    return this.#with({ modes: left, networks: [...networks.filter((one) => one.target !== named), joined] })
  }

  /**
   * Publishes ports on the host: `80`, `8080:80`, `127.0.0.1:8080:80/tcp`, `53:53/udp`, `8000-8010:8000-8010`.
   * Without an address the port is open on every address of the host. With `80` alone the engine chooses the host's
   * port: ask `container.port(80)`.
   * CLI `--publish` · wire `HostConfig.PortBindings` and `ExposedPorts`
   *
   * @example docker.container.run('nginx:alpine').publish('127.0.0.1:8080:80', '53:53/udp')
   * @throws UsageError INVALID_PORT, INVALID_HOST_IP
   */
  publish<const Ports extends readonly (string | number)[]>(
    ...ports: { readonly [At in keyof Ports]: Given<Mode, 'publish', PortGiven<Ports[At]>> }
  ): ContainerBuilder<'own'> {
    const published = given<string | number>(ports).flatMap((port) => parsePublish(port))
    return this.#narrow<'own'>('publish', { published: withoutRepeats([...this.#spec.published, ...published]) })
  }

  /** Says which ports the program listens on, without publishing them. CLI `--expose` · wire `ExposedPorts` */
  expose(...ports: readonly Given<Mode, 'expose', string | number>[]): ContainerBuilder<Mode & NotShared> {
    const exposed = given<string | number>(ports).flatMap((port) => parseExpose(port))
    return this.#narrow('expose', { exposed: [...this.#spec.exposed, ...exposed] })
  }

  /** The name it calls itself; a DNS name on user-defined networks, too. CLI `--hostname` · wire `Hostname` */
  hostname(hostname: Given<Mode, 'hostname', string>): ContainerBuilder<Mode & NotShared> {
    return this.#narrow('hostname', { hostname: values.checkHostname(hostname) })
  }

  /** DNS servers for names that docker does not know. CLI `--dns` · wire `HostConfig.Dns` */
  dns(...servers: readonly Given<Mode, 'dns', string>[]): ContainerBuilder<Mode & NotShared> {
    return this.#narrow('dns', { dns: [...this.#spec.dns, ...servers.map(values.checkDns)] })
  }

  /** Lines of the hosts file, `name:address`. CLI `--add-host` · wire `HostConfig.ExtraHosts` */
  addHost(...lines: readonly Given<Mode, 'addHost', string>[]): ContainerBuilder<Mode & NotShared> {
    return this.#narrow('addHost', { addHost: [...this.#spec.addHost, ...lines.map(values.checkAddHost)] })
  }

  /** Environment variables, one or several. CLI `--env` · wire `Env` */
  env(key: string, value: string): ContainerBuilder<Mode>
  env(variables: Readonly<Record<string, string>>): ContainerBuilder<Mode>
  env(first: string | Readonly<Record<string, string>>, value?: string): ContainerBuilder<Mode> {
    const added = toEnv(first, value)
    const names = new Set(added.map((line) => line.slice(0, line.indexOf('=') + 1)))
    const kept = this.#spec.env.filter((line) => !names.has(line.slice(0, line.indexOf('=') + 1)))
    return this.#with({ env: [...kept, ...added] })
  }

  /** Labels, one or several. CLI `--label` · wire `Labels` */
  label(key: string, value: string): ContainerBuilder<Mode>
  label(labels: Readonly<Record<string, string>>): ContainerBuilder<Mode>
  label(first: string | Readonly<Record<string, string>>, value?: string): ContainerBuilder<Mode> {
    const labels = checkLabels(pairsGiven(first, value))
    return this.#with({ labels: { ...this.#spec.labels, ...labels } })
  }

  /** The program that takes the command as its arguments. CLI `--entrypoint` · wire `Entrypoint` */
  entrypoint(...program: readonly string[]): ContainerBuilder<Mode> {
    return this.#with({ entrypoint: checkWords('entrypoint', program) })
  }

  /** The folder that its program starts in: an absolute path. CLI `--workdir` · wire `WorkingDir` */
  workdir(path: string): ContainerBuilder<Mode> {
    return this.#with({ workdir: values.checkWorkdir(path) })
  }

  /** `name`, `name:group` or numbers. CLI `--user` · wire `User` */
  user(user: string): ContainerBuilder<Mode> {
    return this.#with({ user: checkText('user', user) })
  }

  /** Gives it a terminal. CLI `--tty` · wire `Tty` */
  tty(tty = true): ContainerBuilder<Mode> {
    return this.#with({ tty: checkFlag('tty', tty) })
  }

  /** Keeps its standard input open. CLI `--interactive` · wire `OpenStdin` */
  interactive(interactive = true): ContainerBuilder<Mode> {
    return this.#with({ interactive: checkFlag('interactive', interactive) })
  }

  /** Runs a small init as process 1, which passes signals on and collects dead children. CLI `--init` · wire `HostConfig.Init` */
  init(init = true): ContainerBuilder<Mode> {
    return this.#with({ init: checkFlag('init', init) })
  }

  /** Lets the engine remove it when it ends. CLI `--rm` · wire `HostConfig.AutoRemove` */
  rm(rm = true): ContainerBuilder<Mode> {
    return this.#with({ rm: checkFlag('rm', rm) })
  }

  /** When the engine starts it again. CLI `--restart` · wire `HostConfig.RestartPolicy` */
  restart(policy: values.RestartPolicy): ContainerBuilder<Mode> {
    return this.#with({ restart: values.toRestartPolicy(policy) })
  }

  /** Puts a path of the host, a volume or memory at a path inside. CLI `--mount` · wire `HostConfig.Mounts` */
  mount(...mounts: readonly MountOptions[]): ContainerBuilder<Mode> {
    return this.#with({ mounts: [...this.#spec.mounts, ...mounts.map(toMount)] })
  }

  /** When the image is pulled first: `missing` by default, as docker does. CLI `--pull` */
  pull(policy: PullPolicy): ContainerBuilder<Mode> {
    return this.#with({ pull: checkWord('pull', policy, ['missing', 'always', 'never']) })
  }

  /** The platform of the image, such as `linux/arm64`. CLI `--platform` · query `platform` */
  platform(platform: string): ContainerBuilder<Mode> {
    return this.#with({ platform: platformParam.write(platform, 'platform') })
  }

  /** Hands the builder to a function of yours: a place for settings that many containers share. */
  use<Result>(fn: (builder: this) => Result): Result {
    return fn(this)
  }

  /**
   * Fields of the engine's own request, merged in last: for what this builder has no setter for.
   * Objects are merged field by field; a list takes the place of the builder's.
   *
   * @example docker.container.run('nginx:alpine').publish('80').raw({ HostConfig: { CapAdd: ['NET_ADMIN'] } })
   */
  raw(patch: Partial<ContainerCreateRequest>): ContainerBuilder<Mode> {
    return this.#with({ patch: merged(this.#spec.patch ?? {}, checkPatch(patch)) })
  }

  /**
   * The same container for another engine.
   *
   * @throws UsageError OTHER_ENGINE if it was given a handle, which belongs to one engine: give names instead
   */
  on(docker: HasEngine): ContainerBuilder<Mode> {
    const engine = engineOf(docker)
    const { networks, joins } = this.#spec
    const held =
      networks.find(({ fromHandle }) => fromHandle)?.target ??
      (joins?.fromHandle === true ? joins.container : undefined)
    if (held === undefined || engine === this.#engine) return new ContainerBuilder(engine, this.#spec)
    throw new UsageError('OTHER_ENGINE', {
      message: `the container was given a handle on ${held.slice(0, 12)}, which is on another engine`,
      details: { noun: joins === undefined ? 'network' : 'container', name: held },
      hint: 'give .net() a name: it is looked up on the engine that makes the container',
    })
  }

  /** The body that `create()` sends, but for two labels that tell which client and which call made the container. */
  toRequest(): ContainerCreateRequest {
    return toCreateRequest(this.#spec)
  }

  /**
   * Makes the container, without starting it. CLI `docker create`
   *
   * @example await using web = await docker.container.run('nginx:alpine').name('web').create()
   * @throws ConflictError NAME_TAKEN; NotFoundError NOT_FOUND for an image that cannot be pulled
   */
  create(options: CallOptions = {}): Promise<OwnedContainer> {
    return createContainer(this.#engine, this.#spec, options)
  }

  /**
   * Makes the container and starts it. When it cannot start, it does not stay behind either. CLI `docker run --detach`
   *
   * @example await using web = await docker.container.run('nginx:alpine').net('mybridge', { alias: 'web' }).start()
   * @throws ConflictError PORT_IN_USE, ADDRESS_IN_USE, NAME_TAKEN; NotFoundError NOT_FOUND
   */
  start(options: CallOptions = {}): Promise<OwnedContainer> {
    return startContainer(this.#engine, this.#spec, options)
  }

  /**
   * Runs the container to its end and gives what it said. It is always removed afterwards, and `.interactive()` and
   * `.rm()` change nothing: nobody can write to its stdin.
   * CLI `docker run --rm`
   *
   * @example
   * const { stdout, exitCode } = await docker.container.run('alpine', 'ip', 'addr').net('none').output()
   *
   * @throws StateError EXIT_NOT_ZERO with `check`, TEXT_TOO_LONG
   */
  output(options: OutputOptions = {}): Promise<Output> {
    return outputOf(this.#engine, this.#spec, options)
  }

  /**
   * Makes the container, attaches to its streams and starts it. CLI `docker run --attach`
   *
   * @example
   * const { container, streams } = await docker.container.run('alpine', 'cat').interactive().attach()
   * await streams.stdin.write('hello')
   * await streams.stdin.end()
   * for await (const { data } of streams.output) process.stdout.write(data)
   */
  attach(options: AttachOptions = {}): Promise<AttachedContainer> {
    return attachTo(this.#engine, this.#spec, options)
  }

  /**
   * Runs the container at this terminal, until it ends or the detach keys are typed: ctrl-p ctrl-q unless said otherwise.
   * CLI `docker run -it`
   *
   * @example await docker.container.run('ubuntu').tty().interactive().attachTerminal()
   *
   * @throws StateError NO_TERMINAL when this program has no terminal, or the container was made without `.tty()`
   */
  attachTerminal(options: TerminalOptions = {}): Promise<TerminalRun> {
    return runAtTerminal(this.#engine, this.#spec, options)
  }

  #narrow<Left extends NetMode = Mode & NotShared>(
    setter: ModalSetter,
    change: Partial<ContainerSpec>,
  ): ContainerBuilder<Left> {
    const left = narrow(setter, this.#spec.modes)
    return new ContainerBuilder<Left>(this.#engine, { ...this.#spec, ...change, modes: left })
  }

  #with(change: Partial<ContainerSpec>): ContainerBuilder<Mode> {
    return new ContainerBuilder(this.#engine, { ...this.#spec, ...change })
  }
}

/** What the compiler let through: of a refusal there are no values. The parsers look at each one anyway. */
function given<Value>(values: readonly unknown[]): readonly Value[] {
  return values as readonly Value[]
}

function readTarget(target: NetTarget): { mode: NetMode; named: string; fromHandle: boolean } {
  if (typeof target === 'string') return { ...readMode(target), fromHandle: false }
  const ref: Ref | undefined = typeof target === 'object' ? target : undefined
  if (ref?.noun === 'network') return { ...predefinedMode(ref), fromHandle: true }
  if (ref?.noun === 'container') return { mode: 'shared', named: checkRef('container', 'word', ref), fromHandle: true }
  throw invalidArgument('net', target, "give a network's name or handle, 'host', 'none', or a container")
}

/** A handle on one of the engine's own networks stands for the mode of that name. */
function predefinedMode(ref: Ref): { mode: NetMode; named: string } {
  const { name } = ref
  if (name === 'host' || name === 'none') return { mode: name, named: name }
  return { mode: 'own', named: name === 'bridge' ? name : checkRef('network', 'slashes', ref) }
}

function readMode(target: string): { mode: NetMode; named: string } {
  if (target === 'host' || target === 'none') return { mode: target, named: target }
  const [, container] = /^container:(.*)$/s.exec(target) ?? []
  if (container === '' || target === 'container') throw invalidArgument('net', target, 'write it like container:web')
  if (container !== undefined) return { mode: 'shared', named: checkRef('container', 'word', container) }
  if (target.trim() === '' || control.test(target)) throw invalidArgument('net', target, "give a network's name")
  return { mode: 'own', named: target }
}
