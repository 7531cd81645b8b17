/** A state machine from pieces to items, without I/O. `undefined` is never an item. */
export interface Decoder<Piece, Item> {
  /** Takes the next piece. Called only when `take` has nothing left. */
  push(piece: Piece): void
  /** The next item of what was pushed; `undefined` when it needs more. Throws when the bytes make no sense. */
  take(): Item | undefined
  /** The source has ended. May make last items available to `take`; throws when something is missing. */
  end(): void
}
