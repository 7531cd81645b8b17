import type { About } from '../../errors/error-context.js'
import type { Frame } from './frames.js'
import { decode, type Items } from '../items.js'
import type { Decoder } from './decoder.js'
import { LineCutter, MAX_LINE } from './line-cutter.js'
import { utf8 } from './utf8.js'

/** A line of text that a container wrote, without its line end, and where. */
export interface Line {
  readonly stream: 'stdout' | 'stderr'
  readonly line: string
  /** When its beginning was written, as the engine prints it; only where times were asked for. */
  readonly time?: string | undefined
}

/**
 * Reads lines of UTF-8, each stream by itself; `\n` and `\r\n` end a line, and the last one needs no end.
 * What is not UTF-8 becomes U+FFFD. Over timestamped frames each line has its time.
 * Rejects with LINE_TOO_LONG at more than 4 MiB.
 */
export function lines(frames: AsyncIterable<Frame>, about?: About): Items<Line> {
  return decode(frames, new LineDecoder(), about)
}

const NEWLINE = 0x0a
const RETURN = 0x0d

/** @internal The state machine of `lines`. */
export class LineDecoder implements Decoder<Frame, Line> {
  readonly #sides = [new Side('stdout'), new Side('stderr')] as const
  #current: Side = this.#sides[0]
  #ended = false

  push(frame: Frame): void {
    this.#current = this.#sides[frame.stream === 'stdout' ? 0 : 1]
    this.#current.push(frame)
  }

  take(): Line | undefined {
    return this.#ended ? (this.#sides[0].take() ?? this.#sides[1].take()) : this.#current.take()
  }

  end(): void {
    this.#ended = true
    for (const side of this.#sides) side.end()
  }
}

/** One of the two streams: its unfinished line, and the time of it. */
class Side {
  readonly #stream: Line['stream']
  readonly #cutter = new LineCutter(MAX_LINE)
  /** When the line that comes next was begun. */
  #began: string | undefined
  #now: string | undefined

  constructor(stream: Line['stream']) {
    this.#stream = stream
  }

  push(frame: Frame): void {
    // The engine splits a line of more than 16 KiB over several frames, each with a time: the first one counts.
    if (this.#cutter.held === 0) this.#began = frame.time
    this.#now = frame.time
    this.#cutter.push(frame.data)
  }

  take(): Line | undefined {
    const bytes = this.#cutter.take()
    if (bytes === undefined) return undefined
    const line = utf8(withoutEnd(bytes))
    const time = this.#began
    this.#began = this.#now
    return time === undefined ? { stream: this.#stream, line } : { stream: this.#stream, line, time }
  }

  end(): void {
    this.#cutter.end()
  }
}

function withoutEnd(line: Uint8Array): Uint8Array {
  const last = line.length - 1
  if (line[last] !== NEWLINE) return line
  return line.subarray(0, line[last - 1] === RETURN ? last - 1 : last)
}
