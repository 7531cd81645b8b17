import { ProtocolError } from '../errors/protocol.js'
import { Exchange, type Controller } from './exchange.js'
import type { HttpHeaders, HttpReply } from './transport.js'

/** Bytes of a refusal that are kept: more than anybody reads. */
const longestRefusal = 64 * 1024

/** A reply that is wanted whole. */
export class WholeExchange extends Exchange<HttpReply> {
  readonly #chunks: Uint8Array[] = []
  #bytes = 0
  #status = 0
  #headers: HttpHeaders = {}

  protected override began(status: number, headers: HttpHeaders): void {
    this.#status = status
    this.#headers = headers
  }

  override onResponseData(_controller: Controller, chunk: Uint8Array): void {
    this.touch()
    this.#bytes += chunk.length
    const { maxBytes = Number.POSITIVE_INFINITY, operation, target } = this.request
    // A refusal says why at its beginning; what follows, and be it without end, is read and dropped.
    const isRefusal = this.#status >= 400
    if (this.#bytes <= maxBytes || isRefusal) {
      if (!isRefusal || this.#bytes <= longestRefusal + chunk.length) this.#chunks.push(chunk)
      return
    }
    this.stop(
      new ProtocolError('REPLY_TOO_LARGE', {
        message: `the reply to ${operation} is larger than ${maxBytes} bytes`,
        details: { limit: maxBytes },
        hint: 'narrow the question with filters, or raise the client option maxReplyBytes',
        operation,
        target,
      }),
    )
  }

  override onResponseEnd(): void {
    const [first] = this.#chunks
    const body = first !== undefined && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks)
    this.finish(true)
    this.give({ status: this.#status, headers: this.#headers, body })
  }
}
