import type { About } from '../../errors/error-context.js'
import { decode, type Items } from '../items.js'
import type { Decoder } from './decoder.js'
import { FrameDecoder, type Frame } from './frames.js'
import { utf8 } from './utf8.js'

/**
 * Reads multiplexed logs that were asked for with `timestamps`: takes the time out of the bytes and gives it to the
 * item. The engine writes one time at the start of each frame, also of the frames in the middle of a line of more than
 * 16 KiB: `lines` over this puts such a line together again. Rejects as `frames` does.
 */
export function timestampedFrames(source: AsyncIterable<Uint8Array>, about?: About): Items<Frame> {
  return decode(source, new TimedFrameDecoder(), about)
}

/** The same for a container with a terminal, whose log has no frames: a time stands at the start of each line. */
export function timestampedRawFrames(source: AsyncIterable<Uint8Array>): Items<Frame> {
  return decode(source, new TimedTerminalDecoder())
}

const SPACE = 0x20
const NEWLINE = 0x0a
const NOTHING: Uint8Array = new Uint8Array(0)
// `2026-11-24T04:18:05.123456789+09:00`; a time in UTC ends with Z and is shorter.
const LONGEST_TIME = 35
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/

/** The time that bytes begin with, without the space behind it; undefined if they begin with something else. */
function timeAt(bytes: Uint8Array, space: number): string | undefined {
  const text = space > 0 && space <= LONGEST_TIME ? utf8(bytes.subarray(0, space)) : ''
  return TIME.test(text) ? text : undefined
}

function framed(stream: Frame['stream'], data: Uint8Array, time: string | undefined): Frame {
  return time === undefined ? { stream, data } : { stream, data, time }
}

/** @internal The state machine of `timestampedFrames`. */
export class TimedFrameDecoder implements Decoder<Uint8Array, Frame> {
  readonly #frames = new FrameDecoder()
  /** The start of a frame whose time is not complete; undefined after it. */
  #head: Uint8Array | undefined
  #time: string | undefined

  push(chunk: Uint8Array): void {
    this.#frames.push(chunk)
  }

  take(): Frame | undefined {
    for (;;) {
      const begins = !this.#frames.open
      const piece = this.#frames.take()
      if (piece === undefined) return undefined
      if (begins) this.#head = NOTHING
      const data = this.#head === undefined ? piece.data : this.#begin(this.#head, piece.data)
      if (data.length > 0) return framed(piece.stream, data, this.#time)
    }
  }

  end(): void {
    this.#frames.end()
  }

  /** The bytes after the time; none as long as the time may go on in the next piece. */
  #begin(head: Uint8Array, data: Uint8Array): Uint8Array {
    const bytes = head.length === 0 ? data : Buffer.concat([head, data])
    const space = bytes.indexOf(SPACE)
    if (space === -1 && bytes.length <= LONGEST_TIME && this.#frames.open) {
      this.#head = bytes
      return NOTHING
    }
    this.#head = undefined
    this.#time = timeAt(bytes, space)
    return this.#time === undefined ? bytes : bytes.subarray(space + 1)
  }
}

/** Engines cut a line into pieces of so many bytes, and write its time again before each: the very same time. */
const PIECE = 16 * 1024
/** The first byte of U+FFFD, three bytes that stand in a json-file log for one that was not UTF-8. */
const REPLACED = 0xef

/**
 * @internal The state machine of `timestampedRawFrames`.
 *
 * A line of more than 16 KiB has its time again before each piece of it. It is told from text by its place, which is
 * 16,384 bytes after the one before, and because it is the same to the nanosecond.
 */
export class TimedTerminalDecoder implements Decoder<Uint8Array, Frame> {
  #bytes: Uint8Array = NOTHING
  #at = 0
  #ended = false
  /** Whether the next byte begins a line, and so its time. */
  #begins = true
  #time: string | undefined
  /** The time of this line, as it stands before each piece; empty if it has none. */
  #mark: Uint8Array = NOTHING
  /** Bytes of this piece so far, and how many of them may stand for fewer in what the program wrote. */
  #length = 0
  #replaced = 0

  push(chunk: Uint8Array): void {
    const rest = this.#bytes.subarray(this.#at)
    this.#bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    this.#at = 0
  }

  take(): Frame | undefined {
    while (this.#at < this.#bytes.length) {
      if (this.#begins && !this.#readTime()) return undefined
      const skipped = this.#skipMark()
      if (skipped === 'unknown') return undefined
      if (skipped === 'no' && this.#at < this.#bytes.length) return this.#text()
    }
    return undefined
  }

  /** What may have been a time is text now. */
  end(): void {
    this.#ended = true
  }

  /** False if more bytes are needed. */
  #readTime(): boolean {
    const start = this.#bytes.subarray(this.#at, this.#at + LONGEST_TIME + 1)
    const space = start.indexOf(SPACE)
    const isWhole = space !== -1 || start.length > LONGEST_TIME || start.includes(NEWLINE)
    if (!isWhole && !this.#ended) return false
    this.#time = timeAt(start, space)
    this.#mark = this.#time === undefined ? NOTHING : start.slice(0, space + 1)
    this.#at += this.#mark.length
    this.#begins = false
    this.#length = 0
    this.#replaced = 0
    return true
  }

  /** Skips the time before the next piece of a line, if one stands here. */
  #skipMark(): 'yes' | 'no' | 'unknown' {
    if (!this.#mayEndPiece() || this.#mark.length === 0) return 'no'
    const found = this.#bytes.subarray(this.#at, this.#at + this.#mark.length)
    if (Buffer.compare(found, this.#mark.subarray(0, found.length)) !== 0) return 'no'
    if (found.length < this.#mark.length) return this.#ended ? 'no' : 'unknown'
    this.#at += found.length
    this.#length = 0
    this.#replaced = 0
    return 'yes'
  }

  #mayEndPiece(): boolean {
    return this.#length >= PIECE && this.#length - 2 * this.#replaced <= PIECE
  }

  /** Text up to the end of the line, or the next place where a time may stand. */
  #text(): Frame {
    const from = this.#at
    const newline = this.#bytes.indexOf(NEWLINE, from)
    const lineEnd = newline === -1 ? this.#bytes.length : newline + 1
    this.#at = Math.min(lineEnd, this.#nextPlace(from))
    const data = this.#bytes.subarray(from, this.#at)
    this.#length += data.length
    for (let at = data.indexOf(REPLACED); at !== -1; at = data.indexOf(REPLACED, at + 1)) this.#replaced += 1
    this.#begins = newline !== -1 && this.#at === lineEnd
    return framed('stdout', data, this.#time)
  }

  #nextPlace(from: number): number {
    if (this.#length < PIECE) return from + PIECE - this.#length
    const next = this.#mayEndPiece() ? this.#bytes.indexOf(this.#mark[0] ?? NEWLINE, from + 1) : -1
    return next === -1 ? this.#bytes.length : next
  }
}
