import { invalidArgument } from '../errors/invalid-argument.js'
import { StateError } from '../errors/state.js'
import type { Frame } from './decoders/frames.js'

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
  const gathered = new TextGatherer(limit)
  const text = { stdout: '', stderr: '' }
  for await (const { stream, data } of frames) {
    text[stream] += gathered.add(data, stream)
    if (gathered.isTooLong) throw tooLong(limit)
  }
  return { stdout: text.stdout + gathered.rest('stdout'), stderr: text.stderr + gathered.rest('stderr') }
}

/** Reads bytes as text, and no further than the chunk that exceeds the limit. */
export async function textOf(
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<{ readonly text: string; readonly isTooLong: boolean }> {
  const gathered = new TextGatherer(limit)
  let text = ''
  for await (const chunk of chunks) {
    text += gathered.add(chunk)
    if (gathered.isTooLong) break
  }
  return { text: text + gathered.rest(), isTooLong: gathered.isTooLong }
}

/** Makes text of UTF-8 as it arrives: a character may be split over pieces, with the other stream's in between. */
export class TextGatherer {
  readonly #limit: number
  readonly #decoders = { stdout: decoder(), stderr: decoder() }
  #bytes = 0

  /** @param limit how many bytes may come before it is too long */
  constructor(limit: number) {
    this.#limit = limit
  }

  get isTooLong(): boolean {
    return this.#bytes > this.#limit
  }

  /** The text of the next bytes. */
  add(data: Uint8Array, stream: Frame['stream'] = 'stdout'): string {
    this.#bytes += data.length
    return this.#decoders[stream].decode(data, { stream: true })
  }

  /** U+FFFD for a character that was not completed. */
  rest(stream: Frame['stream'] = 'stdout'): string {
    return this.#decoders[stream].decode()
  }
}

function decoder() {
  return new TextDecoder('utf-8', { ignoreBOM: true })
}

function tooLong(limit: number): StateError {
  return new StateError('TEXT_TOO_LONG', {
    message: `The container wrote more than ${limit} bytes`,
    hint: 'Raise maxBytes, or iterate the output instead of gathering it.',
    details: { limit },
  })
}
