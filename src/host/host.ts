import { readLinks, type HostLink } from '../container/host-probe/links.js'
import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import { openCall } from '../engine/context.js'
import type { Engine } from '../engine/engine.js'

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
   * you.
   * CLI `ip link` on the host
   *
   * @example
   * for (const { name, kind, master } of await docker.host.links()) console.log(name, kind, master)
   */
  async links(options: CallOptions = {}): Promise<HostLink[]> {
    checkCallOptions(options, [], 'host.links')
    return await readLinks(openCall(this.#engine, options))
  }
}
