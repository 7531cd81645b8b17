import type { About } from '../../errors/error-context.js'
import { withoutPasswords } from '../../errors/describe-value.js'
import { ProtocolError } from '../../errors/protocol.js'
import { GrowingBytes, NOTHING } from '../growing-bytes.js'
import { decode, type Decoding, type Policy } from '../items.js'
import type { Decoder } from './decoder.js'
import { asBuffer, utf8 } from './utf8.js'

/** Bytes that a container wrote, and where. */
export interface Frame {
  readonly stream: 'stdout' | 'stderr'
  /** A view of what the connection delivered, not a copy: to keep a few bytes for long, copy them. */
  readonly data: Uint8Array
  /** When it was written, RFC 3339 with nanoseconds as the engine prints it; only where times were asked for. */
  readonly time?: string | undefined
}

/**
 * Reads the engine's multiplexed format: stdout and stderr in one stream, each piece behind a header of 8 bytes.
 * A payload is passed on as it arrives, so one frame of the wire may give several items, and an empty one none.
 * Rejects with STREAM_FAILED (the engine reports an error in the stream), INVALID_FRAME or STREAM_TRUNCATED.
 */
export function frames(
  source: AsyncIterable<Uint8Array>,
  about?: About,
  policy?: Policy<Frame>,
): Decoding<Uint8Array, Frame> {
  return decode(source, new FrameDecoder(new MultiplexedReader()), about, policy)
}

/** Reads the stream of a container with a terminal, which has no headers: every byte is stdout. */
export function rawFrames(source: AsyncIterable<Uint8Array>, policy?: Policy<Frame>): Decoding<Uint8Array, Frame> {
  return decode(source, new FrameDecoder(new TerminalReader()), undefined, policy)
}

/** @internal Makes a frame of each piece that a reader finds. */
export class FrameDecoder implements Decoder<Uint8Array, Frame> {
  readonly #reader: FrameReader

  constructor(reader: FrameReader) {
    this.#reader = reader
  }

  push(chunk: Uint8Array): void {
    this.#reader.push(chunk)
  }

  take(): Frame | undefined {
    const reader = this.#reader
    if (!reader.advance()) return undefined
    const { stream, time } = reader
    const data = reader.bytes.subarray(reader.start, reader.stop)
    return time === undefined ? { stream, data } : { stream, data, time }
  }

  end(): void {
    this.#reader.end()
  }
}

/**
 * Finds what a container wrote in the chunks of its stream: where it stands, and which of its two streams it is for.
 * It makes nothing of it, neither an object nor a view; a `FrameDecoder` or a `LineDecoder` above it does.
 */
export interface FrameReader<Piece = Uint8Array> {
  /** Takes the next chunk. Called only when `advance` has nothing left. */
  push(chunk: Piece): void
  /** Goes to the next piece of a payload, which is never empty; false when more bytes are needed. */
  advance(): boolean
  /** The source has ended. May make a last piece available; throws when something is missing. */
  end(): void
  /** Where the piece stands: from `start` up to `stop` in `bytes`. */
  readonly bytes: Buffer
  readonly start: number
  readonly stop: number
  readonly stream: 'stdout' | 'stderr'
  /** When it was written, if times were asked for. */
  readonly time: string | undefined
}

const HEADER = 8
const SYSTEM_ERROR = 3
const MAX_ERROR_TEXT = 64 * 1024

/**
 * The engine's multiplexed format: each piece of stdout and stderr behind a header of 8 bytes. A payload is told as it
 * arrives, so one frame may give several pieces, and an empty one none.
 */
export class MultiplexedReader implements FrameReader {
  bytes = NOTHING
  start = 0
  stop = 0
  stream: FrameReader['stream'] = 'stdout'
  readonly time = undefined
  /** Bytes of the stream before this chunk. */
  #before = 0
  /** A header whose end has not arrived. */
  readonly #head = Buffer.alloc(HEADER)
  #headLength = 0
  #isReport = false
  /** Bytes in the payload of this frame, and how many of them have not been told. */
  #size = 0
  #left = 0
  readonly #report = new GrowingBytes()

  /** Whether the piece is the first one of its frame. */
  get isFirst(): boolean {
    return this.#size - this.#left === this.stop - this.start
  }

  /** Whether the piece is the last one of its frame. */
  get isLast(): boolean {
    return this.#left === 0
  }

