import type { About } from '../../errors/error-context.js'
import { ProtocolError } from '../../errors/protocol.js'
import { decode, type Items } from '../items.js'
import type { Decoder } from './decoder.js'
import { utf8 } from './utf8.js'

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
export function frames(source: AsyncIterable<Uint8Array>, about?: About): Items<Frame> {
  return decode(source, new FrameDecoder(), about)
}

/** Reads the stream of a container with a terminal, which has no headers: every byte is stdout. */
export function rawFrames(source: AsyncIterable<Uint8Array>): Items<Frame> {
  return decode(source, new RawDecoder())
}

const HEADER = 8
const SYSTEM_ERROR = 3
const MAX_ERROR_TEXT = 64 * 1024
const NOTHING: Uint8Array = new Uint8Array(0)

/** @internal The state machine of `frames`. */
export class FrameDecoder implements Decoder<Uint8Array, Frame> {
  #chunk: Uint8Array = NOTHING
  #at = 0
  /** Bytes of the stream before this chunk. */
  #before = 0
  readonly #header = new Uint8Array(HEADER)
  readonly #view = new DataView(this.#header.buffer)
  #headerLength = 0
  #type = 0
  #size = 0
  #left = 0
  #report: Uint8Array[] = []

  /** Whether the next item goes on with the frame of the one before. */
  get open(): boolean {
    return this.#left > 0 && this.#left < this.#size
  }

  push(chunk: Uint8Array): void {
    this.#before += this.#chunk.length
    this.#chunk = chunk
    this.#at = 0
  }

  take(): Frame | undefined {
    while (this.#left > 0 || this.#readHeader()) {
      const data = this.#readPayload()
      if (this.#type === SYSTEM_ERROR) this.#takeReport(data)
      else if (data.length > 0) return { stream: this.#type === 2 ? 'stderr' : 'stdout', data }
      if (this.#at === this.#chunk.length) return undefined
    }
    return undefined
  }

  end(): void {
    if (this.#headerLength > 0) throw truncated('the header of a frame', this.#headerLength, HEADER, '')
    if (this.#left > 0) throw truncated('a frame', this.#size - this.#left, this.#size, this.#reported())
  }

  #readPayload(): Uint8Array {
    const end = Math.min(this.#at + this.#left, this.#chunk.length)
    const data = this.#chunk.subarray(this.#at, end)
    this.#left -= data.length
    this.#at = end
    return data
  }

  /** True when a whole header has been read. */
  #readHeader(): boolean {
    const missing = Math.min(HEADER - this.#headerLength, this.#chunk.length - this.#at)
    for (let i = 0; i < missing; i++) this.#header[this.#headerLength++] = this.#chunk[this.#at++] ?? 0
    if (this.#headerLength < HEADER) return false
    this.#headerLength = 0
    const word = this.#view.getUint32(0)
    // Both rules in one word: a type of 0 to 3 in the first byte, and three zero bytes after it.
    if ((word & 0x00ffffff) !== 0 || word > SYSTEM_ERROR * 0x1000000) throw this.#invalid()
    this.#type = word / 0x1000000
    // getUint32 is unsigned; bytes joined with `<< 24` would be negative from 2 GiB on.
    this.#size = this.#view.getUint32(4)
    this.#left = this.#size
    return true
  }

  /** Gathers the engine's error, and throws it when it is complete, or long enough to be shown. */
  #takeReport(data: Uint8Array): void {
    this.#report.push(data)
    if (this.#left > 0 && this.#size - this.#left < MAX_ERROR_TEXT) return
    const engineMessage = this.#reported()
    throw new ProtocolError('STREAM_FAILED', {
      message: `The engine ended the stream with an error: ${engineMessage}`,
      details: { engineMessage },
    })
  }

  #reported(): string {
    return utf8(Buffer.concat(this.#report).subarray(0, MAX_ERROR_TEXT)).trimEnd()
  }

  #invalid(): ProtocolError {
    const offset = this.#before + this.#at - HEADER
    const header = Buffer.from(this.#header).toString('hex')
    return new ProtocolError('INVALID_FRAME', {
      message: `Byte ${offset} of the stream should begin a frame, and ${header} is no header of one`,
      hint: 'The container may have a terminal: its stream has no frames.',
      details: { offset, header },
    })
  }
}

/** @internal The state machine of `rawFrames`. */
export class RawDecoder implements Decoder<Uint8Array, Frame> {
  #chunk: Uint8Array = NOTHING

  push(chunk: Uint8Array): void {
    this.#chunk = chunk
  }

  take(): Frame | undefined {
    const data = this.#chunk
    if (data.length === 0) return undefined
    this.#chunk = NOTHING
    return { stream: 'stdout', data }
  }

  end(): void {
    // Without frames, any byte may be the last one.
  }
}

function truncated(what: string, got: number, want: number, reported: string): ProtocolError {
  const said = reported === '' ? '' : `; the engine was reporting: ${reported}`
  return new ProtocolError('STREAM_TRUNCATED', {
    message: `The stream ended inside ${what}, after ${got} of ${want} bytes${said}`,
    details: { got, want },
  })
}
