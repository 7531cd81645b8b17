import type { About } from '../../errors/error-context.js'
import { GrowingBytes, NOTHING } from '../growing-bytes.js'
import { decode, type Items } from '../items.js'
import { parseJson } from '../json/json.js'
import type { Decoder } from './decoder.js'
import { lineTooLong, MAX_LINE, NEWLINE } from './line-limit.js'
import { asBuffer, utf8 } from './utf8.js'

/** How a stream of JSON documents is read. */
export interface NdjsonOptions {
  /** The longest document, in bytes; 4 MiB when left out. */
  readonly maxLine?: number | undefined
  /** The call that the stream answers, for errors. */
  readonly about?: About | undefined
}

/**
 * Reads one JSON document from each line, as `parseJson` does; blank lines are skipped. The records of
 * `application/json-seq` (RFC 7464), which newer engines send for events, are such lines behind a separator.
 * Rejects with INVALID_JSON (also for a last document that was cut), NUMBER_NOT_EXACT or LINE_TOO_LONG.
 */
export function ndjson(source: AsyncIterable<Uint8Array>, options: NdjsonOptions = {}): Items<unknown> {
  return decode(source, new DocumentDecoder((document) => document, options.maxLine), options.about)
}

const SEPARATOR = 0x1e

/** @internal The state machine of `ndjson`. */
export class DocumentDecoder<Item> implements Decoder<Uint8Array, Item> {
  readonly #accept: (document: unknown) => Item
  readonly #limit: number
  #chunk = NOTHING
  #at = 0
  /** The start of a document whose end has not arrived. */
  readonly #held = new GrowingBytes()
  #ended = false

  /** @param accept what becomes of a document; what it throws ends the stream */
  constructor(accept: (document: unknown) => Item, limit = MAX_LINE) {
    this.#accept = accept
    this.#limit = limit
  }

  push(chunk: Uint8Array): void {
    this.#chunk = asBuffer(chunk)
    this.#at = 0
  }

  take(): Item | undefined {
    for (;;) {
      const text = this.#line()
      if (text === undefined) return undefined
      if (text !== '') return this.#accept(parseJson(text))
    }
  }

  end(): void {
    this.#ended = true
  }

  /** The text of the next whole line, without what may stand before a document. */
  #line(): string | undefined {
    const chunk = this.#chunk
    const start = this.#at
    if (start >= chunk.length) return this.#ended && this.#held.length > 0 ? document(this.#held.release()) : undefined
    const newline = chunk.indexOf(NEWLINE, start)
    const stop = newline === -1 ? chunk.length : newline
    if (this.#held.length + stop - start > this.#limit) throw lineTooLong(this.#limit)
    this.#at = stop + 1
    if (newline !== -1 && this.#held.length === 0) return document(chunk, start, stop)
    this.#held.add(chunk, start, stop)
    return newline === -1 ? undefined : document(this.#held.release())
  }
}

/** The text of a line without the white space and the record separators that may stand before a document. */
function document(bytes: Buffer, start = 0, stop = bytes.length): string {
  let first = start
  while (first < stop && isLeading(bytes[first] ?? SEPARATOR)) first++
  return utf8(bytes, first, stop)
}

function isLeading(byte: number): boolean {
  return byte === SEPARATOR || byte === 0x20 || byte === 0x09 || byte === NEWLINE || byte === 0x0d
}
