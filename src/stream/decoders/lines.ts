import { GrowingBytes, NOTHING } from '../growing-bytes.js'
import type { Decoder } from './decoder.js'
import type { FrameReader } from './frames.js'
import { lineTooLong, MAX_LINE, NEWLINE } from './line-limit.js'
import { utf8 } from './utf8.js'

/** A line of text that a container wrote, without its line end, and where. */
export interface Line {
  readonly stream: 'stdout' | 'stderr'
  readonly line: string
  /** When its beginning was written, as the engine prints it; only where times were asked for. */
  readonly time?: string | undefined
}

const RETURN = 0x0d

/** The start of a line whose end has not arrived, and its time. */
class Unfinished extends GrowingBytes {
  time: string | undefined
}

/**
 * @internal Reads lines of UTF-8, each stream by itself; `\n` and `\r\n` end a line, and the last one needs no end.
 * What is not UTF-8 becomes U+FFFD. A line has the time of the piece that it began in: the engine splits one of more
 * than 16 KiB over several frames, each with a time.
 * Throws LINE_TOO_LONG at more than 4 MiB.
 *
 * It works on bytes, because a newline byte is never a part of another UTF-8 character: a character that is split over
 * chunks comes together again before anybody reads it. A line that is whole in its chunk is never copied.
 */
export class LineDecoder<Piece = Uint8Array> implements Decoder<Piece, Line> {
  readonly #reader: FrameReader<Piece>
  readonly #stdout = new Unfinished()
  readonly #stderr = new Unfinished()
  /** Where the next line of the reader's piece begins. */
  #at = 0
  #stop = 0
  /**
   * The first newline from there on, which may stand behind the piece. It is looked for once in each chunk and not in
   * each piece: many pieces without a newline would otherwise be searched to the end of the chunk, each of them.
   */
  #newline = -1
  #searched = NOTHING
  #ended = false

  constructor(reader: FrameReader<Piece>) {
    this.#reader = reader
  }

  push(chunk: Piece): void {
    this.#reader.push(chunk)
    this.#searched = NOTHING
  }

  take(): Line | undefined {
    const reader = this.#reader
    for (;;) {
      if (this.#at < this.#stop) {
        const line = this.#cut(reader)
        if (line !== undefined) return line
      }
      if (!reader.advance()) return this.#ended ? (this.#last('stdout') ?? this.#last('stderr')) : undefined
      this.#at = reader.start
      this.#stop = reader.stop
    }
  }

  end(): void {
    this.#reader.end()
    this.#ended = true
  }

  /** The next line of the piece; undefined when the rest of it is the start of one. */
  #cut({ bytes, stream, time }: FrameReader<Piece>): Line | undefined {
    const start = this.#at
    const newline = this.#newlineFrom(bytes, start)
    const stop = Math.min(newline, this.#stop)
    const held = stream === 'stdout' ? this.#stdout : this.#stderr
    if (held.length + stop - start > MAX_LINE) throw lineTooLong(MAX_LINE)
    this.#at = stop + 1
    if (newline < this.#stop && held.length === 0) return lineOf(stream, bytes, start, stop, time)
    if (held.length === 0) held.time = time
    held.add(bytes, start, stop)
    return newline < this.#stop ? release(stream, held) : undefined
  }

  #newlineFrom(bytes: Buffer, start: number): number {
    if (this.#newline >= start && this.#searched === bytes) return this.#newline
    const found = bytes.indexOf(NEWLINE, start)
    this.#searched = bytes
    this.#newline = found === -1 ? bytes.length : found
    return this.#newline
  }

  #last(stream: Line['stream']): Line | undefined {
    const held = stream === 'stdout' ? this.#stdout : this.#stderr
    if (held.length === 0) return undefined
    const { time } = held
    const line = utf8(held.release())
    return time === undefined ? { stream, line } : { stream, line, time }
  }
}

function release(stream: Line['stream'], held: Unfinished): Line {
  const bytes = held.release()
  return lineOf(stream, bytes, 0, bytes.length, held.time)
}

/** A line whose newline stands at `newline`, or would. */
function lineOf(stream: Line['stream'], bytes: Buffer, start: number, newline: number, time: string | undefined): Line {
  const stop = newline > start && bytes[newline - 1] === RETURN ? newline - 1 : newline
  const line = utf8(bytes, start, stop)
  return time === undefined ? { stream, line } : { stream, line, time }
}
