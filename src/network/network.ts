import type { CallOptions } from '../engine/call/call-options.js'
import type { Engine } from '../engine/engine.js'
import { isNotFound } from '../engine/absent.js'
import { disposeOwned } from '../engine/session/owned.js'
import { options, own, query } from '../engine/call/options.js'
import { checkRef, type Ref, type RefLike } from '../engine/ref.js'
import { MooringError } from '../errors/base.js'
import { checkFlag } from '../errors/invalid-argument.js'
import type { Named } from '../errors/codes.js'
import { checkConnect, toEndpointSettings, type EndpointOptions } from '../docker-words/endpoint.js'
import { explainAddress } from './explain/explain-address.js'
import { explainRemove } from './explain/explain-remove.js'
import { lookupOn, type Answer } from './lookup.js'
import { membersOf, type Member } from './members.js'
import { networkConnect, networkDelete, networkDisconnect, networkInspect } from './operations.js'
import type { NetworkInspect, NetworkSummary } from './wire/network.js'

/** How a network is inspected. */
export interface NetworkInspectOptions extends CallOptions {
  /** Adds the services of a swarm network. CLI `--verbose` */
  readonly verbose?: boolean | undefined
}

/** How a container is detached. */
export interface NetworkDisconnectOptions extends CallOptions {
  /** Also an endpoint whose container is gone, by its name. CLI `--force` */
  readonly force?: boolean | undefined
}

/** How a network is removed. */
export interface NetworkRemoveOptions extends CallOptions {
  /** Detaches first what is attached. */
  readonly detach?: boolean | undefined
}

const inspectOptions = options<NetworkInspectOptions>('network.inspect', { verbose: query(networkInspect, 'verbose') })
const disconnectOptions = options<NetworkDisconnectOptions>('network.disconnect', { force: own(checkFlag) })
const removeOptions = options<NetworkRemoveOptions>('network.remove', { detach: own(checkFlag) })

/**
 * A network on an engine. A handle is an address: it holds no facts that could grow old. Ask with `inspect()`.
 *
 * @example
 * const net = await docker.network.get('mybridge')
 * for (const { container, ip } of await net.members()) console.log(container.name, `${ip}`)
 */
export class Network implements Ref<'network'> {
  readonly noun = 'network'
  readonly id: string
  readonly name: string
  /** What the list said, for a handle that came from a list. */
  readonly summary: NetworkSummary | undefined
  protected readonly engine: Engine

  /** @internal */
  constructor(engine: Engine, { id, name }: { readonly id: string; readonly name: string }, summary?: NetworkSummary) {
    this.engine = engine
    this.id = id
    this.name = name
    this.summary = summary
  }

  /** What the engine says of it now; with `verbose`, also the services of a swarm network. CLI `docker network inspect` */
  async inspect(given: NetworkInspectOptions = {}): Promise<NetworkInspect> {
    inspectOptions.check(given)
    return this.engine.call(
      networkInspect,
      { id: this, query: inspectOptions.query(given) },
      inspectOptions.call(given),
    )
  }

  /**
   * Attaches a container, also while it runs.
   * CLI `docker network connect`
   *
   * @example await net.connect('web', { alias: 'www' })
   *
   * @throws ConflictError ALREADY_ATTACHED; BadRequestError NOT_CONNECTABLE for a container in host or container mode
   */
  async connect<
    const Address extends string = string,
    const MacAddress extends string = string,
    const Alias extends string = string,
  >(
    container: RefLike<'container'>,
    endpoint: EndpointOptions<Address, MacAddress, Alias> = {},
    options: CallOptions = {},
  ): Promise<void> {
    checkConnect(this.name, endpoint)
    const body = {
      Container: checkRef('container', 'word', container),
      EndpointConfig: toEndpointSettings(endpoint),
    }
    try {
      await this.engine.call(networkConnect, { id: this, body }, options)
    } catch (error) {
      throw await explainAddress(this.engine, this, body.EndpointConfig, error)
    }
    this.engine.session.noteConnected(this.id, body.Container)
  }

