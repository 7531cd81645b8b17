import { Cidr } from '../../../../src/cidr/cidr.js'
import type { IpamConfig } from '../../../../src/network/wire/ipam.js'
import type { NetworkCreateRequest } from '../../../../src/network/wire/requests.js'
import type { Random } from '../ipam/random.js'
import { settings, standing, standingOverlay } from './ground.js'

type Request = NetworkCreateRequest
/** Changes one thing for the worse; now and then the request stays one that breaks no rule. */
export type Mistake = (request: Request, random: Random, index: number) => Request

const names = [
  ...['', ' ', 'bridge', 'host', 'none', 'default', 'container', 'container:web', 'a/b', 'a b', ' a', 'a%2fb'],
  ...['größe', '网络', '-a', '.a', '_a', 'a..b', 'a.b', 'a-', 'x'.repeat(64), 'x'.repeat(128), 'x'.repeat(200)],
  ...['0123456789abcdef'.repeat(4), '0123456789ab', standing.name, standing.name.toUpperCase(), standingOverlay.name],
]

/** Subnets of a place of the sequence, so that none meets another that an engine has lost. */
const subnets = (index: number): readonly string[] => {
  const low = index % 250
  const high = Math.floor(index / 250) % 250
  return [
    ...['garbage', `10.${low}.0.0`, `100.64.${low}.5/24`, `010.${low}.0.0/24`, `100.64.${low}.0/33`, '100.64.0.0/-1'],
    ...[`100.64.${low}.0/024`, ` 100.64.${low}.0/24`, `100.64.${low}/24`, '', '0.0.0.0/0', '0.0.0.0/24', '0.0.0.0/1'],
    ...[`127.${low}.0.0/16`, `169.254.${low}.0/24`, `224.${low}.0.0/16`, `240.${low}.0.0/16`, '255.255.255.255/32'],
    ...[`8.${low}.${high}.0/24`, `100.65.${low}.0/30`, `100.66.${low}.4/31`, `100.67.${low}.8/32`, '100.96.0.0/11'],
    ...[`fd98:${low}::/48`, `fd98:1:${low}::/126`, `fd98:2:${low}::/127`, `fd98:3:${low}::1/128`],
    ...[
      `fd98:4:${low}::5/64`,
      'fd98:5::/129',
      'fe80::/64',
      `fe80::${low}:0/112`,
      `fe80:${low}::/64`,
      `ff05:${low}::/64`,
    ],
    ...[
      '::/0',
      '::/64',
      '::1/128',
      '::ffff:10.0.0.0/120',
      `2001:db8:${low}::/64`,
      'fd98:6::%eth0/64',
      `FD98:7:${low}::/64`,
    ],
    ...[`fd98:8:${low}::/32`, `fd98:0009:${low}:0::/64`],
  ]
}

const addresses = ['nope', '', '10.1.2.3.4', '010.1.2.3', '100.127.255.254', '0.0.0.0', '255.255.255.255', '127.0.0.1']
const addresses6 = ['fd00::1', '::', 'fe80::1', 'fe80::1%eth0', '::ffff:10.0.0.1', '10.1.2.3/24', ' 10.1.2.3']

