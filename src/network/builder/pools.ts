import { Cidr } from '../../cidr/cidr.js'
import { Ip } from '../../cidr/ip.js'
import type { CidrText, IpText } from '../../cidr/text.js'
import { pairsOf } from '../../docker-words/labels.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { UsageError } from '../../errors/usage.js'
import {
  checkAuxAddress,
  checkDisjoint,
  checkGateway,
  checkRange,
  checkSubnet,
  impliedGateway,
  subnetFirst,
} from '../rules/subnet.js'
import type { IpamConfig } from '../wire/ipam.js'

/** A subnet, and what belongs to it. */
export interface Pool {
  readonly subnet: Cidr
  readonly ipRange: Cidr | undefined
  readonly gateway: Ip | undefined
  readonly auxAddresses: ReadonlyMap<string, Ip>
}

/** What `.subnet(cidr, ...)` takes besides the block: the same as the three setters, for data-driven code. */
export interface PoolOptions<Range extends string = string, Gateway extends string = string> {
  readonly ipRange?: CidrText<Range> | Cidr | undefined
  readonly gateway?: IpText<Gateway> | Ip | undefined
  readonly auxAddress?: Readonly<Record<string, string | Ip>> | undefined
}

/** Opens another pool. */
export function addPool(pools: readonly Pool[], text: string | Cidr): readonly Pool[] {
  const subnet = Cidr.from(text)
  checkSubnet(subnet)
  checkDisjoint(
    subnet,
    pools.map((pool) => pool.subnet),
  )
  return [...pools, openPool(subnet)]
}

/** A pool of which no more than its subnet is said. */
export function openPool(subnet: Cidr): Pool {
  return { subnet, ipRange: undefined, gateway: undefined, auxAddresses: new Map() }
}

/** Sets the range of the pool opened last. */
export function withRange(pools: readonly Pool[], text: string | Cidr): readonly Pool[] {
  return changeLast(pools, 'ipRange', (pool) => {
    const ipRange = Cidr.from(text)
    checkRange(ipRange, pool.subnet)
    return { ...pool, ipRange }
  })
}

/** Sets the gateway of the pool opened last. */
export function withGateway(pools: readonly Pool[], text: string | Ip): readonly Pool[] {
  return changeLast(pools, 'gateway', (pool) => {
    const gateway = Ip.from(text)
    checkGateway(gateway, pool.subnet)
    return { ...pool, gateway }
  })
}

/** The addresses that are set aside, by their names. @throws UsageError INVALID_ARGUMENT */
export function auxAddressesOf({ auxAddress }: PoolOptions): readonly (readonly [string, string | Ip])[] {
  if (auxAddress === undefined) return []
  const pairs = pairsOf('auxAddress', auxAddress, "write it like { router: '10.10.0.2' }")
  return pairs as readonly (readonly [string, string | Ip])[] // withAuxAddress() looks
}

/** Sets an address aside in the pool opened last. */
export function withAuxAddress(pools: readonly Pool[], name: string, text: string | Ip): readonly Pool[] {
  return changeLast(pools, 'auxAddress', (pool) => {
    const address = Ip.from(text)
    if (typeof name !== 'string' || name === '') {
      const hint = "write it like .auxAddress('router', '10.10.0.2')"
      throw invalidArgument('name', name, hint, `the auxiliary address ${address} needs a name`)
    }
    checkAuxAddress(name, address, pool.subnet, taken(pool, name, pool.gateway))
    return { ...pool, auxAddresses: new Map(pool.auxAddresses).set(name, address) }
  })
}

/**
 * The pools as the engine wants them. Only now is it known whether a gateway was named;
 * where the driver takes one unasked, no auxiliary address may be that one.
 */
export function toIpamConfigs(pools: readonly Pool[], takesGateway: boolean): IpamConfig[] {
  return pools.map((pool) => {
    const { subnet, ipRange, gateway, auxAddresses } = pool
    const router = gateway ?? (takesGateway ? impliedGateway(subnet, ipRange) : undefined)
    for (const [name, address] of auxAddresses) checkAuxAddress(name, address, subnet, taken(pool, name, router))
    return {
      Subnet: `${subnet}`,
      ...(ipRange !== undefined && { IPRange: `${ipRange}` }),
      ...(gateway !== undefined && { Gateway: `${gateway}` }),
      ...(auxAddresses.size > 0 && {
        AuxiliaryAddresses: Object.fromEntries([...auxAddresses].map(([name, address]) => [name, `${address}`])),
      }),
    }
  })
}

function taken(pool: Pool, name: string, gateway: Ip | undefined): Map<string, string> {
  const others = [...pool.auxAddresses].filter(([other]) => other !== name)
  const used = new Map(others.map(([other, address]) => [`${address}`, `${other} has it already`]))
  return gateway === undefined ? used : used.set(`${gateway}`, 'it is the gateway')
}

function changeLast(pools: readonly Pool[], argument: string, change: (pool: Pool) => Pool): readonly Pool[] {
  const last = pools.at(-1)
  if (last !== undefined) return [...pools.slice(0, -1), change(last)]
  throw subnetMissing(argument)
}

/** What belongs to a subnet was given before one, or after one that is chosen when the network is made. */
export function subnetMissing(argument: string): UsageError<'SUBNET_MISSING'> {
  return new UsageError('SUBNET_MISSING', {
    message: subnetFirst,
    details: { argument },
    hint: "for example .subnet('10.10.0.0/24')",
  })
}
