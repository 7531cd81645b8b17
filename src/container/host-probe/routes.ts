import { Cidr } from '../../cidr/cidr.js'
import { Ip } from '../../cidr/ip.js'
import type { CallContext } from '../../engine/context.js'
import { runHelper } from './helper-container.js'

/** A block that the engine's host uses itself. */
export interface HostBlock {
  /** `route`: where a route leads; `address`: the host's own; `nameserver`: one that it asks. */
  readonly kind: 'route' | 'address' | 'nameserver'
  readonly block: Cidr
  /** The interface that a route leads through. */
  readonly interface: string | undefined
  /** The router of a route; undefined for a neighbour network. */
  readonly gateway: Ip | undefined
}

const script = `
cat /proc/net/route
echo ---
cat /proc/net/ipv6_route 2>/dev/null
echo ---
cat /proc/net/fib_trie 2>/dev/null
echo ---
cat /etc/resolv.conf 2>/dev/null
exit 0
`

/**
 * The routes, addresses and name servers of the engine's host. Routes to everything, and to half or a quarter of it as
 * VPNs set them, are left out: every narrower route goes before them.
 */
export async function readHostBlocks(call: CallContext): Promise<HostBlock[]> {
  return parseHostBlocks(await runHelper(call, 'host', script))
}

/** A way that the engine's host sends packets, as its kernel lists it. */
export interface HostRoute {
  /** Where to: `0.0.0.0/0` and `::/0` are the default routes. */
  readonly destination: Cidr
  /** The router; undefined where the destination is a neighbour. */
  readonly gateway: Ip | undefined
  readonly interface: string
  /** Of two routes to one destination the one with the lower number counts. */
  readonly metric: number
}

/** The routes of the engine's host, IPv4 first, as the main table has them. */
export async function readRoutes(call: CallContext): Promise<HostRoute[]> {
  return parseRoutes(await runHelper(call, 'host', script))
}

/** Reads the routes of what the script above prints. */
export function parseRoutes(text: string): HostRoute[] {
  const [routes4 = '', routes6 = ''] = text.split('---\n')
  return [...linesOf(routes4).flatMap(route4), ...linesOf(routes6).flatMap(route6)]
}

/** Reads what the script above prints. */
export function parseHostBlocks(text: string): HostBlock[] {
  const [, , tree = '', resolv = ''] = text.split('---\n')
  const routes = parseRoutes(text).map(blockOf)
  return [
    ...routes.filter(({ block }) => block.prefixLength >= narrowest && isOfUse(block)),
    ...localAddresses(tree).filter(({ block }) => isOfUse(block)),
    ...nameServers(resolv).filter(({ block }) => isOfUse(block)),
  ]
}

function blockOf({ destination, gateway, interface: device }: HostRoute): HostBlock {
  return { kind: 'route', block: destination, interface: device, gateway }
}

/** The widest route that counts. */
const narrowest = 3

/** Not what every host has, and no network may have. */
function isOfUse(block: Cidr): boolean {
  return !['loopback', 'link-local', 'multicast', 'unspecified'].includes(block.scope)
}

function linesOf(text: string): readonly string[][] {
  return text.split('\n').map((line) => line.trim().split(/\s+/))
}

// Flags of a route, of linux/route.h and linux/ipv6_route.h: what leads nowhere, and what is the host's own address.
const rejects = 0x200
const isAnycast = 0x100000
const isLocal = 0x80000000

/** A line of /proc/net/route: numbers in hexadecimal, the bytes of addresses from right to left; the metric is decimal. */
function route4(fields: readonly string[]): HostRoute[] {
  const [dev = '', destination = '', router = '', flags = '', , , metric = '', mask = ''] = fields
  const ip = littleEndian(destination)
  const bits = littleEndian(mask)
  if (ip === undefined || bits === undefined || (Number.parseInt(flags, 16) & rejects) !== 0) return []
  const prefixLength = Number(bits.value).toString(2).replaceAll('0', '').length
  const gateway = littleEndian(router)
  return [
    {
      destination: Cidr.around(ip, prefixLength),
      gateway: gateway?.value === 0 ? undefined : gateway,
      interface: dev,
      metric: Number(metric),
    },
  ]
}

function littleEndian(hex: string): Ip | undefined {
  if (!/^[0-9A-Fa-f]{8}$/.test(hex)) return undefined
  return Ip.fromValue(Buffer.from(hex, 'hex').readUInt32LE())
}

/** A line of /proc/net/ipv6_route, all of it in hexadecimal. It has all tables: what `ip -6 route` does not list is left out. */
function route6(fields: readonly string[]): HostRoute[] {
  const [destination = '', prefix = '', , , hop = '', metric = '', , , flags = '', dev = ''] = fields
  if (!/^[0-9a-f]{32}$/.test(destination) || destination.startsWith('ff') || dev === 'lo') return []
  if ((Number.parseInt(flags, 16) & (rejects | isAnycast | isLocal)) !== 0) return []
  const gateway = BigInt(`0x${hop}`)
  return [
    {
      destination: Cidr.around(Ip.fromValue(BigInt(`0x${destination}`)), Number.parseInt(prefix, 16)),
      gateway: gateway === 0n ? undefined : Ip.fromValue(gateway),
      interface: dev,
      metric: Number.parseInt(metric, 16),
    },
  ]
}

/** The host's own addresses: in the tree of /proc/net/fib_trie an address stands above what it is. */
export function localAddresses(tree: string): HostBlock[] {
  const found = [...tree.matchAll(/\|-- (\S+)\n\s+\/32 host LOCAL/g)].map(([, address = '']) => address)
  return [...new Set(found)].flatMap((address) => single('address', address))
}

function nameServers(resolv: string): HostBlock[] {
  return [...resolv.matchAll(/^nameserver\s+(\S+)/gm)].flatMap(([, address = '']) => single('nameserver', address))
}

function single(kind: 'address' | 'nameserver', address: string): HostBlock[] {
  const ip = Ip.tryParse(address)
  if (ip === undefined) return []
  return [{ kind, block: Cidr.around(ip, ip.family === 4 ? 32 : 128), interface: undefined, gateway: undefined }]
}
