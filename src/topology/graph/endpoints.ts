import { Ip } from '../../cidr/ip.js'
import { Mac } from '../../cidr/mac.js'
import type { ContainerInspect } from '../../container/wire/inspect.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { askedEndpoints } from '../../docker-words/endpoint/asked.js'
import { compareApi } from '../../engine/call/api-version.js'
import type { EngineFacts } from '../read/snapshot.js'
import type { TopologyContainer, TopologyEndpoint, TopologyNetwork } from './graph.js'

/** The networks of one engine, by what an endpoint may call them. */
export class NetworkIndex {
  readonly #byId = new Map<string, TopologyNetwork>()
  readonly #byName = new Map<string, TopologyNetwork>()

  constructor(networks: readonly TopologyNetwork[]) {
    for (const network of networks) {
      this.#byId.set(network.id, network)
      this.#byName.set(network.name, network)
    }
  }

  /**
   * Before its first start an endpoint has only the word that the container was made with: a name, or part of an id. One
   * with the id of a network that is gone is on none, whatever has the name now.
   */
  find(id: string, word: string): TopologyNetwork | undefined {
    if (id !== '') return this.#byId.get(id)
    const found = this.#byName.get(word) ?? this.#byId.get(word)
    if (found !== undefined || !/^[0-9a-f]{4,}$/.test(word)) return found
    return [...this.#byId.values()].find((network) => network.id.startsWith(word))
  }
}

interface Joined {
  readonly network: TopologyNetwork
  readonly settings: EndpointSettings
  readonly endpoint: Omit<TopologyEndpoint, 'defaultRoute' | 'defaultRoute6'>
}

/** The endpoints of a container, and which of them have its default routes. */
export function endpointsOf(
  found: ContainerInspect,
  { running, net }: TopologyContainer,
  networks: NetworkIndex,
  host: EngineFacts,
): TopologyEndpoint[] {
  if (net === 'none' || net === 'shared') return []
  const asked = new Map(askedEndpoints(found).map(({ network, endpoint }) => [network, endpoint]))
  const joined = Object.entries(found.NetworkSettings.Networks ?? {}).flatMap(([word, settings]): Joined[] => {
    const network = networks.find(settings.NetworkID ?? '', word)
    if (network === undefined) return []
    return [
      {
        network,
        settings,
        endpoint: { ...endpointOf(settings, asked.get(word), running), container: found.Id, network: network.id },
      },
    ]
  })
  const way = running ? defaultRouteOf(joined, 4) : undefined
  // Engines before 28 take both routes from the endpoint with the IPv4 one.
  const way6 =
    running && (way === undefined || compareApi(host.apiVersion, '1.48') >= 0) ? defaultRouteOf(joined, 6) : way
  return joined.map((one) => ({
    ...one.endpoint,
    defaultRoute: one === way,
    defaultRoute6: one === way6 && one.endpoint.gateway6 !== undefined,
  }))
}

function endpointOf(
  settings: EndpointSettings,
  asked: EndpointSettings = {},
  active: boolean,
): Omit<Joined['endpoint'], 'container' | 'network'> {
  const { IPv4Address, IPv6Address, LinkLocalIPs } = asked.IPAMConfig ?? {}
  return {
    active,
    ip: addressOf(active ? settings.IPAddress : IPv4Address),
    ip6: addressOf(active ? settings.GlobalIPv6Address : IPv6Address),
    linkLocalIps: (LinkLocalIPs ?? []).flatMap((text) => Ip.tryParse(text) ?? []).sort(Ip.compare),
    mac: Mac.tryParse(settings.MacAddress ?? ''),
    aliases: [...new Set(asked.Aliases)].sort(),
    gateway: addressOf(active ? settings.Gateway : undefined),
    gateway6: addressOf(active ? settings.IPv6Gateway : undefined),
  }
}

function addressOf(text: string | undefined): Ip | undefined {
  return Ip.tryParse(text ?? '')
}

/**
 * The endpoint with the default route: the highest priority first, since API 1.48; internal networks last; then the
 * first by the name of the network (networking rule 6.2, tried on 20.10, 26.1 and 28.5).
 */
function defaultRouteOf(joined: readonly Joined[], family: 4 | 6): Joined | undefined {
  const [first] = joined
    .filter((one) => leadsOut(one, family))
    .sort(
      (a, b) =>
        (b.settings.GwPriority ?? 0) - (a.settings.GwPriority ?? 0) ||
        Number(a.network.internal) - Number(b.network.internal) ||
        (a.network.name < b.network.name ? -1 : 1),
    )
  return first
}

/** Through a router; an ipvlan network in layer 3 mode leads out by its device alone. */
function leadsOut({ endpoint, network }: Joined, family: 4 | 6): boolean {
  const gateway = family === 4 ? endpoint.gateway : endpoint.gateway6
  return (
    gateway !== undefined ||
    (network.driver === 'ipvlan' && network.mode !== undefined && network.mode !== 'l2' && !network.internal)
  )
}
