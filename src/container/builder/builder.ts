import type { CallOptions } from '../../engine/call/call-options.js'
import { engineOf, type Engine, type HasEngine } from '../../engine/engine.js'
import { checkImage } from '../../docker-words/image-reference.js'
import { checkLink } from '../../docker-words/endpoint/link.js'
import { checkPatch, merged } from '../../docker-words/patch.js'
import { printedRequest, type Inspect } from '../../docker-words/printed-request.js'
import { checkFlag, checkFunction } from '../../errors/invalid-argument.js'
import type { RefLike } from '../../engine/ref.js'
import type { EndpointOptions } from '../../docker-words/endpoint.js'
import type { OwnedContainer } from '../container.js'
import type { Output, OutputOptions } from '../run/output.js'
import type { ContainerCreateRequest } from '../wire/create.js'
import type { EndpointFor, Given, ModeOf, NetIn, NetTarget, NotShared } from './network/modes.js'
import { narrow, type ModalSetter, type NetMode } from './network/net-modes.js'
import type { PortAmong } from './network/port-text.js'
import { parseAllPublished, parseExpose, withoutRepeats } from './network/ports.js'
import { joining } from './network/target.js'
import {
  checkAddHost,
  checkDns,
  checkDnsOption,
  checkDnsSearch,
  checkDomainname,
  checkHostname,
} from './network/values.js'
import type { AttachOptions } from '../streams/attach.js'
import type { TerminalOptions } from '../terminal/terminal.js'
import {
  makeOnly,
  attachTo,
  outputOf,
  runAtTerminal,
  startContainer,
  type AttachedContainer,
  type TerminalRun,
} from '../run/run.js'
import { dockerRunLine, type ToDockerRunOptions } from '../command-line/writing/to-docker-run.js'
import { checkWords } from '../program.js'
import { LoggingSetters } from './logging.js'
import { toCreateQuery, toCreateRequest } from './request.js'
import { holding, refuseHandles, type ContainerSpec } from './spec.js'

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
export class ContainerBuilder<out Mode extends NetMode = NetMode> extends LoggingSetters {
  /** Only for the compiler: which network modes are still open. */
  declare private readonly [modes]?: Mode
  readonly #engine: Engine
  protected readonly spec: ContainerSpec

