import type { About } from '../../errors/error-context.js'
import { decode, type Items } from '../items.js'
import type { Decoder } from './decoder.js'
import { parseJson } from '../json/json.js'
import { LineCutter, MAX_LINE } from './line-cutter.js'
import { utf8 } from './utf8.js'

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
  return decode(source, new DocumentDecoder(options.maxLine ?? MAX_LINE), options.about)
}

const SEPARATOR = 0x1e

/** @internal The state machine of `ndjson`. */
export class DocumentDecoder implements Decoder<Uint8Array, unknown> {
  readonly #cutter: LineCutter

  constructor(limit = MAX_LINE) {
    this.#cutter = new LineCutter(limit)
  }

  push(chunk: Uint8Array): void {
    this.#cutter.push(chunk)
  }

  take(): unknown {
    for (let line = this.#cutter.take(); line !== undefined; line = this.#cutter.take()) {
      const text = document(line)
      if (text !== '') return parseJson(text)
    }
    return undefined
  }

  end(): void {
    this.#cutter.end()
  }
}

/** The text of a line without what may stand before a document: white space, and record separators. */
function document(line: Uint8Array): string {
  let start = 0
  while (start < line.length && isLeading(line[start] ?? SEPARATOR)) start++
  return utf8(start === 0 ? line : line.subarray(start))
}

function isLeading(byte: number): boolean {
  return byte === SEPARATOR || byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d
}
