/**
 * Items that wait in a row.
 *
 * `shift` of a long array moves all the rest: a second is lost on some ten thousand items. Here the front moves on.
 */
export class Row<Item> {
  readonly #items: (Item | undefined)[] = []
  #front = 0

  get length(): number {
    return this.#items.length - this.#front
  }

  get last(): Item | undefined {
    return this.#items.at(-1)
  }

  push(item: Item): void {
    this.#items.push(item)
  }

  /** Takes the one that has waited longest. */
  shift(): Item | undefined {
    const item = this.#items[this.#front]
    if (this.length === 0) return undefined
    this.#items[this.#front] = undefined // what was taken is not kept alive
    this.#front += 1
    if (this.#front === this.#items.length) this.clear()
    else if (this.#front >= 1024 && this.#front * 2 >= this.#items.length) {
      this.#items.splice(0, this.#front)
      this.#front = 0
    }
    return item
  }

  clear(): void {
    this.#items.length = 0
    this.#front = 0
  }
}
