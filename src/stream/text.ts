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
  const stdout = new Gathered()
  const stderr = new Gathered()
  let bytes = 0
  for await (const { stream, data } of frames) {
    bytes += data.length
    if (bytes > limit) throw tooLong(limit)
    ;(stream === 'stdout' ? stdout : stderr).add(data)
  }
  return { stdout: stdout.text(), stderr: stderr.text() }
}

/** Text of one stream, decoded as it arrives: a character may be split over frames. */
class Gathered {
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  #text = ''

  add(data: Uint8Array): void {
    this.#text += this.#decoder.decode(data, { stream: true })
  }

  text(): string {
    return this.#text + this.#decoder.decode()
  }
}

function tooLong(limit: number): StateError {
  return new StateError('TEXT_TOO_LONG', {
    message: `The container wrote more than ${limit} bytes`,
    hint: 'Raise maxBytes, or iterate the output instead of gathering it.',
    details: { limit },
  })
}
