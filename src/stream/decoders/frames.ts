import type { About } from '../../errors/error-context.js'
import { decode, type Decoding, type Policy } from '../items.js'
import type { Decoder } from './decoder.js'
import { MultiplexedReader, TerminalReader, type FrameReader } from './frame-reader.js'

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
