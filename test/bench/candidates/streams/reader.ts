import { Writable } from 'node:stream'

/** What came of a stream: all payload, without headers of frames. */
export interface Read {
  readonly bytes: number
  /** Frames, lines or events; undefined where they are not told apart. */
  readonly items: number | undefined
}

/** One way to read the output of a container. */
export interface Reader {
  readonly name: string
  /** Reads this part of what the others read: it is slow, and what is compared is the cost of one byte. */
  readonly share?: number
  /** A frame that comes in two reads is given in two pieces. */
  readonly splitsFrames?: boolean
  readonly read: (container: string) => Promise<Read>
}

/** Counts what is written to it. */
export class Counter extends Writable {
  bytes = 0
  items = 0

  override _write(piece: Uint8Array, _encoding: BufferEncoding, done: () => void): void {
    this.bytes += piece.length
    this.items++
    done()
  }
}
