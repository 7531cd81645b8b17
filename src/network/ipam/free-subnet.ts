import { Cidr } from '../../cidr/cidr.js'
import { freeBlock, freeBlocks } from '../../cidr/set.js'
import { BITS } from '../../cidr/range.js'
import type { CallContext } from '../../engine/context.js'
import { refuseUnknown } from '../../engine/call/nearest.js'
import { isPlainObject } from '../../errors/brand.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { StateError } from '../../errors/state.js'
import { systemInfo } from '../../system/operations.js'
import { subnetsIn } from '../addresses.js'
import { networkList } from '../operations.js'
import { checkSubnet } from '../rules/subnet.js'
import { ulaOfEngine } from './ula.js'

/** Which block is wanted. */
export interface FreeSubnetQuery {
  /** Its prefix length: 24 for a block of 256 addresses. */
  readonly size: number
  /**
   * Where to look. By default `10.0.0.0/8`, and for a size above 32 the private IPv6 block of the engine, a /48 that
   * follows from its id.
   */
  readonly from?: string | Cidr | undefined
  /** Blocks that it must not overlap, although no network has them: a VPN, other sites of the company. */
  readonly avoid?: readonly (string | Cidr)[] | undefined
}

/** A query that was checked. */
export interface WantedSubnet {
  readonly size: number
  /** Undefined for the private IPv6 block of the engine. */
  readonly from: Cidr | undefined
  readonly avoid: readonly Cidr[]
}

/** As long as that of every engine. */
const anyUla = Cidr.parse('fd00::/48')
const defaultSpace = Cidr.parse('10.0.0.0/8')

/** Checks what is wanted, before anything is sent. */
export function checkWanted(query: FreeSubnetQuery, where: string): WantedSubnet {
  const given: unknown = query // untyped callers may pass anything
  if (!isPlainObject(given)) throw invalidArgument('subnet', given, "write it like { size: 24, from: '10.0.0.0/8' }")
  refuseUnknown(given, ['size', 'from', 'avoid'], where)
  const { size, from, avoid = [] } = query
  if (!Array.isArray(avoid)) throw invalidArgument('avoid', avoid, "give a list of blocks, such as ['10.8.0.0/16']")
  const space = from === undefined ? spaceFor(size) : Cidr.from(from)
  if (space !== undefined) checkSubnet(space)
  freeBlocks({ size, from: space ?? anyUla, taken: [] }) // which refuses a size that cannot be
  return { size, from: space, avoid: avoid.map(Cidr.from) }
}

/** Undefined for the engine's own IPv6 block, which only the engine's id tells. */
function spaceFor(size: number): Cidr | undefined {
  const isOfUla = Number.isInteger(size) && size > BITS[4]
  if (isOfUla && size < anyUla.prefixLength)
    throw invalidArgument('size', size, "say where to look, such as from: 'fd00::/8'")
  return isOfUla ? undefined : defaultSpace
}

/** The first block of the wanted size that no network of the engine has. */
export async function freeSubnet(call: CallContext, wanted: WantedSubnet): Promise<Cidr> {
  const { size, avoid } = wanted
  const from = await spaceOf(call, wanted)
  const taken = [...avoid, ...(await takenSubnets(call))]
  return freeBlock({ size, from, taken }) ?? noneFree(from, size)
}

/** Where to look, which may follow from the engine's id. */
export async function spaceOf(call: CallContext, { from }: WantedSubnet): Promise<Cidr> {
  return from ?? ulaOfEngine((await call.send(systemInfo, {})).ID)
}

/** The subnets of all networks of the engine. */
export async function takenSubnets(call: CallContext): Promise<readonly Cidr[]> {
  return (await call.send(networkList, {})).flatMap(({ IPAM }) => subnetsIn(IPAM))
}

/** @throws StateError SUBNETS_TAKEN */
export function noneFree(from: Cidr, size: number): never {
  throw new StateError('SUBNETS_TAKEN', {
    message: `no /${size} is free in ${from}`,
    details: { from: `${from}`, size },
    hint: 'look in another block, take a smaller one, or remove networks that nobody uses',
  })
}
