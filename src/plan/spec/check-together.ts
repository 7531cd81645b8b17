import { Cidr } from '../../cidr/cidr.js'
import { Ip } from '../../cidr/ip.js'
import { ifnameOption, sameInterface } from '../../docker-words/endpoint/driver-options.js'
import { MooringError } from '../../errors/base.js'
import { conflict } from '../../errors/conflict.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { UsageError } from '../../errors/usage.js'
import { checkFixedAddresses } from '../../network/endpoint/fixed-addresses.js'
import { endsOf, impliedGateway } from '../../network/rules/subnet.js'
import { grouped } from '../../engine/grouped.js'
import type { ReadMember, ReadMembership } from './read-members.js'
import type { ReadNetwork } from './read-network.js'
import type { ReadSpec } from './checked-spec.js'
import { overlapping } from './overlapping.js'
import { pathText, type SpecPath, type Violations } from './violations.js'

/** What can only be seen in the whole spec: pools of two networks, and the addresses of members. */
export function checkTogether({ networks, members }: ReadSpec, violations: Violations): void {
  checkPools(networks, violations)
  checkRanges(networks, violations)
  const memberships = grouped(
    members.flatMap((member) => member.memberships.map((membership) => ({ member, membership }))),
    ({ membership }) => [membership.network],
  )
  for (const network of networks) checkAddresses(network, memberships.get(network.name) ?? [], violations)
  for (const member of members) checkInterfaces(member, violations)
}

/** Engines give no two local networks blocks that overlap; an overlay has a space of its own. */
function checkPools(networks: readonly ReadNetwork[], violations: Violations): void {
  const pools = networks.flatMap((network) => {
    const { Driver, IPAM } = network.request ?? {}
    if (Driver === 'overlay') return []
    return (IPAM?.Config ?? []).flatMap(({ Subnet = '' }) => {
      const block = Cidr.tryParse(Subnet)
      return block === undefined ? [] : [{ network, block }]
    })
  })
  const byEngine = grouped(pools, ({ network }) => [network.on])
  for (const { later, earlier } of [...byEngine.values()].flatMap(overlapping))
    violations.add([...later.network.path, 'subnet'], overlap(later.block, earlier.block, earlier.network.path))
}

function overlap(subnet: Cidr, other: Cidr, where: SpecPath): MooringError {
  return new UsageError('POOLS_OVERLAP', {
    message: `the subnet ${subnet} overlaps ${other}, which ${pathText(where)} has`,
    details: { subnet: `${subnet}`, other: `${other}` },
    hint: 'give each network a block of its own',
  })
}

/** Engines of one LAN know nothing of each other: from ranges that overlap both would give one address. */
function checkRanges(networks: readonly ReadNetwork[], violations: Violations): void {
  const ranges = networks.flatMap((network) => {
    const { Driver, IPAM } = network.request ?? {}
    if (Driver !== 'macvlan' && Driver !== 'ipvlan') return []
    return (IPAM?.Config ?? []).flatMap(({ IPRange = '' }) => {
      const block = Cidr.tryParse(IPRange)
      return block === undefined ? [] : [{ network, block }]
    })
  })
  const byName = grouped(ranges, ({ network }) => [network.name])
  for (const { later, earlier } of [...byName.values()].flatMap(overlapping)) {
    const hosts = [later.network.on ?? '', earlier.network.on ?? ''] as const
    const error = new UsageError('RANGES_OVERLAP', {
      message: `the range ${later.block} of ${hosts[0]} overlaps ${earlier.block} of ${hosts[1]}: both engines would give one address`,
      details: { range: `${later.block}`, other: `${earlier.block}`, hosts },
      hint: 'give each engine a range of its own, or have them dealt out: ipRange: { size: 28 }',
    })
    violations.add([...later.network.path, 'subnet'], error)
  }
}

/** One membership of a container or a service. */
interface Joining {
  readonly member: ReadMember
  readonly membership: ReadMembership
}

/** Fixed addresses: inside the pools, and each for one. */
function checkAddresses(network: ReadNetwork, joining: readonly Joining[], violations: Violations): void {
  const pools = network.request?.IPAM?.Config ?? []
  const holders = new Map<string, string>()
  for (const { Subnet = '', IPRange, Gateway, AuxiliaryAddresses } of pools) {
    const subnet = Cidr.tryParse(Subnet)
    if (subnet === undefined) continue
    for (const end of endsOf(subnet)) holders.set(`${end}`, `the subnet ${subnet} itself`)
    const takesGateway = network.request?.Driver === 'bridge'
    const implied = takesGateway ? impliedGateway(subnet, Cidr.tryParse(IPRange ?? '')) : undefined
    const gateway = Ip.tryParse(Gateway ?? '') ?? implied
    if (gateway !== undefined) holders.set(`${gateway}`, `the gateway of ${network.name}`)
    for (const [name, address] of Object.entries(AuxiliaryAddresses ?? {}))
      holders.set(address, `the auxiliary address ${name}`)
  }
  for (const { member, membership } of joining) {
    // a service may be on several engines, each with a network of its own
    if (member.noun === 'service' || member.on === network.on) checkFixed(network, membership, holders, violations)
  }
}

function checkFixed(
  { name, request, draft }: ReadNetwork,
  { endpoint, path }: ReadMembership,
  holders: Map<string, string>,
  violations: Violations,
): void {
  const { IPv4Address, IPv6Address } = endpoint?.IPAMConfig ?? {}
  for (const [option, address] of [
    ['ip', IPv4Address],
    ['ip6', IPv6Address],
  ] as const) {
    if (address === undefined) continue
    const at = [...path, option]
    const ip = Ip.tryParse(address)
    const known = request?.IPAM?.Config ?? []
    const hasFamily = known.some(({ Subnet = '' }) => Cidr.tryParse(Subnet)?.family === ip?.family)
    violations.look(at, () => {
      if (draft !== undefined && !hasFamily && draft.wanted.length === 0)
        throw invalidArgument(
          option,
          address,
          `say the subnet of ${name}: engines fix no address in one of their choice`,
        )
      checkFixedAddresses(
        'plan',
        { Name: name, IPAM: { Config: known } },
        {
          IPAMConfig: option === 'ip' ? { IPv4Address: address } : { IPv6Address: address },
        },
      )
    })
    const holder = holders.get(address)
    if (holder !== undefined)
      violations.look(at, () => {
        throw conflict(`${option} ${address}`, holder, `${address} is taken: ${holder} has it`)
      })
    holders.set(address, pathText(path))
  }
}

function checkInterfaces({ memberships }: ReadMember, violations: Violations): void {
  const names = new Map<string, string>()
  for (const { endpoint, network, path } of memberships) {
    const name = endpoint?.DriverOpts?.[ifnameOption]
    if (name === undefined) continue
    const other = names.get(name)
    if (other !== undefined)
      violations.add([...path, 'interface'], conflict(`interface ${name}`, `network ${other}`, sameInterface))
    names.set(name, network)
  }
}