  /** @internal */
  constructor(engine: Engine, spec: ContainerSpec) {
    super()
    this.#engine = engine
    this.spec = spec
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
    return new ContainerBuilder(this.#engine, { ...this.spec, ...joining(this.spec, target, endpoint) })
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
    ...ports: { readonly [At in keyof Ports]: Given<Mode, 'publish', PortAmong<Ports, Ports[At]>> }
  ): ContainerBuilder<'own'> {
    const published = parseAllPublished(given<string | number>(ports))
    return this.#narrow<'own'>('publish', { published: withoutRepeats([...this.spec.published, ...published]) })
  }

  /**
   * Publishes every port that its image, or `.expose()`, says it listens on: the engine chooses the host's ports.
   * CLI `--publish-all` · wire `HostConfig.PublishAllPorts`
   */
  publishAll(this: Given<Mode, 'publishAll', ContainerBuilder<Mode>>, publishAll?: boolean): ContainerBuilder<'own'>
  publishAll(publishAll = true): ContainerBuilder {
    return this.#narrow('publishAll', { publishAll: checkFlag('publishAll', publishAll) })
  }

  /** Says which ports the program listens on, without publishing them. CLI `--expose` · wire `ExposedPorts` */
  expose(...ports: readonly Given<Mode, 'expose', string | number>[]): ContainerBuilder<Mode & NotShared> {
    const exposed = given<string | number>(ports).flatMap((port) => parseExpose(port))
    return this.#narrow('expose', { exposed: [...this.spec.exposed, ...exposed] })
  }

  /** The name it calls itself; a DNS name on user-defined networks, too. CLI `--hostname` · wire `Hostname` */
  hostname(hostname: Given<Mode, 'hostname', string>): ContainerBuilder<Mode & NotShared> {
    return this.#narrow('hostname', { hostname: checkHostname(hostname) })
  }

  /** The domain behind its hostname. CLI `--domainname` · wire `Domainname` */
  domainname(domain: Given<Mode, 'domainname', string>): ContainerBuilder<Mode & NotShared> {
    return this.#narrow('domainname', { domainname: checkDomainname(domain) })
  }

  /** DNS servers for names that docker does not know. CLI `--dns` · wire `HostConfig.Dns` */
  dns(...servers: readonly Given<Mode, 'dns', string>[]): ContainerBuilder<Mode & NotShared> {
    return this.#narrow('dns', { dns: [...this.spec.dns, ...servers.map(checkDns)] })
  }

  /** Options of resolv.conf, such as `ndots:2`. CLI `--dns-option` · wire `HostConfig.DnsOptions` */
  dnsOption(...options: readonly Given<Mode, 'dnsOption', string>[]): ContainerBuilder<Mode & NotShared> {
    return this.#narrow('dnsOption', { dnsOptions: [...this.spec.dnsOptions, ...options.map(checkDnsOption)] })
  }

  /** Domains that are tried for short names; `.` for none. CLI `--dns-search` · wire `HostConfig.DnsSearch` */
  dnsSearch(...domains: readonly Given<Mode, 'dnsSearch', string>[]): ContainerBuilder<Mode & NotShared> {
    return this.#narrow('dnsSearch', { dnsSearch: [...this.spec.dnsSearch, ...domains.map(checkDnsSearch)] })
  }

  /** Lines of the hosts file, `name:address`. CLI `--add-host` · wire `HostConfig.ExtraHosts` */
  addHost(...lines: readonly Given<Mode, 'addHost', string>[]): ContainerBuilder<Mode & NotShared> {
    return this.#narrow('addHost', { addHost: [...this.spec.addHost, ...lines.map(checkAddHost)] })
  }

  /** The same container of another image, which must be pulled if it is missing. */
  image(ref: string): this {
    return this.with({ image: checkImage(ref) })
  }

  /** Another command for the same container; without words it is the image's. */
  command(...words: readonly string[]): this {
    return this.with({ command: checkWords('command', words) })
  }

  /**
   * Knows another container by a name, on the default bridge; networks of your own answer the names of all containers.
   * CLI `--link` · wire `HostConfig.Links`
   *
   * @example docker.container.run('wordpress').link('db', 'mysql')
   * @throws UsageError INVALID_REF, INVALID_ALIAS
   */
  link(container: Given<Mode, 'link', RefLike<'container'>>, alias?: string): ContainerBuilder<'own'> {
    const [target] = given<RefLike<'container'>>([container])
    const link = checkLink(target as RefLike<'container'>, alias) // which looks
    return this.#narrow<'own'>('link', { ...holding(this.spec, target), links: [...this.spec.links, link] })
  }

  /** Hands the builder to a function of yours: a place for settings that many containers share. */
  use<Result>(fn: (builder: this) => Result): Result {
    checkFunction('fn', fn, 'give a function of the builder: (builder) => ...')
    return fn(this)
  }

  /**
   * Fields of the engine's own request, merged in last: for what this builder has no setter for.
   * Objects are merged field by field; a list takes the place of the builder's.
   *
   * @example docker.container.run('nginx:alpine').publish('80').raw({ HostConfig: { CapAdd: ['NET_ADMIN'] } })
   */
  raw(patch: Partial<ContainerCreateRequest>): this {
    return this.with({ patch: merged(this.spec.patch ?? {}, checkPatch(patch)) })
  }

  /**
   * The same container for another engine.
   *
   * @throws UsageError OTHER_ENGINE if it was given a handle, which belongs to one engine: give names instead
   */
  on(docker: HasEngine): ContainerBuilder<Mode> {
    const engine = engineOf(docker)
    if (engine !== this.#engine) refuseHandles(this.spec)
    return new ContainerBuilder(engine, this.spec)
  }

  /** @internal All that it was told, and for which engine. */
  told(): { readonly engine: Engine; readonly spec: ContainerSpec } {
    return { engine: this.#engine, spec: this.spec }
  }

  /** The body that `create()` sends, but for two labels that tell which client and which call made the container. */
  toRequest(): ContainerCreateRequest {
    return toCreateRequest(this.spec)
  }

  /**
   * The line of `docker run` that says the same, for a shell to read; the values of variables stand in it as they are.
   * @example docker.container.run('nginx:alpine').publish(80).toDockerRun() // docker run --publish 80 nginx:alpine
   * @throws UsageError NO_FLAG for what no flag says, such as most of `.raw()`
   */
  toDockerRun(options: ToDockerRunOptions = {}): string {
    return dockerRunLine(this.spec, options, (blank) => new ContainerBuilder(this.#engine, blank))
  }

  /**
   * Makes the container, without starting it. CLI `docker create`
   *
   * @example await using web = await docker.container.run('nginx:alpine').name('web').create()
   * @throws ConflictError NAME_TAKEN; NotFoundError NOT_FOUND for an image that cannot be pulled
   */
  create(options: CallOptions = {}): Promise<OwnedContainer> {
    return makeOnly(this.#engine, this.spec, options)
  }

  /**
   * Makes the container and starts it. When it cannot start, it does not stay behind either. CLI `docker run --detach`
   *
   * @example await using web = await docker.container.run('nginx:alpine').net('mybridge', { alias: 'web' }).start()
   * @throws ConflictError PORT_IN_USE, ADDRESS_IN_USE, NAME_TAKEN; NotFoundError NOT_FOUND
   */
  start(options: CallOptions = {}): Promise<OwnedContainer> {
    return startContainer(this.#engine, this.spec, options)
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
    return outputOf(this.#engine, this.spec, options)
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
    return attachTo(this.#engine, this.spec, options)
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
    return runAtTerminal(this.#engine, this.spec, options)
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth: number, options: object, inspect: Inspect): string {
    const toRequest = (): object => ({ ...toCreateQuery(this.spec), body: this.toRequest() })
    return printedRequest('ContainerBuilder', depth, { toRequest, inspect, options })
  }

  #narrow<Left extends NetMode = Mode & NotShared>(
    setter: ModalSetter,
    change: Partial<ContainerSpec>,
  ): ContainerBuilder<Left> {
    const left = narrow(setter, this.spec.modes)
    return new ContainerBuilder<Left>(this.#engine, { ...this.spec, ...change, modes: left })
  }

  protected with(change: Partial<ContainerSpec>): this {
    // No class is derived from this one, so `this` is what is made.
    return new ContainerBuilder<Mode>(this.#engine, { ...this.spec, ...change }) as this
  }
}

/** What the compiler let through: of a refusal there are no values. The parsers look at each one anyway. */
function given<Value>(values: readonly unknown[]): readonly Value[] {
  return values as readonly Value[]
}
