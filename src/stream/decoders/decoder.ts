/** A state machine from pieces to items, without I/O. `undefined` is never an item. */
export interface Decoder<Piece, Item> {
  /** Takes the next piece. Called only when `take` has nothing left. */
  push(piece: Piece): void
  /** The next item of what was pushed; `undefined` when it needs more. Throws when the bytes make no sense. */
  take(): Item | undefined
  /** The source has ended. May make last items available to `take`; throws when something is missing. */
  end(): void
}

/**
 * Two decoders as one: the items of the first are the pieces of the second.
 *
 * @example pipe(new FrameDecoder(), new LineDecoder())
 */
export function pipe<Piece, Middle, Item>(
  first: Decoder<Piece, Middle>,
  second: Decoder<Middle, Item>,
): Decoder<Piece, Item> {
  return new Pipe(first, second)
}

class Pipe<Piece, Middle, Item> implements Decoder<Piece, Item> {
  readonly #first: Decoder<Piece, Middle>
  readonly #second: Decoder<Middle, Item>
  #ended: 'neither' | 'first' | 'both' = 'neither'

  constructor(first: Decoder<Piece, Middle>, second: Decoder<Middle, Item>) {
    this.#first = first
    this.#second = second
  }

  push(piece: Piece): void {
    this.#first.push(piece)
  }

  take(): Item | undefined {
    for (;;) {
      const item = this.#second.take()
      if (item !== undefined || this.#ended === 'both') return item
      const middle = this.#first.take()
      if (middle !== undefined) this.#second.push(middle)
      else if (this.#ended === 'neither') return undefined
      else {
        this.#ended = 'both'
        this.#second.end()
      }
    }
  }

  end(): void {
    this.#first.end()
    this.#ended = 'first'
  }
}