  push(chunk: Uint8Array): void {
    this.#before += this.bytes.length
    this.bytes = asBuffer(chunk)
    this.start = 0
    this.stop = 0
  }

  advance(): boolean {
    const end = this.bytes.length
    while (this.stop < end) {
      if (this.#left === 0 && !this.#readHeader()) return false
      this.start = this.stop
      this.stop = Math.min(this.start + this.#left, end)
      this.#left -= this.stop - this.start
      if (this.#isReport) this.#takeReport()
      else if (this.stop > this.start) return true
    }
    return false
  }

  end(): void {
    if (this.#headLength > 0) throw truncated('the header of a frame', this.#headLength, HEADER, '')
    if (this.#left > 0) throw truncated('a frame', this.#size - this.#left, this.#size, this.#reported())
  }

  /** Reads a header where the last piece stopped. True when it is whole. */
  #readHeader(): boolean {
    if (this.#headLength > 0 || this.bytes.length - this.stop < HEADER) return this.#joinHeader()
    this.stop += HEADER
    this.#begin(this.bytes, this.stop - HEADER)
    return true
  }

  /** The same for a header that stands in two chunks, or more. */
  #joinHeader(): boolean {
    const found = Math.min(HEADER - this.#headLength, this.bytes.length - this.stop)
    this.bytes.copy(this.#head, this.#headLength, this.stop, this.stop + found)
    this.stop += found
    this.#headLength += found
    if (this.#headLength < HEADER) return false
    this.#headLength = 0
    this.#begin(this.#head, 0)
    return true
  }

  #begin(bytes: Buffer, at: number): void {
    const type = bytes[at] ?? 0
    const padding = (bytes[at + 1] ?? 0) | (bytes[at + 2] ?? 0) | (bytes[at + 3] ?? 0)
    if (type > SYSTEM_ERROR || padding !== 0) throw this.#invalid(bytes.subarray(at, at + HEADER))
    this.stream = type === 2 ? 'stderr' : 'stdout'
    this.#isReport = type === SYSTEM_ERROR
    this.#size = uint32(bytes, at + 4)
    this.#left = this.#size
  }

  /** Gathers the engine's error, and throws it when it is complete, or long enough to be shown. */
  #takeReport(): void {
    this.#report.add(this.bytes, this.start, this.stop)
    if (this.#left > 0 && this.#report.length < MAX_ERROR_TEXT) return
    const engineMessage = withoutPasswords(this.#reported())
    throw new ProtocolError('STREAM_FAILED', {
      message: `The engine ended the stream with an error: ${engineMessage}`,
      details: { engineMessage },
    })
  }

  #reported(): string {
    const report = this.#report.release()
    return utf8(report, 0, Math.min(report.length, MAX_ERROR_TEXT)).trimEnd()
  }

  #invalid(bytes: Buffer): ProtocolError {
    const offset = this.#before + this.stop - HEADER
    const header = bytes.toString('hex')
    return new ProtocolError('INVALID_FRAME', {
      message: `Byte ${offset} of the stream should begin a frame, and ${header} is no header of one`,
      hint: 'The container may have a terminal: its stream has no frames.',
      details: { offset, header },
    })
  }
}

/** The stream of a container with a terminal, which has no headers: every byte is stdout. */
export class TerminalReader implements FrameReader {
  bytes = NOTHING
  readonly start = 0
  stop = 0
  readonly stream = 'stdout'
  readonly time = undefined

  push(chunk: Uint8Array): void {
    this.bytes = asBuffer(chunk)
    this.stop = 0
  }

  advance(): boolean {
    if (this.stop === this.bytes.length) return false
    this.stop = this.bytes.length
    return true
  }

  end(): void {
    // Without frames, any byte may be the last one.
  }
}

/** `readUInt32BE` of a Buffer costs three times as much. */
function uint32(bytes: Buffer, at: number): number {
  // With `<< 24`, it would be negative from 2 GiB on.
  const high = (bytes[at] ?? 0) * 0x1000000
  return high + (((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0))
}

function truncated(what: string, got: number, want: number, reported: string): ProtocolError {
  const said = reported === '' ? '' : `; the engine was reporting: ${reported}`
  return new ProtocolError('STREAM_TRUNCATED', {
    message: `The stream ended inside ${what}, after ${got} of ${want} bytes${said}`,
    details: { got, want },
  })
}
