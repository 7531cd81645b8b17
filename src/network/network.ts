import type { CallOptions } from '../engine/call/call-options.js'
import type { Engine } from '../engine/engine.js'
import { isAbsent } from '../engine/absent.js'
import { options, own, query } from '../engine/call/options.js'
import { Handle, type Named } from '../engine/handle.js'
import { checkRef, type RefLike } from '../engine/ref.js'
import { asOwned, type Owned } from '../engine/session/owned.js'
import { MooringError } from '../errors/base.js'
import { checkFlag } from '../errors/invalid-argument.js'
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
export class Network extends Handle<'network', NetworkSummary> {
  readonly noun = 'network'

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
    this.engine.session.noteAttached(this.id, body.Container)
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
    this.engine.session.releaseNamed(this.noun, this.id)
  }

  /** @internal Removes it after detaching the containers that this client put there. */
  async removeOwned(): Promise<void> {
    const { session } = this.engine
    await this.detach((container) => session.hasAttached(this.id, container.id), {})
    await this.remove()
  }

  private async detach(which: (container: Named) => boolean, options: CallOptions): Promise<void> {
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
}

/** A network that this client made: it goes when its `await using` block ends. */
export type OwnedNetwork = Owned<Network>

/**
 * A handle on a network that was just made. At its end the containers that this client put there are detached first;
 * somebody else's hold it.
 */
export function ownNetwork(engine: Engine, named: Named, warnings: readonly string[]): OwnedNetwork {
  const network = new Network(engine, named)
  return asOwned(network, {
    warnings,
    plain: () => new Network(engine, named),
    byHand: 'docker.network.remove(name, { detach: true })',
    remove: async () => {
      // A container whose start was given up may still be on its way out.
      await engine.session.settled()
      await network.removeOwned()
    },
  })
}

/** Between the question and the answer a container may have left by itself. */
function hasLeft(error: unknown): boolean {
  return isAbsent(error, 'container') || MooringError.is(error, 'NOT_ATTACHED')
}
