import { Cidr } from '../../cidr/cidr.js'
import { Ip } from '../../cidr/ip.js'
import { ifnameOption, sameInterface } from '../../docker-words/endpoint/driver-options.js'
import { MooringError } from '../../errors/base.js'
import { conflict } from '../../errors/conflict.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { UsageError } from '../../errors/usage.js'
import { checkFixedAddresses } from '../../network/endpoint/fixed-addresses.js'
import { impliedGateway } from '../../network/rules/subnet.js'
import type { ReadMember, ReadMembership } from './read-members.js'
import type { ReadNetwork } from './read-network.js'
import type { ReadSpec } from './checked-spec.js'
import { pathText, type SpecPath, type Violations } from './violations.js'

/** What can only be seen in the whole spec: pools of two networks, and the addresses of members. */
export function checkTogether({ networks, members }: ReadSpec, violations: Violations): void {
  checkPools(networks, violations)
  checkRanges(networks, violations)
  for (const network of networks) checkAddresses(network, members, violations)
  for (const member of members) checkInterfaces(member, violations)
}

/** Engines give no two local networks blocks that overlap; an overlay has a space of its own. */
function checkPools(networks: readonly ReadNetwork[], violations: Violations): void {
  const pools = networks.flatMap((network) => {
    const { Driver, IPAM } = network.request ?? {}
    if (Driver === 'overlay') return []
    return (IPAM?.Config ?? []).flatMap(({ Subnet = '' }) => {
      const subnet = Cidr.tryParse(Subnet)
      return subnet === undefined ? [] : [{ network, subnet }]
    })
  })
  for (const [at, { network, subnet }] of pools.entries()) {
    const other = pools.slice(0, at).find((one) => {
      return one.network.on === network.on && one.network.name !== network.name && one.subnet.overlaps(subnet)
    })
    if (other !== undefined)
      violations.add([...network.path, 'subnet'], overlap(subnet, other.subnet, other.network.path))
  }
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
      const range = Cidr.tryParse(IPRange)
      return range === undefined ? [] : [{ network, range }]
    })
  })
  for (const [at, { network, range }] of ranges.entries()) {
    const other = ranges.slice(0, at).find((one) => {
      return one.network.on !== network.on && one.network.name === network.name && one.range.overlaps(range)
    })
    if (other === undefined) continue
    const hosts = [network.on ?? '', other.network.on ?? ''] as const
    const error = new UsageError('RANGES_OVERLAP', {
      message: `the range ${range} of ${hosts[0]} overlaps ${other.range} of ${hosts[1]}: both engines would give one address`,
      details: { range: `${range}`, other: `${other.range}`, hosts },
      hint: 'give each engine a range of its own, or have them dealt out: ipRange: { size: 28 }',
    })
    violations.add([...network.path, 'subnet'], error)
  }
}

/** Fixed addresses: inside the pools, and each for one. */
function checkAddresses(network: ReadNetwork, members: readonly ReadMember[], violations: Violations): void {
  const pools = network.request?.IPAM?.Config ?? []
  const holders = new Map<string, string>()
  for (const { Subnet = '', IPRange, Gateway, AuxiliaryAddresses } of pools) {
    const subnet = Cidr.tryParse(Subnet)
    if (subnet === undefined) continue
    const takesGateway = network.request?.Driver === 'bridge'
    const implied = takesGateway ? impliedGateway(subnet, Cidr.tryParse(IPRange ?? '')) : undefined
    const gateway = Ip.tryParse(Gateway ?? '') ?? implied
    if (gateway !== undefined) holders.set(`${gateway}`, `the gateway of ${network.name}`)
    for (const [name, address] of Object.entries(AuxiliaryAddresses ?? {}))
      holders.set(address, `the auxiliary address ${name}`)
  }
  for (const member of members) {
    // a service may be on several engines, each with a network of its own
    if (member.noun === 'container' && member.on !== network.on) continue
    for (const membership of member.memberships)
      if (membership.network === network.name) checkFixed(network, membership, holders, violations)
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