const dot = 'com.docker.network'
const wrongOptions: readonly Readonly<Record<string, string>>[] = [
  ...['abc', '-5', '', '67', '70000', '1279', '1e3', '0x500', '+1400'].map((mtu) => ({ [`${dot}.driver.mtu`]: mtu })),
  ...['maybe', 'False', 'yes', ''].map((icc) => ({ [`${dot}.bridge.enable_icc`]: icc })),
  { [`${dot}.bridge.enable_ip_masquerade`]: 'no' },
  { [`${dot}.bridge.inhibit_ipv4`]: 'on' },
  ...['localhost', '', '10.0.0.1/8'].map((ip) => ({ [`${dot}.bridge.host_binding_ipv4`]: ip })),
  ...['sixteen-letters-', 'a/b', 'lo', 'docker0', 'eth0', '', 'a b', 'a:b'].map((br) => ({
    [`${dot}.bridge.name`]: br,
  })),
  ...['zz', 'isolated', 'NAT'].map((mode) => ({ [`${dot}.bridge.gateway_mode_ipv4`]: mode })),
  ...['isolated', ''].map((mode) => ({ [`${dot}.bridge.gateway_mode_ipv6`]: mode })),
  ...['a/b', 'eth0,wg0', ''].map((links) => ({ [`${dot}.bridge.trusted_host_interfaces`]: links })),
  ...['fourteen-chars', 'a/b', ''].map((prefix) => ({ [`${dot}.container_iface_prefix`]: prefix })),
  ...['zz', 'fd00::1'].map((ip) => ({ [`${dot}.host_ipv4`]: ip })),
  { [`${dot}.host_ipv4`]: '192.168.0.77', [`${dot}.bridge.enable_ip_masquerade`]: 'false' },
  { [`${dot}.host_ipv6`]: '10.0.0.1' },
  { [`${dot}.bridge.default_bridge`]: 'true' },
  ...['-1', '4', 'many'].map((times) => ({ [`${dot}.advertise_addr_nmsgs`]: times })),
  ...['99', '2001'].map((ms) => ({ [`${dot}.advertise_addr_ms`]: ms })),
  ...['zz', 'Bridge', ''].map((mode) => ({ macvlan_mode: mode })),
  ...['zz', 'l3', 'l3s', 'L2'].map((mode) => ({ ipvlan_mode: mode })),
  ...['zz', 'private'].map((flag) => ({ ipvlan_flag: flag })),
  ...['nosuch0', 'lo', '', 'eth0.5000', 'a/b', 'seventeen-letters'].map((parent) => ({ parent })),
  ...['false', '0'].map((text) => ({ encrypted: text })),
  ...['1,2', 'abc', '0', '16777216', '5,5'].map((ids) => ({ [`${dot}.driver.overlay.vxlanid_list`]: ids })),
]

const scopes = ['local', 'swarm', 'global', 'bogus', '']
// Not one that there is not: engines look 15 seconds for a plugin (R07 and R08 have tests of their own).
const otherDrivers = ['host', 'null', 'overlay', 'bridge', 'macvlan', '']

/** What people get wrong, each as often as it stands here. */
export const mistakes: readonly Mistake[] = [
  (request, random) => ({ ...request, Name: random.one(names) }),
  (request, random) => ({ ...request, Name: random.one(names) }),
  (request, random, index) => inPool(request, random, { Subnet: random.one(subnets(index)) }),
  (request, random, index) => inPool(request, random, { Subnet: random.one(subnets(index)) }),
  (request, random, index) => alone(request, { Subnet: random.one(subnets(index)) }),
  (request, random, index) => alone(request, { Subnet: random.one(subnets(index)) }),
  (request, random) => inPool(request, random, { Gateway: random.one([...addresses, ...addresses6]) }),
  (request, random) => inPool(request, random, { Gateway: anEnd(request, random) }),
  (request, random, index) => inPool(request, random, { IPRange: random.one(subnets(index)) }),
  (request, random) => inPool(request, random, { IPRange: aroundFirst(request, random) }),
  (request, random) =>
    inPool(request, random, { AuxiliaryAddresses: { odd: random.one([...addresses, ...addresses6]) } }),
  (request, random) => inPool(request, random, { AuxiliaryAddresses: { odd: anEnd(request, random) } }),
  (request, random) => inPool(request, random, { AuxiliaryAddresses: twice(request) }),
  (request, random) => withDefaultGateway(request, random),
  (request, random) => withoutSubnet(request, random),
  (request) => withPools(request, [...poolsOf(request), ...poolsOf(request)]),
  (request, _, index) => withPools(request, [...poolsOf(request), { Subnet: `100.68.${index % 250}.0/24` }]),
  (request, _, index) => withPools(request, [...poolsOf(request), { Subnet: `fd99:${index}::/64` }]),
  (request) => alone(request, { Subnet: standing.subnet }),
  (request) => alone(request, { Subnet: '10.255.1.0/24', IPRange: '10.255.1.128/25' }),
  (request) => alone(request, { Subnet: standingOverlay.subnet }),
  (request, random) => ({ ...request, EnableIPv6: random.one([true, false]) }),
  (request, random) => without(request, random.one(['EnableIPv6', 'Driver', 'IPAM'])),
  (request) => ({ ...request, EnableIPv4: false }),
  (request, random) => ({ ...request, Driver: random.one(otherDrivers) }),
  (request, random) => ({ ...request, Scope: random.one(scopes) }),
  (request, random) => ({ ...request, ...random.one(flags) }),
  (request, random) => ({ ...request, ...random.one(flags) }),
  (request, random) => ({ ...request, ConfigFrom: { Network: random.one(['nosuch', settings, standing.name]) } }),
  withoutAddresses,
  ...Array.from({ length: 6 }, () => withWrongOption),
]

