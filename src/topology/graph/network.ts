import { Cidr } from '../../cidr/cidr.js'
import { goBoolean } from '../../network/go-boolean.js'
import { poolsOf } from '../../network/ipam/network-pools.js'
import type { NetworkSummary } from '../../network/wire/network.js'
import type { EngineFacts } from '../read/snapshot.js'
import type { TopologyNetwork } from './graph.js'

/** A network, as one of its hosts tells it. */
export function networkOf(network: NetworkSummary, host: EngineFacts): TopologyNetwork {
  const options = network.Options ?? {}
  const bridgeOption = (name: string): string | undefined => options[`com.docker.network.bridge.${name}`]
  const isBridge = network.Driver === 'bridge'
  return {
    id: network.Id,
    name: network.Name,
    hosts: [host.id],
    driver: network.Driver,
    scope: network.Scope,
    internal: network.Internal,
    configOnly: network.ConfigOnly,
    pools: poolsOf(network, host.apiVersion)
      .map(({ subnet, ipRange, gateway }) => ({ subnet, ipRange, gateway }))
      .sort((a, b) => Cidr.compare(a.subnet, b.subnet)),
    hostInterface: isBridge ? (bridgeOption('name') ?? `br-${network.Id.slice(0, 12)}`) : options['parent'],
    mode: options['macvlan_mode'] ?? options['ipvlan_mode'],
    icc: goBoolean(bridgeOption('enable_icc')) !== false,
    gatewayMode: isBridge
      ? { ip: bridgeOption('gateway_mode_ipv4') ?? 'nat', ip6: bridgeOption('gateway_mode_ipv6') ?? 'nat' }
      : undefined,
    options: sorted(options),
  }
}

/** The same record with its keys in order: engines give them in any. */
export function sorted(record: Readonly<Record<string, string>> | null | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(record ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)))
}
