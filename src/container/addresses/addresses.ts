import { Ip } from '../../cidr/ip.js'
import { Mac } from '../../cidr/mac.js'
import type { CallOptions } from '../../engine/call/call-options.js'
import type { Engine } from '../../engine/engine.js'
import { checkRef, type RefLike } from '../../engine/ref.js'
import { StateError } from '../../errors/state.js'
import { UsageError } from '../../errors/usage.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { containerInspect } from '../operations.js'
import type { ContainerInspect } from '../wire/inspect.js'

/** Where a container is on one network. */
export interface ContainerAddress {
  /** The network's name. */
  readonly network: string
  readonly ip: Ip | undefined
  readonly ip6: Ip | undefined
  readonly mac: Mac | undefined
}

/** Where on the engine's host a port is published. */
export interface HostPort {
  readonly ip: Ip
  readonly port: number
}

/** The address on the one network it is on, or on the named one: IPv4 if it has one there, else IPv6. */
export async function ipOf(
  engine: Engine,
  container: RefLike<'container'>,
  network: RefLike<'network'> | undefined,
  options: CallOptions,
): Promise<Ip> {
  const owner = await running(engine, container, options)
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
  const owner = await running(engine, container, options)
  const found = pick(owner, network)
  if (found.mac === undefined)
    throw noNetwork(owner, `has no MAC address of its own on network ${JSON.stringify(found.network)}`)
  return found.mac
}

/** Every network it is on; empty in host and none mode. */
export async function ipsOf(
  engine: Engine,
  container: RefLike<'container'>,
  options: CallOptions,
): Promise<ContainerAddress[]> {
  return addressesIn(await running(engine, container, options))
}

/** Where a port of the container is published; empty if it is not. */
export async function portOf(
  engine: Engine,
  container: RefLike<'container'>,
  port: number | string,
  options: CallOptions,
): Promise<HostPort[]> {
  const key = portKey(port)
  const { NetworkSettings } = await engine.call(containerInspect, { id: container }, options)
  return (NetworkSettings.Ports?.[key] ?? []).flatMap(({ HostIp, HostPort }) => {
    // '' is how some engines write every address
    const ip = Ip.tryParse(HostIp === undefined || HostIp === '' ? '0.0.0.0' : HostIp)
    return ip === undefined ? [] : [{ ip, port: Number(HostPort) }]
  })
}

function portKey(port: number | string): string {
  const [, number = '', protocol = 'tcp'] = /^(\d{1,5})(?:\/(tcp|udp|sctp))?$/.exec(String(port).toLowerCase()) ?? []
  if (Number(number) >= 1 && Number(number) <= 65535) return `${Number(number)}/${protocol}`
  throw new UsageError('INVALID_PORT', {
    message: `${JSON.stringify(port)} is no port of a container`,
    details: { value: port },
    hint: "write it like '80/tcp', '53/udp' or 80",
  })
}

/**
 * The running container that owns the network namespace: itself, or the one whose network it joined.
 *
 * @throws StateError NOT_RUNNING
 */
export async function running(
  engine: Engine,
  container: RefLike<'container'>,
  options: CallOptions,
): Promise<ContainerInspect> {
  const found = await engine.call(containerInspect, { id: container }, options)
  if (!found.State.Running) throw notRunning(found)
  const shared = /^container:(.+)$/.exec(found.HostConfig.NetworkMode ?? '')?.[1]
  return shared === undefined ? found : running(engine, shared, options)
}

/** Its endpoints that have an address now. */
export function addressesIn({ HostConfig, NetworkSettings }: ContainerInspect): ContainerAddress[] {
  if (HostConfig.NetworkMode === 'host' || HostConfig.NetworkMode === 'none') return []
  return Object.entries(NetworkSettings.Networks ?? {}).map(([network, endpoint]) => address(network, endpoint))
}

function address(
  network: string,
  { IPAddress = '', GlobalIPv6Address = '', MacAddress = '' }: EndpointSettings,
): ContainerAddress {
  return { network, ip: Ip.tryParse(IPAddress), ip6: Ip.tryParse(GlobalIPv6Address), mac: Mac.tryParse(MacAddress) }
}

function pick(owner: ContainerInspect, network: RefLike<'network'> | undefined): ContainerAddress {
  const all = addressesIn(owner)
  const [found, ...others] = network === undefined ? all : all.filter((one) => one.network === nameOn(owner, network))
  if (found === undefined)
    throw noNetwork(owner, `has no network: its mode is ${JSON.stringify(owner.HostConfig.NetworkMode)}`)
  if (others.length === 0) return found
  const networks = all.map((one) => one.network)
  throw new StateError('AMBIGUOUS_NETWORK', {
    message: `${nameOf(owner)} is on several networks: ${networks.join(', ')}`,
    details: { networks },
    hint: `say which one, as in ip(${JSON.stringify(networks[0])}), or ask for all with ips()`,
    target: nameOf(owner),
  })
}

/**
 * The name under which the container's inspect lists a network that was named by name, id or handle.
 *
 * @throws StateError NOT_ON_NETWORK
 */
export function nameOn(container: ContainerInspect, network: RefLike<'network'>): string {
  const name = networkNamed(container, network)
  if (name !== undefined) return name
  throw notOn(container, network, Object.keys(container.NetworkSettings.Networks ?? {}))
}

function networkNamed({ NetworkSettings }: ContainerInspect, network: RefLike<'network'>): string | undefined {
  checkRef('network', 'slashes', network)
  const words = typeof network === 'string' ? [network] : [network.id, network.name]
  const all = Object.entries(NetworkSettings.Networks ?? {})
  for (const word of words) {
    // Twelve digits are what docker prints as an id; fewer could be a name.
    const isId = /^[0-9a-z]{12,64}$/.test(word)
    const found = all.find(([name, { NetworkID = '' }]) => name === word || (isId && NetworkID.startsWith(word)))
    if (found !== undefined) return found[0]
  }
  return undefined
}

function nameOf({ Name }: ContainerInspect): string {
  return Name.replace(/^\//, '')
}

function notRunning(container: ContainerInspect): StateError<'NOT_RUNNING'> {
  const name = nameOf(container)
  return new StateError('NOT_RUNNING', {
    message: `container ${JSON.stringify(name)} is ${container.State.Status}, and has no addresses`,
    details: { id: container.Id, name },
    hint: 'start it first: a container gets its addresses when it starts',
    target: name,
  })
}

function noNetwork(container: ContainerInspect, says: string): StateError<'NO_NETWORK'> {
  const mode = container.HostConfig.NetworkMode ?? ''
  return new StateError('NO_NETWORK', {
    message: `container ${JSON.stringify(nameOf(container))} ${says}`,
    details: { mode },
    hint: mode === 'host' ? "in host mode its addresses are the host's: docker.host.links()" : undefined,
    target: nameOf(container),
  })
}

function notOn(
  container: ContainerInspect,
  network: RefLike<'network'>,
  networks: readonly string[],
): StateError<'NOT_ON_NETWORK'> {
  const wanted = typeof network === 'string' ? network : network.name
  return new StateError('NOT_ON_NETWORK', {
    message: `container ${JSON.stringify(nameOf(container))} is not on network ${JSON.stringify(wanted)}`,
    details: { network: wanted, networks },
    hint: `it is on ${networks.join(', ')}`,
    target: nameOf(container),
  })
}
