import type { About } from '../../errors/error-context.js'
import { NOTHING } from '../growing-bytes.js'
import { decode, type Items } from '../items.js'
import { FrameDecoder, MultiplexedReader, type Frame, type FrameReader } from './frames.js'
import { NEWLINE } from './line-limit.js'
import { asBuffer } from './utf8.js'

/**
 * Reads multiplexed logs that were asked for with `timestamps`: takes the time out of the bytes and gives it to the
 * item. The engine writes one time at the start of each frame, also of the frames in the middle of a line of more than
 * 16 KiB: lines over this put such a line together again. Rejects as `frames` does.
 */
export function timestampedFrames(source: AsyncIterable<Uint8Array>, about?: About): Items<Frame> {
  return decode(source, new FrameDecoder(new TimedReader()), about)
}

/** The same for a container with a terminal, whose log has no frames: a time stands at the start of each line. */
export function timestampedRawFrames(source: AsyncIterable<Uint8Array>): Items<Frame> {
  return decode(source, new FrameDecoder(new TimedTerminalReader()))
}

const SPACE = 0x20
// `2026-11-24T04:18:05.123456789+09:00`; a time in UTC ends with Z and is shorter.
const LONGEST_TIME = 35
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/

/** The time from `start` to the space behind it; undefined if something else stands there. */
function timeAt(bytes: Buffer, start: number, space: number): string | undefined {
  if (space <= start || space > start + LONGEST_TIME) return undefined
  const text = bytes.toString('latin1', start, space)
  return TIME.test(text) ? text : undefined
}

/** The first space after `start` that may end a time; -1 if there is none. */
function spaceAfter(bytes: Buffer, start: number, stop: number): number {
  const end = Math.min(stop, start + LONGEST_TIME + 1)
  for (let at = start; at < end; at++) if (bytes[at] === SPACE) return at
  return -1
}

/** @internal What finds the pieces of `timestampedFrames`. */
export class TimedReader implements FrameReader {
  bytes = NOTHING
  start = 0
  stop = 0
  stream: FrameReader['stream'] = 'stdout'
  time: string | undefined
  readonly #frames = new MultiplexedReader()
  /** The start of a frame whose time is not complete. */
  #head = NOTHING

  push(chunk: Uint8Array): void {
    this.#frames.push(chunk)
  }

