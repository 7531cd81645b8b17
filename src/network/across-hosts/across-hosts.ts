import { printedRequest, type Inspect } from '../../docker-words/printed-request.js'
import { checkCallOptions, type CallOptions } from '../../engine/call/call-options.js'
import { openCall, openChange } from '../../engine/context.js'
import { MooringError } from '../../errors/base.js'
import type { LanConflict } from '../../errors/codes.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { StateError } from '../../errors/state.js'
import { drivers } from '../builder/drivers/drivers.js'
import { toCreateRequest, withOptions, type NetworkSpec } from '../builder/spec.js'
import type { Network, OwnedNetwork } from '../network.js'
import { networkCreate } from '../operations.js'
import { checkCreateRequest } from '../rules/create-request.js'
import type { NetworkCreateRequest } from '../wire/requests.js'
import { checkHosts, sameEngine, type AcrossHostsOptions, type CheckedHost, type HostOnLan } from './hosts.js'
import { conflictsBetween } from './lan-conflicts.js'
import { makeOnAll, notOnAllHosts } from './make-on-all.js'
import { lookAt, type LanHost, type SeenHost } from './seen-host.js'

/** One of something for each host, in the order of the hosts. */
type ForEach<Hosts extends readonly unknown[], Thing> = { readonly [Index in keyof Hosts]: Thing }

/**
 * A network to be made on several hosts of one LAN: one subnet, and for each engine a range of its own. Nothing is sent
 * before `create()`.
 */
export class AcrossHostsBuilder<Hosts extends readonly unknown[] = readonly unknown[]> {
  readonly #spec: NetworkSpec
  readonly #hosts: readonly CheckedHost[]

  /** @internal */
  constructor(spec: NetworkSpec, hosts: readonly HostOnLan[], options: AcrossHostsOptions) {
    this.#spec = spec
    this.#hosts = checkHosts(hosts, spec.pools, options)
    this.toRequests() // which refuses what the hosts' own settings make wrong
  }

  /** The bodies that `create()` sends, one for each host, but for the labels that tell which client made the network. */
  toRequests(): ForEach<Hosts, NetworkCreateRequest> {
    const requests = this.#hosts.map((host) => requestFor(host, this.#spec))
    return requests as unknown as ForEach<Hosts, NetworkCreateRequest> // one for each host
  }

