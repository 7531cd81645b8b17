import type { HttpReply, HttpRequest, HttpStream, HttpUpgrade, Transport } from '../../src/transport/transport.js'
import { unixTransport } from '../../src/transport/unix.js'

/** The way to an engine, with somebody at the door who writes down what passes. */
export class WatchedTransport implements Transport {
  readonly host: string
  readonly requests: HttpRequest[] = []
  readonly #inner: Transport
  readonly #onRequest: (request: HttpRequest) => void

  /** @param onRequest told of each request before it is handed on */
  constructor(socket: string, onRequest: (request: HttpRequest) => void = () => undefined) {
    this.#inner = unixTransport(socket)
    this.host = this.#inner.host
    this.#onRequest = onRequest
  }

  request(request: HttpRequest): Promise<HttpReply> {
    this.#note(request)
    return this.#inner.request(request)
  }

  stream(request: HttpRequest): Promise<HttpStream> {
    this.#note(request)
    return this.#inner.stream(request)
  }

  upgrade(request: HttpRequest): Promise<HttpUpgrade> {
    this.#note(request)
    return this.#inner.upgrade(request)
  }

  close(undone?: Promise<unknown>): Promise<void> {
    return this.#inner.close(undone)
  }

  /** As it goes over the wire: after the call that sends it has begun, the request is on its way. */
  #note(request: HttpRequest): void {
    this.requests.push(request)
    queueMicrotask(() => {
      this.#onRequest(request)
    })
  }
}