  advance(): boolean {
    const frames = this.#frames
    while (frames.advance()) {
      this.bytes = frames.bytes
      this.start = frames.start
      this.stop = frames.stop
      this.stream = frames.stream
      if ((frames.isFirst || this.#head.length > 0) && !this.#readTime()) continue
      if (this.start < this.stop) return true
    }
    return false
  }

  end(): void {
    this.#frames.end()
  }

  /** Goes behind the time at the start of a frame; false as long as it may go on in the next piece. */
  #readTime(): boolean {
    const space = spaceAfter(this.bytes, this.start, this.stop)
    const isWhole = space !== -1 || this.stop - this.start > LONGEST_TIME || this.#frames.isLast
    if (this.#head.length > 0 || !isWhole) return this.#gather()
    this.#skipTime(space)
    return true
  }

  /** The same for a time that came in pieces. */
  #gather(): boolean {
    const bytes = Buffer.concat([this.#head, this.bytes.subarray(this.start, this.stop)])
    const space = spaceAfter(bytes, 0, bytes.length)
    const isWhole = space !== -1 || bytes.length > LONGEST_TIME || this.#frames.isLast
    this.#head = isWhole ? NOTHING : bytes
    if (!isWhole) return false
    this.bytes = bytes
    this.start = 0
    this.stop = bytes.length
    this.#skipTime(space)
    return true
  }

  #skipTime(space: number): void {
    this.time = timeAt(this.bytes, this.start, space)
    if (this.time !== undefined) this.start = space + 1
  }
}

/** Engines cut a line into pieces of so many bytes, and write its time again before each: the very same time. */
const PIECE = 16 * 1024
/** The first byte of U+FFFD, three bytes that stand in a json-file log for one that was not UTF-8. */
const REPLACED = 0xef

/**
 * @internal What finds the pieces of `timestampedRawFrames`.
 *
 * A line of more than 16 KiB has its time again before each piece of it. It is told from text by its place, which is
 * 16,384 bytes after the one before, and because it is the same to the nanosecond.
 */
export class TimedTerminalReader implements FrameReader {
  bytes = NOTHING
  start = 0
  /** What stands from here on has not been told. */
  stop = 0
  readonly stream = 'stdout'
  time: string | undefined
  #ended = false
  /** Whether the next byte begins a line, and so its time. */
  #begins = true
  /** The time of this line, as it stands before each piece; empty if it has none. */
  #mark = NOTHING
  /** Bytes of this piece so far, and how many of them may stand for fewer in what the program wrote. */
  #length = 0
  #replaced = 0

  push(chunk: Uint8Array): void {
    const rest = this.bytes.subarray(this.stop)
    this.bytes = rest.length === 0 ? asBuffer(chunk) : Buffer.concat([rest, chunk])
    this.stop = 0
  }

  advance(): boolean {
    while (this.stop < this.bytes.length) {
      if (this.#begins && !this.#readTime()) return false
      const skipped = this.#skipMark()
      if (skipped === 'unknown') return false
      if (skipped === 'no' && this.stop < this.bytes.length) {
        this.#readText()
        return true
      }
    }
    return false
  }

  /** What may have been a time is text now. */
  end(): void {
    this.#ended = true
  }

  /** False if more bytes are needed. */
  #readTime(): boolean {
    const start = this.stop
    const space = spaceAfter(this.bytes, start, this.bytes.length)
    const isWhole = space !== -1 || this.bytes.length - start > LONGEST_TIME || this.bytes.includes(NEWLINE, start)
    if (!isWhole && !this.#ended) return false
    this.time = timeAt(this.bytes, start, space)
    this.#mark = this.time === undefined ? NOTHING : Buffer.from(this.bytes.subarray(start, space + 1))
    this.stop += this.#mark.length
    this.#begins = false
    this.#length = 0
    this.#replaced = 0
    return true
  }

  /** Skips the time before the next piece of a line, if one stands here. */
  #skipMark(): 'yes' | 'no' | 'unknown' {
    if (!this.#mayEndPiece() || this.#mark.length === 0) return 'no'
    const found = this.bytes.subarray(this.stop, this.stop + this.#mark.length)
    if (Buffer.compare(found, this.#mark.subarray(0, found.length)) !== 0) return 'no'
    if (found.length < this.#mark.length) return this.#ended ? 'no' : 'unknown'
    this.stop += found.length
    this.#length = 0
    this.#replaced = 0
    return 'yes'
  }

  #mayEndPiece(): boolean {
    return this.#length >= PIECE && this.#length - 2 * this.#replaced <= PIECE
  }

  /** Goes over text up to the end of the line, or the next place where a time may stand. */
  #readText(): void {
    const { bytes } = this
    this.start = this.stop
    const newline = bytes.indexOf(NEWLINE, this.start)
    const lineEnd = newline === -1 ? bytes.length : newline + 1
    this.stop = Math.min(lineEnd, this.#nextPlace(this.start))
    this.#length += this.stop - this.start
    const text = bytes.subarray(this.start, this.stop)
    for (let at = text.indexOf(REPLACED); at !== -1; at = text.indexOf(REPLACED, at + 1)) this.#replaced += 1
    this.#begins = newline !== -1 && this.stop === lineEnd
  }

  #nextPlace(from: number): number {
    if (this.#length < PIECE) return from + PIECE - this.#length
    const next = this.#mayEndPiece() ? this.bytes.indexOf(this.#mark[0] ?? NEWLINE, from + 1) : -1
    return next === -1 ? this.bytes.length : next
  }
}
