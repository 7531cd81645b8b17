import type { Duplex } from 'node:stream'
import { byteQueue, type Valve } from '../stream/queue/queue.js'
import { byteDuplex, type ByteDuplex } from '../stream/duplex.js'
import type { Connection } from './connection.js'
import { Exchange, type Controller } from './exchange.js'
import type { HttpHeaders, HttpStream, HttpUpgrade } from './transport.js'

/** A reply that is read as it comes, at the reader's pace. */
abstract class ReadExchange<Answer> extends Exchange<Answer> implements Valve {
  protected readonly queue = byteQueue(this, () => this.stop(new Error('the reader left')))
  #isPaused = false

  pause(): void {
    this.#isPaused = true
    this.controller?.pause()
  }

  resume(): void {
    this.#isPaused = false
    this.touch()
    this.controller?.resume()
  }

  override onResponseData(_controller: Controller, chunk: Uint8Array): void {
    this.touch()
    this.queue.push(chunk)
  }

  override onResponseEnd(): void {
    this.finish(true)
    this.queue.end()
  }

  protected override isPaused(): boolean {
    return this.#isPaused
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
  #socket: Duplex | undefined
  #pipe: ByteDuplex | undefined

  override sendOver(connection: Connection): void {
    this.connection = connection
    connection.send(this, this.request.protocol ?? 'tcp')
  }

  onRequestUpgrade(_controller: Controller, status: number, _headers: HttpHeaders, socket: Duplex): void {
    this.answered()
    this.#socket = socket
    this.#pipe = byteDuplex(socket, (cause) => this.lost(cause))
    if (this.request.idleTimeout !== undefined) socket.on('data', () => this.touch())
    socket.once('close', () => this.finish(true))
    this.give({ upgraded: true, status, duplex: this.#pipe })
  }

  protected override began(status: number, headers: HttpHeaders): void {
    this.give({ upgraded: false, status, headers, body: this.queue })
  }

  protected override isPaused(): boolean {
    return this.#socket?.isPaused() ?? super.isPaused()
  }

  protected override broke(reason: unknown): void {
    this.#pipe?.destroy(reason)
    super.broke(reason)
  }
}
