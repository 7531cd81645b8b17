import { Ip } from '../../cidr/ip.js'
import type { Difference } from '../../errors/codes.js'
import { blockIn } from '../addresses.js'
import { unaskedGateway } from '../ipam/gateway.js'
import type { IpamConfig } from '../wire/ipam.js'
import type { NetworkSummary } from '../wire/network.js'

/**
 * The pools that a network has otherwise. They are compared by their subnets, in any order. Of a family that no subnet was
 * asked for the engine may have chosen one; and so it may a gateway, a range and auxiliary addresses.
 */
export function poolDifferences(wanted: readonly IpamConfig[], { Driver, IPAM }: NetworkSummary): Difference[] {
  const found = IPAM.Config ?? []
  const named = wanted.filter(({ Subnet = '' }) => Subnet !== '')
  const missing = named.flatMap((pool, at): Difference[] => {
    const same = found.find((one) => blockOf(one.Subnet) === blockOf(pool.Subnet))
    if (same !== undefined) return withinPool(`IPAM.Config[${at}]`, pool, same, Driver)
    return [{ field: `IPAM.Config[${at}].Subnet`, wanted: pool.Subnet, found: instead(pool, named, found) }]
  })
  // one that was told instead of a missing one is not told again
  const told = missing.map((difference) => difference.found)
  const extra = found.flatMap((pool, at): Difference[] => {
    const isAsked = named.some(({ Subnet }) => blockOf(Subnet) === blockOf(pool.Subnet))
    const isFree = !named.some(({ Subnet }) => familyOf(Subnet) === familyOf(pool.Subnet))
    if (isAsked || isFree || told.includes(pool.Subnet)) return []
    return [{ field: `IPAM.Config[${at}].Subnet`, wanted: undefined, found: pool.Subnet }]
  })
  return [...missing, ...extra]
}

/** The subnet of the same family that the network has in its place. */
function instead(
  { Subnet }: IpamConfig,
  named: readonly IpamConfig[],
  found: readonly IpamConfig[],
): string | undefined {
  return found.find(
    (one) =>
      familyOf(one.Subnet) === familyOf(Subnet) &&
      !named.some((other) => blockOf(other.Subnet) === blockOf(one.Subnet)),
  )?.Subnet
}

function withinPool(field: string, wanted: IpamConfig, found: IpamConfig, driver: string): Difference[] {
  const { Subnet, IPRange = '', Gateway = '' } = wanted
  const range = IPRange === '' ? undefined : ([blockOf(IPRange), blockOf(found.IPRange) ?? blockOf(Subnet)] as const)
  const gateway =
    Gateway === ''
      ? undefined
      : ([addressOf(Gateway), addressOf(found.Gateway) ?? unaskedGateway(driver, found)] as const)
  const aux = Object.entries(wanted.AuxiliaryAddresses ?? {}).map(([name, address]) => ({
    field: `${field}.AuxiliaryAddresses.${name}`,
    wanted: addressOf(address),
    found: addressOf(found.AuxiliaryAddresses?.[name]),
  }))
  const all: Difference[] = [
    ...(range === undefined ? [] : [{ field: `${field}.IPRange`, wanted: range[0], found: range[1] }]),
    ...(gateway === undefined ? [] : [{ field: `${field}.Gateway`, wanted: gateway[0], found: gateway[1] }]),
    ...aux,
  ]
  return all.filter((one) => one.wanted !== one.found)
}

/** A block in one spelling, without the host bits that Engine 20.10 keeps; of what is no block, such as dhcp, the text. */
function blockOf(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined
  return `${blockIn(text) ?? text}`
}

function addressOf(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined
  // some drivers write a gateway with its prefix length
  return `${Ip.tryParse(text.replace(/\/\d+$/, '')) ?? text}`
}

function familyOf(text = ''): 4 | 6 {
  return text.includes(':') ? 6 : 4
}
