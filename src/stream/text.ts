import { invalidArgument } from '../errors/invalid-argument.js'
import { StateError } from '../errors/state.js'
import type { Frame } from './decoders/frames.js'
import { asBuffer, utf8 } from './decoders/utf8.js'
import { GrowingBytes, NOTHING } from './growing-bytes.js'
import { each } from './items.js'

/** What a container wrote, as text. */
export interface Text {
  readonly stdout: string
  readonly stderr: string
}

/** How much is read. */
export interface TextOptions {
  /** The most that is gathered from both streams together, in bytes; 64 MiB when left out. */
  readonly maxBytes?: number | undefined
}

/** The most that is gathered when nobody says otherwise: 64 MiB. */
export const MAX_BYTES = 64 * 1024 * 1024

/** Checks a limit in bytes: with one that is no number, nothing would ever be too much. */
export function checkBytes(argument: string, bytes: unknown): number {
  if (typeof bytes === 'number' && bytes > 0) return bytes
  throw invalidArgument(argument, bytes, 'give a number of bytes above zero')
}

/**
 * Reads frames to their end as UTF-8; what is not UTF-8 becomes U+FFFD.
 * Rejects with TEXT_TOO_LONG, and closes the source, when more than `maxBytes` arrive.
 */
export async function collect(frames: AsyncIterable<Frame>, options: TextOptions = {}): Promise<Text> {
  const { maxBytes: limit = MAX_BYTES } = options
  const gathered = { stdout: new TextGatherer(), stderr: new TextGatherer() }
  let bytes = 0
  await each(frames, ({ stream, data }) => {
    bytes += data.length
    gathered[stream].add(data)
    if (bytes > limit) throw tooLong(limit)
  })
  return { stdout: gathered.stdout.text(), stderr: gathered.stderr.text() }
}

/** Reads bytes as text, and no further than the chunk that exceeds the limit. */
export async function textOf(
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<{ readonly text: string; readonly isTooLong: boolean }> {
  const gathered = new TextGatherer()
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    gathered.add(chunk)
    if (bytes > limit) break
  }
  return { text: gathered.text(), isTooLong: bytes > limit }
}

/**
 * Makes text of UTF-8 as it arrives, in blocks: a call of a decoder for each small piece costs more than all else.
 * It can be given two streams, which are then one text: a character may be split over pieces with the other stream's in
 * between, and stands where its last byte came.
 */
export class TextGatherer {
  #text = ''
  /** Whole characters of one stream that are not text yet. */
  readonly #block = new GrowingBytes()
  #stream: Frame['stream'] = 'stdout'
  /** The start of a character of each stream. */
  readonly #unfinished: Record<Frame['stream'], Uint8Array> = { stdout: NOTHING, stderr: NOTHING }

  add(data: Uint8Array, stream: Frame['stream'] = 'stdout'): void {
    // What is no UTF-8 must not become a character with the bytes of the other stream.
    if (stream !== this.#stream) this.#flush()
    this.#stream = stream
    const start = this.#unfinished[stream]
    const bytes = start.length === 0 ? data : Buffer.concat([start, data])
    const stop = wholeCharacters(bytes)
    this.#block.add(bytes, 0, stop)
    this.#unfinished[stream] = stop === bytes.length ? NOTHING : Uint8Array.from(bytes.subarray(stop))
    if (this.#block.length >= BLOCK) this.#flush()
  }

  /** All of it, with U+FFFD for what was not completed. */
  text(): string {
    this.#flush()
    return this.#text + utf8(asBuffer(this.#unfinished.stdout)) + utf8(asBuffer(this.#unfinished.stderr))
  }

  #flush(): void {
    this.#text += utf8(this.#block.release())
  }
}

/** Bytes that are made text at once. */
const BLOCK = 32 * 1024

/** How many bytes there are before a character that may go on in what comes next. */
function wholeCharacters(bytes: Uint8Array): number {
  const { length } = bytes
  for (let back = 1; back <= 3 && back <= length; back++) {
    const byte = bytes[length - back] ?? 0
    if (byte < 0x80) return length
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? length - back : length
  }
  return length
}

function tooLong(limit: number): StateError {
  return new StateError('TEXT_TOO_LONG', {
    message: `The container wrote more than ${limit} bytes`,
    hint: 'Raise maxBytes, or iterate the output instead of gathering it.',
    details: { limit },
  })
}
