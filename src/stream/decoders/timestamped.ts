import type { About } from '../../errors/error-context.js'
import { FrameDecoder, type Frame } from './frames.js'
import { decode, type Decoder, type Items } from '../items.js'
import { utf8 } from './utf8.js'

/**
 * Reads multiplexed logs that were asked for with `timestamps`: takes the time out of the bytes and gives it to the
 * item. The engine writes one time at the start of each frame, also of the frames in the middle of a line of more than
 * 16 KiB: `lines` over this puts such a line together again. Rejects as `frames` does.
 */
export function timestampedFrames(source: AsyncIterable<Uint8Array>, about?: About): Items<Frame> {
  return decode(source, new TimeDecoder(new FrameDecoder()), about)
}

/**
 * The same for a container with a terminal: a time is looked for at the start of each line.
 * A line of more than 16 KiB keeps times inside it, because nothing in the bytes tells them from text.
 */
export function timestampedRawFrames(source: AsyncIterable<Uint8Array>): Items<Frame> {
  return decode(source, new TimeDecoder(new RawLineDecoder()))
}

/** Cuts bytes into messages of the log, each in one or more pieces. */
interface MessageDecoder extends Decoder<Uint8Array, Frame> {
  /** Whether the next piece goes on with the message before. */
  readonly open: boolean
}

const SPACE = 0x20
const NEWLINE = 0x0a
const NOTHING: Uint8Array = new Uint8Array(0)
// `2026-11-24T04:18:05.123456789+09:00`; a time in UTC ends with Z and is shorter.
const LONGEST_TIME = 35
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/

class TimeDecoder implements Decoder<Uint8Array, Frame> {
  readonly #messages: MessageDecoder
  /** The start of a message whose time is not complete; undefined after it. */
  #head: Uint8Array | undefined
  #stream: Frame['stream'] = 'stdout'
  #time: string | undefined
  #ended = false

  constructor(messages: MessageDecoder) {
    this.#messages = messages
  }

  push(chunk: Uint8Array): void {
    this.#messages.push(chunk)
  }

  take(): Frame | undefined {
    for (;;) {
      const begins = !this.#messages.open
      const piece = this.#messages.take()
      if (piece === undefined) return this.#ended ? this.#leftover() : undefined
      this.#stream = piece.stream
      if (begins) this.#head = NOTHING
      const data = this.#head === undefined ? piece.data : this.#begin(this.#head, piece.data)
      if (data.length > 0) return this.#item(data)
    }
  }

  end(): void {
    this.#messages.end()
    this.#ended = true
  }

  /** A last line that ended before it was long enough to hold a time. */
  #leftover(): Frame | undefined {
    const data = this.#head ?? NOTHING
    this.#head = undefined
    return data.length === 0 ? undefined : { stream: this.#stream, data }
  }

  /** The bytes after the time; none as long as the time may go on in the next piece. */
  #begin(head: Uint8Array, data: Uint8Array): Uint8Array {
    const bytes = head.length === 0 ? data : Buffer.concat([head, data])
    const space = bytes.indexOf(SPACE)
    if (space === -1 && bytes.length <= LONGEST_TIME && this.#messages.open) {
      this.#head = bytes
      return NOTHING
    }
    this.#head = undefined
    const text = space > 0 && space <= LONGEST_TIME ? utf8(bytes.subarray(0, space)) : ''
    this.#time = TIME.test(text) ? text : undefined
    return this.#time === undefined ? bytes : bytes.subarray(space + 1)
  }

  #item(data: Uint8Array): Frame {
    const stream = this.#stream
    const time = this.#time
    return time === undefined ? { stream, data } : { stream, data, time }
  }
}

/** The messages of a stream without frames: lines, in pieces as they arrive. */
class RawLineDecoder implements MessageDecoder {
  #chunk: Uint8Array = NOTHING
  #at = 0
  #open = false

  get open(): boolean {
    return this.#open
  }

  push(chunk: Uint8Array): void {
    this.#chunk = chunk
    this.#at = 0
  }

  take(): Frame | undefined {
    if (this.#at >= this.#chunk.length) return undefined
    const newline = this.#chunk.indexOf(NEWLINE, this.#at)
    const end = newline === -1 ? this.#chunk.length : newline + 1
    const data = this.#chunk.subarray(this.#at, end)
    this.#at = end
    this.#open = newline === -1
    return { stream: 'stdout', data }
  }

  end(): void {
    // Without frames, any byte may be the last one.
  }
}
