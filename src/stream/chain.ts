interface Link<Item> {
  readonly item: Item
  next: Link<Item> | undefined
}

/**
 * Items that wait in a row.
 *
 * A chain, because `shift` of a long array moves all the rest: a second is lost on some ten thousand items.
 */
export class Chain<Item> {
  #first: Link<Item> | undefined
  #last: Link<Item> | undefined
  #length = 0

  get length(): number {
    return this.#length
  }

  get last(): Item | undefined {
    return this.#last?.item
  }

  push(item: Item): void {
    const link: Link<Item> = { item, next: undefined }
    if (this.#last === undefined) this.#first = link
    else this.#last.next = link
    this.#last = link
    this.#length += 1
  }

  /** Takes the one that has waited longest. */
  shift(): Item | undefined {
    const link = this.#first
    if (link === undefined) return undefined
    this.#first = link.next
    if (this.#first === undefined) this.#last = undefined
    this.#length -= 1
    return link.item
  }

  clear(): void {
    this.#first = undefined
    this.#last = undefined
    this.#length = 0
  }
}
