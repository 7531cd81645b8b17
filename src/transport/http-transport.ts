import { invalidArgument } from '../errors/invalid-argument.js'
import type { Sent } from '../errors/base.js'
import { isTimeFaked } from '../time/time.js'
import { connectionError } from './connection-errors.js'
import { Connection, isClientLoaded, loadClient, type Connect } from './connection.js'
import type { AnyExchange, Carrier } from './exchange.js'
import { StreamExchange, UpgradeExchange } from './read-exchange.js'
import type { HttpReply, HttpRequest, HttpStream, HttpUpgrade, Transport } from './transport.js'
import { WholeExchange } from './whole-exchange.js'

/** How a {@link httpTransport} reaches its engine. */
export interface HttpTransportOptions {
  /** Where it leads, for errors and `describeConnection()`. */
  readonly host: string
  /** Who named it, for the error when nobody answers there; `the option transport` by default. */
  readonly from?: string | undefined
  /** How a socket is opened. */
  readonly connect: Connect
  /** Sockets that short calls share at most; 32 by default. Streams have connections of their own. */
  readonly connections?: number | undefined
}

/**
 * HTTP over sockets that you open yourself: through a tunnel, a proxy, another network namespace.
 *
 * @example
 * const transport = httpTransport({ host: 'tunnel://a', connect: async ({ signal }) => openTunnel('a', signal) })
 * const docker = new Docker({ transport })
 * @throws UsageError INVALID_ARGUMENT
 */
export function httpTransport(options: HttpTransportOptions): Transport {
  return new HttpTransport(options)
}

/** HTTP over any kind of socket: a bounded pool of connections for short calls, one for each stream. */
class HttpTransport implements Transport, Carrier {
  readonly host: string
  readonly #from: string
  readonly #connect: Connect
  readonly #mostShared: number
  /** Shared connections that nobody uses, the one that was used last at the end. */
  readonly #idle: Connection[] = []
  readonly #shared = new Set<Connection>()
  /** Short calls for which there is no connection yet, the oldest first. */
  readonly #waiting = new Set<AnyExchange>()
  readonly #open = new Set<AnyExchange>()
  readonly #closing = new Set<Promise<void>>()
  #isServing = false
  #state: 'open' | 'closing' | 'closed' = 'open'

  constructor({ host, from = 'the option transport', connect, connections = 32 }: HttpTransportOptions) {
    if (!Number.isInteger(connections) || connections < 1)
      throw invalidArgument('connections', connections, 'give a whole number above zero')
    this.host = host
    this.#from = from
    this.#connect = connect
    this.#mostShared = connections
  }

  request(request: HttpRequest): Promise<HttpReply> {
    if (!isClientLoaded()) return loadClient().then(() => this.request(request))
    const exchange = new WholeExchange(request, this)
    if (this.#begin(exchange)) {
      const connection = this.#waiting.size === 0 && !this.#isServing ? this.#free() : undefined
      if (connection === undefined) this.#waiting.add(exchange)
      else exchange.sendOver(connection)
    }
    return exchange.answer
  }

  stream(request: HttpRequest): Promise<HttpStream> {
    if (!isClientLoaded()) return loadClient().then(() => this.stream(request))
    const exchange = new StreamExchange(request, this)
    if (this.#begin(exchange)) exchange.sendOver(new Connection(this.#connect))
    return exchange.answer
  }

  upgrade(request: HttpRequest): Promise<HttpUpgrade> {
    if (!isClientLoaded()) return loadClient().then(() => this.upgrade(request))
    const exchange = new UpgradeExchange(request, this)
    if (this.#begin(exchange)) exchange.sendOver(new Connection(this.#connect))
    return exchange.answer
  }

  async close(undone?: Promise<unknown>): Promise<void> {
    this.#state = 'closing'
    for (const exchange of this.#open) if (!exchange.persists) exchange.close()
    await undone?.catch(() => undefined) // what failed is told by whoever undoes it
    this.#state = 'closed'
    for (const exchange of this.#open) exchange.close()
    for (const connection of this.#idle.splice(0)) this.#discard(connection)
    await Promise.all(this.#closing)
  }

  explain(cause: unknown, sent: Sent, { operation, target }: HttpRequest): Error {
    return connectionError(cause, sent, { host: this.host, from: this.#from }, { operation, target })
  }

  release(exchange: AnyExchange, whole: boolean): void {
    this.#open.delete(exchange)
    this.#waiting.delete(exchange)
    const { connection } = exchange
    if (connection === undefined) return
    if (whole && this.#shared.has(connection) && this.#isReusable()) {
      connection.isReused = true
      this.#idle.push(connection)
    } else this.#discard(connection)
    if (this.#waiting.size > 0) this.#serve()
  }

  sendAgain(exchange: AnyExchange): void {
    if (exchange.connection !== undefined) this.#discard(exchange.connection)
    exchange.sendOver(this.#share())
  }

  #takes({ persists = false }: HttpRequest): boolean {
    return this.#state === 'open' || (this.#state === 'closing' && persists)
  }

  #begin(exchange: WholeExchange | StreamExchange | UpgradeExchange): boolean {
    if (!this.#takes(exchange.request)) exchange.close()
    else if (exchange.begin()) {
      this.#open.add(exchange)
      return true
    }
    return false
  }

  /** Gives connections to those who wait, in one loop: what fails at once would otherwise nest. */
  #serve(): void {
    if (this.#isServing) return
    this.#isServing = true
    for (const exchange of this.#waiting) {
      const connection = this.#free()
      if (connection === undefined) break
      this.#waiting.delete(exchange)
      exchange.sendOver(connection)
    }
    this.#isServing = false
  }

  #free(): Connection | undefined {
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (this.#isReusable()) return idle
      this.#discard(idle)
    }
    return this.#shared.size < this.#mostShared ? this.#share() : undefined
  }

  #share(): Connection {
    const connection = new Connection(this.#connect)
    this.#shared.add(connection)
    return connection
  }

  /** Between two requests undici waits for a `setImmediate` of the globals: a fake one would never let it go on. */
  #isReusable(): boolean {
    return this.#state !== 'closed' && !isTimeFaked()
  }

  /** A shared connection counts until its socket is closed: the engine never sees more of them. */
  #discard(connection: Connection): void {
    const closing = connection.destroy().finally(() => {
      this.#closing.delete(closing)
      if (this.#shared.delete(connection)) this.#serve()
    })
    this.#closing.add(closing)
  }
}
