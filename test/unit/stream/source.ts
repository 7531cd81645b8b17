import type { Frame, FrameReader } from '../../../src/stream/decoders/frames.js'
import { LineDecoder, type Line } from '../../../src/stream/decoders/lines.js'
import { asBuffer } from '../../../src/stream/decoders/utf8.js'
import { decode, type Items } from '../../../src/stream/items.js'

/** A source whose every read and close is counted. */
export class Source<Piece> implements AsyncIterableIterator<Piece> {
  reads = 0
  closed = 0
  readonly #pieces: Iterator<Piece>
  readonly #failure: Error | undefined

  constructor(pieces: Iterable<Piece>, failure?: Error) {
    this.#pieces = pieces[Symbol.iterator]()
    this.#failure = failure
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  next(): Promise<IteratorResult<Piece, undefined>> {
    this.reads++
    const piece = this.#pieces.next()
    if (piece.done !== true) return Promise.resolve(piece)
    if (this.#failure !== undefined) return Promise.reject(this.#failure)
    return Promise.resolve({ done: true, value: undefined })
  }

  return(): Promise<IteratorResult<Piece, undefined>> {
    this.closed++
    return Promise.resolve({ done: true, value: undefined })
  }
}

export async function gather<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('it did not reject')
}

/** Finds the pieces in frames that are there already. */
class FramePieces implements FrameReader<Frame> {
  bytes = Buffer.alloc(0)
  start = 0
  stop = 0
  stream: Frame['stream'] = 'stdout'
  time: string | undefined
  push({ stream, data, time }: Frame): void {
    Object.assign(this, { bytes: asBuffer(data), start: 0, stop: 0, stream, time })
  }
  advance(): boolean {
    const isNew = this.stop === 0 && this.bytes.length > 0
    this.stop = this.bytes.length
    return isNew
  }
  end(): void {
    // a frame is whole
  }
}

/** The lines in frames. */
export function lines(frames: AsyncIterable<Frame>): Items<Line> {
  return decode(frames, new LineDecoder(new FramePieces()))
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
export const text = (data: Uint8Array): string => new TextDecoder().decode(data)

export function header(type: number, size: number): Uint8Array {
  const head = Buffer.alloc(8)
  head[0] = type
  head.writeUInt32BE(size, 4)
  return head
}

export function frame(type: number, payload: string | Uint8Array): Uint8Array {
  const data = typeof payload === 'string' ? bytes(payload) : payload
  return Buffer.concat([header(type, data.length), data])
}

export const out = (payload: string | Uint8Array): Frame => ({
  stream: 'stdout',
  data: typeof payload === 'string' ? bytes(payload) : payload,
})

/** The bytes in pieces, cut at these places. */
export function cut(whole: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...new Set(places.map((place) => place % (whole.length + 1)))].sort((a, b) => a - b)
  return [...ends, whole.length].map((end, i) => whole.subarray(ends[i - 1] ?? 0, end))
}

export const single = (whole: Uint8Array): Uint8Array[] => Array.from(whole, (_, i) => whole.subarray(i, i + 1))

/** What each stream said, whatever the pieces. */
export function joined(frames: readonly Frame[]): { stdout: Buffer; stderr: Buffer } {
  const of = (stream: Frame['stream']) => Buffer.concat(frames.filter((f) => f.stream === stream).map((f) => f.data))
  return { stdout: of('stdout'), stderr: of('stderr') }
}