const flags: readonly Partial<Request>[] = [
  { Ingress: true },
  { Ingress: true, Attachable: true },
  { ConfigOnly: true },
  { ConfigOnly: true, ConfigFrom: { Network: settings } },
  { Internal: true },
  { Attachable: true },
  { Labels: { a: 'b' } },
]

/** A default gateway as engines take it from the addresses of others; an internal bridge has none. */
function withDefaultGateway(request: Request, random: Random): Request {
  const changed = inPool(request, random, { AuxiliaryAddresses: { DefaultGatewayIPv4: fourth(request) } })
  return random.chance(0.5) ? { ...changed, Internal: true } : changed
}

/** The managers of a swarm look for a plugin of that name. */
function withoutAddresses(request: Request): Request {
  const ofSwarm = request.Driver === 'overlay' || request.Scope === 'swarm'
  return ofSwarm ? request : { ...request, IPAM: { ...request.IPAM, Driver: 'null' } }
}

function withWrongOption(request: Request, random: Random): Request {
  return { ...request, Options: { ...request.Options, ...random.one(wrongOptions) } }
}

function poolsOf({ IPAM }: Request): readonly IpamConfig[] {
  return IPAM?.Config ?? []
}

function withPools(request: Request, Config: readonly IpamConfig[]): Request {
  return { ...request, IPAM: { Driver: 'default', ...request.IPAM, Config } }
}

function inPool(request: Request, random: Random, change: Partial<IpamConfig>): Request {
  const pools = poolsOf(request)
  if (pools.length === 0) return withPools(request, [change])
  const chosen = random.one([...pools.keys()])
  return withPools(
    request,
    pools.map((pool, at) => (at === chosen ? { ...pool, ...change } : pool)),
  )
}

/** One pool and nothing else, of the family that it is. */
function alone(request: Request, pool: IpamConfig): Request {
  const rest = without(withPools(request, [pool]), 'EnableIPv6')
  return pool.Subnet?.includes(':') === true ? { ...rest, EnableIPv6: true } : rest
}

function withoutSubnet(request: Request, random: Random): Request {
  const [pool = { Gateway: '100.69.0.1' }] = poolsOf(request)
  const rest = without(pool, 'Subnet')
  return withPools(request, [random.one([rest, { ...rest, Subnet: '' }, { Gateway: '100.69.0.1' }])])
}

function without<Part extends Request | IpamConfig>(part: Part, key: keyof Part): Part {
  return Object.fromEntries(Object.entries(part).filter(([one]) => one !== key)) as unknown as Part // the key may be missing
}

function firstOf(request: Request): Cidr {
  return Cidr.tryParse(poolsOf(request)[0]?.Subnet ?? '') ?? Cidr.parse('100.70.0.0/24')
}

function anEnd(request: Request, random: Random): string {
  const { first, last } = firstOf(request)
  return `${random.one([first, last])}`
}

/** Blocks that share something with the subnet. */
function aroundFirst(request: Request, random: Random): string {
  const { first, last, prefixLength } = firstOf(request)
  return random.one([
    `${first}/${Math.max(1, prefixLength - 2)}`,
    `${first}/${prefixLength}`,
    `${last}/${prefixLength + 1}`,
    `${last}/${first.family === 4 ? 32 : 128}`,
    `${first}/${first.family === 4 ? 32 : 64}`,
  ])
}

function twice(request: Request): Record<string, string> {
  const [{ Gateway } = {}] = poolsOf(request)
  const { first } = firstOf(request)
  return { one: Gateway ?? `${first.plus(1)}`, two: fourth(request), three: fourth(request) }
}

function fourth(request: Request): string {
  const { first, size } = firstOf(request)
  return `${size > 4n ? first.plus(4) : first}`
}
