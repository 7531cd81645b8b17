import { Ip } from '../../cidr/ip.js'
import { Mac } from '../../cidr/mac.js'
import { checkCallOptions, type CallOptions } from '../../engine/call/call-options.js'
import { openCall } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import type { RefLike } from '../../engine/ref.js'
import { StateError } from '../../errors/state.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import type { ContainerInspect } from '../wire/inspect.js'
import { endpointsOf, modeWithoutEndpoint, nameIn, nameOn } from './endpoints.js'
import { namespaceOwner } from './namespace-owner.js'

/** Where a container is on one network. */
export interface ContainerAddress {
  /** The network's name. */
  readonly network: string
  readonly ip: Ip | undefined
  readonly ip6: Ip | undefined
  readonly mac: Mac | undefined
}

/** The address on the one network it is on, or on the named one: IPv4 if it has one there, else IPv6. */
export async function ipOf(
  engine: Engine,
  container: RefLike<'container'>,
  network: RefLike<'network'> | undefined,
  options: CallOptions,
): Promise<Ip> {
  checkCallOptions(options, [], 'container.ip')
  const owner = await namespaceOwner(openCall(engine, options), container)
  const found = pick(owner, network)
  const ip = found.ip ?? found.ip6
  if (ip === undefined) throw noNetwork(owner, `has no address on network ${JSON.stringify(found.network)}`)
  return ip
}

export async function macOf(
  engine: Engine,
  container: RefLike<'container'>,
  network: RefLike<'network'> | undefined,
  options: CallOptions,
): Promise<Mac> {
  checkCallOptions(options, [], 'container.mac')
  const owner = await namespaceOwner(openCall(engine, options), container)
  const found = pick(owner, network)
  if (found.mac === undefined)
    throw noNetwork(owner, `has no MAC address of its own on network ${JSON.stringify(found.network)}`)
  return found.mac
}

/** Every network it is on; empty on the host's network, and on none. */
export async function ipsOf(
  engine: Engine,
  container: RefLike<'container'>,
  options: CallOptions,
): Promise<ContainerAddress[]> {
  checkCallOptions(options, [], 'container.ips')
  return addressesIn(await namespaceOwner(openCall(engine, options), container))
}

/** Its networks with its addresses there. */
export function addressesIn(container: ContainerInspect): ContainerAddress[] {
  return endpointsOf(container).map(([network, endpoint]) => address(network, endpoint))
}

function address(
  network: string,
  { IPAddress = '', GlobalIPv6Address = '', MacAddress = '' }: EndpointSettings,
): ContainerAddress {
  return { network, ip: Ip.tryParse(IPAddress), ip6: Ip.tryParse(GlobalIPv6Address), mac: Mac.tryParse(MacAddress) }
}

function pick(owner: ContainerInspect, network: RefLike<'network'> | undefined): ContainerAddress {
  const all = addressesIn(owner)
  if (all.length === 0) throw noNetwork(owner, withoutNetwork[modeWithoutEndpoint(owner)])
  const wanted = network === undefined ? undefined : nameOn(owner, network)
  const [found, ...others] = wanted === undefined ? all : all.filter((one) => one.network === wanted)
  if (found !== undefined && others.length === 0) return found
  const networks = all.map((one) => one.network)
  throw new StateError('AMBIGUOUS_NETWORK', {
    message: `${nameIn(owner)} is on several networks: ${networks.join(', ')}`,
    details: { networks },
    hint: `say which one, as in ip(${JSON.stringify(networks[0])}), or ask for all with ips()`,
    target: nameIn(owner),
  })
}

const withoutNetwork = {
  host: "is on the host's network, and has no address of its own",
  none: 'is on no network but none',
  own: 'is on no network: it was disconnected from all',
} as const

function noNetwork(container: ContainerInspect, says: string): StateError<'NO_NETWORK'> {
  const mode = modeWithoutEndpoint(container)
  return new StateError('NO_NETWORK', {
    message: `container ${JSON.stringify(nameIn(container))} ${says}`,
    details: { mode },
    hint: mode === 'host' ? "in host mode its addresses are the host's: docker.host.links()" : undefined,
    target: nameIn(container),
  })
}
