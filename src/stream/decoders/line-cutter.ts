import { ProtocolError } from '../../errors/protocol.js'

const NEWLINE = 0x0a

/** The longest line that is read when nobody says otherwise: 4 MiB. */
export const MAX_LINE = 4 * 1024 * 1024

const NOTHING: Uint8Array = new Uint8Array(0)

/**
 * Cuts bytes into lines, each with its newline. Works on bytes, because a newline byte is never a part of another
 * UTF-8 character: a character that is split over chunks comes together again before anybody reads it.
 */
export class LineCutter {
  readonly #limit: number
  #chunk: Uint8Array = NOTHING
  #at = 0
  // The start of a line whose end has not arrived. It doubles, so that a long line in small chunks costs linear time.
  #held: Uint8Array = NOTHING
  #length = 0
  #ended = false

  constructor(limit: number) {
    this.#limit = limit
  }

  /** How many bytes of an unfinished line are held. */
  get held(): number {
    return this.#length
  }

  /** Takes the next bytes. Call it only when `take` has nothing left. */
  push(chunk: Uint8Array): void {
    this.#chunk = chunk
    this.#at = 0
  }

  /** No more will come: what is held is the last line, without a newline. */
  end(): void {
    this.#ended = true
  }

  /** The next whole line, as a view of its chunk if it can be; rejects a line over the limit with LINE_TOO_LONG. */
  take(): Uint8Array | undefined {
    const start = this.#at
    if (start >= this.#chunk.length) return this.#ended ? this.#release() : undefined
    const newline = this.#chunk.indexOf(NEWLINE, start)
    const stop = newline === -1 ? this.#chunk.length : newline
    if (this.#length + stop - start > this.#limit) throw tooLong(this.#limit)
    this.#at = newline === -1 ? stop : stop + 1
    const piece = this.#chunk.subarray(start, this.#at)
    if (newline === -1) {
      this.#hold(piece)
      return undefined
    }
    if (this.#length === 0) return piece
    this.#hold(piece)
    return this.#release()
  }

  #release(): Uint8Array | undefined {
    if (this.#length === 0) return undefined
    const rest = this.#held.subarray(0, this.#length)
    this.#held = NOTHING
    this.#length = 0
    return rest
  }

  #hold(piece: Uint8Array): void {
    const length = this.#length + piece.length
    if (length > this.#held.length) {
      const wider = new Uint8Array(Math.max(length, this.#length * 2))
      wider.set(this.#held.subarray(0, this.#length))
      this.#held = wider
    }
    this.#held.set(piece, this.#length)
    this.#length = length
  }
}

function tooLong(limit: number): ProtocolError {
  return new ProtocolError('LINE_TOO_LONG', {
    message: `The engine sent a line of more than ${limit} bytes`,
    details: { limit },
  })
}
