import { Cidr } from '../../cidr/cidr.js'
import { BITS } from '../../cidr/range.js'
import { freeBlock, freeBlocks } from '../../cidr/set.js'
import type { SystemInfo } from '../../system/wire/info.js'

/** A block that networks without a subnet of their own get theirs from. */
export interface DefaultPool {
  readonly base: Cidr
  /** The prefix length of the subnets that are cut from it. */
  readonly size: number
}

/** What engines have when nobody says otherwise. */
const builtIn: readonly DefaultPool[] = [
  ['172.17.0.0/16', 16],
  ['172.18.0.0/16', 16],
  ['172.19.0.0/16', 16],
  ['172.20.0.0/14', 16],
  ['172.24.0.0/14', 16],
  ['172.28.0.0/14', 16],
  ['192.168.0.0/16', 20],
].map(([base, size]) => ({ base: Cidr.from(`${base}`), size: Number(size) }))

/** The default address pools of an engine, in its order; those that its configuration names take the place of its own. */
export function defaultPools({ DefaultAddressPools }: Pick<SystemInfo, 'DefaultAddressPools'>): readonly DefaultPool[] {
  const named = (DefaultAddressPools ?? []).flatMap(({ Base, Size }) => {
    const base = Cidr.tryParse(Base)
    return base === undefined ? [] : [{ base, size: Size }]
  })
  // pools of one family leave those of the other as they are
  return [...(named.some(({ base }) => base.family === 4) ? [] : builtIn), ...named]
}

/** How many subnets a pool has, and how many of them no network has, not even in part. */
export function countSubnets({ base, size }: DefaultPool, taken: readonly Cidr[]): { all: bigint; free: bigint } {
  const all = 1n << BigInt(size - base.prefixLength)
  const width = BigInt(BITS[base.family] - size)
  let used = 0n
  let end = -1n // the last one that was counted
  for (const block of taken.filter((one) => one.overlaps(base)).toSorted(Cidr.compare)) {
    const number = (value: number | bigint): bigint => (BigInt(value) - BigInt(base.firstValue)) >> width
    const first = block.contains(base) ? 0n : number(block.firstValue)
    const last = block.contains(base) ? all - 1n : number(block.lastValue)
    if (last <= end) continue
    used += last - (first > end ? first - 1n : end)
    end = last
  }
  return { all, free: all - used }
}

/** The subnet that an engine from 27 on gives next: the lowest free one of all pools. */
export function lowestSubnet(pools: readonly DefaultPool[], taken: readonly Cidr[]): Cidr | undefined {
  for (const { base, size } of pools.toSorted((a, b) => a.base.compare(b.base))) {
    const free = freeBlock({ size, from: base, taken })
    if (free !== undefined) return free
  }
  return undefined
}

/**
 * The subnet that an engine up to 26 gives next: it goes round, and begins behind the one that it gave last. At its start,
 * and after a subnet that it found only by going round the end, it begins at the front.
 *
 * @param last the subnet that it gave last; undefined where it begins at the front
 */
export function roundSubnet(
  pools: readonly DefaultPool[],
  taken: readonly Cidr[],
  last: Cidr | undefined,
): Cidr | undefined {
  const at = last === undefined ? -1 : pools.findIndex(({ base, size }) => isCutFrom(last, base, size))
  if (last === undefined || at === -1) return firstFree(pools, taken)
  const behind = firstFree(pools.slice(at, at + 1), taken, last) ?? firstFree(pools.slice(at + 1), taken)
  return behind ?? firstFree(pools.slice(0, at + 1), taken)
}

function isCutFrom(subnet: Cidr, base: Cidr, size: number): boolean {
  return base.contains(subnet) && subnet.prefixLength === size
}

function firstFree(pools: readonly DefaultPool[], taken: readonly Cidr[], after?: Cidr): Cidr | undefined {
  for (const { base, size } of pools)
    for (const block of freeBlocks({ size, from: base, taken }))
      if (after === undefined || after.compare(block) < 0) return block
  return undefined
}
