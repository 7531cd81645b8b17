import type { RuleId, Violated } from '../../../../src/network/rules/violations.js'
import type { NetworkInspect } from '../../../../src/network/wire/network.js'
import type { NetworkCreateRequest } from '../../../../src/network/wire/requests.js'
import type { ComparedEngine } from './ground.js'

type Body = Omit<NetworkCreateRequest, 'Name'> & { readonly Name?: string }

/** A kind of requests that mooring refuses and the newest engine takes. */
export interface Explained {
  /** What becomes of the network. */
  readonly why: string
  readonly covers: (violated: Violated, request: NetworkCreateRequest) => boolean
  readonly examples: readonly Example[]
}

/** One request of a kind, and what the engines make of it. */
interface Example {
  readonly rule: RuleId
  readonly request: Body
  /** What is wrong with the network that was made. */
  readonly shows: (made: NetworkInspect) => boolean
  readonly refusedBy?: readonly ComparedEngine[]
}

const pools = (...subnets: string[]): Body => ({ IPAM: { Config: subnets.map((Subnet) => ({ Subnet })) } })
const hasSubnet = (subnet: string) => (made: NetworkInspect) =>
  (made.IPAM.Config ?? []).some(({ Subnet }) => Subnet === subnet)
const hasOption = (key: string, value: string) => (made: NetworkInspect) => made.Options?.[key] === value
const of =
  (...rules: RuleId[]) =>
  ({ rule }: Violated): boolean =>
    rules.includes(rule)

const dot = 'com.docker.network'
const lan: Body = { Driver: 'macvlan', Options: { parent: 'eth0' } }

/** All of them; there are no more than ten. */
export const explained: readonly Explained[] = [
  {
    why: 'a network with a name that fits into no path, network mode or DNS name',
    covers: of('R04'),
    examples: [
      { rule: 'R04', request: { Name: 'container:web', ...lan }, shows: ({ Name }) => Name === 'container:web' },
    ],
  },
  {
    why: 'what is said of an address family that the network does not have is ignored',
    covers: isUnused,
    examples: [
      {
        rule: 'R33',
        request: { ...lan, ...pools('fd97:1::/64') },
        shows: (made) => !made.EnableIPv6 && hasSubnet('fd97:1::/64')(made),
      },
      {
        rule: 'R50',
        request: { ...lan, EnableIPv4: false, EnableIPv6: true, ...pools('100.97.3.0/24', 'fd97:3::/64') },
        // engines before 28 know of no network without IPv4
        shows: (made) => (made.EnableIPv4 ?? true) || hasSubnet('100.97.3.0/24')(made),
      },
    ],
  },
  {
    why: 'settings are looked at when a network is made from them, and none can be',
    covers: (violated, { ConfigOnly }) => ConfigOnly === true && ofSettings(violated),
    examples: [
      {
        rule: 'R57',
        request: { ConfigOnly: true, Options: { [`${dot}.driver.mtu`]: '-5' } },
        shows: hasOption(`${dot}.driver.mtu`, '-5'),
      },
    ],
  },
  {
    why: 'managers of a swarm look at little before they answer: the network gets no place, or loses what was said',
    covers: (violated, { Driver, Scope }) => (Driver === 'overlay' || Scope === 'swarm') && ofSwarm(violated),
    examples: [
      {
        rule: 'R125',
        request: {
          Driver: 'overlay',
          IPAM: { Config: [{ Subnet: '10.251.0.0/24', AuxiliaryAddresses: { router: '10.251.0.9' } }] },
        },
        shows: ({ IPAM }) => IPAM.Config?.every(({ AuxiliaryAddresses }) => AuxiliaryAddresses === undefined) !== false,
      },
    ],
  },
  {
    why: 'a subnet of addresses that no container can have',
    covers: of('R45', 'R47', 'R48', 'R53', 'R54', 'R126'),
    examples: [
      { rule: 'R45', request: pools('100.97.2.1/32'), shows: hasSubnet('100.97.2.1/32'), refusedBy: ['e20'] },
      { rule: 'R47', request: { ...lan, EnableIPv6: true, ...pools('fe80:7::/64') }, shows: hasSubnet('fe80:7::/64') },
      { rule: 'R48', request: { ...lan, EnableIPv6: true, ...pools('ff05:7::/64') }, shows: hasSubnet('ff05:7::/64') },
      { rule: 'R53', request: { ...lan, ...pools('240.7.0.0/16') }, shows: hasSubnet('240.7.0.0/16') },
    ],
  },
  {
    why: 'an option that does nothing in a network of this kind',
    covers: (violated, { Driver = 'bridge' }) =>
      of('R118', 'R119')(violated) || (Driver !== 'bridge' && of('R117', 'R123')(violated)),
    examples: [
      {
        rule: 'R118',
        request: {
          Driver: 'ipvlan',
          Options: { parent: 'eth0', ipvlan_mode: 'l3' },
          IPAM: { Config: [{ Subnet: '100.97.8.0/24', Gateway: '100.97.8.1' }] },
        },
        shows: hasOption('ipvlan_mode', 'l3'),
      },
      {
        rule: 'R119',
        request: {
          ...pools('100.97.9.0/24'),
          Options: { [`${dot}.host_ipv4`]: '192.168.0.77', [`${dot}.bridge.enable_ip_masquerade`]: 'false' },
        },
        shows: hasOption(`${dot}.host_ipv4`, '192.168.0.77'),
      },
    ],
  },
  {
    why: 'the default bridge gets the addresses of the new network',
    covers: of('R123'),
    examples: [
      {
        rule: 'R123',
        request: { ...pools('100.97.11.0/24'), Options: { [`${dot}.bridge.default_bridge`]: 'true' } },
        shows: hasOption(`${dot}.bridge.default_bridge`, 'true'),
      },
    ],
  },
  {
    why: 'a scope that is none',
    covers: of('R111'),
    examples: [
      {
        rule: 'R111',
        request: { ...lan, Scope: 'bogus' },
        shows: ({ Scope }) => Scope === 'bogus',
        refusedBy: ['e20'],
      },
    ],
  },
  {
    why: 'an option that nobody reads before a container starts, which fails or goes without it',
    covers: of('R56', 'R57', 'R58', 'R59'),
    examples: [
      {
        rule: 'R56',
        request: { ...pools('100.97.10.0/24'), Options: { [`${dot}.container_iface_prefix`]: 'fourteen-chars' } },
        shows: hasOption(`${dot}.container_iface_prefix`, 'fourteen-chars'),
      },
    ],
  },
]

/** Whether a rule is about a pool, or its family, of which the network has nothing. */
function isUnused({ field }: Violated, { IPAM, EnableIPv4, EnableIPv6 }: NetworkCreateRequest): boolean {
  const [, at] = /^IPAM\.Config\[(\d+)\]/.exec(field) ?? []
  const { Subnet } = IPAM?.Config?.[Number(at)] ?? {}
  if (Subnet === undefined) return false
  return Subnet.includes(':') ? EnableIPv6 !== true : EnableIPv4 === false
}

function ofSettings(violated: Violated): boolean {
  return of('R09', 'R36', 'R39', 'R40', 'R44', 'R45', 'R46', 'R55', 'R117', 'R123')(violated)
}

function ofSwarm(violated: Violated): boolean {
  return of('R36', 'R40', 'R44', 'R46', 'R120', 'R125', 'R127')(violated)
}
