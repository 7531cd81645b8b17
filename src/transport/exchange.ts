import type { Duplex } from 'node:stream'
import type { Dispatcher } from 'undici'
import { ProtocolError } from '../errors/protocol.js'
import type { Sent } from '../errors/base.js'
import { byteQueue } from '../stream/queue/pausing.js'
import { byteDuplex, type ByteDuplex } from '../stream/duplex.js'
import { onAbort } from '../stream/abort.js'
import { monotonicTime, startTimer, stopTimer, type Timer } from '../time/time.js'
import { closedError, timedOutError } from './connection-errors.js'
import type { HttpHeaders, HttpReply, HttpRequest, HttpStream, HttpUpgrade } from './transport.js'

type Controller = Dispatcher.DispatchController

/**
 * One request on its way: it owns the deadline and the listener on the caller's signal,
 * and drops both as soon as the exchange is over.
 */
abstract class Exchange<Answer> implements Dispatcher.DispatchHandler {
  readonly answer: Promise<Answer>
  protected readonly request: HttpRequest
  readonly #explain: (cause: unknown, sent: Sent) => Error
  readonly #onOver: () => void
  #resolve!: (answer: Answer) => void // set by the promise's executor, which runs at once
  #reject!: (reason: unknown) => void
  #controller: Controller | undefined
  #timer: Timer | undefined
  #forgetSignal: () => void = () => undefined
  #over = false
  #sent: Sent = 'no'

  constructor(
    request: HttpRequest,
    explain: (cause: unknown, sent: Sent) => Error,
    onOver: () => void = () => undefined,
  ) {
    this.request = request
    this.#explain = explain
    this.#onOver = onOver
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    const { signal, timeout, began } = request
    if (signal !== undefined) this.#forgetSignal = onAbort(signal, () => this.stop(signal.reason))
    if (timeout !== undefined) {
      const passed = began === undefined ? 0 : monotonicTime() - began
      this.#timer = startTimer(this.#onTimeout, Math.max(0, timeout - passed))
    }
  }

  readonly #onTimeout = (): void => {
    const { operation, target, timeout = 0 } = this.request
    this.stop(timedOutError(timeout, this.#sent, { operation, target }))
  }

  onRequestStart(controller: Controller): void {
    if (this.#over) {
      controller.abort(new Error('the caller left before the request was written'))
      return
    }
    this.#controller = controller
    this.#sent = 'unknown'
  }

  onResponseStart(_controller: Controller, status: number, headers: HttpHeaders): void {
    if (status < 200) return
    this.answered()
    this.began(status, headers)
  }

  onResponseError(_controller: Controller, cause: Error): void {
    if (!this.#over) this.broke(this.#explain(cause, this.#sent))
  }

  /** Ends it from our side: the caller's abort, a deadline, a closed client. */
  stop(reason: unknown): void {
    if (this.#over) return
    this.broke(reason)
    this.#controller?.abort(reason instanceof Error ? reason : new Error('aborted', { cause: reason }))
  }

  /** Whether it goes on for a while after its client was closed. */
  get persists(): boolean {
    return this.request.persists === true
  }

  /** Ends it because the client was closed. */
  close(): void {
    this.stop(closedError(this.#sent, this.request))
  }

  protected answered(): void {
    this.#sent = 'yes'
  }

  protected lost(cause: unknown): Error {
    return this.#explain(cause, this.#sent)
  }

  protected give(answer: Answer): void {
    this.#resolve(answer)
  }

  protected pause(): void {
    this.#controller?.pause()
  }

  protected resume(): void {
    this.#controller?.resume()
  }

  protected finish(): void {
    if (this.#over) return
    this.#over = true
    stopTimer(this.#timer)
    this.#forgetSignal()
    this.#onOver()
  }

  protected broke(reason: unknown): void {
    this.finish()
    this.#reject(reason)
  }

  protected abstract began(status: number, headers: HttpHeaders): void
  abstract onResponseData(controller: Controller, chunk: Uint8Array): void
  abstract onResponseEnd(): void
}

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
    this.finish()
    this.give({ status: this.#status, headers: this.#headers, body })
  }
}

/** A reply that is read as it comes, at the reader's pace. */
abstract class ReadExchange<Answer> extends Exchange<Answer> {
  protected readonly queue = byteQueue(
    {
      pause: () => {
        this.pause()
      },
      resume: () => {
        this.resume()
      },
    },
    () => {
      this.stop(new Error('the reader left'))
    },
  )

  override onResponseData(_controller: Controller, chunk: Uint8Array): void {
    this.queue.push(chunk)
  }

  override onResponseEnd(): void {
    this.finish()
    this.queue.end()
  }

  protected override broke(reason: unknown): void {
    this.queue.fail(reason)
    super.broke(reason)
  }
}

/** A long reply: logs, events, progress. */
export class StreamExchange extends ReadExchange<HttpStream> {
  protected override began(status: number, headers: HttpHeaders): void {
    this.give({ status, headers, body: this.queue })
  }
}

/** A request that asks for a raw pipe; a refusal is read as an ordinary reply. */
export class UpgradeExchange extends ReadExchange<HttpUpgrade> {
  #pipe: ByteDuplex | undefined

  onRequestUpgrade(_controller: Controller, status: number, _headers: HttpHeaders, socket: Duplex): void {
    this.answered()
    this.#pipe = byteDuplex(socket, (cause) => this.lost(cause))
    socket.once('close', () => {
      this.finish()
    })
    this.give({ upgraded: true, status, duplex: this.#pipe })
  }

  protected override began(status: number, headers: HttpHeaders): void {
    this.give({ upgraded: false, status, headers, body: this.queue })
  }

  protected override broke(reason: unknown): void {
    this.#pipe?.destroy(reason)
    super.broke(reason)
  }
}
