import type { Cidr } from '../cidr/cidr.js'
import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import type { Engine } from '../engine/engine.js'
import { options, own, query } from '../engine/call/options.js'
import { openCall, openChange, type CallContext } from '../engine/context.js'
import { Handle, type Named } from '../engine/handle.js'
import type { RefLike } from '../engine/ref.js'
import { soon, undoneTime } from '../engine/session/closing.js'
import { asOwned, type Owned } from '../engine/session/owned.js'
import { MooringError } from '../errors/base.js'
import { checkFlag } from '../errors/invalid-argument.js'
import { checkConnect, toEndpointSettings, type EndpointOptions } from '../docker-words/endpoint.js'
import { subnetsIn } from './addresses.js'
import { connectContainer, disconnectContainer } from './attach.js'
import { detachAll, detachOwn } from './detach.js'
import { explainRemove } from './explain/explain-remove.js'
import { networkCapacity, type PoolCapacity } from './ipam/capacity.js'
import type { NetworkName } from './names/answers.js'
import { lookupOn, namesOn, networkLookupOptions, type Answers, type NetworkLookupOptions } from './names/lookup.js'
import { membersOf, type Member } from './members.js'
import { networkConnect, networkDelete, networkDisconnect, networkInspect } from './operations.js'
import { NetworkWatch, type WatchOptions } from './watch/watch.js'
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
    return await this.engine.call(
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
    checkCallOptions(options, [], 'network.connect')
    const settings = toEndpointSettings(endpoint)
    checkConnect(this.name, settings)
    const call = openChange(this.engine, { operation: networkConnect.id, target: this.name }, options)
    await connectContainer(call, this, container, settings)
  }

  /**
   * Detaches a container, also while it runs.
   *
   * CLI `docker network disconnect`; `force` detaches an endpoint whose container is gone, by its name
   * @throws ConflictError NOT_ATTACHED
   */
  async disconnect(container: RefLike<'container'>, given: NetworkDisconnectOptions = {}): Promise<void> {
    disconnectOptions.check(given)
    const about = { operation: networkDisconnect.id, target: this.name }
    const call = openChange(this.engine, about, disconnectOptions.call(given))
    await disconnectContainer(call, this, container, given.force)
  }

  /** The running containers on it, by name. */
  async members(options: CallOptions = {}): Promise<Member[]> {
    checkCallOptions(options, [], 'network.members')
    return await membersOf(openCall(this.engine, options), this)
  }

  /**
   * The subnets it has, as values; none for `host` and `none`.
   * CLI `docker network inspect` · wire `IPAM.Config[].Subnet`
   *
   * @example for (const subnet of await net.subnets()) console.log(`${subnet}`, subnet.hostCount)
   */
  async subnets(options: CallOptions = {}): Promise<Cidr[]> {
    checkCallOptions(options, [], 'network.subnets')
    return subnetsIn((await this.engine.call(networkInspect, { id: this }, options)).IPAM)
  }

  /**
   * Every name that somebody answers to here, and who does: container names, aliases, hostnames and short ids, as the
   * engine has recorded them. The default bridge knows no names.
   *
   * @example
   * for (const { name, answers } of await net.names()) console.log(name, answers.map(({ ip }) => `${ip}`).join(' '))
   */
  async names(options: CallOptions = {}): Promise<NetworkName[]> {
    checkCallOptions(options, [], 'network.names')
    return await namesOn(openCall(this.engine, options), this)
  }

  /**
   * How full each of its pools is, and which address the next container gets: engines give the lowest free one of the
   * range, or of the subnet. By rule on every engine, and by the engine's own count where it has one (`counted`, since
   * API 1.52). Counts are bigint.
   *
   * @example
   * for (const { subnet, free, next } of await net.capacity()) console.log(`${subnet}: ${free} free, next ${next}`)
   */
  async capacity(options: CallOptions = {}): Promise<PoolCapacity[]> {
    checkCallOptions(options, [], 'network.capacity')
    return await networkCapacity(openCall(this.engine, options), this)
  }

  /**
   * Which containers answer to a name here, as the engine has recorded it, and by which of their names: `via` is the
   * container's name, an alias, its hostname or its short id. Where nobody does, `because` tells why: no DNS on this
   * network, a container that is stopped or on another network, a misspelt name. With `from`, also whether another network
   * of the container that asks goes before. What DNS answers inside a container, `container.lookup(name)` tells.
   *
   * @example
   * const answers = await net.lookup('alicek106')
   * for (const { container, ip, via } of answers) console.log(container.name, `${ip}`, via)
   * for (const { message, hint } of answers.because) console.log(message, hint)
   */
  async lookup(name: string, given: NetworkLookupOptions = {}): Promise<Answers> {
    networkLookupOptions.check(given)
    const call = openCall(this.engine, networkLookupOptions.call(given))
    return await lookupOn(call, this, { name, from: given.from })
  }

  /**
   * What changes here, as it changes: first a snapshot, then containers that join, leave, come back with another address
   * or are renamed; `names` are the names whose answers are others now. It goes on over a restart of the engine, and ends
   * when the network is removed.
   *
   * @example
   * for await (const { names } of net.watch()) {
   *   for (const { name, answers } of names) console.log(name, answers.map(({ ip }) => `${ip}`).join(' '))
   * }
   *
   * @throws NotFoundError NOT_FOUND, ConnectionError: from the first read
   */
  watch(options: WatchOptions = {}): NetworkWatch {
    return new NetworkWatch(this.engine, options, this)
  }

  /**
   * Removes it. With `detach`, what is attached is detached first.
   *
   * CLI `docker network rm`
   * @throws InUseError ACTIVE_ENDPOINTS with the containers
   */
  async remove(given: NetworkRemoveOptions = {}): Promise<void> {
    removeOptions.check(given)
    const about = { operation: networkDelete.id, target: this.name }
    const call = openChange(this.engine, about, removeOptions.call(given))
    if (given.detach === true) await detachAll(call, this)
    await this.delete(call)
    this.engine.session.releaseNamed(this.noun, this.id)
  }

  /** @internal Removes it after detaching the containers that this client put there. */
  async removeOwned(call: CallContext): Promise<void> {
    await detachOwn(call, this)
    try {
      await this.delete(call)
    } catch (error) {
      // A container of this client that was just being started may have come since.
      const isHeld = MooringError.is(error, 'ACTIVE_ENDPOINTS')
      if (!isHeld || (await detachOwn(call, this)) === 0) throw error
      await this.delete(call)
    }
  }

  private async delete(call: CallContext): Promise<void> {
    try {
      await call.send(networkDelete, { id: this })
    } catch (error) {
      throw await explainRemove(call, this, error)
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
    remove: async (call) => {
      // A container whose start was given up may still be on its way out.
      await soon(engine.session.undone('container'), undoneTime)
      await network.removeOwned(call)
    },
  })
}
