import { decode, type Items } from '../items.js'
import type { Decoder } from './decoder.js'

/** The pieces of a body as they come, with the caller's line in the stack of what ends them early. */
export function pieces(body: AsyncIterable<Uint8Array>): Items<Uint8Array> {
  return decode(body, new PieceDecoder())
}

class PieceDecoder implements Decoder<Uint8Array, Uint8Array> {
  #piece: Uint8Array | undefined

  push(piece: Uint8Array): void {
    this.#piece = piece
  }

  take(): Uint8Array | undefined {
    const piece = this.#piece
    this.#piece = undefined
    return piece
  }

  end(): void {
    // Every piece is whole.
  }
}