  /**
   * Makes the network on all hosts, or on none. First it looks at each engine: whether they are several, whether the name
   * is free, and whether a network of the same LAN gives the same addresses, has another router, or a MAC address twice.
   * What it returns removes all of them when it leaves its `await using` block.
   *
   * CLI `docker network create -d macvlan --subnet ... --ip-range ...` on each host
   *
   * @example
   * const lan = a.network.macvlan('my_macvlan').parent('eth0').subnet('192.168.0.0/24').gateway('192.168.0.1')
   * await using both = await lan.acrossHosts([{ docker: a, ipRange: '192.168.0.64/28' }, { docker: b }]).create()
   *
   * @throws UsageError SAME_ENGINE; StateError LAN_CONFLICT with all that is in the way; NOT_ON_ALL_HOSTS with the host, why, and
   *   what was undone; ConnectionError TIMED_OUT
   */
  async create(options: CallOptions = {}): Promise<NetworkAcrossHosts<Hosts>> {
    checkCallOptions(options, [], 'acrossHosts.create')
    const about = { operation: networkCreate.id, target: this.#spec.name }
    const hosts = this.#hosts.map((host): LanHost => {
      const call = openChange(host.engine, about, options)
      return { call, name: host.name, request: requestFor(host, this.#spec) }
    })
    if (this.#spec.patch !== undefined)
      for (const { call, request } of hosts) await call.engine.checkBody(networkCreate, request)
    const seen = await lookAtAll(hosts, async (host) => {
      await host.call.refuseTooNew(networkCreate, { body: host.request })
      return await lookAt(host)
    })
    refuseSameEngine(seen)
    refuseConflicts(this.#spec.name, conflictsBetween(seen))
    const made = await makeOnAll(hosts.map((host, at) => ({ ...host, name: seen[at]?.name ?? host.name })))
    return new NetworkAcrossHosts<Hosts>(this.#spec.name, made, hosts)
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth: number, options: object, inspect: Inspect): string {
    return printedRequest('AcrossHostsBuilder', depth, { toRequest: () => this.toRequests(), inspect, options })
  }
}

/** A network that was made on several hosts. It goes from all of them when its `await using` block ends. */
export class NetworkAcrossHosts<Hosts extends readonly unknown[] = readonly unknown[]> implements AsyncDisposable {
  /** The same on each host: `.net(both.name)` joins it wherever the container is made. */
  readonly name: string
  /** The network of each host, in the order of the hosts. */
  readonly networks: ForEach<Hosts, OwnedNetwork>
  readonly #made: readonly OwnedNetwork[]
  readonly #hosts: readonly LanHost[]

  /** @internal */
  constructor(name: string, made: readonly OwnedNetwork[], hosts: readonly LanHost[]) {
    this.name = name
    this.networks = made as unknown as ForEach<Hosts, OwnedNetwork> // one for each host
    this.#made = made
    this.#hosts = hosts
  }

  /**
   * What has come between the hosts since: two containers of one MAC address, a container with an address out of the range
   * of another host, another network that gives the same addresses. Engines see none of it.
   *
   * @example for (const { says } of await both.conflicts()) console.warn(says)
   */
  async conflicts(options: CallOptions = {}): Promise<LanConflict[]> {
    checkCallOptions(options, [], 'acrossHosts.conflicts')
    const hosts = this.#hosts.map((host) => ({ ...host, call: openCall(host.call.engine, options) }))
    const seen = await Promise.all(hosts.map(lookAt))
    return conflictsBetween(seen, new Set(this.#made.map(({ id }) => id)))
  }

  /** Gives it up on all hosts: it stays when the block ends. Returns a plain handle for each host. */
  release(): ForEach<Hosts, Network> {
    return this.#made.map((network) => network.release()) as unknown as ForEach<Hosts, Network> // one for each host
  }

  /**
   * Removes it from every host, whatever happens on the others. Gone already is fine.
   *
   * @throws StateError STILL_THERE with the hosts that have it still
   */
  async [Symbol.asyncDispose](): Promise<void> {
    const removals = await Promise.allSettled(this.#made.map((network) => network[Symbol.asyncDispose]()))
    const failed = removals.flatMap((removal, at) =>
      removal.status === 'rejected' ? [{ host: this.#hosts[at]?.name ?? '', why: removal.reason as unknown }] : [],
    )
    if (failed.length === 0) return
    const left = failed.map(({ host }) => `network ${this.name} on ${host}`)
    throw new StateError('STILL_THERE', {
      message: `not everything could be removed: ${left.join(', ')}`,
      details: { left },
      hint: 'release() it if it shall stay; see cause for what held it',
      target: this.name,
      cause: new AggregateError(failed.map(({ why }) => why)),
    })
  }
}

/** The body for one host. */
function requestFor({ name, parent, pools }: CheckedHost, spec: NetworkSpec): NetworkCreateRequest {
  const own = parent === undefined ? {} : drivers.macvlan.options.parent.write('parent', parent)
  const request = toCreateRequest({ ...spec, pools, options: withOptions(spec, own) })
  if (request.Options?.['parent'] === undefined) {
    const hint = "name the interface that leads to the LAN: .parent('eth0'), or { docker, parent: 'eth1' } for one host"
    throw invalidArgument('parent', undefined, hint, `the network of ${name} has no parent, and reaches no other host`)
  }
  for (const { Subnet = '', Gateway } of request.IPAM?.Config ?? []) {
    if (Gateway !== undefined || request.Internal === true) continue
    const hint = "name the router by .gateway('192.168.0.1'), or make it .internal()"
    const says = `the subnet ${Subnet} has no gateway: engines before 28 would each take the first address of their range`
    throw invalidArgument('gateway', undefined, hint, says)
  }
  checkCreateRequest(request)
  return request
}

/** Asks all engines at once. When several fail, the error tells of each. */
async function lookAtAll(
  hosts: readonly LanHost[],
  look: (host: LanHost) => Promise<SeenHost>,
): Promise<readonly SeenHost[]> {
  const looks = await Promise.allSettled(hosts.map(look))
  const failed = looks.flatMap((one, at) =>
    one.status === 'rejected' ? [{ host: hosts[at]?.name ?? '', error: one.reason as unknown }] : [],
  )
  if (failed.length === 0) return looks.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  for (const { call } of hosts) call.signal?.throwIfAborted()
  const [{ error: first } = { error: undefined }] = failed
  if (MooringError.is(first, 'CLIENT_CLOSED')) throw first
  throw notOnAllHosts(hosts[0]?.request.Name ?? '', { failed })
}

function refuseSameEngine(seen: readonly SeenHost[]): void {
  for (const [index, { name, identity }] of seen.entries()) {
    const other = seen.slice(0, index).find((one) => one.identity === identity)
    if (other !== undefined) throw sameEngine(other.name, name, 'yes')
  }
}

function refuseConflicts(network: string, conflicts: readonly LanConflict[]): void {
  if (conflicts.length === 0) return
  throw new StateError('LAN_CONFLICT', {
    message: `network ${JSON.stringify(network)} was made on no host: ${conflicts.map(({ says }) => says).join('; ')}`,
    details: { network, conflicts },
    hint: 'choose other ranges, another name or another parent, or remove what is in the way',
    target: network,
  })
}
