import { lazily, type Items } from '../items.js'
import type { Decoder } from './decoder.js'

/**
 * The pieces of a body as they come. It is asked for when the first one is read, and leaving the loop closes it.
 *
 * @param open asks for the body; its signal ends that
 * @param signal the caller's own
 */
export function pieces(
  open: (signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>,
  signal?: AbortSignal,
): Items<Uint8Array> {
  return lazily(async (leave) => ({ source: await open(leave), decoder: new PieceDecoder() }), signal)
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
