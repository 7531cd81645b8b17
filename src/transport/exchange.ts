import type { Dispatcher } from 'undici'
import type { Sent } from '../errors/base.js'
import { MooringError } from '../errors/base.js'
import { onAbort } from '../stream/abort.js'
import { guardSource, releaseSource } from '../stream/source.js'
import { setDeadline, type Deadline, type Deadlined } from '../time/deadlines.js'
import { monotonicTime, nextTurn, startTimer, stopTimer, type Timer } from '../time/time.js'
import { closedError, idleError, timedOutError } from './connection-errors.js'
import type { Carried, Connection } from './connection.js'
import type { HttpHeaders, HttpRequest } from './transport.js'

export type Controller = Dispatcher.DispatchController

/** Who gives an exchange its connection, and takes it back. */
export interface Carrier {
  /** What a failure of the connection means. */
  explain(cause: unknown, sent: Sent, request: HttpRequest): Error
  /** The exchange is over. Its connection can be used again when `whole`: then the reply was read to its end. */
  release(exchange: AnyExchange, whole: boolean): void
  /** The connection had died before the request came: it is sent again, over a new one. */
  sendAgain(exchange: AnyExchange): void
}

/** An exchange, whatever it answers. */
export type AnyExchange = Pick<Exchange<unknown>, 'request' | 'persists' | 'connection' | 'sendOver' | 'stop' | 'close'>

/**
 * One request on its way: it owns the deadline, the source of its body and the listener on the caller's signal, and lets
 * go of all as soon as the exchange is over.
 */
export abstract class Exchange<Answer> implements Carried, Deadlined {
  readonly request: HttpRequest
  readonly answer: Promise<Answer>
  /** None while it waits for one. */
  connection: Connection | undefined
  readonly #carrier: Carrier
  #resolve!: (answer: Answer) => void // set by the promise's executor, which runs at once
  #reject!: (reason: unknown) => void
  #controller: Controller | undefined
  // One of the two: the deadline of what must not hold the program has a timer of its own.
  #deadline: Deadline | undefined
  #timer: Timer | undefined
  #idle: Timer | undefined
  #lastByte = 0
  #forgetSignal: (() => void) | undefined
  #isOver = false
  #sent: Sent = 'no'

  constructor(request: HttpRequest, carrier: Carrier) {
    this.request = request
    this.#carrier = carrier
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    guardSource(request.body)
  }

  /** Begins to listen to the caller's signal and to the deadline. False when it is over already. */
  begin(): boolean {
    const { signal, timeout, began } = this.request
    if (signal?.aborted === true) {
      this.stop(signal.reason)
      return false
    }
    if (signal !== undefined) this.#forgetSignal = onAbort(signal, () => this.stop(signal.reason))
    if (timeout === undefined) return true
    const passed = began === undefined ? 0 : monotonicTime() - began
    if (this.request.unref === true) this.#timer = this.#startTimer(passDeadline, Math.max(0, timeout - passed))
    else this.#deadline = setDeadline(this, timeout - passed)
    return true
  }

  sendOver(connection: Connection): void {
    this.connection = connection
    connection.send(this)
  }

  onRequestStart(controller: Controller): void {
    if (this.#isOver) {
      controller.abort(new Error('the caller left before the request was written'))
      return
    }
    this.#controller = controller
    this.#sent = 'unknown'
    const { idleTimeout } = this.request
    if (idleTimeout === undefined) return
    this.touch()
    this.#idle = this.#startTimer(passIdle, idleTimeout)
  }

  onResponseStart(_controller: Controller, status: number, headers: HttpHeaders): void {
    if (status < 200) return
    this.answered()
    this.began(status, headers)
  }

  onResponseError(_controller: Controller, cause: Error): void {
    if (this.#isOver) return
    const reason = this.lost(cause)
    if (this.#isStale(reason)) this.#again()
    else this.broke(reason)
  }

  /** Ends it from our side: the caller's abort, a deadline, a closed client. */
  stop(reason: unknown): void {
    if (this.#isOver) return
    const controller = this.#controller
    this.broke(reason)
    controller?.abort(reason instanceof Error ? reason : new Error('aborted', { cause: reason }))
  }

  /** Whether it goes on for a while after its client was closed. */
  get persists(): boolean {
    return this.request.persists === true
  }

  /** Ends it because the client was closed. */
  close(): void {
    this.stop(closedError(this.#sent, aboutOf(this.request)))
  }

  touch(): void {
    if (this.request.idleTimeout !== undefined) this.#lastByte = monotonicTime()
  }

  /** Called when the deadline has passed. */
  passDeadline(): void {
    const { timeout = 0 } = this.request
    this.stop(timedOutError(timeout, this.#sent, aboutOf(this.request)))
  }

  /** Called when there may have been silence for too long. */
  passIdle(): void {
    if (this.#isOver) return
    const { idleTimeout = 0 } = this.request
    const left = idleTimeout - this.#quiet()
    if (left > 0) this.#idle = this.#startTimer(passIdle, left)
    // After a turn that took long, timers come before the bytes that wait in the socket: those are read first.
    else nextTurn(() => this.#endIfQuiet(idleTimeout))
  }

  #endIfQuiet(idleTimeout: number): void {
    if (this.#isOver) return
    if (this.#quiet() < idleTimeout) this.passIdle()
    else this.stop(idleError(idleTimeout, this.#sent, aboutOf(this.request)))
  }

  #quiet(): number {
    return this.isPaused() ? 0 : monotonicTime() - this.#lastByte
  }

  protected answered(): void {
    this.#sent = 'yes'
    this.touch()
  }

  protected lost(cause: unknown): Error {
    return this.#carrier.explain(cause, this.#sent, this.request)
  }

  protected give(answer: Answer): void {
    if (this.request.unref === true) this.connection?.unref()
    this.#resolve(answer)
  }

  protected get controller(): Controller | undefined {
    return this.#controller
  }

  /** Whether bytes wait for a reader: then their end is not silent. */
  protected isPaused(): boolean {
    return false
  }

  protected finish(whole: boolean): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#deadline?.clear()
    stopTimer(this.#timer)
    stopTimer(this.#idle)
    this.#forgetSignal?.()
    releaseSource(this.request.body)
    this.#carrier.release(this, whole)
  }

  protected broke(reason: unknown): void {
    this.finish(false)
    this.#reject(reason)
  }

  protected abstract began(status: number, headers: HttpHeaders): void
  abstract onResponseData(controller: Controller, chunk: Uint8Array): void
  abstract onResponseEnd(): void

  /** A socket of the pool can have died unnoticed, when the engine restarted. Asking again is safe for what only reads. */
  #isStale(reason: unknown): boolean {
    const { method } = this.request
    if (this.#sent !== 'unknown' || (method !== 'GET' && method !== 'HEAD')) return false
    return this.connection?.isReused === true && MooringError.is(reason, 'CONNECTION_LOST')
  }

  #again(): void {
    this.#controller = undefined
    this.#sent = 'no'
    stopTimer(this.#idle)
    this.#carrier.sendAgain(this)
  }

  #startTimer(pass: (exchange: Exchange<Answer>) => void, milliseconds: number): Timer {
    const timer = startTimer(pass, milliseconds, this)
    return this.request.unref === true ? timer.unref() : timer
  }
}

function passDeadline(exchange: { passDeadline(): void }): void {
  exchange.passDeadline()
}

function passIdle(exchange: { passIdle(): void }): void {
  exchange.passIdle()
}

function aboutOf({ operation, target }: HttpRequest): { operation: string; target: string | undefined } {
  return { operation, target }
}
