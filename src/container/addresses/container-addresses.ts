import type { Ip } from '../../cidr/ip.js'
import type { Mac } from '../../cidr/mac.js'
import type { EndpointOptions } from '../../docker-words/endpoint.js'
import type { CallOptions } from '../../engine/call/call-options.js'
import type { RefLike } from '../../engine/ref.js'
import { ContainerFiles } from '../files/container-files.js'
import { ipOf, ipsOf, macOf, type ContainerAddress } from './addresses.js'
import { cloneEndpointOf } from './clone-endpoint.js'
import { portOf, type HostPort } from './host-port.js'
import { lookupIn, type LookupOptions } from './lookup.js'
import { vethOf, type VethPair } from './veth.js'

/** What a container's handle tells of where the container is on its networks, and on the host. */
export abstract class ContainerAddresses extends ContainerFiles {
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
   * Asked through `dig`, `nslookup` or `drill` of its image, or `getent`, which sorts and reads /etc/hosts first. An image
   * that has none of them needs none: a short-lived container from the image of the client option `helper` asks in its
   * network.
   *
   * @example (await asker.lookup('alicek106')).join(' ') // '172.72.0.4 172.72.0.2 172.72.0.3'
   * @throws StateError NO_TOOL when its image has none of them and the engine no helper image, EXIT_NOT_ZERO when no server answers, NOT_RUNNING;
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
   * What its endpoint on a network was asked for, fit for `.net()` and `connect()` again: aliases, fixed addresses, links,
   * a MAC address that was chosen, and options of the driver; not what the engine gave. In any state of the container.
   *
   * @example await docker.container.run('nginx:alpine').net('front', await web.cloneEndpoint('front')).start()
   * @throws StateError NOT_ON_NETWORK
   */
  cloneEndpoint(network: RefLike<'network'>, options: CallOptions = {}): Promise<EndpointOptions> {
    return cloneEndpointOf(this.engine, this, network, options)
  }

  /**
   * Where a port of it is published on the host, IPv4 first; empty if it is not. Where the engine chose the port, that of
   * IPv6 may be another than that of IPv4: `address` is what to dial for each. CLI `docker port`
   *
   * @example
   * const [first] = await web.port('80/tcp') // or 80, or '53/udp'
   * if (first) await fetch(`http://${first.address}/`)
   *
   * @throws UsageError INVALID_PORT
   */
  port(port: number | string, options: CallOptions = {}): Promise<HostPort[]> {
    return portOf(this.engine, this, port, options)
  }
}
