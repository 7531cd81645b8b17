import { openProbe, readLinks, type HostLink } from '../container/host-probe/links.js'
import { readRoutes, type HostRoute } from '../container/host-probe/routes.js'
import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import { openCall } from '../engine/context.js'
import type { Engine } from '../engine/engine.js'
import type { RefLike } from '../engine/ref.js'
import { macvlanShim, shimOptions, type MacvlanShim, type MacvlanShimOptions } from './macvlan-shim.js'

/** The machine that an engine runs on, seen from inside: `docker.host`. */
export class Host {
  readonly #engine: Engine

  /** @internal */
  constructor(engine: Engine) {
    this.#engine = engine
  }

  /**
   * The network interfaces of the engine's host: docker0, the bridges of networks, the veths of containers.
   * Read by a short-lived container in host mode, from the image of the client option `helper`, which is not pulled for
   * you unless that says so.
   * CLI `ip link` on the host
   *
   * @example
   * for (const { name, kind, master } of await docker.host.links()) console.log(name, kind, master)
   */
  async links(options: CallOptions = {}): Promise<HostLink[]> {
    checkCallOptions(options, [], 'host.links')
    return await readLinks(openProbe(this.#engine, options))
  }

  /**
   * The routes of the engine's host: where it sends packets for which addresses, default routes included. Read as
   * `links()` are.
   * CLI `ip route` and `ip -6 route` on the host
   *
   * @example
   * for (const { destination, gateway, interface: device } of await docker.host.routes())
   *   console.log(`${destination}`, gateway === undefined ? '' : `via ${gateway}`, device)
   *
   * @throws StateError NO_TOOL when the engine does not have the helper image; UsageError READ_ONLY
   */
  async routes(options: CallOptions = {}): Promise<HostRoute[]> {
    checkCallOptions(options, [], 'host.routes')
    return await readRoutes(openProbe(this.#engine, options))
  }

  /**
   * How this host can reach its own macvlan containers, and they the host: the commands that make an interface beside
   * theirs, a shim, to be run there as root. mooring runs none of them.
   *
   * The address is looked at: inside the subnet, nobody's, and given away by no engine. Networks that are made with
   * `.auxAddress('shim', address)` keep it.
   * CLI `ip link add shim0 link eth0 type macvlan mode bridge` and so on
   *
   * @example
   * const { up, down } = await docker.host.macvlanShim('my_macvlan', { address: '192.168.0.79' })
   * console.log(up.join('\n'))
   *
   * @throws UsageError INVALID_IP, INVALID_ARGUMENT; StateError SHIM_UNUSABLE with the reason; NotFoundError NOT_FOUND
   */
  async macvlanShim(network: RefLike<'network'>, given: MacvlanShimOptions): Promise<MacvlanShim> {
    shimOptions.check(given)
    return await macvlanShim(openCall(this.#engine, shimOptions.call(given)), network, given)
  }
}
