import { Cidr } from '../cidr/cidr.js'
import { Ip } from '../cidr/ip.js'
import { BITS } from '../cidr/range.js'
import type { CallOptions } from '../engine/call/call-options.js'
import { options, own } from '../engine/call/options.js'
import type { CallContext } from '../engine/context.js'
import { engineOf, type HasEngine } from '../engine/engine.js'
import type { RefLike } from '../engine/ref.js'
import { invalidArgument } from '../errors/invalid-argument.js'
import { StateError } from '../errors/state.js'
import { statedPools } from '../network/addresses.js'
import { networkInspect, networkList } from '../network/operations.js'
import type { NetworkInspect } from '../network/wire/network.js'

/** Which shim a host gets. */
export interface MacvlanShimOptions extends CallOptions {
  /** The host's address on it: free, and reserved best by `.auxAddress('shim', ...)` of the network. */
  readonly address: string | Ip
  /** What the interface is called, 15 characters at most; `shim0` by default. */
  readonly name?: string | undefined
  /** The engines of the other hosts on this LAN: none of them may give the address away, either. */
  readonly others?: readonly HasEngine[] | undefined
}

/** An interface by which a host reaches its own macvlan containers: the commands that make it, for root on that host. */
export interface MacvlanShim {
  readonly name: string
  readonly address: Ip
  /** Whether the network has it as an auxiliary address, so that no container can be given it by hand, either. */
  readonly isReserved: boolean
  /** What makes it, line by line. It is gone after a reboot. */
  readonly up: readonly string[]
  /** What takes it away. */
  readonly down: readonly string[]
}

export const shimOptions = options<MacvlanShimOptions>('host.macvlanShim', {
  address: own((_, value) => Ip.from(value)),
  name: own(checkLinkName),
  others: own(checkOthers),
})

/** Works the commands out. Nothing is changed. */
export async function macvlanShim(
  call: CallContext,
  network: RefLike<'network'>,
  { address: given, name = 'shim0', others = [] }: MacvlanShimOptions,
): Promise<MacvlanShim> {
  const address = Ip.from(given)
  const found = await call.send(networkInspect, { id: network })
  const refuse = refusalFor(found.Name, address)
  const parent = parentOf(found, refuse)
  const pool = statedPools(found.IPAM).find(({ subnet }) => subnet.hasHost(address))
  if (pool === undefined) throw refuse('it is no address of a host in its subnets', 'choose one inside the subnet')
  const { ipRange: range, gateway, auxAddresses: reserved } = pool
  if (range === undefined)
    throw refuse(
      'the network has no range of its own, and all that the host sends to its LAN would go by the shim',
      'make the network with an .ipRange()',
    )
  if (gateway?.equals(address)) throw refuse('it is the router’s', 'choose another')
  const isReserved = reserved.some((one) => one.equals(address))
  refuseHeld(found, address, refuse)
  if (range.contains(address) && !isReserved)
    throw refuse(
      `the engine gives addresses of ${range} to containers`,
      `make the network with .auxAddress('shim', '${address}'), or choose an address out of the range`,
    )
  for (const other of others) await refuseGiven(call, other, { subnet: pool.subnet, address, refuse })
  const routes = [range, ...outOf(range, found)]
  return {
    name,
    address,
    isReserved,
    up: [
      `ip link add ${name} link ${parent} type macvlan mode bridge`,
      `ip addr add ${address}/${BITS[address.family]} dev ${name}`,
      `ip link set ${name} up`,
      ...routes.map((route) => `ip route add ${route} dev ${name}`),
    ],
    down: [`ip link delete ${name}`],
  }
}

type Refuse = (why: string, hint: string) => StateError<'SHIM_UNUSABLE'>

function refusalFor(network: string, address: Ip): Refuse {
  return (why, hint) =>
    new StateError('SHIM_UNUSABLE', {
      message: `${address} cannot be the host's address on network ${JSON.stringify(network)}: ${why}`,
      details: { network, address: `${address}` },
      hint,
      target: network,
    })
}

function parentOf({ Driver, Options }: NetworkInspect, refuse: Refuse): string {
  const { parent = '', macvlan_mode: mode = 'bridge' } = Options ?? {}
  if (Driver !== 'macvlan')
    throw refuse(`its driver is ${Driver}`, 'containers of other drivers are reached without a shim')
  if (mode !== 'bridge')
    throw refuse(`in mode ${mode} its containers reach nobody on their host`, 'make it in mode bridge')
  // It becomes a part of commands for a shell; the kernel takes nearly any character for a name.
  if (/^[\w.-]+$/.test(parent)) return parent
  throw refuse(
    parent === '' ? 'it has no parent' : `${JSON.stringify(parent)} is no plain name`,
    'give it a parent: eth0',
  )
}

function addressesIn({ Containers }: NetworkInspect): { readonly name: string; readonly ip: Ip }[] {
  return Object.values(Containers ?? {}).flatMap(({ Name, IPv4Address, IPv6Address }) =>
    [IPv4Address, IPv6Address].flatMap((text) => {
      const ip = Ip.tryParse(text.replace(/\/.*/, ''))
      return ip === undefined ? [] : [{ name: Name, ip }]
    }),
  )
}

function refuseHeld(network: NetworkInspect, address: Ip, refuse: Refuse): void {
  const holder = addressesIn(network).find(({ ip }) => ip.equals(address))
  if (holder !== undefined) throw refuse(`container ${holder.name} has it`, 'choose another')
}

/** Containers with a fixed address out of the range need a route of their own. */
function outOf(range: Cidr, network: NetworkInspect): Cidr[] {
  return addressesIn(network)
    .filter(({ ip }) => ip.family === range.family && !range.contains(ip))
    .map(({ ip }) => Cidr.around(ip, BITS[ip.family]))
}

interface Sought {
  readonly subnet: Cidr
  readonly address: Ip
  readonly refuse: Refuse
}

/** Looks at what another engine of the LAN gives away, or has given. */
async function refuseGiven(call: CallContext, other: HasEngine, { subnet, address, refuse }: Sought): Promise<void> {
  const engine = engineOf(other)
  const networks = await engine.call(networkList, {}, call)
  for (const { Id, Name, Driver } of networks) {
    if (Driver !== 'macvlan' && Driver !== 'ipvlan') continue
    const network = await engine.call(networkInspect, { id: Id }, call)
    const pool = statedPools(network.IPAM).find((one) => one.subnet.equals(subnet))
    if (pool === undefined) continue
    refuseHeld(network, address, refuse)
    const isKept = pool.auxAddresses.some((one) => one.equals(address))
    if (!isKept && (pool.ipRange ?? pool.subnet).contains(address))
      throw refuse(
        `network ${Name} of another host gives addresses of ${pool.ipRange ?? pool.subnet}`,
        'choose another',
      )
  }
}

function checkLinkName(name: string, value: unknown): void {
  if (typeof value === 'string' && /^[A-Za-z0-9][\w.-]{0,14}$/.test(value)) return
  throw invalidArgument(name, value, 'give up to 15 letters, digits, dots, dashes and underscores, such as shim0')
}

function checkOthers(name: string, value: unknown): void {
  if (!Array.isArray(value)) throw invalidArgument(name, value, 'give a list of clients')
  for (const other of value) engineOf(other as HasEngine) // which refuses what is none
}