  /**
   * Detaches a container, also while it runs.
   *
   * CLI `docker network disconnect`; `force` detaches an endpoint whose container is gone, by its name
   * @throws ConflictError NOT_ATTACHED
   */
  async disconnect(container: RefLike<'container'>, given: NetworkDisconnectOptions = {}): Promise<void> {
    disconnectOptions.check(given)
    const body = {
      Container: checkRef('container', 'word', container),
      ...(given.force !== undefined && { Force: given.force }),
    }
    await this.engine.call(networkDisconnect, { id: this, body }, disconnectOptions.call(given))
  }

  /** The running containers on it, by name. */
  members(options: CallOptions = {}): Promise<Member[]> {
    return membersOf(this.engine, this, options)
  }

  /**
   * Which containers answer to a name here, as the engine has recorded it: by container name, alias, hostname
   * or short id. What DNS answers inside a container, `container.lookup(name)` tells.
   *
   * @example for (const { container, ip } of await net.lookup('alicek106')) console.log(container.name, `${ip}`)
   */
  lookup(name: string, options: CallOptions = {}): Promise<Answer[]> {
    return lookupOn(this.engine, this, name, options)
  }

  /**
   * Removes it. With `detach`, what is attached is detached first.
   *
   * CLI `docker network rm`
   * @throws InUseError ACTIVE_ENDPOINTS with the containers
   */
  async remove(given: NetworkRemoveOptions = {}): Promise<void> {
    removeOptions.check(given)
    const options = removeOptions.call(given)
    if (given.detach === true) await this.detach(() => true, options)
    try {
      await this.engine.call(networkDelete, { id: this }, options)
    } catch (error) {
      throw await explainRemove(this.engine, this, error)
    }
    this.engine.session.release(this)
  }

  protected async detach(which: (container: Named) => boolean, options: CallOptions): Promise<void> {
    const { Containers } = await this.inspect(options)
    for (const [key, { Name }] of Object.entries(Containers ?? {})) {
      if (!which({ id: key, name: Name })) continue
      // An endpoint without a container is known by its name only.
      const Container = key.startsWith('ep-') ? Name : key
      try {
        await this.engine.call(networkDisconnect, { id: this, body: { Container, Force: true } }, options)
      } catch (error) {
        if (!hasLeft(error)) throw error
      }
    }
  }

  /** Its address alone, for a log line. */
  toJSON(): Ref<'network'> {
    return { noun: this.noun, id: this.id, name: this.name }
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `Network ${this.name} (${this.id.slice(0, 12)})`
  }
}

/** A network that this client made: it goes when its `await using` block ends. */
export class OwnedNetwork extends Network implements AsyncDisposable {
  /** What the engine had to say when it made it. */
  readonly warnings: readonly string[]

  /** @internal */
  constructor(engine: Engine, named: { readonly id: string; readonly name: string }, warnings: readonly string[]) {
    super(engine, named)
    this.warnings = warnings
  }

  /** Gives it up: it stays when the block ends. */
  release(): Network {
    this.engine.session.release(this)
    return new Network(this.engine, this)
  }

  /**
   * Removes it, after detaching the containers that this client put there. Gone already is fine.
   *
   * @throws StateError STILL_THERE when somebody else's containers hold it
   */
  async [Symbol.asyncDispose](): Promise<void> {
    // A container whose start was given up may still be on its way out.
    await this.engine.session.tidied()
    await disposeOwned(this.engine.session, this, 'docker.network.remove(name, { detach: true })', async () => {
      await this.detach((container) => this.engine.session.putThere(this, container), {})
      await this.remove()
    })
  }
}

/** Between the question and the answer a container may have left by itself. */
function hasLeft(error: unknown): boolean {
  return isNotFound(error) || MooringError.is(error, 'NOT_ATTACHED')
}
