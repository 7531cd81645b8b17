import { Cidr } from '../../cidr/cidr.js'

/** Two things whose blocks overlap, in the order in which they were given. */
interface Overlapping<Item> {
  readonly earlier: Item
  readonly later: Item
}

/** Each thing whose block overlaps that of one before it, once, with one of those. */
export function overlapping<Item extends { readonly block: Cidr }>(items: readonly Item[]): Overlapping<Item>[] {
  const placed = items.map((item, at) => ({ item, at }))
  // in this order a block comes after all that contain it
  placed.sort((one, other) => Cidr.compare(one.item.block, other.item.block) || one.at - other.at)
  const earlier = new Map<Item, Item>()
  let around: typeof placed = []
  for (const one of placed) {
    const { block } = one.item
    around = around.filter((outer) => outer.item.block.contains(block))
    for (const outer of around) {
      const [first, second] = outer.at < one.at ? [outer, one] : [one, outer]
      if (!earlier.has(second.item)) earlier.set(second.item, first.item)
    }
    // of equal blocks the first stands for all: what overlaps one overlaps each
    if (around.at(-1)?.item.block.equals(block) !== true) around.push(one)
  }
  return items.flatMap((later) => {
    const found = earlier.get(later)
    return found === undefined ? [] : [{ earlier: found, later }]
  })
}
