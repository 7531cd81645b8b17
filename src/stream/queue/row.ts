/** What an empty row keeps room for. */
const SMALL = 4096

/**
 * Items that wait in a row.
 *
 * `shift` of a long array moves all the rest: a second is lost on some ten thousand items. Here the items stand in a
 * ring, whose front moves on.
 */
export class Row<Item> {
  length = 0
  #ring: (Item | undefined)[] = new Array<Item | undefined>(16).fill(undefined)
  #front = 0

  get last(): Item | undefined {
    return this.length === 0 ? undefined : this.#ring[this.#place(this.length - 1)]
  }

  push(item: Item): void {
    if (this.length === this.#ring.length) this.#widen()
    this.#ring[this.#place(this.length)] = item
    this.length += 1
  }

  /** Takes the one that has waited longest. */
  shift(): Item | undefined {
    if (this.length === 0) return undefined
    const item = this.#ring[this.#front]
    this.#ring[this.#front] = undefined // what was taken is not kept alive
    this.#front = this.#place(1)
    this.length -= 1
    if (this.length === 0 && this.#ring.length > SMALL) this.clear()
    return item
  }

  clear(): void {
    this.#ring = new Array<Item | undefined>(16).fill(undefined)
    this.#front = 0
    this.length = 0
  }

  #place(behind: number): number {
    return (this.#front + behind) & (this.#ring.length - 1) // its length is a power of two
  }

  #widen(): void {
    const all = [...this.#ring.slice(this.#front), ...this.#ring.slice(0, this.#front)]
    this.#ring = [...all, ...new Array<Item | undefined>(all.length).fill(undefined)]
    this.#front = 0
  }
}
